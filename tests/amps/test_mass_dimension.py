"""Powers of GeV of operators and couplings."""

from fractions import Fraction

import pytest
import sympy

from amps.form_factors import form_factor
from amps.lagrangian import F, Fdual, Field, bar, conj, d, gamma, gamma5, indices, parameters, sigma
from amps.mass_dimension import mass_dimensions, operator_dimension
from amps.model import Model, ModelParameter
from amps.models import dark_higgs, inelastic_dm, mesons, qed
from amps.models.qed import LEPTONS, PHOTON, A
from amps.particle import scalar, vector

g, y, f, M, Lambda, lam = parameters("g y f M Lambda lam")
m, n = indices("m n")
mu, e = LEPTONS["mu"], LEPTONS["e"]
S, phi = Field(scalar("S", "S", mass="m_S")), Field(scalar("phi", mass="m_phi"))
V = Field(vector("V", mass="m_V"))

OPERATORS = {
    "4": [S * bar(mu) * mu, V[m] * bar(mu) * gamma[m] * mu, V[m] * conj(phi) * d(phi, m), S**4],
    "3": [S * V[m] * V[m], S * S * S],
    "5": [S * F(A, m, n) * Fdual(A, m, n), bar(mu) * sigma(m, n) * mu * F(A, m, n), d(S, m) * bar(mu) * gamma[m] * mu],
    "6": [bar(mu) * gamma[m] * mu * bar(e) * gamma[m] * e],
}


def model(**terms):
    return Model("test", (S, phi, V), terms, extends=(qed.MODEL,))


@pytest.mark.parametrize(("dimension", "term"), [(d, t) for d, terms in OPERATORS.items() for t in terms], ids=str)
def test_operators(dimension, term):
    assert {operator_dimension(factors) for _, factors in term.monomials} == {Fraction(dimension)}


@pytest.mark.parametrize(
    ("term", "powers"),
    [
        (y * S * bar(mu) * mu, {"y": 0}),
        (-g / 4 * S * F(A, m, n) * Fdual(A, m, n), {"g": -1}),
        (bar(mu) * gamma[m] * mu * bar(e) * gamma[m] * e / Lambda**2, {"Lambda": 1}),
        (sympy.sqrt(M) * S * V[m] * V[m], {"M": 2}),
        ((g + 2 * y * Lambda) * S * S * S / 6, {"g": 1}),
        (form_factor("F", PHOTON) * g * A[m] * bar(mu) * gamma[m] * gamma5 * mu, {"g": 0}),
    ],
)
def test_couplings(term, powers):
    found = mass_dimensions(model(term=term), {"alpha": 0})
    assert not found.conflicts
    assert {name: found.parameters[name] for name in powers} == powers


def test_a_product_of_unknowns_is_left_open_until_one_is_known():
    term = y / f * d(S, m) * bar(mu) * gamma[m] * gamma5 * mu
    assert mass_dimensions(model(term=term)).parameters["f"] is None
    declared = Model("test", (S,), {"term": term}, parameters={"y": ModelParameter("1")}, extends=(qed.MODEL,))
    assert mass_dimensions(declared).parameters == {"alpha": 0, "e": 0, "f": 1, "y": 0}


def test_definitions_and_masses_count():
    assert mass_dimensions(dark_higgs.MODEL, {"alpha": 0}).parameters["m_Ap"] == 1
    split = mass_dimensions(inelastic_dm.MODEL, {"alpha": 0}).parameters
    assert (split["delta"], split["alpha_D"], split["eps"]) == (1, 0, 0)
    pions = mass_dimensions(mesons.MODEL, {"alpha": 0, "m_pi0": 1, "m_eta": 1})
    assert pions.parameters["g_pi0gg"] == -1 and pions.parameters["Gamma_gg"] == 1


def test_what_cannot_have_dimension_four_is_named():
    one, other = g * V[m] * bar(mu) * gamma[m] * mu, g * S * V[m] * V[m]
    found = mass_dimensions(model(current=one, mass_term=other))
    assert list(found.conflicts) == ["mass_term"]
    assert "dimension 3 needs a coupling of GeV^1, which g is not" in found.conflicts["mass_term"]
    units = {"M": ModelParameter("GeV"), "y": ModelParameter("1")}
    unlike = mass_dimensions(
        Model("test", (V,), {"current": one}, {g: y + 3 * M}, parameters=units, extends=(qed.MODEL,))
    )
    assert unlike.conflicts["g"] == "the definition g = 3*M + y does not have one dimension"
