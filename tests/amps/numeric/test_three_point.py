"""Tensor coefficients of the three-point function: identities of their reduction, and g-2 at a zero determinant."""

import math

import mpmath
import pytest

import processes
from amps.numeric.loop_functions import B0
from amps.numeric.three_point import C0, C00, C1, C2, C11, C12, C22


@pytest.fixture(autouse=True)
def thirty_digits():
    with mpmath.workdps(30):
        yield


@pytest.mark.parametrize(
    "point",
    [
        (-2, -3, 1, 1, 2, 3),
        pytest.param((5, 8, 7, 1, 2, 0.5), marks=pytest.mark.slow),
        pytest.param((2, 0, 2, 0, 3, 3), marks=pytest.mark.slow),
    ],
)
def test_contractions_leave_two_point_functions(point):
    """2 k.p_i is a difference of denominators, and k^2 is one: below and above thresholds, at any determinant."""
    p1, p12, p2, m0, m1, m2 = (mpmath.mpf(x) for x in point)
    c0, c1, c2, c11, c12, c22 = (f(*point) for f in (C0, C1, C2, C11, C12, C22))
    c00 = C00(*point)
    dot = (p1 + p2 - p12) / 2
    b01, b02, b12 = (B0(*x).finite for x in ((p1, m0, m1), (p2, m0, m2), (p12, m1, m2)))
    zeros = (
        2 * (p1 * c1 + dot * c2) - (b02 - b12 - (p1 - m1 + m0) * c0),
        2 * (dot * c1 + p2 * c2) - (b01 - b12 - (p2 - m2 + m0) * c0),
        # D C00 = 4 C00 - 1/2 with the pole 1/4
        4 * c00.finite - mpmath.mpf(1) / 2 + p1 * c11 + 2 * dot * c12 + p2 * c22 - b12 - m0 * c0,
    )
    assert max(abs(x) for x in zeros) < 1e-13
    assert c00.pole == mpmath.mpf(1) / 4


@pytest.mark.parametrize("ratio", [1.0, 2.0, pytest.param(0.03, marks=pytest.mark.slow)])
def test_vanishing_gram_determinant_of_g_minus_2(ratio):
    """F2 = (g^2/8 pi^2) 2 m^2 (C1 + C2 + C11 + 2 C12 + C22) at q^2 = 0 for a vector of mass ratio * m."""
    point = (1, 0, 1, mpmath.mpf(ratio) ** 2, 1, 1)
    moment = C1(*point) + C2(*point) + C11(*point) + 2 * C12(*point) + C22(*point)
    a = processes.get("anomalous_magnetic_moment").rate(m_V=ratio, g_V=1.0, m_mu=1.0).value
    assert float(mpmath.re(moment)) / (4 * math.pi**2) == pytest.approx(a, rel=1e-13)
