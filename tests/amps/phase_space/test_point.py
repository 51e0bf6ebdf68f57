"""Products and virtualities agree with the four-momenta for every sign pattern, in fifty digits."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from amps.phase_space import AngleMap, Cluster, MassMap, PhaseSpace
from amps.phase_space.maps import BreitWigner, Inverse, InverseSquare, TwoSided

from .fifty_digits import ARRAYS, DIGITS, exact_point, minkowski

DECAY = (0.9, 0.1, 0.0, 0.05, 0.1)
SCATTER3 = (0.1, 0.8, 0.1, 0.8, 0.05)
SCATTER4 = (0.1, 0.8, 0.1, 0.2, 0.0, 0.8)
RESONANCE = MassMap(BreitWigner(), "m_V", "Gamma_V")
PARAMETERS = {"m_V": 0.3, "Gamma_V": 0.01}
EMITTER = Cluster(4, Cluster(3, 5, exchange=1, angle=AngleMap(Inverse(), 3)), exchange=2)
TREES = [
    (1, Cluster(2, Cluster(3, Cluster(4, 5, mass=RESONANCE), mass=MassMap(Inverse(), 2))), DECAY),
    (1, Cluster(Cluster(2, 3), Cluster(4, 5)), DECAY),
    (1, Cluster(Cluster(2, 3, angle=AngleMap(Inverse(), 2)), Cluster(4, 5, angle=AngleMap(TwoSided(), 4, 5))), DECAY),
    (2, Cluster(5, Cluster(3, 4, angle=AngleMap(TwoSided(), 3, 4)), exchange=1), SCATTER3),
    (2, EMITTER, SCATTER3),
    (2, Cluster(Cluster(4, 5, exchange=2, mass=MassMap(Inverse(), 2)), 3, exchange=1), SCATTER3),
    (2, Cluster(4, Cluster(3, 5), exchange=2, angle=AngleMap(InverseSquare())), SCATTER3),
    (2, Cluster(6, Cluster(3, Cluster(4, 5, exchange=2), exchange=1), exchange=2), SCATTER4),
    (2, Cluster(3, Cluster(4, Cluster(5, 6, exchange=1), exchange=2), exchange=1), SCATTER4),
    (2, Cluster(Cluster(3, 6, exchange=1), Cluster(4, 5, exchange=2, mass=RESONANCE), exchange=1), SCATTER4),
    (2, Cluster(Cluster(3, 6, exchange=2), Cluster(4, 5), exchange=1, angle=AngleMap(TwoSided(), 1, 2)), SCATTER4),
]


@pytest.mark.parametrize(("n_in", "tree", "masses"), TREES)
def test_every_sign_pattern(n_in: int, tree: Cluster, masses: tuple[float, ...]) -> None:
    space = PhaseSpace(n_in, tree)
    x = np.random.default_rng(7).random(space.dimension)
    point = exact_point(space, x, masses, 2.5 if n_in == 2 else None, PARAMETERS)
    momenta, legs = point.momenta(), range(1, len(masses) + 1)
    for i, j in itertools.combinations_with_replacement(legs, 2):
        assert abs(minkowski(momenta[i - 1], momenta[j - 1]) - point.dot(i, j)) < 1e-50
    for signs in itertools.product((-1, 0, 1), repeat=len(masses)):
        total = [sum(sign * p[axis] for sign, p in zip(signs, momenta, strict=True)) for axis in range(4)]
        for offset in (None, 1, 2, len(masses), "m_V"):
            subtracted = 0 if offset is None else point.resolve(offset) ** 2
            assert abs(minkowski(total, total) - subtracted - point.virtuality(signs, offset)) < 1e-50, (signs, offset)


@pytest.mark.parametrize(("n_in", "tree", "masses"), TREES)
def test_momentum_is_conserved(n_in: int, tree: Cluster, masses: tuple[float, ...]) -> None:
    space = PhaseSpace(n_in, tree)
    x = np.random.default_rng(8).random(space.dimension)
    momenta = exact_point(space, x, masses, 2.5 if n_in == 2 else None, PARAMETERS).momenta()
    for axis in range(4):
        assert abs(sum(p[axis] for p in momenta[:n_in]) - sum(p[axis] for p in momenta[n_in:])) < 1e-50


def test_light_cone_components_are_those_of_the_momenta() -> None:
    point = exact_point(PhaseSpace(2, EMITTER), [0.3, 0.4, 0.5, 0.6], SCATTER3, 2.5)
    for leg, (energy, px, py, pz) in enumerate(point.momenta(), start=1):
        plus, minus, qx, qy = point.light_cone(leg)
        assert (
            max(abs(plus - energy - pz), abs(minus - energy + pz), abs(qx - px), abs(qy - py)) < DIGITS.mpf(10) ** -50
        )


@pytest.mark.parametrize("leg", [1, 2])
def test_momenta_with_an_initial_leg_at_rest(leg: int) -> None:
    point = exact_point(PhaseSpace(2, EMITTER), [0.3, 0.4, 0.5, 0.6], SCATTER3, 2.5)
    momenta = point.momenta(at_rest=leg)
    assert max(abs(value) for value in momenta[leg - 1][1:]) < 1e-50
    assert (momenta[2 - leg][3] > 0) == (leg == 2)
    for i, j in itertools.combinations_with_replacement(range(1, 6), 2):
        assert abs(minkowski(momenta[i - 1], momenta[j - 1]) - point.dot(i, j)) < 1e-50
    with pytest.raises(ValueError, match="initial legs"):
        point.momenta(at_rest=3)


def test_arrays_broadcast_over_masses() -> None:
    masses = [0.1, 0.8, 0.1, 0.8, np.array([0.01, 0.02, 0.05])]
    point = PhaseSpace(2, EMITTER).evaluate(ARRAYS, [0.3, 0.4, 0.5, 0.6], masses, 2.5)
    assert np.shape(point.weight) == (3,)
    single = PhaseSpace(2, EMITTER).evaluate(ARRAYS, [0.3, 0.4, 0.5, 0.6], [*masses[:4], 0.02], 2.5)
    assert point.dot(3, 5)[1] == single.dot(3, 5)


def test_bad_signs_are_named() -> None:
    point = PhaseSpace(2, EMITTER).evaluate(ARRAYS, [0.3, 0.4, 0.5, 0.6], SCATTER3, 2.5)
    with pytest.raises(ValueError, match="expected 5 signs"):
        point.virtuality((1, 0, -1))
    with pytest.raises(ValueError, match="-1, 0, 1"):
        point.virtuality((2, 0, 0, 0, 0))
