"""Weights integrate to the known volumes of phase space."""

from __future__ import annotations

import itertools
import math
from functools import cache

import numpy as np
import pytest

from amps.kinematics import breakup_momentum, flux_decay, flux_scatter
from amps.phase_space import AngleMap, Cluster, MassMap, PhaseSpace
from amps.phase_space.decay2 import decay2
from amps.phase_space.decay3 import decay3
from amps.phase_space.decayn import decayn
from amps.phase_space.maps import BreitWigner, Inverse, InverseSquare, TwoSided
from amps.phase_space.scatter2 import scatter2

from .fifty_digits import ARRAYS

RESONANCE = MassMap(BreitWigner(), "m_V", "Gamma_V")
PARAMETERS = {"m_V": 0.6, "Gamma_V": 0.1, "mu": 0.7}


def massless_volume(n: int, s: float) -> float:
    """(2 pi)^(4-3n) (pi/2)^(n-1) s^(n-2) / ((n-1)! (n-2)!)."""
    return (
        (2 * math.pi) ** (4 - 3 * n)
        * (math.pi / 2) ** (n - 1)
        * s ** (n - 2)
        / math.factorial(n - 1)
        / math.factorial(n - 2)
    )


@cache
def _nodes(order: int) -> tuple[np.ndarray, np.ndarray]:
    return np.polynomial.legendre.leggauss(order)


def volume(mass: float, masses: tuple[float, ...]) -> float:
    """Volume by the recursion over s of all but the first particle, with Gauss nodes in the square-root variable."""
    if len(masses) == 2:
        return breakup_momentum(mass, *masses) / (4 * math.pi * mass)
    low, high = sum(masses[1:]), mass - masses[0]
    nodes, weights = _nodes(24)
    total = 0.0
    for node, weight in zip(nodes, weights, strict=True):
        u = math.pi / 4 * (node + 1)
        inner = low + (high - low) * math.sin(u) ** 2
        jacobian = (high - low) * math.sin(2 * u) * math.pi / 4 * 2 * inner / (2 * math.pi)
        step = breakup_momentum(mass, masses[0], inner) / (4 * math.pi * mass)
        total += weight * jacobian * step * volume(inner, masses[1:])
    return total


def grid(dimension: int, order: int) -> tuple[list[np.ndarray], np.ndarray]:
    """Product Gauss grid on the unit cube."""
    nodes, weights = _nodes(order)
    points = np.array(list(itertools.product((nodes + 1) / 2, repeat=dimension))).T
    return list(points), np.prod(np.array(list(itertools.product(weights / 2, repeat=dimension))), axis=1)


@pytest.mark.parametrize("n", [4, 5])
def test_massless_closed_forms(n: int) -> None:
    space = decayn(tuple(range(2, n + 2)))
    x = np.random.default_rng(n).random((space.dimension, 200_000))
    weight = space.evaluate(ARRAYS, list(x), [2.0] + n * [0.0]).weight
    error, exact = weight.std() / math.sqrt(weight.size), massless_volume(n, 4.0)
    assert abs(weight.mean() - exact) < 4 * error < 0.03 * exact


def test_massless_two_body_volume_is_one_over_eight_pi() -> None:
    assert decay2().evaluate(ARRAYS, [], [2.0, 0.0, 0.0]).weight == pytest.approx(1 / (8 * math.pi), rel=1e-15)
    assert massless_volume(2, 4.0) == pytest.approx(1 / (8 * math.pi), rel=1e-15)


def test_massless_three_body_volume_is_exact_on_gauss_nodes() -> None:
    x, weights = grid(2, 4)
    assert weights @ decay3().evaluate(ARRAYS, x, [2.0, 0.0, 0.0, 0.0]).weight == pytest.approx(
        massless_volume(3, 4.0), rel=1e-14
    )


def test_two_body_volume() -> None:
    point = decay2().evaluate(ARRAYS, [], [1.0, 0.3, 0.2])
    assert point.weight == pytest.approx(breakup_momentum(1.0, 0.3, 0.2) / (4 * math.pi), rel=1e-15)


def test_massive_three_body_volume() -> None:
    nodes, weights = _nodes(200)
    x = [(nodes + 1) / 2, np.full(200, 0.5)]
    for pair in ((2, 3), (2, 4), (3, 4)):
        weight = decay3(pair).evaluate(ARRAYS, x, [1.0, 0.1, 0.2, 0.3]).weight
        assert weights @ weight / 2 == pytest.approx(volume(1.0, (0.1, 0.2, 0.3)), rel=1e-6)


TWO_TO_TWO = [
    AngleMap(),
    AngleMap(Inverse(), "mu"),
    AngleMap(InverseSquare(), "mu"),
    AngleMap(TwoSided(), "mu", "mu"),
    AngleMap(Inverse()),
]


@pytest.mark.parametrize("angle", TWO_TO_TWO)
@pytest.mark.parametrize("first", [3, 4])
def test_two_to_two_volume(angle: AngleMap, first: int) -> None:
    nodes, weights = _nodes(120)
    space = scatter2(angle, first)
    weight = space.evaluate(ARRAYS, [(nodes + 1) / 2], [0.1, 0.2, 0.3, 0.4], 3.0, {"mu": 0.7}).weight
    exact = breakup_momentum(3.0, 0.3, 0.4) / (4 * math.pi * 3.0)
    assert np.sum(weights * weight) / 2 == pytest.approx(exact, rel=1e-9)


MASSES3, MASSES4 = (0.3, 0.5, 0.1), (0.3, 0.2, 0.1, 0.5)
TREES = [
    (Cluster(4, Cluster(3, 5)), MASSES3),
    (Cluster(4, Cluster(3, 5, exchange=1, angle=AngleMap(Inverse(), "mu")), exchange=2), MASSES3),
    (Cluster(4, Cluster(5, 3, exchange=1, mass=RESONANCE), exchange=2, angle=AngleMap(InverseSquare(), "mu")), MASSES3),
    (Cluster(Cluster(4, 5, exchange=2, mass=MassMap(Inverse(), 2)), 3, exchange=1), MASSES3),
    (Cluster(5, Cluster(3, 4, angle=AngleMap(TwoSided(), 3, 4)), exchange=1, angle=AngleMap(Inverse(), 1)), MASSES3),
    (Cluster(Cluster(3, 5, exchange=2), 4, exchange=2, angle=AngleMap(TwoSided(), "mu", "mu")), MASSES3),
    (Cluster(6, Cluster(3, Cluster(4, 5, exchange=2), exchange=1), exchange=2), MASSES4),
    (Cluster(Cluster(3, 6), Cluster(4, 5, mass=RESONANCE)), MASSES4),
    (Cluster(Cluster(3, 6, exchange=1), Cluster(4, 5, exchange=2), exchange=1), MASSES4),
    (Cluster(3, Cluster(Cluster(4, 6), 5, exchange=2, mass=MassMap(Inverse())), exchange=1), MASSES4),
]


@pytest.mark.parametrize(("tree", "final"), TREES)
def test_every_tree_fills_the_same_massive_volume(tree: Cluster, final: tuple[float, ...]) -> None:
    space, count = PhaseSpace(2, tree), 40_000
    x = np.random.default_rng(11).random((space.dimension, count))
    weight = space.evaluate(ARRAYS, list(x), [0.1, 0.5, *final], 3.0, PARAMETERS).weight
    error, exact = weight.std() / math.sqrt(count), volume(3.0, final)
    assert error < 0.08 * exact
    assert abs(weight.mean() - exact) < 4 * error


@pytest.mark.parametrize("angle", [AngleMap(), AngleMap(Inverse(), 4), AngleMap(TwoSided(), 2, 3)])
def test_both_dalitz_variables_are_filled_uniformly(angle: AngleMap) -> None:
    # dLIPS3 = ds12 ds13 / (128 pi^3 M^2): the mean of s23 at given s34 is the middle of its range.
    space = PhaseSpace(1, Cluster(2, Cluster(3, 4, angle=angle)))
    x, weights = grid(2, 40)
    masses = (1.0, 0.1, 0.2, 0.3)
    point = space.evaluate(ARRAYS, x, masses)
    s34, s23, s24 = (point.virtuality(signs) for signs in ((0, 0, 1, 1), (0, 1, 1, 0), (0, 1, 0, 1)))
    np.testing.assert_allclose(s34 + s23 + s24, sum(m * m for m in masses), rtol=1e-13)
    first, second = ((s34 + a**2 - b**2) / (2 * np.sqrt(s34)) for a, b in ((0.2, 0.3), (0.3, 0.2)))
    sibling = (1.0 - s34 - 0.01) / (2 * np.sqrt(s34))
    middle, half = 0.05 + 2 * sibling * first, 2 * np.sqrt((sibling**2 - 0.01) * (first**2 - 0.04))
    moment = point.weight * (s23 - middle) ** 2
    assert weights @ moment == pytest.approx(weights @ (point.weight * half**2 / 3), rel=1e-6)
    assert weights @ (point.weight * (s23 - middle)) == pytest.approx(0.0, abs=1e-9 * (weights @ point.weight))
    assert np.all(second > 0.3)


@pytest.mark.parametrize("order", [(2, 3, 4, 5), (5, 4, 3, 2)])
def test_massive_four_body_decay(order: tuple[int, ...]) -> None:
    space, count = decayn(order, {order[1:]: MassMap(Inverse())}), 40_000
    x = np.random.default_rng(12).random((space.dimension, count))
    weight = space.evaluate(ARRAYS, list(x), [2.0, 0.3, 0.2, 0.1, 0.5]).weight
    error, exact = weight.std() / math.sqrt(count), volume(2.0, (0.3, 0.2, 0.1, 0.5))
    assert abs(weight.mean() - exact) < 4 * error < 0.05 * exact


def test_flux_factors() -> None:
    assert flux_decay(2.0) == 0.25
    p = breakup_momentum(3.0, 0.1, 0.5)
    assert flux_scatter(3.0, 0.1, 0.5) == pytest.approx(1 / (4 * p * 3.0), rel=1e-15)
