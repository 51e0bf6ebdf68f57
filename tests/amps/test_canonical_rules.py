"""One spelling for every rule."""

import pytest
import sympy

from amps.canonical_rules import canonical_rule
from amps.feynman_rules import derive_vertices
from amps.hermiticity import is_hermitian
from amps.lagrangian import P_L, Field, bar, d, gamma, gamma5, hc, indices, levi_civita, metric, parameters, sigma
from amps.particle import fermion, scalar, vector

(g,) = parameters("g")
m, n, a, b = indices("m n a b")
psi, S = Field(fermion("psi", mass="m")), Field(scalar("S", "S", mass="m_S"))
N, M = Field(fermion("N", "N", mass="m_N")), Field(fermion("M", "M", mass="m_M"))
V, W = Field(vector("V", mass="m_V")), Field(vector("W", mass="m_W"))
MAJORANA = {"N", "M"}


def rule(term):
    (vertex,) = derive_vertices({"": term}, {})
    return canonical_rule(vertex, MAJORANA)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (V[m] * bar(psi) * gamma5 * gamma[m] * psi, -V[m] * bar(psi) * gamma[m] * gamma5 * psi),
        (S * V[m] * W[n] * metric(m, n), S * V[m] * W[n] * metric(n, m)),
        (
            d(S, a) * d(V[m], b) * W[n] * levi_civita(m, a, n, b),
            -d(S, n) * d(V[a], m) * W[b] * levi_civita(n, a, b, m),
        ),
        (bar(psi) * gamma[m] * psi * bar(psi) * gamma[m] * psi, bar(psi) * gamma[a] * psi * bar(psi) * gamma[a] * psi),
        # The bilinears of two Majorana fields, exchanged: 1, gamma5 and gamma gamma5 are even, gamma and sigma odd.
        (S * bar(N) * M, S * bar(M) * N),
        (S * bar(N) * gamma5 * M, S * bar(M) * gamma5 * N),
        (V[m] * bar(N) * gamma[m] * M, -V[m] * bar(M) * gamma[m] * N),
        (V[m] * bar(N) * gamma[m] * gamma5 * M, V[m] * bar(M) * gamma[m] * gamma5 * N),
        (V[m] * W[n] * bar(N) * sigma(m, n) * M, -V[m] * W[n] * bar(M) * sigma(m, n) * N),
    ],
)
def test_equal_rules_are_spelt_alike(one, other):
    assert rule(one) == rule(other) and rule(one)


def test_unlike_rules_are_not():
    assert rule(S * bar(psi) * psi) != rule(S * bar(psi) * gamma5 * psi)
    assert rule(S * bar(N) * M) != rule(-S * bar(M) * N)


def test_parts_that_cancel_are_left_out():
    assert canonical_rule(derive_vertices({"": V[m] * bar(N) * gamma[m] * N}, {})[0], MAJORANA) == {}


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (sympy.I * g * V[m] * bar(N) * gamma[m] * M, True),
        (g * V[m] * bar(N) * gamma[m] * M, False),
        (g * V[m] * bar(N) * gamma[m] * gamma5 * M, True),
        (g * S * bar(N) * M, True),
        (sympy.I * g * S * bar(N) * M, False),
        (g * V[m] * (bar(N) * gamma[m] * P_L * M + hc(bar(N) * gamma[m] * P_L * M)), True),
    ],
)
def test_hermiticity_between_two_majorana_fields(term, expected):
    """psibar1 gamma^m psi2 is its own conjugate up to a sign: the coupling is imaginary without a conjugate term."""
    assert is_hermitian(term) is expected
