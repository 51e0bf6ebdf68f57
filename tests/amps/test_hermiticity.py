"""Hermiticity of Lagrangian terms."""

import pytest
import sympy

from amps.feynman_rules import TermError
from amps.hermiticity import check_hermitian
from amps.lagrangian import F, Fdual, Field, bar, conj, d, gamma, gamma5, hc, indices, parameters, sigma
from amps.models import alp, dark_higgs, dipole, dipole_majorana, fermi, inelastic_dm, mesons, muonic_forces, quarks
from amps.models.qed import LEPTONS, A
from amps.particle import scalar

m, n = indices("m n")
g, c = parameters("g c")
z = sympy.Symbol("z")
mu, el = LEPTONS["mu"], LEPTONS["e"]
S, phi = Field(scalar("S", "S", mass="m_S")), Field(scalar("phi", mass="m_phi"))

HERMITIAN = {
    "vector": g * A[m] * bar(mu) * gamma[m] * mu,
    "axial": g * A[m] * bar(mu) * gamma[m] * gamma5 * mu,
    "pseudoscalar": sympy.I * g * S * bar(mu) * gamma5 * mu,
    "dipole": g * bar(mu) * sigma(m, n) * mu * F(A, m, n),
    "electric dipole": sympy.I * g * bar(mu) * sigma(m, n) * gamma5 * mu * F(A, m, n),
    "current": sympy.I * g * A[m] * (conj(phi) * d(phi, m) - phi * d(conj(phi), m)),
    "alp": g * S * F(A, m, n) * Fdual(A, m, n),
    "transition": z * S * bar(mu) * el + hc(z * S * bar(mu) * el),
}
NOT_HERMITIAN = {
    "imaginary scalar": sympy.I * g * S * bar(mu) * mu,
    "real pseudoscalar": g * S * bar(mu) * gamma5 * mu,
    "transition without conjugate": g * S * bar(mu) * el,
    "derivative": g * A[m] * conj(phi) * d(phi, m),
    "imaginary dipole": sympy.I * g * bar(mu) * sigma(m, n) * mu * F(A, m, n),
    "complex mass": z * S**3,
}


@pytest.mark.parametrize("name", HERMITIAN)
def test_hermitian(name):
    check_hermitian({name: HERMITIAN[name]})


@pytest.mark.parametrize("name", NOT_HERMITIAN)
def test_not_hermitian_names_the_term(name):
    with pytest.raises(TermError, match=f"'{name}'.*not hermitian"):
        check_hermitian({name: NOT_HERMITIAN[name]})


@pytest.mark.parametrize(
    "model", [alp, dark_higgs, dipole, dipole_majorana, fermi, inelastic_dm, mesons, muonic_forces, quarks]
)
def test_shipped_models(model):
    model.MODEL.validate()
