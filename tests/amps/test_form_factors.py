"""Form factors: carried as functions of the right momentum transfer, resolved late, common to both routes."""

import numpy as np
import pytest
import sympy

from amps.form_factors import form_factor
from amps.lagrangian import Field, bar, gamma, indices, parameters
from amps.model import Model
from amps.models import qed
from amps.models.qed import PHOTON, A, e
from amps.particle import fermion
from processes.core.process import Process
from processes.core.sampling import generic_parameters, random_points

(mu,) = indices("mu")
(Lambda2,) = parameters("Lambda2")
NUCLEON = fermion("P", mass="m_P", charge=1)
P = Field(NUCLEON)
MODEL = Model(
    "nucleon",
    (NUCLEON,),
    {"current": -e * form_factor("F", PHOTON) * A[mu] * bar(P) * gamma[mu] * P},
    orders={"current": {"QED": 1}},
    extends=(qed.MODEL,),
)


def dipole(options, q2):
    return 1 / (1 - q2 / Lambda2) ** 2


def scattering(**changes):
    return Process(model=MODEL, reaction="e- P > e- P", **changes)


def test_argument_is_the_momentum_transfer():
    squared = scattering().squared_amplitude()
    assert squared.functions == ("F",)
    t = squared.symbols["t"]
    (definition,) = (v for s, v in squared.definitions.items() if s.name.startswith("F_"))
    assert definition == sympy.Function("F", real=True)(t)
    assert sympy.degree(squared.prefactor, next(s for s in squared.prefactor.free_symbols if s.name[0] == "F")) == 2


def test_annihilation_sees_the_total_energy():
    squared = Process(model=MODEL, reaction="e- e+ > P P~").squared_amplitude()
    (definition,) = (v for s, v in squared.definitions.items() if s.name.startswith("F_"))
    assert definition.args[0] == squared.symbols["s"]


def test_factor_multiplies_the_pointlike_result_in_both_routes():
    shaped, point = scattering(functions={"F": dipole}), scattering(functions={"F": lambda options, q2: sympy.S.One})
    parameters = generic_parameters(shaped) | {"Lambda2": 0.71, "sqrt_s": 3.0, "m_P": 0.938}
    momenta = random_points(shaped, parameters, 30, seed=4)
    given = {n: v for n, v in parameters.items() if n in shaped.arguments and n != "sqrt_s"}
    bare = {n: v for n, v in given.items() if n in point.arguments}
    q = momenta[:, 0] - momenta[:, 2]
    t = q[:, 0] ** 2 - np.sum(q[:, 1:] ** 2, axis=1)
    expected = (1 - t / 0.71) ** -4
    for route in ("trace", "spinors"):
        ratio = shaped.evaluate(momenta, route=route, **given) / point.evaluate(momenta, route=route, **bare)
        assert ratio == pytest.approx(expected, rel=1e-9)


def test_rate_with_a_form_factor():
    process = Process(model=MODEL, reaction="e- e+ > P P~", functions={"F": dipole})
    point = Process(model=MODEL, reaction="e- e+ > P P~", functions={"F": lambda options, q2: sympy.S.One})
    at = {"sqrt_s": 3.0, "m_P": 0.938}
    ratio = process.rate(**at, Lambda2=0.71).value / point.rate(**at).value
    assert ratio == pytest.approx((1 - 9 / 0.71) ** -4, rel=1e-10)


def test_unknown_function():
    with pytest.raises(KeyError, match="no form factor 'G'"):
        scattering().squared_amplitude().with_functions({"G": lambda q2: q2})
