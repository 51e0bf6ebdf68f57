"""Passarino-Veltman functions against independent integrations, exact forms and identities."""

import mpmath
import pytest
import sympy
from scipy.integrate import dblquad

from amps.loops import passarino_veltman as exact
from amps.loops.closed_forms import SingularKinematics
from amps.numeric.loop_functions import A0, B0, B00, B1, B11, dB0
from amps.numeric.three_point import C0


@pytest.fixture(autouse=True)
def forty_digits():
    with mpmath.workdps(40):
        yield


TWO_POINT = [
    (0.3, 1.0, 2.0),
    (0.0, 1.0, 2.0),
    (0.0, 1.5, 1.5),
    (1e-14, 1.0, 2.0),
    (4.5, 1.0, 2.0),
    (9.0, 1.0, 1.0),
    (9.0, 0.0, 1.0),
    (2.0, 1.0, 0.0),
    (1.0, 0.0, 1.0),
    (1.0, 1.0, 0.0),
    (3.0, 0.0, 0.0),
    (-3.0, 0.0, 0.0),
    (-1e6, 1.0, 2.0),
    (1e6, 1.0, 2.0),
]


def rotated(n, p2, m0, m1):
    """Int x^n log(Delta - i0) along a contour in the complex x plane, off the cut: a route with no root of Delta."""
    p2, m0, m1 = (mpmath.mpf(x) for x in (p2, m0, m1))

    slope, curvature, size = m1 - m0 - p2, 2 * p2, abs(p2) + abs(m1 - m0) + 1

    def integrand(t):
        # leaving the axis against its slope, Delta gets a negative imaginary part where it vanishes
        bend = -(slope + curvature * t) / size
        x = t + 1j * t * (1 - t) * bend
        dx = 1 + 1j * ((1 - 2 * t) * bend - t * (1 - t) * curvature / size)
        delta = (1 - x) * m0 + x * m1 - x * (1 - x) * p2
        return x**n * mpmath.log(delta) * dx if delta else mpmath.mpf(0)

    with mpmath.workdps(25):
        # the ends are logarithmic where a line is massless
        nodes = [0, 1e-9, 1e-6, 1e-3, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1 - mpmath.mpf("1e-6"), 1 - mpmath.mpf("1e-9"), 1]
        return mpmath.quad(integrand, nodes)


@pytest.mark.parametrize("point", TWO_POINT)
def test_two_point_functions_against_a_deformed_contour(point):
    for n, function, sign in ((0, B0, -1), (1, B1, 1), (2, B11, -1)):
        found, direct = function(*point).finite, sign * rotated(n, *point)
        assert abs(found - direct) < 1e-13 * max(1, abs(direct))
    assert mpmath.im(B0(*point).finite) >= -1e-60


@pytest.mark.parametrize("point", TWO_POINT)
def test_trace_and_momentum_identities(point):
    """p.(p B0-tensor) and g_{mu nu}: what Passarino-Veltman reduction inverts holds for finite parts and poles."""
    p2, m0, m1 = map(mpmath.mpf, point)
    mu2 = mpmath.mpf("0.7")
    b0, b1, b11, b00 = (f(p2, m0, m1, mu2) for f in (B0, B1, B11, B00))
    a0, a1 = A0(m0, mu2), A0(m1, mu2)
    scale = max(1, abs(p2))
    for k in (0, 1):
        assert abs(2 * p2 * b1[k] - (a0[k] - a1[k] - (p2 - m1 + m0) * b0[k])) < 1e-20 * scale
        assert abs(2 * b00[k] + 2 * p2 * b11[k] - a1[k] + (p2 - m1 + m0) * b1[k]) < 1e-20 * scale
    # trace, D = 4 - 2 eps: 4 B00 - 2 (pole of B00) + p^2 B11 = A0(m1) + m0^2 B0
    assert abs(4 * b00.finite - 2 * b00.pole + p2 * b11.finite - a1.finite - m0 * b0.finite) < 1e-20 * scale


def test_scale_dependence_is_that_of_the_pole():
    for function in (B0, B1, B11, B00):
        low, high = function(0.3, 1.0, 2.0, 1.0), function(0.3, 1.0, 2.0, 5.0)
        assert abs(high.finite - low.finite - low.pole * mpmath.log(5)) < 1e-20


@pytest.mark.parametrize("point", [(0.3, 1.0, 2.0), (0.0, 1.0, 2.0), (0.0, 1.0, 1.0), (9.0, 1.0, 1.0), (0.5, 0.0, 1.0)])
def test_derivative_of_b0(point):
    p2, m0, m1 = point
    step = mpmath.mpf(10) ** -12
    with mpmath.workdps(60):
        up, down = (B0(mpmath.mpf(p2) + s * step, m0, m1, digits=45).finite for s in (1, -1))
        assert abs(dB0(*point).finite - (up - down) / (2 * step)) < 1e-18


def test_exact_expressions():
    p2, m1, mu2 = sympy.symbols("p2 m1 mu2", positive=True)
    for at in ((0.3, 1.0, 2.0), (0.0, 1.0, 2.0), (0.0, 1.5, 1.5), (-5.0, 1.0, 1.0), (5.0, 1.0, 2.0)):
        for symbolic, numeric in ((exact.B0, B0), (exact.B1, B1), (exact.B00, B00)):
            arguments = [sympy.Rational(str(x)) for x in at]
            value = symbolic(*arguments, sympy.Integer(3)).subs(exact.POLE, 0).evalf(20)
            assert abs(complex(value) - complex(numeric(*at, 3).finite)) < 1e-14
    assert exact.A0(sympy.S.Zero, mu2) == 0
    with pytest.raises(ValueError, match="massive lines"):
        exact.B0(p2, sympy.S.Zero, m1, mu2)


M_MU2, M_V2 = 0.1056583755**2, 0.3**2


@pytest.mark.parametrize("q2", [0.0, 1e-12, 0.2 * M_MU2, M_MU2, 3.9 * M_MU2, -M_MU2])
def test_c0_at_and_around_the_kinematics_of_g_minus_2(q2):
    """q^2 = 0 and 0 < q^2 < 4 m^2, against a two-dimensional quadrature of 1/Delta."""

    def density(y, x):
        z = 1 - x - y
        return -1 / (z * M_V2 + (x + y) ** 2 * M_MU2 - x * y * q2)

    direct, _ = dblquad(density, 0, 1, 0, lambda x: 1 - x, epsabs=0, epsrel=1e-13)
    found = C0(M_MU2, q2, M_MU2, M_V2, M_MU2, M_MU2)
    assert abs(mpmath.im(found)) < 1e-15 * abs(found)
    assert float(mpmath.re(found)) == pytest.approx(direct, rel=1e-12)


def test_c0_exact_forms():
    with mpmath.workdps(40):
        dipole = exact.C0_dipole(*(sympy.Rational(x) for x in (M_MU2, M_MU2, M_V2))).evalf(25)
        assert abs(C0(M_MU2, 0, M_MU2, M_V2, M_MU2, M_MU2) - mpmath.mpf(str(dipole))) < 1e-20 * abs(dipole)
    for place, s in enumerate((0.1, 3.9, 9.0, 400.0, -2.0)):
        form = complex(exact.C0_two_photons(sympy.Rational(str(s)), sympy.S.One).evalf(20))
        momenta = [0.0, 0.0, 0.0]
        momenta[place % 3] = s
        assert complex(C0(*momenta, 1, 1, 1)) == pytest.approx(form, rel=1e-13)
    assert C0(0, 4, 0, 1, 1, 1) == pytest.approx(-(mpmath.pi**2) / 8, rel=1e-12)
    assert C0(0, 0, 0, 1, 1, 1) == pytest.approx(-0.5, rel=1e-15)


@pytest.mark.parametrize("masses", [(1.1, 0.6, 2.0), (3.3, 0.6, 2.0), (0.6, 0.6, 2.0), (1e-6, 1.0, 5.0)])
def test_c0_at_zero_momenta(masses):
    """Where Delta is linear in both parameters: partial fractions in k^2, with the limit of two equal masses."""
    a, b, c = map(mpmath.mpf, masses)
    b += mpmath.mpf(10) ** -12 * (a == b)
    expected = (b * mpmath.log(b / a) / (b - a) - c * mpmath.log(c / a) / (c - a)) / (c - b)
    found = complex(C0(0, 0, 0, *masses))
    assert found == pytest.approx(float(expected), rel=1e-11 if masses[0] == masses[1] else 1e-14)
    assert complex(C0(1e-15, 0, 0, *masses)) == pytest.approx(found, rel=1e-9)


def test_c0_symmetries_above_threshold():
    """Relabelling the lines permutes the arguments."""
    p1, p12, p2, m0, m1, m2 = 1.0, 5.0, 1.2, 0.5, 0.7, 0.9
    first = C0(p1, p12, p2, m0, m1, m2)
    assert mpmath.im(first) != 0
    for order in ((p12, p2, p1, m1, m2, m0), (p2, p12, p1, m0, m2, m1)):
        assert complex(C0(*order)) == pytest.approx(complex(first), rel=1e-13)


def test_imaginary_part_of_c0_is_the_cut():
    """Cutkosky: Im C0(m^2, s, m^2; M, m, m) = -pi/(s beta) log(1 + s beta^2/M^2)."""
    s, M2 = 9.0, 0.25
    beta2 = mpmath.mpf(1) - mpmath.mpf(4) / 9
    cut = mpmath.pi / (s * mpmath.sqrt(beta2)) * mpmath.log(1 + s * beta2 / M2)
    found = mpmath.im(C0(1, s, 1, M2, 1, 1))
    assert abs(abs(found) / cut - 1) < 1e-14


def test_singular_points_are_named():
    with pytest.raises(SingularKinematics, match="infrared pole: a massless line"):
        C0(1.0, 5.0, 1.0, 0.0, 1.0, 1.0)
    with pytest.raises(SingularKinematics, match="collinear pole"):
        C0(0.0, 11.0, 6.5, 0.0, 0.0, 0.5)
    with pytest.raises(SingularKinematics, match="infrared pole"):
        dB0(1.0, 0.0, 1.0)
    with pytest.raises(SingularKinematics, match="threshold"):
        dB0(4.0, 1.0, 1.0)
    with pytest.raises(SingularKinematics, match="massless lines"):
        B0(0.0, 0.0, 0.0)
