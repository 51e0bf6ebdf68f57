"""Several maps combined give the integral of one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from amps.phase_space import AngleMap, Denominator, MassMap, MultiChannel, Point
from amps.phase_space.decay3 import decay3
from amps.phase_space.maps import BreitWigner, Inverse, TwoSided
from amps.phase_space.scatter2 import scatter2
from amps.phase_space.scatter3 import bremsstrahlung, pair_recoil

from .fifty_digits import ARRAYS

MASSES, PARAMETERS = (0.1, 0.5, 0.1, 0.5, 0.05), {"m_V": 1.0, "Gamma_V": 0.01}
CHANNELS = (
    bremsstrahlung(4, 3, 5),
    pair_recoil(5, (3, 4), MassMap(BreitWigner(), "m_V", "Gamma_V"), AngleMap(TwoSided(), 1, 1)),
    pair_recoil(4, (3, 5)),
)
PEAKS = (
    (Denominator((0, 1, 0, -1, 0)), Denominator((0, 0, 1, 0, 1), 1)),
    (Denominator((0, 0, 1, 1, 0), "m_V", "Gamma_V"), Denominator((1, 0, 0, 0, -1), 1)),
    (),
)


def peaks(point: Point) -> np.ndarray:
    """A resonance in the mass of 3 and 4, and a pole in t, that no single map follows together."""
    resonance = point.virtuality((0, 0, 1, 1, 0), "m_V")
    return 1e-4 / (resonance**2 + 1e-4) + 1e-3 / (point.virtuality((0, 1, 0, -1, 0)) - 0.01) ** 2


def test_the_sum_of_channels_is_the_whole_integral() -> None:
    channels, count, rng = MultiChannel(CHANNELS, PEAKS), 20_000, np.random.default_rng(3)
    total, variance, volume, spread = 0.0, 0.0, 0.0, 0.0
    for index in range(3):
        point = channels.evaluate(index, ARRAYS, list(rng.random((4, count))), MASSES, 3.0, PARAMETERS)
        values = point.weight * peaks(point)
        total, variance = total + values.mean(), variance + values.var() / count
        volume, spread = volume + point.weight.mean(), spread + point.weight.var() / count
    flat = CHANNELS[2].evaluate(ARRAYS, list(rng.random((4, 400_000))), MASSES, 3.0, PARAMETERS)
    values = flat.weight * peaks(flat)
    error = math.sqrt(variance + values.var() / values.size)
    assert abs(total - values.mean()) < 4 * error
    assert abs(volume - flat.weight.mean()) < 4 * math.sqrt(spread) < 0.2 * volume
    # Twenty times as many points of the flat map do worse.
    assert math.sqrt(variance) < values.std() / math.sqrt(values.size)


def test_equal_channels_share_the_weight() -> None:
    photon = Denominator((1, 0, -1, 0), "m_V")
    channels = MultiChannel((scatter2(), scatter2()), ((photon,), (photon,)))
    x, masses = [np.array([0.2, 0.7])], (0.1, 0.2, 0.3, 0.4)
    half = channels.evaluate(1, ARRAYS, x, masses, 3.0, {"m_V": 0.5}).weight
    np.testing.assert_allclose(half, scatter2().evaluate(ARRAYS, x, masses, 3.0).weight / 2, rtol=1e-14)


def test_a_vanishing_width_leaves_a_finite_peak() -> None:
    line = Denominator((0, 0, 1, 1, 0), "m_V", "Gamma_V")
    point = CHANNELS[1].evaluate(ARRAYS, [np.array([0.4])] * 4, MASSES, 3.0, PARAMETERS | {"Gamma_V": 0.0})
    assert line.peak(point) == pytest.approx(9.0 / abs(point.virtuality(line.signs, "m_V")))


def test_parameters_are_those_of_all_channels() -> None:
    lines = (Denominator((0, 1, 1, 0), "m_a"),), (Denominator((0, 0, 1, 1), "m_b", "Gamma_b"),)
    channels = MultiChannel(
        (decay3((2, 3), MassMap(Inverse(), "m_a")), decay3((3, 4), MassMap(Inverse(), "m_b"))), lines
    )
    assert channels.parameters == ("Gamma_b", "m_a", "m_b")
    assert channels.dimension == 2


@pytest.mark.parametrize("spaces", [(), (scatter2(), decay3()), (scatter2(), scatter2())])
def test_bad_channels_are_named(spaces: tuple) -> None:
    with pytest.raises(ValueError, match="expected"):
        MultiChannel(spaces, ((),))
