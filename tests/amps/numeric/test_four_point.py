"""D0 below all thresholds: limits, reduction to C0, a plain integral over the simplex, and its cuts."""

import mpmath
import pytest
from scipy.integrate import tplquad

from amps.loops.closed_forms import SingularKinematics
from amps.numeric.four_point import D0, PAIRS
from amps.numeric.three_point import C0

EUCLIDEAN = ((-1.0, -3.0, -5.0, -2.0, -1.0, -7.0), (1.0, 2.0, 0.5, 4.0))


def test_equal_masses_at_rest():
    assert pytest.approx(1 / 6, rel=1e-15) == D0([0] * 6, [1] * 4)
    assert pytest.approx(1 / (6 * 2.5**2), rel=1e-15) == D0([0] * 6, [2.5] * 4)


@pytest.mark.parametrize("momenta", [(-1.3, 0.7, -0.4), (0.0, 0.0, 0.0), (1.5, 2.0, 1.0)])
def test_two_lines_of_one_momentum_split_into_three_point_functions(momenta):
    """1/((k^2 - a)(k^2 - b)) = [1/(k^2 - a) - 1/(k^2 - b)]/(a - b)."""
    p1, p2, p12 = momenta
    first, second = (C0(p1, p12, p2, mass, 0.6, 2.0) for mass in (1.1, 3.3))
    found = D0([p1, p2, 0, p12, p1, p2], [1.1, 0.6, 2.0, 3.3])
    assert float(found) == pytest.approx(float(mpmath.re(first - second)) / (1.1 - 3.3), rel=1e-13)


def test_integral_over_the_simplex():
    momenta, masses = EUCLIDEAN

    def integrand(z, y, x):
        weights = (x, y, z, 1 - x - y - z)
        delta = sum(w * m for w, m in zip(weights, masses, strict=True))
        delta -= sum(weights[i] * weights[j] * p for (i, j), p in zip(PAIRS, momenta, strict=True))
        return 1 / delta**2

    expected, _ = tplquad(integrand, 0, 1, 0, lambda x: 1 - x, 0, lambda x, y: 1 - x - y, epsabs=0, epsrel=1e-5)
    assert float(D0(momenta, masses)) == pytest.approx(expected, rel=1e-6)


@pytest.mark.slow
def test_relabelling_the_lines_changes_nothing():
    momenta, masses = EUCLIDEAN
    table = dict(zip(PAIRS, momenta, strict=True))
    order = (2, 0, 3, 1)
    moved = [table[tuple(sorted((order[i], order[j])))] for i, j in PAIRS]
    assert float(D0(moved, [masses[k] for k in order])) == pytest.approx(float(D0(momenta, masses)), rel=1e-14)


def test_cuts_and_wrong_arguments_are_named():
    with pytest.raises(SingularKinematics, match="below the thresholds"):
        D0([9.5, 0, 0, 0, 0, 0], [1, 4, 1, 1])
    with pytest.raises(ValueError, match="6 squared momenta and 4 squared masses"):
        D0([0] * 5, [1] * 4)
