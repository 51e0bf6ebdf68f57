"""Lagrangian terms print as on paper: chiralities joined, field strengths found again, hermitian conjugates named."""

import pytest
import sympy

from amps.lagrangian import (
    P_L,
    F,
    Fdual,
    Field,
    bar,
    conj,
    d,
    gamma,
    gamma5,
    hc,
    indices,
    levi_civita,
    parameters,
    sigma,
)
from amps.lagrangian_latex import expression_latex
from amps.particle import fermion, scalar, vector

g, y, Q = parameters("g y Q")
mu, nu, rho = indices("m n r")
e, n = Field(fermion("e-", latex="e^-", charge=-1)), Field(fermion("N", latex="N"))
A, V = Field(vector("gamma", latex=r"\gamma")), Field(vector("V", latex="V", mass="m_V"))
a, phi = Field(scalar("a", "a", latex="a")), Field(scalar("phi+", latex=r"\phi^+", charge=1))


@pytest.mark.parametrize(
    ("term", "latex"),
    [
        (g * A[mu] * bar(e) * gamma[mu] * e, r"g {A}_{\mu} \bar{e} \gamma^{\mu} e"),
        (-g * V[mu] * bar(e) * gamma[mu] * P_L * e, r"- g {V}_{\mu} \bar{e} \gamma^{\mu} P_L e"),
        (g * V[mu] * bar(e) * gamma[mu] * (1 - gamma5) * e, r"g {V}_{\mu} \bar{e} \gamma^{\mu} (1 - \gamma_5) e"),
        (sympy.I * y * a * bar(e) * gamma5 * e, r"i y a \bar{e} \gamma_5 e"),
        (y * a * bar(n) * P_L * e + hc(y * a * bar(n) * P_L * e), r"y a \bar{N} P_L e + \text{h.c.}"),
        (-g / 4 * a * F(A, mu, nu) * Fdual(A, mu, nu), r"- \frac{g}{4} a F{}_{\mu \nu} \tilde{F}{}^{\mu \nu}"),
        (-F(V, mu, nu) * F(A, mu, nu) / 2, r"- \frac{1}{2} F^{V}{}_{\mu \nu} F{}^{\mu \nu}"),
        (
            g / 2 * bar(n) * sigma(mu, nu) * P_L * e * F(A, mu, nu),
            r"\frac{g}{2} F{}_{\mu \nu} \bar{N} \sigma^{\mu \nu} P_L e",
        ),
        (g**2 * V[mu] * V[mu] * conj(phi) * phi, r"g^{2} {V}_{\mu} {V}^{\mu} \phi {\phi}^*"),
        (d(a, mu) * d(a, mu) * y, r"y \partial_{\mu} a \partial^{\mu} a"),
        (
            g * (bar(e) * gamma[mu] * P_L * e) * (bar(n) * gamma[mu] * P_L * n),
            r"g (\bar{e} \gamma^{\mu} P_L e) (\bar{N} \gamma_{\mu} P_L N)",
        ),
    ],
)
def test_terms(term, latex):
    found = expression_latex(term)
    assert found == latex or sorted(found.split()) == sorted(latex.split())


def test_names_of_parameters_are_given():
    assert expression_latex(Q * bar(e) * e, {"Q": r"\mathcal{Q}"}) == r"\mathcal{Q} \bar{e} e"


def test_a_sum_of_its_own_conjugate_and_a_pair():
    text = expression_latex(g * bar(e) * e + y * bar(n) * e + hc(y * bar(n) * e))
    assert text == r"g \bar{e} e + \left(y \bar{N} e + \text{h.c.}\right)"


def test_a_levi_civita_tensor_that_is_no_dual():
    x, z = indices("x z")
    text = expression_latex(levi_civita(mu, nu, x, z) * V[mu] * A[nu] * d(a, x) * d(phi, z))
    assert text.startswith(r"\epsilon^{\mu \nu \rho \sigma}")


def test_nothing_is_zero():
    assert expression_latex(0 * a) == "0"
