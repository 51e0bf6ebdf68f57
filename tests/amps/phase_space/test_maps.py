"""One-dimensional maps: ends, derivative, known integrals, and fifty digits at the same x."""

from __future__ import annotations

import math

import numpy as np
import pytest

from amps.phase_space.maps import (
    SOFT,
    TAILS,
    BreitWigner,
    Flat,
    Interval,
    Inverse,
    InverseSquare,
    Logarithmic,
    Map,
    SoftInverse,
    TwoSided,
)

from .fifty_digits import ARRAYS, DIGITS, EXACT

CASES = [
    (Flat(), Interval(3.0, 0.5)),
    (Inverse(), Interval(3.0, 1e-12)),
    (Inverse(), Interval(1e-9, 2.0)),
    (Inverse(), Interval(3.0, 0.0)),
    (SoftInverse(), Interval(3.0, 1e-12)),
    (SoftInverse(), Interval(1e-9, 2.0)),
    (SoftInverse(), Interval(3.0, 0.0)),
    (InverseSquare(), Interval(3.0, 1e-6)),
    (InverseSquare(), Interval(3.0, 1e-12, knee=0.1)),
    (InverseSquare(), Interval(3.0, 0.5, knee=1e-9)),
    (InverseSquare(), Interval(1e-3, 1e-9, knee=40.0)),
    (TwoSided(), Interval(3.0, 1e-12, 1e-7)),
    (BreitWigner(), Interval(3.0, -1.0, 0.0, 1e-6)),
    (BreitWigner(), Interval(3.0, -1.0, 0.0, 1e-14)),
    (BreitWigner(), Interval(3.0, 1.0, 0.0, 1e-3)),
    (BreitWigner(), Interval(3.0, -5.0, 0.0, 1e-3)),
    (BreitWigner(), Interval(3.0, 1e-9)),
    (BreitWigner(), Interval(3.0, -4.0)),
    (Logarithmic(), Interval(3.0, 1e-9)),
    (Logarithmic(), Interval(3.0, -3.0 - 1e-9)),
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
        (
            SoftInverse(),
            Interval(3.0, 1e-8),
            lambda d, u: 1 / (d * (SOFT**2 + np.log1p(u / d) ** 2)),
            math.atan(math.log1p(3e8) / SOFT) / SOFT,
        ),
        (InverseSquare(), Interval(3.0, 1e-8), lambda d, u: d**-2, 1e8 - 1 / (3 + 1e-8)),
        (
            InverseSquare(),
            Interval(3.0, 1e-8, knee=0.5),
            lambda d, u: 1 / (d * (d + 0.5)),
            2 * (math.log1p(0.5e8) - math.log1p(0.5 / (3 + 1e-8))),
        ),
        (TwoSided(), Interval(3.0, 1e-8, 1e-4), lambda d, u: 1 / d + 1 / u, math.log1p(3e8) + math.log1p(3e4)),
        (
            BreitWigner(),
            Interval(3.0, -1.0, 0.0, 1e-6),
            lambda d, u: 1 / (np.hypot(d, 1e-6) * (TAILS**2 + np.arcsinh(1e6 * d) ** 2)),
            (math.atan(math.asinh(2e6) / TAILS) + math.atan(math.asinh(1e6) / TAILS)) / TAILS,
        ),
        (Logarithmic(), Interval(3.0, 1e-8), lambda d, u: 1 / d, math.log1p(3e8)),
        (Logarithmic(), Interval(3.0, -4.0), lambda d, u: -1 / d, math.log(4)),
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


@pytest.mark.parametrize("width", [1e-3, 1e-6, 1e-12])
def test_a_resonance_leaves_points_to_its_tails(width: float) -> None:
    """A Breit-Wigner that a threshold suppresses: some of 1000 points lie in every decade of the distance."""
    x = (np.arange(1000) + 0.5) / 1000
    distance = BreitWigner().sample(ARRAYS, x, Interval(2.0, -1.0, 0.0, width)).from_pole
    assert np.mean(np.abs(distance) < 3 * width) > 0.4
    edges = np.arange(math.floor(math.log10(width)) + 1, 1)
    assert np.histogram(np.log10(np.abs(distance)), edges)[0].min() >= 3


def test_a_narrow_resonance_is_integrated_to_rounding() -> None:
    nodes, weights = np.polynomial.legendre.leggauss(60)
    sampled = BreitWigner().sample(ARRAYS, (nodes + 1) / 2, Interval(3.0, -1.0, 0.0, 1e-6))
    found = np.sum(weights * sampled.jacobian / (sampled.from_pole**2 + 1e-12)) / 2
    assert found == pytest.approx(1e6 * (math.atan(2e6) + math.atan(1e6)), rel=1e-9)
