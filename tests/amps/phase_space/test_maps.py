"""One-dimensional maps: ends, derivative, known integrals, and fifty digits at the same x."""

from __future__ import annotations

import math

import numpy as np
import pytest

from amps.phase_space.maps import BreitWigner, Flat, Interval, Inverse, InverseSquare, Map, TwoSided

from .fifty_digits import ARRAYS, DIGITS, EXACT

CASES = [
    (Flat(), Interval(3.0, 0.5)),
    (Inverse(), Interval(3.0, 1e-12)),
    (Inverse(), Interval(1e-9, 2.0)),
    (Inverse(), Interval(3.0, 0.0)),
    (InverseSquare(), Interval(3.0, 1e-6)),
    (TwoSided(), Interval(3.0, 1e-12, 1e-7)),
    (BreitWigner(), Interval(3.0, -1.0, 0.0, 1e-6)),
    (BreitWigner(), Interval(3.0, -1.0, 0.0, 1e-14)),
    (BreitWigner(), Interval(3.0, 1.0, 0.0, 1e-3)),
    (BreitWigner(), Interval(3.0, -5.0, 0.0, 1e-3)),
    (BreitWigner(), Interval(3.0, 1e-9)),
    (BreitWigner(), Interval(3.0, -4.0)),
]
POINTS = [1e-12, 1e-5, 0.1, 0.25, 1 / 3, 0.5, 0.9, 1 - 1e-6, 1 - 1e-12]


def exact(interval: Interval) -> Interval:
    return Interval(*(DIGITS.mpf(value) for value in interval))


@pytest.mark.parametrize(("shape", "interval"), CASES)
def test_fifty_digits(shape: Map, interval: Interval) -> None:
    for x in POINTS:
        fast = shape.sample(ARRAYS, np.float64(x), interval)
        slow = shape.sample(EXACT, DIGITS.mpf(x), exact(interval))
        for name, double, value in zip(fast._fields, fast, slow, strict=True):
            scale = abs(value) if name != "from_pole" else max(abs(value), interval.mass_width)
            assert abs(float(double) - value) <= 2e-14 * scale, (x, name)


@pytest.mark.parametrize(("shape", "interval"), CASES)
def test_jacobian_is_the_derivative_and_both_ends_add_up(shape: Map, interval: Interval) -> None:
    interval = exact(interval)
    for x in POINTS[2:7]:
        sampled = shape.sample(EXACT, DIGITS.mpf(x), interval)
        step = DIGITS.mpf(10) ** -20
        upper, lower = (shape.sample(EXACT, DIGITS.mpf(x) + sign * step, interval).below for sign in (1, -1))
        assert abs((upper - lower) / (2 * step) / sampled.jacobian - 1) < 1e-15
        assert abs(sampled.below + sampled.above - interval.width) < 1e-45


@pytest.mark.parametrize(
    ("shape", "interval", "density", "integral"),
    [
        (Flat(), Interval(3.0, 0.5), lambda d, u: 1 / (1 + d), math.log(4.5 / 1.5)),
        (Inverse(), Interval(3.0, 1e-8), lambda d, u: 1 / d, math.log1p(3e8)),
        (InverseSquare(), Interval(3.0, 1e-8), lambda d, u: d**-2, 1e8 - 1 / (3 + 1e-8)),
        (TwoSided(), Interval(3.0, 1e-8, 1e-4), lambda d, u: 1 / d + 1 / u, math.log1p(3e8) + math.log1p(3e4)),
        (
            BreitWigner(),
            Interval(3.0, -1.0, 0.0, 1e-6),
            lambda d, u: 1 / (d**2 + 1e-12),
            1e6 * (math.atan(2e6) + math.atan(1e6)),
        ),
        (BreitWigner(), Interval(3.0, 1e-8), lambda d, u: 1 / d, math.log1p(3e8)),
        (BreitWigner(), Interval(3.0, -4.0), lambda d, u: -1 / d, math.log(4)),
    ],
)
def test_the_mapped_peak_is_flat(shape: Map, interval: Interval, density: object, integral: float) -> None:
    nodes, weights = np.polynomial.legendre.leggauss(30)
    sampled = shape.sample(ARRAYS, (nodes + 1) / 2, interval)
    values = sampled.jacobian * density(sampled.from_pole, interval.upper_gap + sampled.above)
    assert np.sum(weights * values) / 2 == pytest.approx(integral, rel=1e-10)
    if shape != Flat():
        assert np.ptp(values) < 1e-9 * integral
