"""Is a Lagrangian term its own hermitian conjugate? Compared through the vertices of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

from amps.canonical_rules import canonical_rule
from amps.feynman_rules import TermError, derive_vertices
from amps.lagrangian import Expression, FieldFactor, hc

if TYPE_CHECKING:
    from collections.abc import Mapping

Rules = dict[tuple[object, ...], sympy.Expr]


def is_hermitian(term: Expression) -> bool:
    """Whether a term equals its hermitian conjugate. Raises TermError for one without Feynman rules."""
    own, conjugate = _rules(term), _rules(hc(term))
    return all(sympy.expand(own.get(key, 0) - conjugate.get(key, 0)) == 0 for key in {*own, *conjugate})


def check_hermitian(terms: Mapping[str, Expression]) -> None:
    """Raise TermError naming the first term that differs from its hermitian conjugate."""
    for name, term in terms.items():
        if not is_hermitian(term):
            raise TermError(not_hermitian(name, term))


def not_hermitian(name: str, term: Expression) -> str:
    """What to tell about a term that is not hermitian."""
    unreal = sorted({s.name for c, _ in term.monomials for s in c.free_symbols if not s.is_real})
    hint = f"; not declared real: {', '.join(unreal)} (real ones come from parameters)" if unreal else ""
    return (
        f"Lagrangian term {name!r} = {_brief(term)} is not hermitian; add its conjugate, as in term + hc(term), and "
        f"check factors of i{hint}"
    )


def _brief(term: Expression) -> str:
    """A term, cut off after two products."""
    shown = Expression(term.monomials[:2])
    return f"{shown} + ..." if len(term.monomials) > 2 else f"{term}"


def _rules(term: Expression) -> Rules:
    fields = {f.particle for _, factors in term.monomials for f in factors if isinstance(f, FieldFactor)}
    majorana = {p.name for p in fields if p.is_fermion and p.self_conjugate}
    return {
        (vertex.legs, structure): value
        for vertex in derive_vertices({"": term}, {})
        for structure, value in canonical_rule(vertex, majorana).items()
    }
