from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy

from amps.kinematics import (
    breakup_energy,
    breakup_momentum,
    flux_scatter,
    gram_determinant,
    kallen,
    kallen_of_masses,
    kibble,
    lab_energy,
    sqrt_s_fixed_target,
    t_limits,
)


def test_kallen_is_the_textbook_polynomial() -> None:
    a, b, c = sympy.symbols("a b c")
    assert sympy.expand(kallen(a, b, c) - (a**2 + b**2 + c**2 - 2 * a * b - 2 * b * c - 2 * c * a)) == 0
    assert sympy.expand(kallen_of_masses(a, b, c) - kallen(a**2, b**2, c**2)) == 0


@pytest.mark.parametrize("excess", [1e-3, 1e-6, 1e-10])
def test_breakup_momentum_keeps_its_digits_near_threshold(excess: float) -> None:
    mass = 0.3 * (1 + excess)
    with mpmath.workdps(50):
        m, a, b = mpmath.mpf(mass), mpmath.mpf(0.1), mpmath.mpf(0.2)
        exact = mpmath.sqrt(kallen(m**2, a**2, b**2)) / (2 * m)
        # The sum of the two doubles 0.1 and 0.2 is itself rounded: that much of the excess is not knowable.
        limit = 4e-16 + 4e-17 / (mass - 0.3)
        assert abs(breakup_momentum(mass, 0.1, 0.2) / exact - 1) < limit


def test_breakup_energy_is_on_shell() -> None:
    p = breakup_momentum(1.0, 0.3, 0.4)
    assert breakup_energy(1.0, 0.3, 0.4) == pytest.approx(math.hypot(p, 0.3), rel=1e-15)
    assert breakup_energy(1.0, 0.3, 0.4) + breakup_energy(1.0, 0.4, 0.3) == pytest.approx(1.0, rel=1e-15)


def test_breakup_momentum_below_threshold_raises() -> None:
    with pytest.raises(ValueError):
        breakup_momentum(0.29, 0.1, 0.2)


def test_kibble_function_is_the_gram_determinant() -> None:
    s12, s13, m, m1, m2, m3 = sympy.symbols("s12 s13 M m1 m2 m3")
    s23 = m**2 + m1**2 + m2**2 + m3**2 - s12 - s13
    dots = [
        [m1**2, (s12 - m1**2 - m2**2) / 2, (s13 - m1**2 - m3**2) / 2],
        [(s12 - m1**2 - m2**2) / 2, m2**2, (s23 - m2**2 - m3**2) / 2],
        [(s13 - m1**2 - m3**2) / 2, (s23 - m2**2 - m3**2) / 2, m3**2],
    ]
    # kallen(kallen, kallen, kallen) = -64 M^2 Gram(p1, p2, p3).
    left = sympy.expand(kibble(s12, s13, s23, m, m1, m2, m3))
    assert sympy.expand(left + 64 * m**2 * gram_determinant(dots)) == 0


def test_gram_determinant_of_five_momenta_vanishes_in_four_dimensions() -> None:
    momenta = np.random.default_rng(1).integers(-9, 9, (5, 4))
    metric = np.diag([1, -1, -1, -1])
    dots = [[int(a @ metric @ b) for b in momenta] for a in momenta]
    assert gram_determinant(dots) == 0
    assert gram_determinant([row[:4] for row in dots[:4]]) == -(round(np.linalg.det(momenta[:4])) ** 2)
    assert gram_determinant([]) == 1


def test_gram_determinant_needs_a_square_table() -> None:
    with pytest.raises(ValueError, match="square"):
        gram_determinant([[1, 2], [3]])


def test_minimal_momentum_transfer_to_a_heavy_nucleus() -> None:
    sqrt_s = sqrt_s_fixed_target(100.0, 0.51099895e-3, 171.0)
    near, far = t_limits(sqrt_s, 171.0, 0.51099895e-3, 171.0, 0.1005)
    with mpmath.workdps(60):
        exact = t_limits(*(mpmath.mpf(v) for v in (sqrt_s, 171.0, 0.51099895e-3, 171.0, 0.1005)), sqrt=mpmath.sqrt)
        assert abs(near / exact[0] - 1) < 1e-13
        assert abs(far / exact[1] - 1) < 1e-13
    assert near == pytest.approx(-((0.1005**2 / 200.0) ** 2), rel=1e-2)


def test_elastic_limits_are_zero_and_minus_four_p_squared() -> None:
    near, far = t_limits(3.0, 0.1, 0.5, 0.1, 0.5)
    assert near == 0.0
    assert far == pytest.approx(-4 * breakup_momentum(3.0, 0.1, 0.5) ** 2, rel=1e-14)


def test_lab_energy_and_centre_of_mass_energy_are_inverse() -> None:
    sqrt_s = sqrt_s_fixed_target(20.0, 0.1, 0.938)
    assert sqrt_s**2 == pytest.approx(0.1**2 + 0.938**2 + 2 * 20.0 * 0.938, rel=1e-15)
    assert lab_energy(sqrt_s, 0.1, 0.938) == pytest.approx(20.0, rel=1e-14)


def test_flux_is_the_invariant_form() -> None:
    sqrt_s, m1, m2 = 3.0, 0.1, 0.5
    product = (sqrt_s**2 - m1**2 - m2**2) / 2
    assert flux_scatter(sqrt_s, m1, m2) == pytest.approx(1 / (4 * math.sqrt(product**2 - (m1 * m2) ** 2)), rel=1e-14)
