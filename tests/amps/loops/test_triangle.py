"""Spin-0 to two photons: limits, unitarity, the numerical three-point function."""

import mpmath
import numpy as np
import pytest
import sympy

from amps.lagrangian import Field, conj, gamma5, parameters
from amps.loops.triangle import S, X, Y, photon_triangle
from amps.model import Model
from amps.models import alp, charged_mediators, singlet_scalar
from amps.models.qed import LEPTONS, e
from amps.particle import scalar

m, y = sympy.symbols("m_mu y", real=True)
SCALAR = photon_triangle(singlet_scalar.MODEL, "S", "mu-")
PSEUDOSCALAR = photon_triangle(alp.MODEL, "a", "mu-")
CASES = {"scalar": SCALAR, "pseudoscalar": PSEUDOSCALAR}
ALPHA = e**2 / (4 * sympy.pi)
AT = {m: 1, y: 1, e: 1}


def amplitude(case, s):
    """F at m = y = e = 1 through the numerical three-point function."""
    from amps.numeric.three_point import C0

    plain, triangle = (complex(x.subs(AT).subs(S, sympy.Float(s, 30))) for x in (case.plain, case.triangle))
    return plain + triangle * complex(C0(0, s, 0, 1, 1, 1))


def test_heavy_limits_are_the_low_energy_theorem_and_the_anomaly():
    assert sympy.simplify(SCALAR.heavy_limit() - 2 * ALPHA * y / (3 * sympy.pi * m)) == 0
    assert sympy.simplify(PSEUDOSCALAR.heavy_limit() ** 2 - (ALPHA * y / (sympy.pi * m)) ** 2) == 0
    for case in CASES.values():
        assert amplitude(case, 1e-6) == pytest.approx(float(case.heavy_limit().subs(AT)), rel=1e-6)


def test_published_form_factors():
    """A. Djouadi, hep-ph/0503172, section 2.3: 2 [tau + (tau - 1) f]/tau^2 and 2 f/tau, tau = s/4m^2, times
    alpha y/(2 pi m).
    """
    s = sympy.Symbol("s_", positive=True)
    tau = s / 4
    f = sympy.asin(sympy.sqrt(tau)) ** 2
    for case, published in ((SCALAR, 2 * (tau + (tau - 1) * f) / tau**2), (PSEUDOSCALAR, 2 * f / tau)):
        expected = (published / 2 / sympy.pi / (4 * sympy.pi)) ** 2
        for value in ("0.3", "2", "39/10"):
            ours = case.squared().subs(AT).subs(S, sympy.Rational(value))
            assert float(ours / expected.subs(s, sympy.Rational(value))) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("s", [0.5, 3.9])
def test_closed_form_against_feynman_parameters(case, s):
    triangle = CASES[case]
    integrand = sympy.lambdify([X, Y], triangle.integrand.subs(AT).subs(S, s), "mpmath")
    direct = mpmath.quad(lambda a: mpmath.quad(lambda b: integrand(a, b), [0, 1 - a]), [0, 0.5, 1])
    assert complex(direct) == pytest.approx(amplitude(triangle, s), rel=1e-10)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("s", [0.5, 3.99, 4.0, 4.01, 50.0])
def test_squared_is_real_and_continuous_across_threshold(case, s):
    value = CASES[case].squared().subs(AT).subs(S, sympy.Rational(str(s))).evalf(20)
    assert value.is_real
    if s != 4:
        assert float(value) == pytest.approx(abs(amplitude(CASES[case], s)) ** 2, rel=1e-12)


SIGMA = [np.array(x) for x in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])]
GAMMA = [np.kron(SIGMA[2], np.eye(2)), *(np.kron(1j * SIGMA[1], x) for x in SIGMA)]
G5 = 1j * GAMMA[0] @ GAMMA[1] @ GAMMA[2] @ GAMMA[3]


def slash(p):
    return p[0] * GAMMA[0] - p[1] * GAMMA[1] - p[2] * GAMMA[2] - p[3] * GAMMA[3]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("s", [4.5, 12.0, 40.0])
def test_unitarity_cut(case, s):
    """2 |Im M(S > gamma gamma)| = |Int dPhi_2 sum_spins M(S > l l) M(l l > gamma gamma)|, by explicit matrices."""
    E, beta = np.sqrt(s) / 2, np.sqrt(1 - 4 / s)
    k1, k2 = E * np.array([1, 0, 0, 1]), E * np.array([1, 0, 0, -1])
    # parallel linear polarisations see k1.k2 g F, crossed ones the Levi-Civita tensor: both have size s/2
    first, second = np.array([0, 1, 0, 0]), np.array([0, 1, 0, 0] if case == "scalar" else [0, 0, 1, 0])
    vertex = np.eye(4) if case == "scalar" else 1j * G5
    total = 0
    cosines, weights = np.polynomial.legendre.leggauss(60)
    for c, w in zip(cosines, weights, strict=True):
        for phi in 2 * np.pi * (np.arange(8) + 0.3) / 8:
            r = np.sqrt(1 - c**2)
            n = E * beta * np.array([0, r * np.cos(phi), r * np.sin(phi), c])
            p1, p2 = np.array([E, 0, 0, 0]) + n, np.array([E, 0, 0, 0]) - n
            tree = 0
            for ka, ea, eb in ((k1, first, second), (k2, second, first)):
                q = p1 - ka
                denominator = q[0] ** 2 - q[1:] @ q[1:] - 1
                tree = tree + slash(eb) @ (slash(q) + np.eye(4)) @ slash(ea) / denominator
            total += w / 2 / 8 * np.trace((slash(p2) - np.eye(4)) @ tree @ (slash(p1) + np.eye(4)) @ vertex)
    cut = beta / (8 * np.pi) * total
    ours = 2 * amplitude(CASES[case], s).imag * s / 2
    assert abs(ours) == pytest.approx(abs(cut), rel=1e-9)


def test_charged_scalar_loop():
    """alpha A/(12 pi M^2) for L = A S H+H-: a quarter of a fermion's beta function, d log M^2 = A S/M^2."""
    (A,) = parameters("A")
    singlet = Field(scalar("S", "S", mass="m_S"))
    H = Field(charged_mediators.SCALAR)
    model = Model(
        "trilinear", (singlet.particle,), {"SHH": A * singlet * conj(H) * H}, extends=(charged_mediators.MODEL,)
    )
    found = photon_triangle(model, "S", "H+")
    M = sympy.Symbol("m_phi", real=True)
    assert sympy.simplify(found.heavy_limit() ** 2 - (ALPHA * A / (12 * sympy.pi * M**2)) ** 2) == 0
    # W. J. Marciano et al. and the Higgs literature: A_0 = -[tau - f]/tau^2, normalised to 1/3
    value = float(found.squared().subs({A: 1, M: 1, e: 1, S: 2}))
    f = np.arcsin(np.sqrt(0.5)) ** 2
    assert value == pytest.approx((-(0.5 - f) / 0.25 / (16 * np.pi**2)) ** 2, rel=1e-12)


def test_errors_name_what_is_missing():
    with pytest.raises(ValueError, match="needs one vertex each of nu_mu"):
        photon_triangle(singlet_scalar.MODEL, "S", "nu_mu")
    mixed = Model(
        "mixed",
        (singlet_scalar.SINGLET,),
        {"S": y * singlet_scalar.S * _bar_one_plus_g5()},
        extends=(singlet_scalar.leptons.MODEL,),
    )
    with pytest.raises(ValueError, match="mixes parities"):
        photon_triangle(mixed, "S", "mu-")


def _bar_one_plus_g5():
    from amps.lagrangian import bar

    mu = LEPTONS["mu"]
    return bar(mu) * (1 + sympy.I * gamma5) * mu
