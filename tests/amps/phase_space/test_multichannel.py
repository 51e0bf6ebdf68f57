"""Several maps combined give the integral of one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from amps.phase_space import AngleMap, MassMap, MultiChannel, Point
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


def peaks(point: Point) -> np.ndarray:
    """A resonance in the mass of 3 and 4, and a pole in t, that no single map follows together."""
    resonance = point.virtuality((0, 0, 1, 1, 0), "m_V")
    return 1e-4 / (resonance**2 + 1e-4) + 1e-3 / (point.virtuality((0, 1, 0, -1, 0)) - 0.01) ** 2


@pytest.mark.parametrize("channel", range(3))
def test_weight_at_a_point_is_the_weight_it_was_sampled_with(channel: int) -> None:
    x = np.random.default_rng(2).random((4, 500))
    point = CHANNELS[channel].evaluate(ARRAYS, list(x), MASSES, 3.0, PARAMETERS)
    np.testing.assert_allclose(CHANNELS[channel].weight_at(point), point.weight, rtol=1e-8)


def test_the_sum_of_channels_is_the_whole_integral() -> None:
    channels, count, rng = MultiChannel(CHANNELS, (0.5, 0.3, 0.2)), 20_000, np.random.default_rng(3)
    total, variance, volume = 0.0, 0.0, 0.0
    for index in range(3):
        point = channels.evaluate(index, ARRAYS, list(rng.random((4, count))), MASSES, 3.0, PARAMETERS)
        values = point.weight * peaks(point)
        total, variance = total + values.mean(), variance + values.var() / count
        volume += point.weight.mean()
    flat = CHANNELS[2].evaluate(ARRAYS, list(rng.random((4, 400_000))), MASSES, 3.0, PARAMETERS)
    values = flat.weight * peaks(flat)
    error = math.sqrt(variance + values.var() / values.size)
    assert abs(total - values.mean()) < 4 * error
    assert volume == pytest.approx(flat.weight.mean(), rel=0.01)
    # Twenty times as many points of the flat map do worse.
    assert math.sqrt(variance) < values.std() / math.sqrt(values.size)


def test_equal_channels_share_the_weight() -> None:
    channels = MultiChannel((scatter2(), scatter2()))
    assert channels.fractions == (0.5, 0.5)
    x, masses = [np.array([0.2, 0.7])], (0.1, 0.2, 0.3, 0.4)
    half = channels.evaluate(1, ARRAYS, x, masses, 3.0).weight
    np.testing.assert_allclose(half, scatter2().evaluate(ARRAYS, x, masses, 3.0).weight / 2, rtol=1e-14)


def test_parameters_are_those_of_all_channels() -> None:
    channels = MultiChannel((decay3((2, 3), MassMap(Inverse(), "m_a")), decay3((3, 4), MassMap(Inverse(), "m_b"))))
    assert channels.parameters == ("m_a", "m_b")
    assert channels.dimension == 2


@pytest.mark.parametrize(
    ("spaces", "fractions"),
    [((), ()), ((scatter2(), decay3()), ()), ((scatter2(),), (0.5,)), ((scatter2(), scatter2()), (1.0, 0.0))],
)
def test_bad_channels_are_named(spaces: tuple, fractions: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="expected"):
        MultiChannel(spaces, fractions)


def test_a_point_of_other_legs_is_refused() -> None:
    point = scatter2().evaluate(ARRAYS, [0.5], (0.1, 0.2, 0.3, 0.4), 3.0)
    with pytest.raises(ValueError, match="2 -> 3"):
        CHANNELS[0].weight_at(point)
