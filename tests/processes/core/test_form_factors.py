"""Nuclear form factors: normalisation, radii, measured points, small momentum transfers, range of validity."""

import math

import mpmath
import pytest
import sympy

from processes.core import form_factors
from processes.core.charge_densities import FOURIER_BESSEL
from processes.core.form_factors import FM, SHAPES, form_factor_warnings, nuclear_form_factor

q2 = sympy.Symbol("q2", real=True)
AT = {form_factors.Z: 18, form_factors.A: 40, form_factors.m_e: 0.51099895e-3, form_factors.m_p: 0.93827209}
RADII = {6: 2.464, 8: 2.737, 13: 3.035, 14: 3.084, 18: 3.423, 26: 3.714, 82: 5.499}
UNSCREENED = ("point", "helm", "fourier_bessel", "fermi", "dipole")


def value(shape, momentum, at=AT):
    """F at Q in fm^-1."""
    return float(SHAPES[shape](q2).subs(at).subs(q2, -((momentum / FM) ** 2)))


@pytest.mark.parametrize("shape", UNSCREENED)
@pytest.mark.parametrize("momentum", [1e-7, 1e-4])
def test_whole_charge_at_small_momentum(shape, momentum):
    assert value(shape, momentum) == pytest.approx(1, rel=1e-6)


@pytest.mark.parametrize("charge", RADII)
def test_measured_radius(charge):
    at = {**AT, form_factors.Z: charge, form_factors.A: FOURIER_BESSEL[charge][0]}
    radius = math.sqrt(6 * (1 - value("fourier_bessel", 0.01, at)) / 1e-4)
    assert radius == pytest.approx(RADII[charge], rel=2e-3)


@pytest.mark.parametrize(
    ("charge", "at_half", "at_three_halves"),
    [(18, 0.60270, -0.02728), (26, 0.54358, -0.02775), (6, 0.77489, 0.07154), (82, 0.21007, 0.00838)],
)
def test_measured_form_factor(charge, at_half, at_three_halves):
    at = {**AT, form_factors.Z: charge}
    assert value("fourier_bessel", 0.5, at) == pytest.approx(at_half, abs=1e-5)
    assert value("fourier_bessel", 1.5, at) == pytest.approx(at_three_halves, abs=1e-5)


def test_other_elements_have_the_fermi_density():
    at = {**AT, form_factors.Z: 74, form_factors.A: 184}
    assert value("fourier_bessel", 0.7, at) == pytest.approx(value("fermi", 0.7, at), rel=1e-14)


@pytest.mark.parametrize("shape", ["helm", "fermi"])
@pytest.mark.parametrize("momentum", [0.02, 0.08, 0.0821, 0.19, 0.193, 0.8])
def test_series_meet_the_functions(shape, momentum):
    """On both sides of every change between series and function, against many digits of the printed formula."""
    with mpmath.workdps(40):
        A, Q = mpmath.mpf(40), mpmath.mpf(momentum)
        if shape == "helm":
            c, s = mpmath.mpf("1.23") * mpmath.cbrt(A) - mpmath.mpf("0.6"), mpmath.mpf("0.9")
            R = mpmath.sqrt(c**2 + 7 * mpmath.pi**2 * mpmath.mpf("0.52") ** 2 / 3 - 5 * s**2)
            expected = (
                3 * (mpmath.sin(Q * R) - Q * R * mpmath.cos(Q * R)) / (Q * R) ** 3 * mpmath.exp(-((Q * s) ** 2) / 2)
            )
        else:
            a, r = mpmath.pi * mpmath.mpf("0.523"), mpmath.mpf("1.03") * mpmath.cbrt(A)
            bracket = a * mpmath.coth(Q * a) * mpmath.sin(Q * r) - r * mpmath.cos(Q * r)
            expected = 3 * a / (r**2 + a**2) * bracket / (Q * r * mpmath.sinh(Q * a))
    assert value(shape, momentum) == pytest.approx(float(expected), rel=1e-11)


def test_screening_and_inelastic_part():
    small, large = 1e-6, 0.5
    assert value("tsai_elastic", small) < 1e-3
    assert value("tsai", large) > value("tsai_elastic", large)


def test_object_in_place_of_a_name():
    assert nuclear_form_factor({"form_factor": lambda t: 1 / (1 - t)}, q2) == 1 / (1 - q2)


@pytest.mark.parametrize(
    ("shape", "charge", "number", "warned"),
    [
        ("fourier_bessel", 18, 40, False),
        ("fourier_bessel", 18, 36, True),
        ("fourier_bessel", 74, 184, True),
        ("helm", 2, 4, True),
        ("helm", 18, 40, False),
        ("tsai", 1, 1, True),
        ("dipole", 1, 1, False),
        ("dipole", 6, 12, True),
    ],
)
def test_range_of_validity(shape, charge, number, warned):
    assert bool(form_factor_warnings({"form_factor": shape}, {"Z": charge, "A": number})) is warned
