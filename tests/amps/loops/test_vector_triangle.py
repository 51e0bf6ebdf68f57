"""The W loop of a scalar's decay to two photons against the textbooks, below and above threshold."""

import math
from fractions import Fraction

import pytest
import sympy

from amps.loops.triangle import S, photon_triangle
from amps.loops.vector_triangle import vector_triangle
from amps.models import charged_portal, singlet_scalar

g_S = sympy.Symbol("g_S", real=True)
LOOP = vector_triangle(charged_portal.MODEL, "S", "X+")
ALPHA = 1 / 137.035999


def angle(tau):
    """arcsin^2(sqrt(tau)), continued with tau + i0."""
    if tau <= 1:
        return math.asin(math.sqrt(tau)) ** 2
    beta = math.sqrt(1 - 1 / tau)
    return -((math.log((1 + beta) / (1 - beta)) - 1j * math.pi) ** 2) / 4


def textbook(s, mass):
    """2 + 3/tau + 3 (2/tau - 1/tau^2) f(tau), A. Djouadi, arXiv:hep-ph/0503172, times g_S e^2/(16 pi^2 M^2)."""
    tau = s / (4 * mass**2)
    return (2 + 3 / tau + 3 * (2 / tau - 1 / tau**2) * angle(tau)) * ALPHA / (4 * math.pi * mass**2)


def values(s, mass):
    charge = math.sqrt(4 * math.pi * ALPHA)
    return {S: s, sympy.Symbol("m_V", real=True): mass, g_S: 1, sympy.Symbol("e", real=True): charge}


def test_heavy_limit_and_the_cancelling_poles():
    """7, the W's part of the beta function; the two-photon vertex takes the divergence of the triangle away."""
    assert LOOP.series[:3] == (1, Fraction(11, 210), Fraction(19, 2940))
    assert sympy.simplify(LOOP.scale / (7 * g_S / (16 * sympy.pi**2))).free_symbols == {
        sympy.Symbol("e", real=True),
        sympy.Symbol("m_V", real=True),
    }
    assert LOOP.poles[0] == -LOOP.poles[1] != 0


@pytest.mark.parametrize("s", [0.3, 3.99, 4.0, 4.5, 60.0])
def test_textbook_form_below_and_above_threshold(s):
    mass = 1.7
    found = float(LOOP.squared().subs(values(s * mass**2, mass)))
    assert found == pytest.approx(abs(textbook(s * mass**2, mass)) ** 2, rel=1e-10)


def test_higgs_boson_to_two_photons():
    """W and top interfere destructively; about 9.2 keV at lowest order."""
    m_H, m_W, m_t, vev = 125.2, 80.37, 172.6, 246.22
    C0 = -2 * angle(m_H**2 / (4 * m_W**2)) / m_H**2
    W = (LOOP.plain + LOOP.triangle * C0).subs(values(m_H**2, m_W)) * 2 * m_W**2 / vev
    lepton = photon_triangle(singlet_scalar.MODEL, "S", "mu-")
    at = {S: m_H**2, lepton.mass: m_t, sympy.Symbol("y", real=True): -m_t / vev}
    at[sympy.Symbol("e", real=True)] = math.sqrt(4 * math.pi * ALPHA)
    C0 = -2 * angle(m_H**2 / (4 * m_t**2)) / m_H**2
    top = (lepton.plain + lepton.triangle * C0).subs(at) * 3 * Fraction(4, 9)
    assert complex(W).real * complex(top).real < 0
    width = abs(complex(W + top)) ** 2 * m_H**3 / (64 * math.pi)
    assert width == pytest.approx(9.2e-6, rel=0.02)


def test_missing_vertices_are_named():
    with pytest.raises(ValueError, match="needs a massive vector H"):
        vector_triangle(charged_portal.MODEL, "S", "H+")
    with pytest.raises(ValueError, match="one vertex each"):
        vector_triangle(charged_portal.MODEL, "gamma", "X+")
