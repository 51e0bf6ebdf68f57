"""Complex couplings split into their parts."""

from math import pi, sqrt

import pytest
import sympy

import processes
from amps.complex_couplings import with_real_couplings
from amps.lagrangian import P_R, Field, bar, hc
from amps.model import Model, ModelParameter
from amps.models import qed
from amps.models.qed import LEPTONS
from amps.particle import scalar
from processes.core.constants import CONSTANTS

z, w = sympy.symbols("z w")
S, mu = Field(scalar("S", "S", mass="m_S", width="Gamma_S")), LEPTONS["mu"]


def model(coupling=z, **given):
    term = coupling * S * bar(mu) * P_R * mu
    return Model(
        **{"name": "test", "particles": (S,), "terms": {"S": term + hc(term)}, "extends": (qed.MODEL,), **given}
    )


def test_a_model_without_complex_couplings_is_itself():
    assert with_real_couplings(qed.MODEL) is qed.MODEL is qed.MODEL.in_real_couplings


def test_scalar_and_pseudoscalar_are_the_real_and_the_imaginary_part():
    decay = processes.reaction("S > mu- mu+", model=model())
    assert {"re_z", "im_z"} <= set(decay.arguments) and "z" not in decay.arguments
    m, a, b = 1.0, 0.3, 0.4
    beta = sqrt(1 - 4 * CONSTANTS["m_mu"].default ** 2 / m**2)
    expected = m / (8 * pi) * (a**2 * beta**3 + b**2 * beta)
    assert decay.width(m_S=m, re_z=a, im_z=b).value == pytest.approx(expected, rel=1e-12)


def test_both_routes_take_the_parts():
    scattering = processes.reaction("mu- mu- > mu- mu-", model=model())
    assert scattering.check().passed


def test_declared_as_one_or_by_parts():
    whole = model(parameters={"z": ModelParameter("1", "coupling of S", 0.5)}).in_real_couplings.all_parameters
    assert (whole["re_z"].default, whole["im_z"].default, whole["re_z"].meaning) == (
        0.5,
        0.0,
        "real part of: coupling of S",
    )
    parts = {"re_z": ModelParameter("1"), "im_z": ModelParameter("1", default=2.0)}
    model(parameters=parts).validate({"alpha"})
    assert model(parameters=parts).in_real_couplings.all_parameters["im_z"].default == 2.0


def test_definitions_and_names_in_use():
    g = sympy.Symbol("g", real=True)
    defined = model(g, definitions={g: z * sympy.conjugate(z)}).in_real_couplings
    re, im = sympy.symbols("re_z im_z", real=True)
    assert sympy.expand(defined.all_definitions[g] - re**2 - im**2) == 0
    with pytest.raises(ValueError, match="re_z is the name of a part of the complex z"):
        _ = model(z * re).in_real_couplings
