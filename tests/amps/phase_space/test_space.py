"""Arguments, thresholds, cuts and errors of a phase space."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest

import amps.phase_space
from amps.kinematics import breakup_momentum
from amps.phase_space import AngleMap, Cluster, MassMap, PhaseSpace, ScalarArithmetic
from amps.phase_space.decay3 import decay3
from amps.phase_space.decayn import decayn
from amps.phase_space.maps import BreitWigner, Flat, Inverse, InverseSquare, TwoSided
from amps.phase_space.scatter2 import scatter2
from amps.phase_space.scatter3 import bremsstrahlung, pair_recoil
from amps.phase_space.scatter4 import trident

from .fifty_digits import ARRAYS


def test_the_example_of_the_package_runs() -> None:
    results = doctest.testmod(amps.phase_space)
    assert results.attempted == 6
    assert results.failed == 0


def test_arguments_in_order() -> None:
    space = pair_recoil(3, (4, 5), MassMap(BreitWigner(), "m_V", "Gamma_V"))
    assert space.arguments == ("x1", "x2", "x3", "x4", "m1", "m2", "m3", "m4", "m5", "sqrt_s", "Gamma_V", "m_V")
    assert decay3().arguments == ("x1", "x2", "m1", "m2", "m3", "m4")


@pytest.mark.parametrize(
    ("space", "dimension"),
    [
        (PhaseSpace(1, Cluster(2, 3)), 0),
        (decay3(), 2),
        (decayn((2, 3, 4, 5)), 5),
        (decayn((2, 3, 4, 5, 6)), 8),
        (scatter2(), 1),
        (bremsstrahlung(4, 3, 5), 4),
        (trident(6, 3, (4, 5)), 7),
    ],
)
def test_dimension_leaves_out_the_trivial_angles(space: PhaseSpace, dimension: int) -> None:
    assert space.dimension == dimension


def test_variables_are_named() -> None:
    assert bremsstrahlung(4, 3, 5).variables == ("s(5 3)", "t(2 > 4)", "t(1 > 5)", "phi(5)")
    assert decayn((2, 3, 4, 5)).variables == ("s(3 4 5)", "s(4 5)", "cos(3)", "cos(4)", "phi(4)")
    for space in (scatter2(), decay3(), trident(6, 3, (4, 5)), PhaseSpace(1, Cluster(Cluster(2, 3), Cluster(4, 5)))):
        assert len(space.variables) == space.dimension


def test_each_variable_moves_what_it_is_named_after() -> None:
    space = bremsstrahlung(4, 3, 5)
    masses, x = [0.1, 171.0, 0.1, 171.0, 0.01], [0.3, 0.4, 0.5, 0.6]
    signs = [(0, 0, 1, 0, 1), (0, 1, 0, -1, 0), (1, 0, 0, 0, -1)]
    before = [space.evaluate(SCALAR, x, masses, 180.0).virtuality(pattern) for pattern in signs]
    for index in range(4):
        moved = [*x[:index], 0.7, *x[index + 1 :]]
        after = [space.evaluate(SCALAR, moved, masses, 180.0).virtuality(pattern) for pattern in signs]
        same = [one == other for one, other in zip(before, after, strict=True)]
        assert same == {0: [False, False, False], 1: [True, False, False], 2: [True, True, False]}.get(
            index, [True] * 3
        )


SHAPES = [Flat(), Inverse(), InverseSquare(), TwoSided(), BreitWigner()]


@pytest.mark.parametrize("shape", SHAPES)
def test_below_threshold_the_weight_is_zero_and_nothing_is_nan(shape: object) -> None:
    x = np.random.default_rng(1).random((4, 50))
    angle = AngleMap() if isinstance(shape, BreitWigner) else AngleMap(shape, 1, 2)
    mass = MassMap() if isinstance(shape, TwoSided) else MassMap(shape, "m_V", "Gamma_V")
    space = pair_recoil(3, (4, 5), mass, angle)
    masses = [0.1, 0.1, 0.0, 0.5, 0.5]
    for sqrt_s in (0.999, 0.5, 0.15, 1.0):
        assert sqrt_s <= space.threshold(masses)
        point = space.evaluate(ARRAYS, list(x), masses, sqrt_s, {"m_V": 0.9, "Gamma_V": 0.1})
        assert np.all(point.weight == 0.0)
        assert all(np.all(np.isfinite(point.dot(i, j))) for i in range(1, 6) for j in range(1, 6))
    above = space.evaluate(ARRAYS, list(x), masses, 1.0 + 1e-12, {"m_V": 0.9, "Gamma_V": 0.1})
    assert np.all(above.weight > 0.0)


def test_threshold_of_a_scattering_counts_both_sides() -> None:
    assert scatter2().threshold([0.1, 0.2, 0.3, 0.4]) == pytest.approx(0.7)
    assert scatter2().threshold([0.4, 0.5, 0.3, 0.4]) == pytest.approx(0.9)
    assert decay3().threshold([9.0, 0.2, 0.3, 0.4]) == pytest.approx(0.9)


def test_the_corners_of_the_cube_are_finite() -> None:
    space = bremsstrahlung(4, 3, 5)
    corners = np.array(np.meshgrid(*([0.0, 1.0],) * 4)).reshape(4, -1)
    point = space.evaluate(ARRAYS, list(corners), [0.1, 171.0, 0.1, 171.0, 0.0], 180.0)
    assert np.all(np.isfinite(point.weight))


@pytest.mark.parametrize(
    ("bounds", "values"),
    [
        ({"least": "low", "recoil_energy": "E_least"}, {"low": 0.7, "E_least": 0.4}),
        ({"least": "low", "most": "high"}, {"low": 0.7, "high": 0.7001}),
        ({"recoil_energy": "E_least", "most_recoil_energy": "E_most"}, {"E_least": 0.4, "E_most": 0.9}),
        ({"most": "high", "most_recoil_energy": "E_most"}, {"high": 2.5, "E_most": 1.2}),
        ({"least": "low", "most": "high", "recoil_energy": "E_least"}, {"low": 0.7, "high": 5.0, "E_least": 0.4}),
    ],
)
def test_bounds_on_the_pair_mass_and_the_recoil_energy_bound_the_sampling(
    bounds: dict[str, str], values: dict[str, float]
) -> None:
    masses, sqrt_s = [0.1, 0.1, 0.0, 0.2, 0.2], 3.0
    space = pair_recoil(3, (4, 5), MassMap(Inverse(), **bounds))
    masses_low, masses_high = values.get("low", 0.4), values.get("high", 3.0)
    energies = values.get("E_least", 0.0), values.get("E_most", 1.5)
    nodes, weights = np.polynomial.legendre.leggauss(60)
    x = [(nodes + 1) / 2, *([np.full(60, 0.5)] * 3)]
    point = space.evaluate(ARRAYS, x, masses, sqrt_s, values)
    pair = np.sqrt(point.virtuality((0, 0, 0, 1, 1)))
    energy = np.array(point.momenta()[2][0])
    assert masses_low * (1 - 1e-12) <= pair.min() < pair.max() <= masses_high * (1 + 1e-12)
    assert energies[0] * (1 - 1e-12) <= energy.min() < energy.max() <= energies[1] * (1 + 1e-12)
    low = max(masses_low**2, sqrt_s**2 - 2 * sqrt_s * energies[1])
    high = min(masses_high**2, sqrt_s**2 - 2 * sqrt_s * energies[0])
    s = low + (high - low) * (nodes + 1) / 2
    density = [
        breakup_momentum(sqrt_s, 0.0, math.sqrt(v)) * breakup_momentum(math.sqrt(v), 0.2, 0.2) / math.sqrt(v) for v in s
    ]
    exact = np.sum(weights * density) * (high - low) / 2 / (2 * math.pi) / (4 * math.pi) ** 2 / sqrt_s
    assert np.sum(weights * point.weight) / 2 == pytest.approx(exact, rel=1e-9)


def test_impossible_cuts_leave_no_weight() -> None:
    space = pair_recoil(3, (4, 5), MassMap(Flat(), least="m_least"))
    x = np.random.default_rng(1).random((4, 20))
    point = space.evaluate(ARRAYS, list(x), [0.1, 0.1, 0.0, 0.2, 0.2], 3.0, {"m_least": 4.0})
    assert np.all(point.weight == 0.0)


SCALAR = ScalarArithmetic(math)


def test_bad_calls_are_named() -> None:
    space = scatter2(AngleMap(Inverse(), "mu"))
    masses = [0.1, 0.2, 0.3, 0.4]
    with pytest.raises(ValueError, match="expected 1 variables, 4 masses"):
        space.evaluate(SCALAR, [], masses, 3.0, {"mu": 1.0})
    with pytest.raises(ValueError, match="sqrt_s"):
        space.evaluate(SCALAR, [0.5], masses, None, {"mu": 1.0})
    with pytest.raises(KeyError, match="mu"):
        space.evaluate(SCALAR, [0.5], masses, 3.0)


@pytest.mark.parametrize(
    ("n_in", "tree", "message"),
    [
        (3, Cluster(4, 5), "1 or 2 initial legs"),
        (2, Cluster(3, 3), "final legs"),
        (1, Cluster(2, Cluster(3, 4, exchange=1)), "exchange"),
        (2, Cluster(3, Cluster(4, 5, exchange=1)), "exchange"),
        (2, Cluster(3, 4, exchange=3), "exchange"),
        (2, Cluster(3, 4, exchange=1, angle=AngleMap(Inverse(), 7)), "legs 1 to 4"),
        (2, Cluster(3, 4, angle=AngleMap(Inverse())), "no angle map"),
    ],
)
def test_bad_trees_are_named(n_in: int, tree: Cluster, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PhaseSpace(n_in, tree)


def test_bad_legs_of_the_ready_made_maps_are_named() -> None:
    with pytest.raises(ValueError, match="two of the final legs"):
        decay3((2, 2))
    with pytest.raises(ValueError, match="3 or 4"):
        scatter2(first=5)
    with pytest.raises(ValueError, match="at least two"):
        decayn((2,))
    with pytest.raises(ValueError, match="expected clusters"):
        decayn((2, 3, 4), {(2, 3): MassMap()})


def test_shapes_that_do_not_fit_a_variable_are_refused() -> None:
    with pytest.raises(ValueError, match="TwoSided"):
        MassMap(TwoSided())
    with pytest.raises(ValueError, match="pole and a width"):
        MassMap(BreitWigner(), "m_V")
    with pytest.raises(ValueError, match="BreitWigner"):
        AngleMap(BreitWigner())


def test_an_unknown_mass_in_a_virtuality_is_named() -> None:
    point = scatter2().evaluate(SCALAR, [0.5], [0.1, 0.2, 0.3, 0.4], 3.0, {"m_Z": 91.0})
    assert point.virtuality((1, 1, 0, 0), "m_Z") == pytest.approx(9.0 - 91.0**2, rel=1e-14)
    with pytest.raises(KeyError, match="m_W"):
        point.virtuality((1, 1, 0, 0), "m_W")


def test_a_vanishing_width_outside_the_interval_is_harmless() -> None:
    space = pair_recoil(3, (4, 5), MassMap(BreitWigner(), "m_V", "Gamma_V"))
    nodes, weights = np.polynomial.legendre.leggauss(40)
    x, masses = [(nodes + 1) / 2, *([np.full(40, 0.5)] * 3)], [0.1, 0.1, 0.0, 0.2, 0.2]
    flat = pair_recoil(3, (4, 5)).evaluate(ARRAYS, x, masses, 3.0)
    for pole in (0.1, 5.0):
        point = space.evaluate(ARRAYS, x, masses, 3.0, {"m_V": pole, "Gamma_V": 0.0})
        assert weights @ point.weight == pytest.approx(weights @ flat.weight, rel=1e-3)
