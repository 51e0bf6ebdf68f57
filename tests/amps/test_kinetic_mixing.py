"""Kinetic mixing undone: canonical kinetic terms, diagonal masses, orders that agree."""

from functools import cache

import pytest
import sympy

from amps.canonical_rules import canonical_rule
from amps.feynman_rules import derive_vertices
from amps.kinetic_mixing import diagonalise, hypercharge_mixing, mixed_terms, photon_mixing
from amps.lagrangian import Field, bar, gamma, indices, parameters
from amps.models import dark_photon, mesons, qed
from amps.models.dark_photon import APRIME
from amps.models.qed import PHOTON
from amps.particle import fermion, vector

eps, m_X, m_Z, s2w, Q, e, g_D = parameters("eps m_X m_Z s2w Q e g_D")
ZERO = sympy.zeros


@cache
def hypercharge(order=None):
    return hypercharge_mixing(eps, m_Z, m_X, s2w, order=order)


def same(left, right):
    return (sympy.Matrix(left) - sympy.Matrix(right)).applyfunc(sympy.simplify) == ZERO(*sympy.Matrix(left).shape)


def test_photon_exactly():
    found = photon_mixing(eps, m_X)
    R, root = found.redefinition, sympy.sqrt(1 - eps**2)
    assert same(R.T * found.kinetic * R, sympy.eye(2))
    assert same(R.T * found.mass * R, sympy.diag(*found.masses_squared))
    assert same(R, [[1, -eps / root], [0, 1 / root]])
    assert sympy.simplify(found.masses_squared[1] - m_X**2 / (1 - eps**2)) == 0


def test_charges_under_photon_and_dark_photon():
    photon, dark = photon_mixing(eps, m_X, order=1).couplings({"A": e * Q, "X": g_D})
    assert (photon, sympy.expand(dark)) == (e * Q, g_D - eps * e * Q)
    with pytest.raises(ValueError, match="no field is called 'B'; they are A, X"):
        photon_mixing(eps, m_X).couplings({"B": e})


@pytest.mark.parametrize("order", [1, 2, 3])
def test_orders_agree_with_the_exact_result(order):
    exact, truncated = photon_mixing(eps, m_X), photon_mixing(eps, m_X, order=order)
    for full, short in zip(exact.redefinition, truncated.redefinition, strict=True):
        assert sympy.simplify(sympy.series(full, eps, 0, order + 1).removeO() - short) == 0
    assert truncated.order == order


@pytest.mark.parametrize("order", [None, 1])
def test_hypercharge(order):
    found = hypercharge(order)
    R, K, M = found.redefinition, found.kinetic, found.mass
    for values in ({m_X: 3, m_Z: 91, s2w: 0.23}, {m_X: 300, m_Z: 91, s2w: 0.23}):
        for size in (1e-2, 1e-3):
            at = {eps: size, **values}
            numbers, masses = R.evalf(30, subs=at), [m.evalf(30, subs=at) for m in found.masses_squared]
            kinetic = numbers.T * K.evalf(30, subs=at) * numbers - sympy.eye(3)
            mass = numbers.T * M.evalf(30, subs=at) * numbers - sympy.diag(*masses)
            bound = 1e-25 if order is None else 20 * size**2
            assert max(abs(x) for x in kinetic) < bound
            assert max(abs(x) for x in mass) < bound * 1e5
            assert abs(masses[1] / values[m_Z] ** 2 - 1) < 1e-3 and abs(masses[2] / values[m_X] ** 2 - 1) < 1e-3


def test_hypercharge_orders_agree():
    """Perturbation theory and the derivative of the exact result are computed in different ways."""
    exact, first = hypercharge(), hypercharge(1)
    assert same(exact.expanded(1).redefinition, first.redefinition)
    assert same([exact.expanded(1).masses_squared], [first.masses_squared])


def test_a_light_vector_sees_the_photon_only():
    """eps cos(theta_W) is its mixing with the photon; that with the Z goes as m_X^2/m_Z^2 (hep-ph/9710441)."""
    R = hypercharge(1).redefinition
    c, s = sympy.sqrt(1 - s2w), sympy.sqrt(s2w)
    photon, Z = c * R[0, 2] + s * R[1, 2], c * R[1, 2] - s * R[0, 2]
    assert sympy.simplify(photon + eps * c) == 0
    assert sympy.simplify(Z - eps * s * m_X**2 / (m_X**2 - m_Z**2)) == 0


def test_two_massive_fields_keep_their_places():
    K, mass = sympy.Matrix([[1, eps], [eps, 1]]), sympy.diag(m_Z**2, m_X**2)
    found = diagonalise(K, mass, eps, ("Z", "X"))
    for values in ({m_Z: 91, m_X: 3}, {m_Z: 3, m_X: 91}):
        R = found.redefinition.evalf(30, subs={eps: 0.2, **values})
        assert max(abs(x) for x in R.T * K.evalf(30, subs={eps: 0.2}) * R - sympy.eye(2)) < 1e-25
        assert abs(R[0, 0]) > abs(R[0, 1]) and abs(R[1, 1]) > abs(R[1, 0])
    assert same(found.expanded(1).redefinition, diagonalise(K, mass, eps, ("Z", "X"), order=1).redefinition)


@pytest.mark.parametrize(
    ("kinetic", "mass", "order", "message"),
    [
        ([[1, eps], [0, 1]], [[0, 0], [0, m_X**2]], None, "must be symmetric 2 x 2"),
        ([[2, eps], [eps, 1]], [[0, 0], [0, m_X**2]], None, "must be the unit matrix at eps = 0"),
        ([[1, eps], [eps, 1]], [[0, 0], [0, 0]], None, "two or more massless vectors"),
        ([[1, eps], [eps, 1]], [[m_X**2, 0], [0, m_X**2]], 1, "two fields of equal mass mix"),
    ],
)
def test_refused(kinetic, mass, order, message):
    with pytest.raises(ValueError, match=message):
        diagonalise(sympy.Matrix(kinetic), sympy.Matrix(mass), eps, order=order)


def test_three_massive_fields_have_no_closed_form_but_a_first_order():
    K = sympy.Matrix([[1, 0, eps], [0, 1, eps], [eps, eps, 1]])
    mass = sympy.diag(1, 4, 9)
    with pytest.raises(ValueError, match="take order=1"):
        diagonalise(K, mass, eps, ("U", "V", "X"))
    found = diagonalise(K, mass, eps, ("U", "V", "X"), order=1)
    R = found.redefinition
    kinetic = (R.T * K * R).applyfunc(lambda x: sympy.expand(sympy.simplify(x)))
    assert all(sympy.simplify(sympy.diff(x, eps).subs(eps, 0)) == 0 for x in kinetic)


def shipped(model, *prefixes):
    return {name: term for name, term in model.TERMS.items() if name.startswith(prefixes)}


def rules(terms):
    return {v.legs: canonical_rule(v) for v in derive_vertices(terms, {})}


def test_the_terms_of_the_dark_photon_follow_from_those_of_the_photon():
    own = mixed_terms(qed.MODEL.all_terms, PHOTON, APRIME, eps)
    assert set(own) == {"qed_e_mixed", "qed_mu_mixed", "qed_tau_mixed"}
    assert rules(own) == rules(shipped(dark_photon, "mixing"))


def test_and_so_do_its_decays_from_the_pion():
    own = mixed_terms(shipped(mesons, "pi0_photons", "eta_photons"), PHOTON, APRIME, eps)
    assert rules(own) == rules(shipped(mesons, "pi0_mixed", "pi0_dark", "eta_mixed", "eta_dark"))


def test_neutral_currents_of_hypercharge_and_isospin_in_the_new_fields():
    """g' B Y + g W3 T3 is e Q for the photon, and -eps c_W e Q for a light X: g' = e/c_W, g = e/s_W, Y = Q - T3."""
    T3 = sympy.Symbol("T3", real=True)
    (m,) = indices("m")
    B, W3, X, A, Z, Xp = (vector(name) for name in ("B", "W3", "X", "A", "Z", "Xp"))
    psi = Field(fermion("psi", mass="m_psi"))
    c, s = sympy.sqrt(1 - s2w), sympy.sqrt(s2w)
    term = (e / c * (Q - T3) * Field(B)[m] + e / s * T3 * Field(W3)[m]) * bar(psi) * gamma[m] * psi
    mixing = hypercharge(1)
    found = mixing.in_new_fields(term, (B, W3, X), (A, Z, Xp))
    couplings = {
        vertex.legs[0]: sympy.simplify(vertex.terms[0].coefficient / sympy.I)
        for vertex in derive_vertices({"": found}, {})
    }
    assert sympy.simplify(couplings["A"] - e * Q) == 0
    assert sympy.simplify(couplings["Z"] - e / (s * c) * (T3 - s2w * Q)) == 0
    assert sympy.simplify(couplings["Xp"].subs(m_X, 0) + eps * c * e * Q) == 0
