"""Collecting gamma5 at the right end of every chain does not change a vertex."""

from itertools import product

import numpy as np
import pytest
import sympy

from amps.chirality import chiral_groups
from amps.feynman_rules import derive_vertices
from amps.lagrangian import P_L, P_R, F, Field, bar, gamma, gamma5, indices, parameters, sigma
from amps.particle import fermion, scalar, vector
from amps.vertices import Gamma, Gamma5, VertexTerm

from .vertex_values import vertex_value

m, n = indices("m n")
g, a = parameters("g a")
psi, chi = Field(fermion("psi")), Field(fermion("chi"))
S, A = Field(scalar("S", "S")), Field(vector("A"))
V_A = gamma[m] * (1 - gamma5)
TERMS = {
    "vector": g * A[m] * bar(psi) * gamma[m] * psi,
    "vector and axial": A[m] * bar(psi) * gamma[m] * (g + a * gamma5) * psi,
    "gamma5 on the left": A[m] * bar(psi) * (1 + gamma5) * gamma[m] * psi,
    "gamma5 twice": S * bar(psi) * gamma5 * (2 + gamma5) * psi,
    "dipole": F(A, m, n) * bar(psi) * sigma(m, n) * (g + sympy.I * a * gamma5) * psi,
    "V-A squared": g * bar(psi) * V_A * chi * bar(chi) * V_A * psi,
    "V-A times vector and axial": bar(psi) * V_A * chi * bar(chi) * gamma[m] * (g + a * gamma5) * psi,
    "not a product": bar(psi) * P_L * chi * bar(chi) * P_L * psi + a * bar(psi) * P_R * chi * bar(chi) * P_R * psi,
    "identical fields": g * bar(psi) * gamma[m] * P_L * psi * bar(psi) * gamma[m] * P_L * psi,
}


def multiplied_out(vertex):
    """The vertex rebuilt from its groups, every a + b gamma5 expanded again."""
    terms = []
    for term, sums in chiral_groups(vertex.terms):
        parts = []
        for chain, chiral in zip(term.chains, sums, strict=True):
            plain = tuple(x for x in chain.elements if isinstance(x, Gamma))
            options = (
                [((), 1)] if chiral is None else [((), _value(chiral.scalar)), ((Gamma5(),), _value(chiral.pseudo))]
            )
            parts.append([(type(chain)(chain.bar, plain + tail, chain.leg), value) for tail, value in options])
        for choice in product(*parts):
            coefficient = term.coefficient * sympy.Mul(*(value for _, value in choice))
            terms.append(VertexTerm(coefficient, tuple(chain for chain, _ in choice), term.tensors))
    return type(vertex)(vertex.legs, tuple(terms), vertex.order)


def _value(monomials):
    return sympy.Add(*(x.sympy() for x in monomials))


@pytest.mark.parametrize("name", TERMS)
def test_the_vertex_is_unchanged(name):
    (vertex,) = derive_vertices({"t": TERMS[name]}, {})
    rng = np.random.default_rng(2)
    momenta = rng.normal(size=(len(vertex.legs), 4))
    values = {g: 0.3, a: -1.7}
    fixed = {vertex.legs.index("A"): 2} if "A" in vertex.legs else {}
    before = vertex_value(vertex, momenta, fixed, values)
    after = vertex_value(multiplied_out(vertex), momenta, fixed, values)
    assert before.keys() == after.keys()
    for key, matrix in before.items():
        assert np.allclose(matrix, after[key])


@pytest.mark.parametrize(
    ("name", "groups"), [("vector", 1), ("vector and axial", 1), ("V-A squared", 1), ("gamma5 twice", 1)]
)
def test_products_stay_products(name, groups):
    (vertex,) = derive_vertices({"t": TERMS[name]}, {})
    assert len(chiral_groups(vertex.terms)) == groups
