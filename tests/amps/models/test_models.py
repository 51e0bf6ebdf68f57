"""What every Lagrangian of the library has to satisfy."""

from importlib import import_module
from pkgutil import iter_modules

import numpy as np
import pytest
import sympy

import amps.models
from amps.bound_states import BoundState
from amps.lagrangian import Expression, hc

from ..vertex_values import lagrangian_values  # noqa: TID252

NAMES = sorted(m.name for m in iter_modules(amps.models.__path__))


FAMILIES = {"charged_pairs", "lepton_differences", "neutrino_forces"}
"""Modules that build several models; MODEL is one of them, under its own name."""
FLAVOUR_BLIND = {"charged_mediators", "charged_portal", "hnl"}
"""Their new particles couple to every lepton and carry no lepton number of their own."""


def model(name):
    return import_module(f"amps.models.{name}").MODEL


def parameters(expression):
    """Different numbers for all couplings."""
    symbols = sorted({x for c, _ in expression.monomials for x in c.free_symbols}, key=str)
    return {x: sympy.Rational(2 * k + 3, 7) for k, x in enumerate(symbols)}


@pytest.mark.parametrize("name", NAMES)
def test_the_lagrangian_is_hermitian(name):
    for term_name, term in model(name).pointlike.terms.items():
        values = parameters(term)
        direct, conjugate = lagrangian_values(term, values), lagrangian_values(hc(term), values)
        assert direct and direct.keys() == conjugate.keys(), term_name
        for key, matrix in direct.items():
            assert np.allclose(matrix, conjugate[key]), (term_name, key)


def test_the_check_notices_a_term_that_is_not_hermitian():
    term = model("alp").terms["alp_e"]
    wrong = Expression((c * sympy.I, factors) for c, factors in term.monomials)
    values = parameters(term)
    direct, conjugate = lagrangian_values(wrong, values), lagrangian_values(hc(wrong), values)
    assert any(not np.allclose(matrix, conjugate[key]) for key, matrix in direct.items())


@pytest.mark.parametrize("name", NAMES)
def test_vertices_conserve_charge_and_additive_numbers(name):
    found = model(name)
    assert found.name == name or name in FAMILIES
    for vertex in found.vertices:
        legs = [found.species[leg] for leg in vertex.legs]
        assert sum(p.charge for p in legs) == 0
        assert sum(p.is_fermion for p in legs) % 2 == 0
        if any(p.self_conjugate and p.is_fermion for p in legs):
            continue
        if name in FLAVOUR_BLIND:
            continue
        for number in {k for p in legs for k in p.numbers}:
            assert sum(p.numbers.get(number, 0) for p in legs) == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_term_has_an_order_and_every_particle_a_vertex(name):
    found = model(name)
    assert set(found.all_terms) <= set(found.all_orders)
    legs = {leg for vertex in found.vertices for leg in vertex.legs}
    own = {p.name for p in found.particles if not isinstance(p, BoundState)}
    assert own <= legs or name == "leptons"


@pytest.mark.parametrize("name", NAMES)
def test_definitions_end_in_free_parameters(name):
    found = model(name).all_definitions
    for symbol, expression in found.items():
        for _ in range(len(found) + 1):
            expression = expression.subs(found)
        assert not expression.free_symbols & set(found), symbol
