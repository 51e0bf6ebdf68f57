"""Dipole moments derived from models against published integrals, limits and gauge independence."""

import mpmath
import pytest
import sympy

from amps.lagrangian import Field, bar, gamma5, hc, parameters
from amps.loops.anomalous_moment import dipole_form_factor
from amps.loops.closed_forms import SingularKinematics, closed_form, evaluate
from amps.loops.expansions import heavy_expansion, light_expansion
from amps.loops.moment_integral import U
from amps.loops.vertex_diagrams import photon_vertex_diagrams
from amps.model import Model
from amps.models import charged_mediators, lepton_pseudoscalar, lepton_scalar, lepton_vector, qed
from amps.models.lepton_scalar import SCALAR
from amps.models.qed import LEPTONS

m, M_V, M_phi, g_V, g_A, y, m_N = (
    sympy.Symbol(n, real=True) for n in ("m_mu", "m_V", "m_phi", "g_V", "g_A", "y", "m_N")
)
ALPHA = sympy.Symbol("e", real=True) ** 2 / (4 * sympy.pi)


def moment(model, which="F2", gauge="unitary", exclude=("gamma",)):
    return dipole_form_factor(model.MODEL, "mu-", which, exclude=exclude, gauge=gauge)


def total(integrals):
    return sympy.together(sum(i.integrand for i in integrals))


def same(a, b):
    return sympy.simplify(a - b) == 0


def test_schwinger():
    (integral,) = dipole_form_factor(qed.MODEL, "e-")
    assert same(closed_form(integral), ALPHA / (2 * sympy.pi))


# Integrands as printed in J. P. Leveille, Nucl. Phys. B 137 (1978) 63, u being his x and all masses in the loop that of
# the lepton: eqs. (5)-(8) with C_S = y, C_P = y, C_V = g_V, C_A = g_A. Delta = m^2 u^2 + M^2 (1 - u).
NEUTRAL = {
    "scalar": (lepton_scalar, M_phi, y**2 * (2 * U**2 - U**3) / (8 * sympy.pi**2)),
    "pseudoscalar": (lepton_pseudoscalar, M_phi, -(y**2) * U**3 / (8 * sympy.pi**2)),
    "vector": (lepton_vector, M_V, g_V**2 * 2 * U**2 * (1 - U) / (8 * sympy.pi**2)),
    "axial": (
        lepton_vector,
        M_V,
        g_A**2 * (2 * U * (1 - U) * (U - 4) - 4 * m**2 / M_V**2 * U**3) / (8 * sympy.pi**2),
    ),
}


@pytest.mark.parametrize("name", NEUTRAL)
def test_neutral_mediators_against_published_integrands(name):
    model, M, numerator = NEUTRAL[name]
    other = {"vector": {g_A: 0}, "axial": {g_V: 0}}.get(name, {})
    published = m**2 * numerator / (m**2 * U**2 + M**2 * (1 - U))
    assert same(total(moment(model)).subs(other), published)


def test_charged_scalar_against_published_integrand():
    """Leveille eq. (10) with C_S = C_P = y/2 (a right-handed lepton), neutral fermion of mass m_N."""
    published = (y**2 / 2) * m**2 * (U**3 - U**2) / (8 * sympy.pi**2)
    published /= m**2 * U**2 + (M_phi**2 - m**2) * U + m_N**2 * (1 - U)
    assert same(total(moment(charged_mediators, exclude=("gamma", "X+"))), published)


def test_charged_vector_gives_the_w_contribution():
    """10/3 G_F m^2/(8 sqrt2 pi^2) with G_F/sqrt2 = g^2/(8 M^2), g_V = g/sqrt2: R. Jackiw, S. Weinberg (1972)."""
    integrand = sympy.cancel(total(moment(charged_mediators, exclude=("gamma", "H+"))).subs(m_N, 0) / m**2)
    leading = sympy.integrate(sympy.cancel(integrand.subs(m, 0)), (U, 0, 1))
    over_sqrt2 = 2 * g_V**2 / (8 * M_V**2)
    assert same(leading, sympy.Rational(10, 3) * over_sqrt2 / (8 * sympy.pi**2))


def test_gauge_independence_of_the_vector():
    """The k k part of the propagator, alone proportional to a function of xi, does nothing to a conserved current."""
    assert total(moment(lepton_vector, gauge="longitudinal")).subs(g_A, 0) == 0
    assert same(total(moment(lepton_vector)).subs(g_A, 0), total(moment(lepton_vector, gauge="feynman")).subs(g_A, 0))


def test_gauge_dependence_of_the_axial_vector_is_that_of_its_goldstone():
    """In R_xi gauge k k/(k^2 - xi M^2) cancels against a pseudoscalar of mass sqrt(xi) M and coupling 2 m g_A/M."""
    xi = sympy.Symbol("xi", positive=True)
    (longitudinal,) = moment(lepton_vector, gauge="longitudinal")
    (goldstone,) = moment(lepton_pseudoscalar)
    boson = longitudinal.delta[0]
    assert boson == M_V**2
    shape = sum(c * U**k for k, c in enumerate(longitudinal.delta))
    numerator = sympy.expand(longitudinal.integrand.subs(g_V, 0) * shape)
    gauge_part = numerator / shape.subs(M_V**2, xi * M_V**2)
    scalar_part = goldstone.integrand.subs({y: 2 * m * g_A / M_V}).subs(M_phi, sympy.sqrt(xi) * M_V)
    assert same(gauge_part + scalar_part, 0)


def flavour_changing():
    """phi mubar (s + i p gamma5) tau + h.c.: an internal fermion of another mass, and CP violation."""
    s, p = parameters("s p")
    mu, tau, phi = LEPTONS["mu"], LEPTONS["tau"], Field(SCALAR)
    term = phi * bar(mu) * (s + sympy.I * p * gamma5) * tau
    return Model("flavour", (SCALAR,), {"phi": term + hc(term)}, extends=(qed.MODEL,)), s, p


def test_internal_fermion_of_another_mass():
    """Leveille eq. (5): numerators u^2 - u^3 +- (m_F/m) u^2 for scalar and pseudoscalar couplings."""
    model, s, p = flavour_changing()
    M = sympy.Symbol("m_tau", real=True)
    found = total(dipole_form_factor(model, "mu-", exclude=("gamma",)))
    numerator = s**2 * (U**2 - U**3 + M / m * U**2) + p**2 * (U**2 - U**3 - M / m * U**2)
    shape = m**2 * U**2 + (M**2 - m**2) * U + M_phi**2 * (1 - U)
    assert same(found, m**2 * numerator / (8 * sympy.pi**2) / shape)


def test_electric_dipole_is_the_rotated_magnetic_one():
    """The chirality flip is i sigma q m_F (s + i p gamma5)^2 = i sigma q m_F [s^2 - p^2 + 2i s p gamma5], so that with
    F3 multiplying sigma q gamma5, F3 : F2 = -2 s p : s^2 - p^2.
    """
    model, s, p = flavour_changing()
    M = sympy.Symbol("m_tau", real=True)
    magnetic = total(dipole_form_factor(model, "mu-", "F2", exclude=("gamma",)))
    electric = total(dipole_form_factor(model, "mu-", "F3", exclude=("gamma",)))
    shape = m**2 * U**2 + (M**2 - m**2) * U + M_phi**2 * (1 - U)
    flip = sympy.expand(sympy.cancel(magnetic * shape)).coeff(M, 1)
    assert flip != 0
    ratio = sympy.cancel(electric * shape / (M * flip))
    assert same(ratio, -2 * s * p / (s**2 - p**2))
    for name in (lepton_scalar, lepton_pseudoscalar, lepton_vector):
        assert total(moment(name, "F3")) == 0


@pytest.mark.parametrize(
    ("name", "ratio"), [(n, r) for n in NEUTRAL for r in ("1/1000000", "1/7", "2", "21/10", "1000000")]
)
def test_twenty_digits_at_any_mass_ratio(name, ratio):
    """Closed form against the integral published, both to 25 digits; ratio 2 is exactly at threshold."""
    model, M, numerator = NEUTRAL[name]
    other = {"vector": {g_A: 0}, "axial": {g_V: 0}}.get(name, {})
    value = sum(closed_form(i.subs(other)) for i in moment(model))
    heavy = sympy.Rational(ratio)
    at = {"m_mu": 1, str(M): heavy, "g_V": 1, "g_A": 1, "y": 1}
    closed = evaluate(value, at, 25)
    shape = U**2 + heavy**2 * (1 - U)
    integrand = (numerator.subs({m: 1, M: heavy, g_V: 1, g_A: 1, y: 1})) / shape
    with mpmath.workdps(45):
        nodes = [0, 0.5, *(1 - mpmath.mpf(10) ** -k for k in range(1, 15)), 1]
        direct = mpmath.quad(sympy.lambdify(U, integrand, "mpmath"), nodes)
        assert abs(mpmath.mpf(str(closed)) / direct - 1) < mpmath.mpf(10) ** -22


@pytest.mark.parametrize("name", NEUTRAL)
def test_expansions_approach_the_closed_form_at_the_stated_order(name):
    """The remainder falls with the first power left out."""
    model, M, _ = NEUTRAL[name]
    other = {"vector": {g_A: 0}, "axial": {g_V: 0}}.get(name, {})
    integrals = [i.subs(other) for i in moment(model)]
    exact = sum(closed_form(i) for i in integrals)
    values = {"m_mu": 1, "g_V": 1, "g_A": 1, "y": 1}

    def remainder(expansion, ratio):
        at = values | {str(M): sympy.Rational(ratio)}
        return abs(float(evaluate(exact, at, 40) - evaluate(expansion, at, 40)))

    heavy = heavy_expansion(integrals, m, M, 3)
    assert remainder(heavy, 1000) / remainder(heavy, 100) == pytest.approx(1e-8, rel=1)
    light = light_expansion(integrals, m, M, 3)
    assert remainder(light, "1/1000") / remainder(light, "1/100") == pytest.approx(1e-4, rel=1)


def test_limits_of_the_vector():
    """a = (g^2/8 pi^2) for M -> 0 and (g^2/8 pi^2) 2 m^2/(3 M^2) for M -> infinity."""
    integrals = [i.subs({g_A: 0}) for i in moment(lepton_vector)]
    scale = g_V**2 / (8 * sympy.pi**2)
    assert same(heavy_expansion(integrals, m, M_V, 1), scale * 2 * m**2 / (3 * M_V**2))
    assert same(light_expansion(integrals, m, M_V, 0), scale)


def test_unstable_lepton_and_exact_threshold_are_named():
    """A charged boson lighter than the lepton, beside a massless fermion, gives no real moment."""
    integrals = moment(charged_mediators, exclude=("gamma", "X+"))
    value = sum(closed_form(i.subs({m_N: 0})) for i in integrals)
    at = {"m_mu": 1.0, "y": 1.0}
    for mass in (0.5, 1.0):
        with pytest.raises(SingularKinematics, match="must be lighter"):
            evaluate(value, at | {"m_phi": mass})
    assert evaluate(value, at | {"m_phi": 1.5}) < 0
    massive = sum(closed_form(i) for i in integrals)
    with pytest.raises(SingularKinematics, match="must be lighter"):
        evaluate(massive, at | {"m_phi": 0.5, "m_N": 0.3})
    assert evaluate(massive, at | {"m_phi": 0.5, "m_N": 0.6}) < 0


def test_diagrams_are_found_and_their_absence_is_an_error():
    (diagram,) = photon_vertex_diagrams(lepton_vector.MODEL, "mu-", exclude=("gamma",))
    assert str(diagram) == "mu- > mu- V, photon on the fermion"
    (charged,) = photon_vertex_diagrams(charged_mediators.MODEL, "mu-", exclude=("gamma", "X+"))
    assert str(charged) == "mu- > N H-, photon on the boson"
    with pytest.raises(ValueError, match="no one-loop gamma vertex of mu- without gamma"):
        photon_vertex_diagrams(qed.MODEL, "mu-", exclude=("gamma",))
    with pytest.raises(ValueError, match="F2, F3"):
        dipole_form_factor(qed.MODEL, "mu-", "F1")
