"""What is known of the variance in the strata: pooled over iterations, smoothed over neighbours, divided anew."""

import numpy as np
import pytest

from processes.numerics.strata import Strata


def looked_at(shape, variance, freedom):
    return Strata.unknown(shape).pooled(np.ravel(variance, order="F"), np.ravel(freedom, order="F"))


def test_two_iterations_are_pooled_by_their_degrees_of_freedom():
    first = looked_at((2, 1), [[4.0], [1.0]], [[1.0], [0.0]])
    both = first.pooled(np.array([1.0, 7.0]), np.array([2.0, 3.0]))
    np.testing.assert_allclose(both.freedom[:, 0], [3.0, 3.0])
    np.testing.assert_allclose(both.variance[:, 0], [(4 + 2 * 1) / 3, 7.0])


def test_the_first_axis_runs_fastest():
    strata = looked_at((2, 3), np.arange(6.0).reshape(2, 3), np.full((2, 3), 1e9))
    np.testing.assert_allclose(strata.spread**2, [0, 3, 1, 4, 2, 5], atol=1e-6)


def test_a_stratum_in_which_nothing_was_found_is_like_its_neighbours():
    strata = looked_at((5, 5), np.pad([[0.0]], 2, constant_values=2.0), np.ones((5, 5)))
    spread = strata.spread.reshape(5, 5, order="F")
    assert spread[2, 2] ** 2 == pytest.approx(2.0 * 4 / 5)
    assert spread[0, 0] ** 2 == pytest.approx(2.0)
    assert spread[2, 1] < spread[0, 0]


def test_points_outweigh_neighbours():
    certain = looked_at((3,), [0.0, 9.0, 0.0], [1e6, 1e6, 1e6]).spread
    assert certain[1] == pytest.approx(3.0, rel=1e-4)
    assert certain[0] < 0.01


def test_nothing_known_is_no_spread():
    assert not Strata.unknown((2, 2)).spread.any()


@pytest.mark.parametrize("shape", [(6, 2), (1, 1), (2, 5)])
def test_a_new_division_has_the_variances_of_the_old_one_at_its_centres(shape):
    old = looked_at((2, 3), np.arange(6.0).reshape(2, 3), np.ones((2, 3)))
    new = old.divided(shape)
    assert new.variance.shape == shape
    for place in np.ndindex(shape):
        centre = [(k + 0.5) / n for k, n in zip(place, shape, strict=True)]
        assert new.variance[place] == old.variance[int(centre[0] * 2), int(centre[1] * 3)]
    assert new.freedom.sum() <= old.freedom.sum() + 1e-12
