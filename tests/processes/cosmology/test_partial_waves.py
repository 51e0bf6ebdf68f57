"""Sigma v = a + b v^2 against printed coefficients and against the exact cross section."""

from functools import cache

import pytest
import sympy

import processes
from processes.core.constants import CONSTANTS
from processes.cosmology.pair_annihilation import PairAnnihilation
from processes.cosmology.partial_waves import partial_waves

m, M, m_e, width, eps, alpha, alpha_D = sympy.symbols("m_chi m_Ap m_e Gamma_Ap eps alpha alpha_D", real=True)
NUMBERS = {"m_chi": 0.1, "m_Ap": 0.05, "eps": 1e-3, "alpha_D": 0.1, "Gamma_Ap": 1e-3}


@cache
def expansion(id, **options):
    return partial_waves(processes.get(id).with_options(**options))


def same(one, two):
    """Numerically at a point where every square root is real."""
    point = {m: 0.31, M: 0.17, m_e: 0.05, width: 0.02, eps: 0.3, alpha: 0.4, alpha_D: 0.7}
    return float(one.subs(point)) == pytest.approx(float(two.subs(point)), rel=1e-12)


@pytest.mark.parametrize("dm", ["scalar", "majorana"])
def test_p_wave_annihilation_to_leptons(dm):
    """(8 pi/3) alpha alpha_D eps^2 (m^2 + m_e^2/2) sqrt(1 - m_e^2/m^2)/(M^2 - 4 m^2)^2 times v^2."""
    waves = expansion("chi_chi_to_l_l", dm=dm)
    pole = (M**2 - 4 * m**2) ** 2 + M**2 * width**2
    b = 8 * sympy.pi / 3 * alpha * alpha_D * eps**2 * (m**2 + m_e**2 / 2) * sympy.sqrt(1 - m_e**2 / m**2) / pole
    assert waves.a == 0
    assert same(waves.b, b)


def test_s_wave_annihilation_to_leptons():
    """g_chi^2 g_f^2 (2 m^2 + m_e^2) sqrt(1 - m_e^2/m^2)/(2 pi (M^2 - 4 m^2)^2) at threshold."""
    waves = expansion("chi_chi_to_l_l", dm="dirac")
    couplings = 4 * sympy.pi * alpha_D * 4 * sympy.pi * alpha * eps**2
    pole = (M**2 - 4 * m**2) ** 2 + M**2 * width**2
    assert same(waves.a, couplings * (2 * m**2 + m_e**2) * sympy.sqrt(1 - m_e**2 / m**2) / (2 * sympy.pi * pole))


def test_secluded_annihilation():
    """pi alpha_D^2 (1 - r)^(3/2)/(m^2 (1 - r/2)^2), r = M^2/m^2: arXiv:0711.4866."""
    r = M**2 / m**2
    a = sympy.pi * alpha_D**2 * (1 - r) ** sympy.Rational(3, 2) / (m**2 * (1 - r / 2) ** 2)
    assert same(expansion("chi_chi_to_v_v").a, a)


@pytest.mark.parametrize(
    ("id", "dm"),
    [
        ("chi_chi_to_l_l", "scalar"),
        ("chi_chi_to_l_l", "dirac"),
        ("chi_chi_to_v_v", "dirac"),
        ("chi_chi_to_v_v", "scalar"),
    ],
)
def test_expansion_meets_the_exact_cross_section_to_fourth_order(id, dm):
    given = {n: x for n, x in NUMBERS.items() if id == "chi_chi_to_l_l" or n in ("m_chi", "m_Ap", "alpha_D")}
    exact = PairAnnihilation.of(id, dm=dm, **given)
    waves = expansion(id, dm=dm)
    at = {**NUMBERS, "alpha": CONSTANTS["alpha"].default, "m_e": CONSTANTS["m_e"].default}
    misses = [exact.sigma_v(v) - waves.sigma_v(v, **at) for v in (0.2, 0.1)]
    assert misses[0] == pytest.approx(16 * misses[1], rel=0.05)
    assert abs(misses[1]) < 1e-2 * exact.sigma_v(0.1)


def test_other_reactions_are_refused():
    with pytest.raises(ValueError, match="not the annihilation of a pair"):
        partial_waves(processes.get("mu_to_e_nu_nu"))
    with pytest.raises(ValueError, match="needs"):
        expansion("chi_chi_to_v_v").sigma_v(0.1, m_chi=1.0)
