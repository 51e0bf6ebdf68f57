"""Vertices derived from Lagrangian terms against the rules one reads off by hand; all momenta flow in."""

from itertools import product

import numpy as np
import pytest
import sympy

from amps.feynman_rules import TermError, derive_vertices
from amps.lagrangian import (
    F,
    Fdual,
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

from .algebra.dirac import GAMMA, GAMMA5, IDENTITY, LEVI_CIVITA, METRIC
from .vertex_values import lagrangian_values, vertex_value

mu, nu, rho, tau = indices("mu nu rho tau")
e, g, lam = parameters("e g lam")
psi = Field(fermion("e-", mass="m", charge=-1))
chi = Field(fermion("chi", mass="M"))
N = Field(fermion("N", "N", mass="m_N"))
nu_L = Field(fermion("nu", chiral=True))
A, W = Field(vector("gamma")), Field(vector("W+", mass="m_W", charge=1))
phi, h, a = Field(scalar("phi+", mass="m_p", charge=1)), Field(scalar("h", "h", mass="m_h")), Field(scalar("a", "a"))

RNG = np.random.default_rng(1)


def the_vertex(term):
    (vertex,) = derive_vertices({"term": term}, {})
    return vertex


def momenta(n):
    return RNG.normal(size=(n, 4))


def lower(p):
    return METRIC @ p


def at(vertex, p, **upper):
    """The value with the indices of the named legs fixed, couplings set to one."""
    fixed = {vertex.legs.index(name): value for name, value in upper.items()}
    return vertex_value(vertex, p, fixed, {e: 1, g: 1, lam: 1})


def test_qed():
    vertex = the_vertex(e * A[mu] * bar(psi) * gamma[mu] * psi)
    assert vertex.legs == ("e+", "e-", "gamma")
    for k in range(4):
        assert np.allclose(at(vertex, momenta(3), gamma=k)[((0, 1),)], 1j * GAMMA[k])


def test_scalar_qed():
    current = sympy.I * e * A[mu] * (d(phi, mu) * conj(phi) - phi * d(conj(phi), mu))
    vertex = the_vertex(current)
    p = momenta(3)
    out, into = (p[vertex.legs.index(name)] for name in ("phi-", "phi+"))
    for k in range(4):
        assert np.allclose(at(vertex, p, gamma=k)[()], 1j * (into - out)[k])


def test_seagull_has_a_factor_two():
    vertex = the_vertex(e**2 * A[mu] * A[mu] * phi * conj(phi))
    assert vertex.legs == ("gamma", "gamma", "phi+", "phi-")
    for j, k in product(range(4), repeat=2):
        value = vertex_value(vertex, momenta(4), {0: j, 1: k}, {e: 1})[()]
        assert np.allclose(value, 2j * METRIC[j, k])


def test_vector_mass_term_of_a_scalar_has_a_factor_two():
    vertex = the_vertex(g * A[mu] * A[nu] * metric(mu, nu) * h)
    value = vertex_value(vertex, momenta(3), {0: 2, 1: 2}, {g: 1})[()]
    assert np.allclose(value, 2j * METRIC[2, 2])


def test_quartic_and_cubic_scalar():
    assert sympy.simplify(the_vertex(-lam / 24 * h**4).terms[0].coefficient + sympy.I * lam) == 0
    assert sympy.simplify(the_vertex(-g / 6 * h * h * h).terms[0].coefficient + sympy.I * g) == 0
    assert sympy.simplify(the_vertex(-lam * (phi * conj(phi)) ** 2).terms[0].coefficient + 4 * sympy.I * lam) == 0


def test_derivatives_act_on_every_assignment():
    # (d h)^2 a: -i p1 . -i p2 twice
    vertex = the_vertex(g * d(h, mu) * d(h, mu) * a)
    p = momenta(3)
    one, two = (p[k] for k, name in enumerate(vertex.legs) if name == "h")
    assert np.allclose(at(vertex, p)[()], -2j * (one @ lower(two)))


def test_derivative_of_a_product():
    vertex = the_vertex(g * d(h * a, mu) * A[mu] * a)
    p = momenta(4)
    into = [p[k] for k, name in enumerate(vertex.legs) if name == "a"]
    higgs = p[vertex.legs.index("h")]
    for k in range(4):
        assert np.allclose(at(vertex, p, gamma=k)[()], 2 * higgs[k] + sum(into)[k])


def test_axion_photon_photon():
    vertex = the_vertex(-g / 4 * a * F(A, mu, nu) * Fdual(A, mu, nu))
    assert vertex.legs == ("a", "gamma", "gamma")
    p = momenta(3)
    for j, k in product(range(4), repeat=2):
        expected = 1j * np.einsum("mn,m,n", LEVI_CIVITA[:, j, :, k], lower(p[1]), lower(p[2]))
        assert np.allclose(vertex_value(vertex, p, {1: j, 2: k}, {g: 1})[()], expected)


def test_field_strength_squared():
    vertex = the_vertex(-g / 4 * h * F(A, mu, nu) * F(A, mu, nu))
    p = momenta(3)
    first, second = p[0], p[1]
    assert vertex.legs == ("gamma", "gamma", "h")
    for j, k in product(range(4), repeat=2):
        expected = 1j * ((first @ lower(second)) * METRIC[j, k] - second[j] * first[k])
        assert np.allclose(vertex_value(vertex, p, {0: j, 1: k}, {g: 1})[()], expected)


@pytest.mark.parametrize("matrix", ["plain", "gamma5"])
def test_dipole(matrix):
    right = gamma5 if matrix == "gamma5" else 1
    vertex = the_vertex(g / 2 * F(A, mu, nu) * bar(chi) * sigma(mu, nu) * right * chi)
    p = momenta(3)
    q = lower(p[vertex.legs.index("gamma")])
    last = GAMMA5 if matrix == "gamma5" else IDENTITY
    (key,) = at(vertex, p, gamma=0)
    for k in range(4):
        # i (g/2) sigma^{mu nu} 2 (-i q_mu)
        expected = sum(q[m] * 0.5j * (GAMMA[m] @ GAMMA[k] - GAMMA[k] @ GAMMA[m]) for m in range(4)) @ last
        assert np.allclose(at(vertex, p, gamma=k)[key], expected)


def test_four_fermion_term_with_identical_fields():
    vertex = the_vertex(g * bar(psi) * gamma[mu] * psi * bar(psi) * gamma[mu] * psi)
    assert vertex.legs == ("e+", "e+", "e-", "e-")
    value = vertex_value(vertex, momenta(4), {}, {g: 1})
    assert set(value) == {((0, 2), (1, 3)), ((0, 3), (1, 2))}
    expected = 2j * sum(METRIC[k, k] * np.kron(GAMMA[k], GAMMA[k]) for k in range(4))
    for matrix in value.values():
        assert np.allclose(matrix, expected)


def test_majorana_bilinear_has_both_assignments():
    vertex = the_vertex(g / 2 * h * bar(N) * N)
    assert vertex.legs == ("N", "N", "h")
    value = vertex_value(vertex, momenta(3), {}, {g: 1})
    assert set(value) == {((0, 1),), ((1, 0),)}
    for matrix in value.values():
        assert np.allclose(matrix, 0.5j * IDENTITY)


def test_terms_of_the_same_fields_make_one_vertex_and_can_cancel():
    vector_like, axial = A[mu] * bar(psi) * gamma[mu] * psi, A[mu] * bar(psi) * gamma[mu] * gamma5 * psi
    assert len(derive_vertices({"v": e * vector_like, "a": g * axial}, {})) == 1
    assert derive_vertices({"v": e * vector_like, "w": -e * vector_like}, {}) == ()


def test_orders_are_kept_apart():
    term = A[mu] * bar(psi) * gamma[mu] * psi
    vertices = derive_vertices({"v": e * term, "w": g * term}, {"v": {"QED": 1}, "w": {"new": 1}})
    assert sorted(v.order for v in vertices) == [(("QED", 1),), (("new", 1),)]


@pytest.mark.parametrize(
    ("term", "message"),
    [
        (A[mu] * bar(psi) * psi, "Lorentz indices mu do not occur exactly twice"),
        (A[mu] * bar(psi) * gamma[nu] * psi, "Lorentz indices mu, nu"),
        (A[mu] * A[mu] * A[mu] * h, "Lorentz indices mu"),
        (A * bar(psi) * psi, "'gamma' stands without a Lorentz index"),
        (h * psi * bar(psi), "must alternate"),
        (h * bar(psi) * bar(chi) * psi * chi, "must alternate"),
        (h * a * bar(chi), "without a psi to its right"),
        (A[mu] * gamma[mu] * bar(psi) * psi, "stands outside"),
        (A[mu] * bar(psi) * psi * gamma[mu], "stands outside"),
        (h * bar(psi) * psi * gamma5, "stands outside"),
        (h * bar(psi) * chi, "changes the electric charge by 1"),
        (h * phi, "changes the electric charge by 1"),
        (h * h, "fewer than three fields"),
        (bar(chi) * nu_L, "fewer than three fields"),
        (levi_civita(mu, nu, rho, tau) * A[mu] * A[nu] * A[rho] * h, "Lorentz indices tau"),
    ],
)
def test_a_term_without_a_rule_is_named(term, message):
    fine = e * A[mu] * bar(psi) * gamma[mu] * psi
    with pytest.raises(TermError, match=message) as caught:
        derive_vertices({"fine": fine, "wrong_one": term}, {})
    assert "'wrong_one'" in str(caught.value)


HERMITIAN = {
    "scalar": h * bar(psi) * psi,
    "pseudoscalar": sympy.I * h * bar(psi) * gamma5 * psi,
    "vector": A[mu] * bar(psi) * gamma[mu] * psi,
    "axial": A[mu] * bar(psi) * gamma[mu] * gamma5 * psi,
    "chiral": A[mu] * bar(psi) * gamma[mu] * (1 - gamma5) * psi,
    "magnetic dipole": F(A, mu, nu) * bar(psi) * sigma(mu, nu) * psi,
    "electric dipole": sympy.I * F(A, mu, nu) * bar(psi) * sigma(mu, nu) * gamma5 * psi,
    "scalar current": sympy.I * A[mu] * (conj(phi) * d(phi, mu) - phi * d(conj(phi), mu)),
    "field strengths": a * F(A, mu, nu) * Fdual(A, mu, nu),
    "majorana": h * bar(N) * N,
    "four fermions": bar(psi) * gamma[mu] * gamma5 * psi * bar(chi) * gamma[mu] * chi,
}


@pytest.mark.parametrize("name", HERMITIAN)
def test_hermitian_terms_are_their_own_conjugates(name):
    term, conjugate = lagrangian_values(HERMITIAN[name]), lagrangian_values(hc(HERMITIAN[name]))
    assert term.keys() == conjugate.keys() and term
    for key, matrix in term.items():
        assert np.allclose(matrix, conjugate[key])


@pytest.mark.parametrize("name", ["scalar", "pseudoscalar", "electric dipole"])
def test_i_times_a_hermitian_term_is_antihermitian(name):
    term, conjugate = lagrangian_values(sympy.I * HERMITIAN[name]), lagrangian_values(hc(sympy.I * HERMITIAN[name]))
    for key, matrix in term.items():
        assert np.allclose(matrix, -conjugate[key])
