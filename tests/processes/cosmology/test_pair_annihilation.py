"""A pair and its channels: the same cross sections as the processes', widths, thresholds, statistics."""

import numpy as np
import pytest

import processes
from processes.core.process import Process
from processes.cosmology.pair_annihilation import PairAnnihilation

AT = {"m_chi": 0.1, "m_Ap": 0.3, "eps": 1e-3, "alpha_D": 0.1}


def test_cross_section_is_that_of_the_process():
    pair = PairAnnihilation.of("chi_chi_to_l_l", dm="dirac", **AT)
    (width,) = pair.resonances.values()
    energies = np.array([0.15, 0.21, 0.3, 0.7])
    found = pair.cross_section(energies)
    assert found[0] == 0
    for energy, value in zip(energies[1:], found[1:], strict=True):
        expected = processes.get("chi_chi_to_l_l").cross_section(
            dm="dirac", **AT, sqrt_s=energy, Gamma_Ap=width, unit="GeV^-2"
        )
        assert value == pytest.approx(expected.value, rel=1e-12)


def test_cross_section_without_a_closed_form():
    """A process of one's own is integrated at every energy."""
    own = Process(model="dark_photon", reaction="varphi varphi~ > Ap Ap")
    at = {"m_chi": 0.1, "m_Ap": 0.05, "alpha_D": 0.1}
    known = PairAnnihilation.of("chi_chi_to_v_v", dm="scalar", **at)
    energies = np.array([0.25, 0.4])
    assert PairAnnihilation.of(own, **at).cross_section(energies) == pytest.approx(
        known.cross_section(energies), rel=1e-7
    )


def test_sigma_v():
    pair = PairAnnihilation.of("chi_chi_to_l_l", **AT)
    v = np.array([0.1, 0.5])
    energies = 0.2 / np.sqrt(1 - v**2 / 4)
    assert pair.sigma_v(v) == pytest.approx(v * pair.cross_section(energies), rel=1e-14)
    assert pair.sigma_v(0.5) == pair.sigma_v(v)[1]


@pytest.mark.parametrize(("dm", "states", "same"), [("scalar", 1, False), ("dirac", 2, False), ("majorana", 2, True)])
def test_statistics(dm, states, same):
    pair = PairAnnihilation.of("chi_chi_to_l_l", dm=dm, **AT)
    assert (pair.spin_states, pair.is_self_conjugate, pair.mass) == (states, same, 0.1)


def test_widths_and_special_energies():
    """The width is that of the model where the pole is above threshold, 0 where it is below."""
    total = processes.particle("Ap", model="dark_photon", dm="scalar").total_width(**AT).value
    muons = processes.get("chi_chi_to_l_l").with_options(lepton="mu")
    above = PairAnnihilation.of(muons, **AT)
    assert above.resonances == {0.3: pytest.approx(total, rel=1e-12)}
    assert above.special_energies == (pytest.approx(2 * 0.1056583755), 0.3)
    below = PairAnnihilation.of(muons, **{**AT, "m_Ap": 0.1})
    assert below.resonances == {0.1: 0.0}
