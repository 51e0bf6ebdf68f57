"""Is a Lagrangian term its own hermitian conjugate? Compared through the vertices of both."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING

import sympy

from amps.feynman_rules import TermError, derive_vertices
from amps.lagrangian import hc
from amps.vertices import Gamma, Gamma5, LeviCivita, Metric, Momentum

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.lagrangian import Expression
    from amps.vertices import Tensor, Vertex, VertexTerm

Canonical = dict[tuple[object, ...], sympy.Expr]


def check_hermitian(terms: Mapping[str, Expression]) -> None:
    """Raise TermError naming the first term that differs from its hermitian conjugate."""
    for name, term in terms.items():
        own, conjugate = (_canonical(derive_vertices({name: x}, {})) for x in (term, hc(term)))
        if any(sympy.expand(own.get(key, 0) - conjugate.get(key, 0)) != 0 for key in {*own, *conjugate}):
            raise TermError(
                f"Lagrangian term {name!r} = {term} is not hermitian; add its conjugate, as in term + hc(term), "
                "and check factors of i"
            )


def _canonical(vertices: tuple[Vertex, ...]) -> Canonical:
    """Coefficients by structure, with gamma5 at the right, dummies numbered and tensors sorted."""
    found: Canonical = defaultdict(lambda: sympy.S.Zero)
    for vertex in vertices:
        for term in vertex.terms:
            structure, sign = _ordered(term)
            found[vertex.legs, *structure] += sign * term.coefficient
    return found


def _ordered(term: VertexTerm) -> tuple[tuple[object, ...], int]:
    sign, chains = 1, []
    for chain in sorted(term.chains, key=lambda c: c.bar):
        fives, gammas = 0, []
        for element in chain.elements:
            if isinstance(element, Gamma5):
                fives += 1
            else:
                gammas.append(element.index)
                sign *= -1 if fives % 2 else 1
        chains.append((chain.bar, tuple(gammas), fives % 2, chain.leg))
    dummies = sorted({i for i in _indices(term) if i < 0})
    forms = []
    for renamed in permutations(range(-len(dummies), 0)):
        name = dict(zip(dummies, renamed, strict=True))
        lines = tuple((b, tuple(name.get(i, i) for i in g), five, leg) for b, g, five, leg in chains)
        tensors, flip = _sorted_tensors(term.tensors, name)
        forms.append(((lines, tensors), sign * flip))
    return min(forms, key=lambda form: repr(form[0]))


def _indices(term: VertexTerm) -> set[int]:
    found = {e.index for c in term.chains for e in c.elements if isinstance(e, Gamma)}
    for tensor in term.tensors:
        match tensor:
            case Momentum(_, index):
                found.add(index)
            case Metric(first, second):
                found |= {first, second}
            case LeviCivita(indices):
                found |= set(indices)
    return found


def _sorted_tensors(tensors: tuple[Tensor, ...], name: Mapping[int, int]) -> tuple[tuple[object, ...], int]:
    out: list[tuple[object, ...]] = []
    sign = 1
    for tensor in tensors:
        match tensor:
            case Momentum(leg, index):
                out.append(("p", leg, name.get(index, index)))
            case Metric(first, second):
                out.append(("g", *sorted(name.get(i, i) for i in (first, second))))
            case LeviCivita(indices):
                renamed = [name.get(i, i) for i in indices]
                inversions = sum(a > b for k, a in enumerate(renamed) for b in renamed[k + 1 :])
                sign *= -1 if inversions % 2 else 1
                out.append(("e", *sorted(renamed)))
    return tuple(sorted(out, key=repr)), sign
