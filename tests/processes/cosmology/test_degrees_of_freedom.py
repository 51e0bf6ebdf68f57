"""Degrees of freedom of the plasma: known limits, the printed table, the seam at 1 MeV."""

import numpy as np
import pytest

from processes.cosmology.degrees_of_freedom import degrees_of_freedom


def test_today():
    """Photons and neutrinos at (4/11)^(1/3) of their temperature."""
    cold = degrees_of_freedom(1e-9)
    assert cold.energy == pytest.approx(2 + 21 / 4 * (4 / 11) ** (4 / 3), rel=1e-8)
    assert cold.entropy == pytest.approx(43 / 11, rel=1e-8)
    assert cold.root_star == pytest.approx(cold.entropy / np.sqrt(cold.energy), rel=1e-12)


@pytest.mark.parametrize(
    ("T", "energy", "ratio"), [(1e-2, 10.76, 1.00048), (1.0, 73.48, 1.01778), (100.0, 102.17, 1.0075)]
)
def test_printed_values(T, energy, ratio):
    """arXiv:1606.07494, Table S2."""
    found = degrees_of_freedom(T)
    assert found.energy == pytest.approx(energy, rel=3e-4)
    assert found.energy / found.entropy == pytest.approx(ratio, rel=3e-4)


def test_monotone_and_continuous():
    T = np.geomspace(1e-7, 1e3, 4000)
    found = degrees_of_freedom(T)
    assert np.min(np.diff(np.log(found.entropy))) > -3e-4
    assert np.max(np.diff(np.log(found.entropy))) < 0.02
    just_below, just_above = degrees_of_freedom(np.array([0.99e-3, 1.01e-3])).energy
    assert just_above == pytest.approx(just_below, rel=3e-3)


def test_slope_of_the_entropy():
    T = 0.15
    step = 1e-4
    low, high = (degrees_of_freedom(T * (1 + s * step)).entropy for s in (-1, 1))
    here = degrees_of_freedom(T)
    slope = (high - low) / (2 * step) / here.entropy
    assert here.root_star == pytest.approx(here.entropy / np.sqrt(here.energy) * (1 + slope / 3), rel=1e-4)
    assert slope > 1
