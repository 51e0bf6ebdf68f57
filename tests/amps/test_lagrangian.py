import pytest
import sympy

from amps.lagrangian import (
    P_L,
    P_R,
    F,
    Field,
    bar,
    conj,
    d,
    gamma,
    gamma5,
    hc,
    indices,
    levi_civita,
    metric,
    parameters,
    sigma,
)
from amps.particle import fermion, scalar, vector

mu, nu, rho, tau = indices("mu nu rho tau")
g, y = parameters("g y")
psi, chi = Field(fermion("e-", charge=-1)), Field(fermion("chi"))
A = Field(vector("A"))
phi, h = Field(scalar("phi+", charge=1)), Field(scalar("h", "h"))


def same(first, second):
    """Equal monomial by monomial, after like ones are collected."""
    return _collected(first) == _collected(second)


def _collected(expression):
    sums = {}
    for coefficient, factors in expression.monomials:
        sums[factors] = sympy.expand(sums.get(factors, 0) + coefficient)
    return {factors: c for factors, c in sums.items() if c != 0}


def test_sums_products_and_signs():
    assert same((h + g) * (h - g), h * h - g**2)
    assert same(-(h - 2), 2 - h)
    assert same(h * y / 2 + y * h / 2, y * h)
    assert same(h**3, h * h * h)
    assert same(h - h, 0 * h)


def test_powers_are_positive_integers():
    for power in (0, -1, 1.5):
        with pytest.raises(ValueError, match="positive integer"):
            h**power


def test_product_rule():
    assert same(d(h * h, mu), d(h, mu) * h + h * d(h, mu))
    assert same(d(g * h, mu), g * d(h, mu))


def test_field_strength_is_antisymmetric():
    assert same(F(A, mu, nu), -F(A, nu, mu))


def test_sigma_is_antisymmetric_and_projectors_add_up():
    assert same(sigma(mu, nu), -sigma(nu, mu))
    assert same(P_L + P_R, P_L * 0 + 1)


def test_conjugation_of_bosons():
    assert same(conj(conj(phi)), phi)
    assert not same(conj(phi), phi)
    assert same(conj(h), h)
    assert same(conj(sympy.I * g * d(phi, mu)), -sympy.I * g * d(conj(phi), mu))


def test_conjugate_of_a_real_and_a_complex_coupling():
    z = sympy.Symbol("z")
    assert same(hc(z * h * bar(psi) * chi), sympy.conjugate(z) * bar(chi) * psi * h)
    assert same(hc(g * h * bar(psi) * chi), g * bar(chi) * psi * h)


@pytest.mark.parametrize(
    "term",
    [
        h * bar(psi) * (1 + sympy.I * g * gamma5) * chi,
        A[mu] * bar(psi) * gamma[mu] * P_L * chi,
        F(A, mu, nu) * bar(psi) * sigma(mu, nu) * P_R * chi,
        sympy.I * A[mu] * phi * d(conj(phi), mu),
        levi_civita(mu, nu, rho, tau) * F(A, mu, nu) * F(A, rho, tau) * h,
        metric(mu, nu) * A[mu] * A[nu] * h * phi,
    ],
)
def test_conjugating_twice_changes_nothing(term):
    assert same(hc(hc(term)), term)


def test_order_is_reversed_and_gamma5_changes_sign():
    assert same(hc(bar(psi) * gamma[mu] * gamma[nu] * gamma5 * chi), -(bar(chi) * gamma5 * gamma[nu] * gamma[mu] * psi))


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (lambda: h[mu], "has spin 0 and takes no Lorentz index"),
        (lambda: psi[mu], "has spin 1/2 and takes no Lorentz index"),
        (lambda: bar(h), "takes a spin-1/2 field"),
        (lambda: conj(psi), "use bar"),
    ],
)
def test_misuse(action, message):
    with pytest.raises(ValueError, match=message):
        action()


def test_a_term_can_be_read():
    text = repr(g * d(h, mu) * A[mu] * bar(psi) * gamma5 * psi)
    for part in ("g", "d_mu h", "A_mu", "e-", "gamma5"):
        assert part in text


def test_parameters_are_real():
    assert all(p.is_real for p in parameters("a b c"))
