"""Elementary functions of pairs of doubles against mpmath: thirty digits, the low halves included."""

import mpmath
import numpy as np
import pytest

from codegen import pair_functions

RNG = np.random.default_rng(4)
AROUND_ONE = np.concatenate(
    [RNG.uniform(0.1, 10, 50), 1 + np.logspace(-15, -1, 20), 10.0 ** RNG.uniform(-200, 200, 30)]
)
SIGNED = np.concatenate([RNG.uniform(-5, 5, 50), np.logspace(-250, 0, 30), -np.logspace(-20, 2, 30)])
POINTS = {
    "exp": np.concatenate([SIGNED, [-600.0, 650.0]]),
    "expm1": np.concatenate([SIGNED, [300.0]]),
    "log": AROUND_ONE,
    "log1p": np.concatenate([AROUND_ONE, -np.logspace(-30, -1, 30), [-0.999]]),
    "sin": np.concatenate([SIGNED, [np.pi, 2 * np.pi, 1e5]]),
    "cos": np.concatenate([SIGNED, [np.pi / 2, 3 * np.pi / 2, -1e5]]),
}


@pytest.mark.parametrize("function", POINTS)
def test_thirty_digits(function):
    high = POINTS[function]
    low = high * RNG.uniform(-0.5, 0.5, len(high)) * 2.0**-53
    # both sides of a choice are computed everywhere
    with np.errstate(all="ignore"):
        found = getattr(pair_functions, function)((high, low))
    with mpmath.workdps(60):
        for x, y, a, b in zip(high, low, *found, strict=True):
            exact = getattr(mpmath, function)(mpmath.mpf(x) + mpmath.mpf(y))
            assert abs(mpmath.mpf(a) + mpmath.mpf(b) - exact) < 2.0**-98 * abs(exact), (x, float(exact))


def test_arguments_too_large_for_the_reduction_are_not_numbers():
    assert np.isnan(pair_functions.sin((np.array([1e12]), 0.0))[0])
