"""Fields replaced by linear combinations."""

import pytest
import sympy

from amps.feynman_rules import derive_vertices
from amps.field_redefinition import containing, redefined, without
from amps.lagrangian import F, Field, bar, conj, d, gamma, indices, parameters
from amps.models.qed import LEPTONS
from amps.particle import scalar, vector

g, c, s = parameters("g c s")
m, n = indices("m n")
A, B, C = (vector(name) for name in "ABC")
S, T, phi = scalar("S", "S"), scalar("T", "T"), scalar("phi")
mu = LEPTONS["mu"]
ROTATION = {S: {S: c, T: s}}


def test_indices_and_derivatives_stay():
    term = g * Field(A)[m] * bar(mu) * gamma[m] * mu
    assert repr(redefined(term, {A: {B: c, C: s}})) == "c*g*B_m*bar(mu-)*gamma^m*mu- + g*s*C_m*bar(mu-)*gamma^m*mu-"
    curl = redefined(F(Field(A), m, n), {A: {B: 1}})
    assert repr(curl) == repr(F(Field(B), m, n))


def test_powers_expand():
    found = redefined(Field(S) ** 2 * Field(A)[m] * Field(A)[m], ROTATION)
    expected = (c * Field(S) + s * Field(T)) ** 2 * Field(A)[m] * Field(A)[m]
    assert derive_vertices({"": found}, {}) == derive_vertices({"": expected}, {})


def test_a_rotation_and_its_inverse_give_the_term_back():
    term = Field(S) ** 3 + 2 * Field(S) * Field(T) ** 2
    angle = sympy.Symbol("x", real=True)
    forth = {S: {S: sympy.cos(angle), T: sympy.sin(angle)}, T: {S: -sympy.sin(angle), T: sympy.cos(angle)}}
    back = {S: {S: sympy.cos(angle), T: -sympy.sin(angle)}, T: {S: sympy.sin(angle), T: sympy.cos(angle)}}
    found = {v.legs: v.terms for v in derive_vertices({"": redefined(redefined(term, forth), back)}, {})}
    wanted = {v.legs: v.terms for v in derive_vertices({"": term}, {})}
    for legs, terms in found.items():
        total = sum(t.coefficient for t in terms) - sum(t.coefficient for t in wanted.get(legs, ()))
        assert sympy.simplify(total) == 0


def test_parts():
    term = Field(S) ** 3 + Field(S) * Field(T) ** 2
    assert repr(containing(term, T)) == "1*S*T*T" and repr(without(term, T)) == "1*S*S*S"


@pytest.mark.parametrize("new", [phi, A, scalar("H+", charge=1)])
def test_another_kind_of_field_is_refused(new):
    with pytest.raises(ValueError, match="field 'S' cannot be expressed by"):
        redefined(Field(S) * Field(S) * Field(S), {S: {new: 1}})


def test_conjugates_are_replaced_too():
    other = scalar("eta")
    term = sympy.I * Field(A)[m] * (conj(Field(phi)) * d(Field(phi), m))
    assert {v.legs for v in derive_vertices({"": redefined(term, {phi: {other: 1}})}, {})} == {("A", "eta", "eta~")}
