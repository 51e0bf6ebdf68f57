"""Averages over a beam's energies, against averages done by hand."""

import numpy as np
import pytest

import processes
from processes.core.beam_spectrum import Spectrum, average_over_spectrum, read_spectrum

ELASTIC = processes.get("nu_e_to_nu_e")
MUONS = processes.get("e_e_to_mu_mu")


def test_nodes_integrate_powers_of_the_energy():
    """The mean energy of a triangle from 1 to 5 GeV with its top at 2 is their sum over three."""
    spectrum = Spectrum([1.0, 2.0, 5.0], [0.0, 3.0, 0.0])
    assert spectrum.total == pytest.approx(6.0)
    energies, weights = spectrum.nodes(1.0, 16)
    assert ((energies > 1) & (energies < 5)).all()
    assert weights @ energies == pytest.approx(8 / 3, rel=1e-7)
    assert weights.sum() == pytest.approx(1, rel=1e-3)
    above, share = spectrum.nodes(2.0, 16)
    assert (above > 2).all()
    assert share @ above == pytest.approx((5 * 10.5 - 39) / 6, rel=1e-7)


def test_a_narrow_beam_has_the_cross_section_of_its_energy():
    found = ELASTIC.spectrum_average([2.0, 2.0001], [1.0, 1.0])
    assert found.value == pytest.approx(ELASTIC.cross_section(E_nu=2.00005).value, rel=1e-6)


def test_against_the_sum_over_many_energies():
    energies = np.linspace(0.2, 5, 30)
    flux = energies**2 * np.exp(-energies / 0.6)
    found = average_over_spectrum(ELASTIC, Spectrum(energies, flux))
    fine = np.linspace(0.2, 5, 1201)
    at, rates = np.interp(fine, energies, flux), ELASTIC.cross_section(E_nu=fine).value
    assert found.value == pytest.approx(np.trapezoid(at * rates, fine) / np.trapezoid(at, fine), rel=2e-6)
    assert found.converged and found.unit == "pb"
    assert list(found.parameters["flux"]) == list(flux)


def test_energies_below_threshold_count_in_the_flux():
    found = MUONS.spectrum_average([0.1, 0.5, 1.0], [0.0, 1.0, 0.0], rtol=1e-3)
    fine = np.linspace(0.1, 1, 801)
    at = np.interp(fine, [0.1, 0.5, 1.0], [0.0, 1.0, 0.0])
    exact = np.trapezoid(at * MUONS.cross_section(sqrt_s=fine).value, fine) / np.trapezoid(at, fine)
    assert abs(found.value - exact) < 2 * found.error < 4e-3 * exact
    closed = MUONS.spectrum_average([0.1, 0.2], [1.0, 1.0])
    assert (closed.value, closed.error, closed.warnings) == (0.0, 0.0, ("below threshold",))


def test_cuts_may_leave_nothing_at_low_energies():
    """Muons above 2 GeV need sqrt(s) > 4 GeV, and each has half of it."""
    found = MUONS.spectrum_average([1.0, 9.0], [1.0, 1.0], cuts="E_mu- > 2", rtol=2e-2)
    above = MUONS.spectrum_average([4.0, 9.0], [1.0, 1.0])
    assert abs(found.value - above.value * 5 / 8) < 3 * found.error


def test_what_cannot_be_averaged_over():
    for energies, flux, message in (
        ([1.0], [1.0], "two or more energies"),
        ([1.0, 2.0], [1.0], "two or more energies"),
        ([2.0, 1.0], [1.0, 1.0], "must be finite, positive and rise"),
        ([1.0, 2.0], [0.0, 0.0], "somewhere positive"),
        ([1.0, 2.0], [-1.0, 1.0], "nowhere negative"),
    ):
        with pytest.raises(ValueError, match=message):
            Spectrum(energies, flux)
    with pytest.raises(ValueError, match=r"sqrt_s is set to 3\.0 and has a spectrum"):
        MUONS.spectrum_average([1.0, 2.0], [1.0, 1.0], sqrt_s=3.0)
    with pytest.raises(ValueError, match="has no beam"):
        processes.get("v_to_l_l").spectrum_average([1.0, 2.0], [1.0, 1.0], m_V=1.0, g_V=1.0)


def test_files(tmp_path):
    path = tmp_path / "flux.txt"
    path.write_text("# E [GeV]  flux\n1, 2.5\n\n2 3e-1  # end\n")
    found = read_spectrum(path)
    assert (found.energies.tolist(), found.flux.tolist()) == ([1.0, 2.0], [2.5, 0.3])
    for text in ("1 2 3\n4 5 6\n", "1\n2\n", "a b\nc d\n", "", "1 2\n3\n"):
        path.write_text(text)
        with pytest.raises(ValueError, match=r"flux\.txt is no spectrum"):
            read_spectrum(path)
    with pytest.raises(ValueError, match="cannot read the spectrum"):
        read_spectrum(tmp_path / "absent.txt")
