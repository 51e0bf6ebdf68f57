"""Thermal averages against the expansion in T/m, a narrow resonance, and the integral in its textbook form."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import kn

import processes
from processes.core.constants import CONSTANTS
from processes.cosmology.pair_annihilation import PairAnnihilation
from processes.cosmology.partial_waves import partial_waves
from processes.cosmology.thermal_average import thermal_average

OFF_SHELL = {"m_chi": 0.1, "m_Ap": 0.05, "eps": 1e-3, "alpha_D": 0.1}
RESONANT = {"m_chi": 0.1, "m_Ap": 0.25, "eps": 1e-3, "alpha_D": 1e-6}


@pytest.mark.parametrize("dm", ["scalar", "dirac"])
@pytest.mark.parametrize("x", [0.5, 20.0])
def test_textbook_integral(dm, x):
    pair = PairAnnihilation.of("chi_chi_to_l_l", dm=dm, **OFF_SHELL)
    m, T = 0.1, 0.1 / x

    def integrand(s):
        return pair.cross_section(np.sqrt(s)) * (s - 4 * m**2) * np.sqrt(s) * kn(1, np.sqrt(s) / T)

    edges = [4 * m**2, (2 * m + 2 * T) ** 2, (2 * m + 10 * T) ** 2, (2 * m + 50 * T) ** 2]
    integral = sum(quad(integrand, a, b, epsrel=1e-9, epsabs=0)[0] for a, b in pairwise(edges))
    expected = integral / (8 * m**4 * T * kn(2, x) ** 2)
    assert thermal_average(pair, x) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("dm", ["scalar", "dirac", "majorana"])
def test_expansion_at_low_temperature(dm):
    """The remainder falls as 1/x^2."""
    pair = PairAnnihilation.of("chi_chi_to_l_l", dm=dm, **OFF_SHELL)
    waves = partial_waves(processes.get("chi_chi_to_l_l").with_options(dm=dm))
    at = {**OFF_SHELL, "Gamma_Ap": 0.0, "alpha": CONSTANTS["alpha"].default, "m_e": CONSTANTS["m_e"].default}
    misses = [thermal_average(pair, x) - waves.thermal_average(x, **at) for x in (1000.0, 2000.0)]
    assert misses[0] == pytest.approx(4 * misses[1], rel=0.02)


def test_narrow_resonance():
    """Sigma as a delta function of s: 16 pi^2 (2 J + 1)/(g1 g2) M^2 K_1(M/T) Gamma_in Br/(8 m^4 T K_2^2)."""
    pair = PairAnnihilation.of("chi_chi_to_l_l", **RESONANT)
    (width,) = pair.resonances.values()
    assert width / 0.25 < 1e-6
    incoming = processes.get("aprime_to_chi_chi").width(m_Ap=0.25, alpha_D=1e-6, m_chi=0.1, dm="scalar").value
    outgoing = processes.get("aprime_to_l_l").width(m_Ap=0.25, eps=1e-3).value
    T = 0.1 / 20
    expected = 16 * np.pi**2 * 3 * 0.25**2 * kn(1, 0.25 / T) * incoming * outgoing / width
    expected /= 8 * 0.1**4 * T * kn(2, 20) ** 2
    assert thermal_average(pair, 20.0) == pytest.approx(expected, rel=1e-3)


def test_channels_add_and_closed_ones_open_with_temperature():
    at = {**OFF_SHELL, "dm": "scalar"}
    electrons, muons = (processes.get("chi_chi_to_l_l").with_options(lepton=x) for x in ("e", "mu"))
    both = PairAnnihilation.of((electrons, muons), **at)
    alone = [PairAnnihilation.of(process, **at) for process in (electrons, muons)]
    x = np.array([2.0, 20.0])
    assert thermal_average(both, x) == pytest.approx(sum(thermal_average(pair, x) for pair in alone), rel=1e-6)
    assert thermal_average(alone[1], 20.0) < 0.1 * thermal_average(alone[1], 2.0)


def test_bad_input():
    with pytest.raises(ValueError, match="must be positive"):
        thermal_average(PairAnnihilation.of("chi_chi_to_l_l", **OFF_SHELL), 0.0)
    with pytest.raises(ValueError, match="no channel has a parameter 'm_V'"):
        PairAnnihilation.of("chi_chi_to_l_l", **OFF_SHELL, m_V=1.0)
    with pytest.raises(ValueError, match="different pairs"):
        PairAnnihilation.of(("chi_chi_to_l_l", "chi_chi_to_v_v"), **OFF_SHELL)
    with pytest.raises(ValueError, match="reach the pole"):
        PairAnnihilation.of("chi_chi_to_l_l", **RESONANT, Gamma_Ap=0.0)
