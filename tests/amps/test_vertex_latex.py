"""Feynman rules in LaTeX."""

import pytest
import sympy

from amps.form_factors import form_factor
from amps.lagrangian import P_L, F, Fdual, Field, bar, conj, d, gamma, gamma5, indices, parameters, sigma
from amps.model import Model, ModelParameter
from amps.models import dark_higgs, fermi, qed
from amps.models.qed import LEPTONS, PHOTON, A
from amps.particle import fermion, scalar, vector
from amps.vertex_latex import legs_latex, rule_latex

g, y, eps = parameters("g y eps")
m, n = indices("m n")
mu = LEPTONS["mu"]
S, phi = Field(scalar("S", "S", mass="m_S")), Field(scalar("phi", mass="m_phi"))
V, N = Field(vector("V", mass="m_V")), Field(fermion("N", "N", mass="m_N"))


def rule(term, **parameters):
    found = Model("test", (S, phi, V, N), {"term": term}, parameters=parameters, extends=(qed.MODEL,))
    (vertex,) = [v for v in found.vertices if v not in qed.MODEL.vertices]
    return legs_latex(vertex, found), rule_latex(vertex, found)


@pytest.mark.parametrize(
    ("term", "legs", "expected"),
    [
        (y * S * bar(mu) * mu, r"S\,\mu^+\,\mu^-", "i y"),
        (sympy.I * y * S * bar(mu) * gamma5 * mu, r"S\,\mu^+\,\mu^-", r"- y \gamma_5"),
        (g * V[m] * bar(mu) * gamma[m] * mu, r"V\,\mu^+\,\mu^-", r"i g \gamma^{\mu_{1}}"),
        (
            g * V[m] * bar(mu) * gamma[m] * P_L * mu,
            r"V\,\mu^+\,\mu^-",
            r"\frac{i g \gamma^{\mu_{1}} (1 - \gamma_5)}{2}",
        ),
        # A left-handed projector in front of the gamma matrix is a right-handed one behind it.
        (
            g * V[m] * bar(mu) * P_L * gamma[m] * mu,
            r"V\,\mu^+\,\mu^-",
            r"\frac{i g \gamma^{\mu_{1}} (1 + \gamma_5)}{2}",
        ),
        (g * S * V[m] * V[m], r"S\,V\,V", r"2 i g g^{\mu_{2} \mu_{3}}"),
        (y * d(S, m) * bar(mu) * gamma[m] * gamma5 * mu, r"S\,\mu^+\,\mu^-", r"y \slashed{p}_{1} \gamma_5"),
        (-g / 4 * S * F(A, m, n) * Fdual(A, m, n), r"S\,\gamma\,\gamma", r"i g \epsilon^{p_{3} p_{2} \mu_{2} \mu_{3}}"),
        # Both assignments of a Majorana field are one rule: the scalar coupling doubles.
        (y / 2 * S * bar(N) * N, r"N\,N\,S", "i y"),
        (eps * S**3 / 6, r"S\,S\,S", r"i \varepsilon"),
        (
            form_factor("F", PHOTON) * A[m] * bar(mu) * gamma[m] * mu,
            r"\gamma\,\mu^+\,\mu^-",
            r"i \gamma^{\mu_{1}} F{\left({p_{1}^2} \right)}",
        ),
    ],
)
def test_rules(term, legs, expected):
    assert rule(term) == (legs, expected)


def test_declared_spelling_of_a_parameter():
    assert rule(g * S * bar(mu) * mu, g=ModelParameter("1", latex="g_\\star"))[1] == r"i g_\star"


def test_dipole_is_a_commutator():
    text = rule(g / 2 * bar(mu) * sigma(m, n) * mu * F(A, m, n))[1]
    assert r"\slashed{p}_{1} \gamma^{\mu_{1}} - \gamma^{\mu_{1}} \slashed{p}_{1}" in text
    assert text.startswith(r"\frac{i g")


def test_scalar_current_is_a_difference_of_momenta():
    text = rule(sympy.I * g * V[m] * (conj(phi) * d(phi, m) - phi * d(conj(phi), m)))[1]
    assert text.startswith("i g") and "p_{2}^{\\mu_{1}}" in text and "p_{3}^{\\mu_{1}}" in text


def test_two_lines_name_their_legs():
    muon = next(v for v in fermi.MODEL.vertices if len(v.legs) == 4 and "mu-" in v.legs and "nu_e" in v.legs)
    text = rule_latex(muon, fermi.MODEL)
    assert text.count(r"\gamma^{\alpha} (1 - \gamma_5)") == 2
    assert {"_{13}", "_{42}"} == {
        text[k : k + 5] for k in range(len(text)) if text[k : k + 2] == "_{" and text[k + 2 : k + 4].isdigit()
    }


def test_a_vertex_of_the_library():
    found = {legs_latex(v, dark_higgs.MODEL): rule_latex(v, dark_higgs.MODEL) for v in dark_higgs.MODEL.vertices}
    assert found[r"A'\,A'\,h_D"] == r"2 i g_{D} m_{Ap} g^{\mu_{1} \mu_{2}}"
    assert found[r"A'\,e^+\,e^-"] == r"i e \varepsilon \gamma^{\mu_{1}}"
