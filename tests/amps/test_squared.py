"""Squared amplitudes against closed forms of the textbooks, as identities."""

from fractions import Fraction

import pytest
import sympy

from amps.lagrangian import P_L, P_R, F, Fdual, Field, bar, conj, d, indices, parameters
from amps.model import Model
from amps.models import dark_photon, fermi, lepton_pseudoscalar, lepton_scalar
from amps.models.qed import MODEL as QED
from amps.particle import fermion, scalar, vector

from .squares import equal, in_mandelstam, s, square, t

m_e, m_mu, m_K, m_pi, m_Ap, m_chi = sympy.symbols("m_e m_mu m_K m_pi m_Ap m_chi", real=True)
m_phi, m_a, M = sympy.symbols("m_phi m_a M", real=True)
e, eps, g_D, y, g, G_F = parameters("e eps g_D y g G_F")
mu, nu = indices("mu nu")


def test_muon_pairs_with_both_masses():
    # Peskin and Schroeder, eq. (5.10) with the electron mass kept
    pp, kk = (s - 2 * m_e**2) / 2, (s - 2 * m_mu**2) / 2
    pk, pkbar = (m_e**2 + m_mu**2 - t) / 2, (s + t - m_e**2 - m_mu**2) / 2
    expected = 8 * e**4 / s**2 * (pk**2 + pkbar**2 + m_mu**2 * pp + m_e**2 * kk + 2 * m_e**2 * m_mu**2)
    assert equal(in_mandelstam(square("e- e+ > mu- mu+", QED)), expected)


def _moller(s, t, u):
    """Landau and Lifshitz IV, eq. (81.7), times 4 e^4."""
    direct = (s**2 + u**2) / 2 + 4 * m_e**2 * (t - m_e**2)
    exchange = (s**2 + t**2) / 2 + 4 * m_e**2 * (u - m_e**2)
    mixed = 4 * (s / 2 - m_e**2) * (s / 2 - 3 * m_e**2)
    return 4 * e**4 * (direct / t**2 + exchange / u**2 + mixed / (t * u))


def test_moller():
    result = square("e- e- > e- e-", QED)
    assert equal(in_mandelstam(result), _moller(s, t, 4 * m_e**2 - s - t))
    assert result.symmetry_factor == Fraction(1, 2)


def test_bhabha():
    assert equal(in_mandelstam(square("e- e+ > e- e+", QED)), _moller(4 * m_e**2 - s - t, t, s))


def test_compton():
    # Peskin and Schroeder, eq. (5.87)
    pk, pkprime = (s - m_e**2) / 2, (s + t - m_e**2) / 2
    difference = 1 / pk - 1 / pkprime
    expected = 2 * e**4 * (pkprime / pk + pk / pkprime + 2 * m_e**2 * difference + m_e**4 * difference**2)
    assert equal(in_mandelstam(square("e- gamma > e- gamma", QED)), expected)


def test_two_photon_annihilation():
    # Peskin and Schroeder, eq. (5.105)
    k1, k2 = (m_e**2 - t) / 2, (s + t - m_e**2) / 2
    total = 1 / k1 + 1 / k2
    expected = 2 * e**4 * (k2 / k1 + k1 / k2 + 2 * m_e**2 * total - m_e**4 * total**2)
    result = square("e- e+ > gamma gamma", QED)
    assert equal(in_mandelstam(result), expected)
    assert result.symmetry_factor == Fraction(1, 2)


def test_photon_and_dark_photon():
    massless = in_mandelstam(square("e- e+ > gamma Ap", dark_photon.MODEL)).subs(m_e, 0)
    u = m_Ap**2 - s - t
    assert equal(massless, 2 * e**4 * eps**2 * (t / u + u / t + 2 * s * m_Ap**2 / (t * u)))


def test_muon_decay():
    result = square("mu- > e- nu_e~ nu_mu", fermi.MODEL, order={"Fermi": 1})
    s_24 = result.symbols["s_24"]
    # 64 G_F^2 (p.q_nue) (k.q_numu), averaged over the muon's spins
    assert equal(result.expr, 64 * G_F**2 * (m_mu**2 - s_24) / 2 * (s_24 - m_e**2) / 2)
    assert result.average == Fraction(1, 2)


def test_leptonic_kaon_decay():
    G, f_K, V_us = parameters("G_F f_K V_us")
    expected = 2 * G**2 * f_K**2 * V_us**2 * m_mu**2 * (m_K**2 - m_mu**2)
    assert equal(square("K+ > mu+ nu_mu", fermi.MODEL).expr, expected)


@pytest.mark.parametrize(
    ("text", "model", "expected"),
    [
        ("Ap > mu- mu+", dark_photon.MODEL, sympy.Rational(4, 3) * eps**2 * e**2 * (m_Ap**2 + 2 * m_mu**2)),
        ("Ap > chi chi~", dark_photon.MODEL, sympy.Rational(4, 3) * g_D**2 * (m_Ap**2 + 2 * m_chi**2)),
        ("Ap > varphi varphi~", dark_photon.MODEL, g_D**2 * (m_Ap**2 - 4 * m_chi**2) / 3),
        ("phi > mu- mu+", lepton_scalar.MODEL, 2 * y**2 * (m_phi**2 - 4 * m_mu**2)),
        ("phi > mu- mu+", lepton_pseudoscalar.MODEL, 2 * y**2 * m_phi**2),
    ],
)
def test_two_body_decays(text, model, expected):
    assert equal(square(text, model).expr, expected)


A, axion = vector("gamma"), scalar("a", "a", mass="m_a")
AXION = Model("axion", (A, axion), {"aFF": -g / 4 * Field(axion) * F(Field(A), mu, nu) * Fdual(Field(A), mu, nu)})
EVEN = Model("even", (A, axion), {"aFF": -g / 4 * Field(axion) * F(Field(A), mu, nu) * F(Field(A), mu, nu)})


@pytest.mark.parametrize("model", [AXION, EVEN])
def test_axion_or_dilaton_to_two_photons(model):
    # width g^2 m^3 / (64 pi)
    assert equal(square("a > gamma gamma", model).expr, g**2 * m_a**4 / 2)


@pytest.mark.parametrize("model", [AXION, EVEN])
def test_photon_scattering_by_an_axion_or_a_dilaton(model):
    # helicity amplitudes (g^2/4) {S + T + U, S, T, U}, each for two helicity assignments
    S, T, U = (v**2 / (v - m_a**2) for v in (s, t, -s - t))
    expected = g**4 / 32 * ((S + T + U) ** 2 + S**2 + T**2 + U**2)
    assert equal(in_mandelstam(square("gamma gamma > gamma gamma", model)), expected)


PHI = Field(scalar("phi+", mass="M", charge=1))
SCALAR_QED = Model(
    "scalar_qed",
    (A, PHI.particle),
    {
        "current": -sympy.I * e * Field(A)[mu] * (conj(PHI) * d(PHI, mu) - PHI * d(conj(PHI), mu)),
        "seagull": e**2 * Field(A)[mu] * Field(A)[mu] * PHI * conj(PHI),
    },
)


def test_scalar_annihilation_to_photons():
    x = M**2 * s / ((t - M**2) * (M**2 - s - t))
    assert equal(in_mandelstam(square("phi+ phi- > gamma gamma", SCALAR_QED)), 8 * e**4 * (1 - 2 * x + 2 * x**2))


def test_scalar_compton():
    # crossed: s and t exchanged, averaged over two polarisations
    x = M**2 * t / ((s - M**2) * (M**2 - s - t))
    assert equal(in_mandelstam(square("phi+ gamma > phi+ gamma", SCALAR_QED)), 4 * e**4 * (1 - 2 * x + 2 * x**2))


def test_scalar_pairs_from_electrons():
    Gamma = sympy.Symbol("Gamma_Ap", real=True)
    result = in_mandelstam(square("e- e+ > varphi varphi~", dark_photon.MODEL)).subs(m_e, 0)
    D = (s - m_Ap**2) ** 2 + m_Ap**2 * Gamma**2
    u = 2 * m_chi**2 - s - t
    assert equal(result, 2 * eps**2 * e**2 * g_D**2 * (t * u - m_chi**4) / D)


def test_scalar_products_of_one_field_in_three_channels():
    lam3, lam4 = parameters("lam3 lam4")
    S = scalar("S", "S", mass="m_a")
    both = Model("both", (S,), {"three": -lam3 / 6 * Field(S) ** 3, "four": -lam4 / 24 * Field(S) ** 4})
    u = 4 * m_a**2 - s - t
    amplitude = -lam4 - lam3**2 * sum(1 / (v - m_a**2) for v in (s, t, u))
    assert equal(in_mandelstam(square("S S > S S", both)), amplitude**2)


def test_yukawa_scattering_of_two_kinds():
    psi, chi, S = fermion("psi", mass="m_e"), fermion("chi", mass="M"), scalar("S", "S", mass="m_phi")
    terms = {name: y * Field(S) * bar(Field(p)) * Field(p) for name, p in (("psi", psi), ("chi", chi))}
    result = in_mandelstam(square("psi chi > psi chi", Model("yukawa", (psi, chi, S), terms)))
    assert equal(result, y**4 * (4 * m_e**2 - t) * (4 * M**2 - t) / (t - m_phi**2) ** 2)


def test_complex_coupling():
    z = sympy.Symbol("z")
    psi, S = Field(fermion("psi", mass="m_mu")), Field(scalar("S", "S", mass="m_phi"))
    terms = {"complex": S * bar(psi) * (z * P_R + sympy.conjugate(z) * P_L) * psi}
    result = square("S > psi psi~", Model("complex", (psi.particle, S.particle), terms))
    expected = 2 * sympy.re(z) ** 2 * (m_phi**2 - 4 * m_mu**2) + 2 * sympy.im(z) ** 2 * m_phi**2
    assert equal(result.expr.subs(result.definitions), expected)


def test_the_parts_make_up_the_whole():
    result = square("e- gamma > e- gamma", QED)
    whole = sum(
        numerator * sympy.Mul(*(result.denominators[name] ** -power for name, power in key))
        for key, numerator in result.numerators.items()
    )
    average = sympy.Rational(result.average.numerator, result.average.denominator)
    assert equal(result.expr, average * result.prefactor * whole)
    assert result.expr.free_symbols <= {*result.symbols.values(), e}


def test_order_and_exclusion_reach_the_square():
    text = "e- e+ > mu- mu+"
    photon = square(text, dark_photon.MODEL, exclude=("Ap",))
    assert equal(photon.expr, square(text, dark_photon.MODEL, order={"eps": 0}).expr)
    assert equal(in_mandelstam(photon), in_mandelstam(square(text, QED)))
    dark = square(text, dark_photon.MODEL, exclude=("gamma",))
    assert not equal(dark.expr, photon.expr)


def test_no_term_carries_a_zero():
    for text in ("e- e+ > e- e+", "e- e+ > mu- mu+ gamma"):
        for polynomial in square(text, QED).polynomials.values():
            assert polynomial and all(polynomial.values())
