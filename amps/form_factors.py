"""Form factors: symbolic functions of a squared momentum that multiply a vertex.

In a Lagrangian, `form_factor("F", A)` is F(q^2) with q the momentum of the field A at that vertex (at a vertex with
several of these fields the product over them). It stays a function through the algebra and becomes an expression, a
program or a table when a number is wanted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sympy
from sympy.core.function import AppliedUndef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from amps.diagrams import Diagram, Node
    from amps.particle import Particle
    from amps.vertices import VertexTerm

MARK = "q2:"


def form_factor(name: str, particle: Particle) -> Any:
    """The function `name` of the squared momentum of `particle` at the vertex where it stands."""
    return sympy.Function(name, real=True)(sympy.Symbol(MARK + particle.name, real=True))


def _applied(expression: sympy.Expr) -> set[AppliedUndef]:
    return {f for f in expression.atoms(AppliedUndef) if any(str(s).startswith(MARK) for s in f.free_symbols)}


def _masks(function: AppliedUndef, legs: Sequence[str], masks: Sequence[int], n: int) -> tuple[int, ...]:
    """External legs whose momentum flows in each vertex leg that the function depends on; the side without the last."""
    (name,) = (str(s).removeprefix(MARK) for s in function.free_symbols)
    found = [mask for mask, leg in zip(masks, legs, strict=True) if leg == name]
    if not found:
        raise ValueError(f"form factor {function} needs a {name} at vertex {' '.join(legs)}")
    return tuple(mask ^ ((1 << n) - 1) if mask >> (n - 1) & 1 else mask for mask in found)


def _symbol(function: AppliedUndef, mask: int) -> sympy.Symbol:
    legs = "".join(str(k + 1) for k in range(mask.bit_length()) if mask >> k & 1)
    return sympy.Symbol(f"{function.func.__name__}_{legs}", real=True)


def at_legs(coefficient: sympy.Expr, legs: Sequence[str], masks: Sequence[int], n: int) -> sympy.Expr:
    """A vertex coefficient with each form factor replaced by a symbol named after the external legs of its momentum.

    `legs` are those of the vertex and `masks` the external legs (of n) on their far sides.
    """
    values = {f: sympy.Mul(*(_symbol(f, mask) for mask in _masks(f, legs, masks, n))) for f in _applied(coefficient)}
    return coefficient.subs(values) if values else coefficient


def resolved(terms: Iterable[VertexTerm], node: Node, n: int) -> tuple[VertexTerm, ...]:
    """Vertex terms with their form factors `at_legs`."""
    masks = [branch.mask for branch in node.branches]
    return tuple(replace(term, coefficient=at_legs(term.coefficient, node.vertex.legs, masks, n)) for term in terms)


def momenta_of_form_factors(diagrams: Iterable[Diagram]) -> Mapping[sympy.Symbol, tuple[str, int]]:
    """For every form-factor symbol of the diagrams its function and the leg set whose momentum it depends on."""
    found: dict[sympy.Symbol, tuple[str, int]] = {}
    for diagram in diagrams:
        n = len(diagram.reaction.legs)
        for node in diagram.nodes():
            masks = [branch.mask for branch in node.branches]
            for f in {f for term in node.vertex.terms for f in _applied(term.coefficient)}:
                for mask in _masks(f, node.vertex.legs, masks, n):
                    found[_symbol(f, mask)] = (f.func.__name__, mask)
    return found


def without_form_factors(expression: sympy.Expr) -> sympy.Expr:
    """The point-like limit: every form factor set to 1."""
    return expression.subs(dict.fromkeys(_applied(expression), sympy.S.One))
