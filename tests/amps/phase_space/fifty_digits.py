"""Compare a map in doubles with the same map in fifty digits at identical doubles."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import mpmath
import numpy as np

from amps.phase_space import ArrayArithmetic, PhaseSpace, Point, ScalarArithmetic

ARRAYS = ArrayArithmetic(np)
DIGITS = mpmath.MPContext()
DIGITS.dps = 60
EXACT = ScalarArithmetic(DIGITS)
ELECTRON, MUON = 0.51099895e-3, 0.1056583755

Virtualities = Sequence[tuple[tuple[int, ...], int | str | None]]


def cube(dimension: int, count: int, seed: int = 1) -> np.ndarray:
    """Half random points, half with coordinates pushed to 1e-12 from a face."""
    rng = np.random.default_rng(seed)
    points = rng.random((dimension, count))
    edge = rng.random((dimension, count))
    edge[:, : count // 2] = 1.0
    points[edge < 0.3] = 1e-12
    points[(edge >= 0.3) & (edge < 0.6)] = 1 - 1e-12
    return points


def exact_point(
    space: PhaseSpace,
    x: Sequence[float],
    masses: Sequence[float],
    sqrt_s: float | None,
    parameters: Mapping[str, float] | None = None,
) -> Point:
    number = DIGITS.mpf
    return space.evaluate(
        EXACT,
        [number(float(value)) for value in x],
        [number(mass) for mass in masses],
        None if sqrt_s is None else number(sqrt_s),
        {name: number(value) for name, value in (parameters or {}).items()},
    )


def quantities(point: Point, virtualities: Virtualities) -> dict[str, object]:
    """Weight, every product of two legs, and the virtualities."""
    legs = range(1, len(point.masses) + 1)
    found: dict[str, object] = {"weight": point.weight}
    found |= {f"p{i}.p{j}": point.dot(i, j) for i, j in itertools.combinations(legs, 2)}
    return found | {f"{signs} - {offset}": point.virtuality(signs, offset) for signs, offset in virtualities}


def worst_errors(
    space: PhaseSpace,
    masses: Sequence[float],
    sqrt_s: float | None,
    virtualities: Virtualities = (),
    parameters: Mapping[str, float] | None = None,
    count: int = 30,
) -> dict[str, float]:
    """Largest relative error of every quantity over the points of :func:`cube`."""
    points = cube(space.dimension, count)
    fast = quantities(space.evaluate(ARRAYS, list(points), masses, sqrt_s, parameters), virtualities)
    worst = dict.fromkeys(fast, 0.0)
    for column in range(count):
        slow = quantities(exact_point(space, points[:, column], masses, sqrt_s, parameters), virtualities)
        for name, value in slow.items():
            double = DIGITS.mpf(float(np.broadcast_to(fast[name], (count,))[column]))
            worst[name] = max(worst[name], float(abs(double - value) / abs(value)))
    return worst


def minkowski(one: Sequence[object], other: Sequence[object]) -> object:
    return one[0] * other[0] - one[1] * other[1] - one[2] * other[2] - one[3] * other[3]
