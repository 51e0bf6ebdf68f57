import numpy as np
import pytest

from amps.models import qed
from amps.numeric.momenta import boosted, check_momenta, random_momenta
from amps.reaction import parse_reaction

MUONS = parse_reaction("e- e+ > mu- mu+ gamma", qed.MODEL)
MASSES = (0.000511, 0.000511, 0.10566, 0.10566, 0.0)


def test_random_momenta_are_on_shell_conserved_and_reproducible():
    momenta = random_momenta(MUONS, MASSES, 1.3, 200, seed=5)
    assert momenta.shape == (200, 5, 4)
    check_momenta(MUONS, momenta, MASSES)
    difference = momenta[:, :2].sum(axis=1) - momenta[:, 2:].sum(axis=1)
    assert np.max(np.abs(difference)) < 1e-14
    np.testing.assert_array_equal(momenta, random_momenta(MUONS, MASSES, 1.3, 200, seed=5))


def test_decay_starts_at_rest():
    reaction = parse_reaction("gamma > e- e+", qed.MODEL)
    momenta = random_momenta(reaction, (1.0, 0.1, 0.1), 0.0, 3)
    np.testing.assert_array_equal(momenta[:, 0], np.tile([1.0, 0, 0, 0], (3, 1)))


def test_below_threshold_is_an_error():
    with pytest.raises(ValueError, match="threshold"):
        random_momenta(MUONS, MASSES, 0.2, 1)


def test_off_shell_leg_is_named_with_both_values():
    momenta = random_momenta(MUONS, MASSES, 1.3, 4)
    momenta[2, 3, 0] *= 1.01
    with pytest.raises(ValueError, match=r"leg 4 \(mu\+\).*point 2.*0\.0111640"):
        check_momenta(MUONS, momenta, MASSES)


def test_momentum_that_is_not_conserved_is_an_error():
    momenta = random_momenta(MUONS, MASSES, 1.3, 4)
    momenta[1, 4] *= 1.01
    with pytest.raises(ValueError, match="not conserved at point 1"):
        check_momenta(MUONS, momenta, MASSES)


def test_nan_is_an_error():
    momenta = random_momenta(MUONS, MASSES, 1.3, 2)
    momenta[0, 2, 1] = np.nan
    with pytest.raises(ValueError, match="leg 3"):
        check_momenta(MUONS, momenta, MASSES)


def test_boost_takes_rest_to_the_frame():
    frame = np.array([[np.sqrt(0.25 + 0.14), 0.1, 0.2, -0.3]])
    np.testing.assert_allclose(boosted(np.array([[0.5, 0, 0, 0]]), frame, 0.5), frame)
