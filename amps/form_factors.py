"""Form factors: symbolic functions of a squared momentum that multiply a vertex.

In a Lagrangian, `form_factor("F", A)` is F(q^2) with q the momentum of the field A at that vertex. It stays a function
through the algebra and becomes an expression, a program or a table when a number is wanted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sympy
from sympy.core.function import AppliedUndef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amps.diagrams import Diagram, Node
    from amps.particle import Particle
    from amps.vertices import VertexTerm

MARK = "q2:"


def form_factor(name: str, particle: Particle) -> Any:
    """The function `name` of the squared momentum of `particle` at the vertex where it stands."""
    return sympy.Function(name, real=True)(sympy.Symbol(MARK + particle.name, real=True))


def _applied(expression: sympy.Expr) -> set[AppliedUndef]:
    return {f for f in expression.atoms(AppliedUndef) if any(str(s).startswith(MARK) for s in f.free_symbols)}


def _mask(function: AppliedUndef, node: Node, n: int) -> int:
    """Legs whose momentum flows in the vertex leg that the function depends on; the side without the last leg."""
    (name,) = (str(s).removeprefix(MARK) for s in function.free_symbols)
    found = [b.mask for b, leg in zip(node.branches, node.vertex.legs, strict=True) if leg == name]
    if len(found) != 1:
        raise ValueError(f"form factor {function} needs exactly one {name} at vertex {' '.join(node.vertex.legs)}")
    mask: int = found[0]
    return mask ^ ((1 << n) - 1) if mask >> (n - 1) & 1 else mask


def _symbol(function: AppliedUndef, mask: int) -> sympy.Symbol:
    legs = "".join(str(k + 1) for k in range(mask.bit_length()) if mask >> k & 1)
    return sympy.Symbol(f"{function.func.__name__}_{legs}", real=True)


def resolved(terms: Iterable[VertexTerm], node: Node, n: int) -> tuple[VertexTerm, ...]:
    """Vertex terms with each form factor replaced by a symbol named after the legs of its momentum."""
    out = []
    for term in terms:
        values = {f: _symbol(f, _mask(f, node, n)) for f in _applied(term.coefficient)}
        out.append(replace(term, coefficient=term.coefficient.subs(values)) if values else term)
    return tuple(out)


def momenta_of_form_factors(diagrams: Iterable[Diagram]) -> Mapping[sympy.Symbol, tuple[str, int]]:
    """For every form-factor symbol of the diagrams its function and the leg set whose momentum it depends on."""
    found: dict[sympy.Symbol, tuple[str, int]] = {}
    for diagram in diagrams:
        n = len(diagram.reaction.legs)
        for node in diagram.nodes():
            for term in node.vertex.terms:
                for f in _applied(term.coefficient):
                    mask = _mask(f, node, n)
                    found[_symbol(f, mask)] = (f.func.__name__, mask)
    return found


def without_form_factors(expression: sympy.Expr) -> sympy.Expr:
    """The point-like limit: every form factor set to 1."""
    return expression.subs(dict.fromkeys(_applied(expression), sympy.S.One))
