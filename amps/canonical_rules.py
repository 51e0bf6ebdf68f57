"""One spelling for every Feynman rule, so that equal rules compare equal and read alike.

Within a chain gamma5 stands at the right; dummies are numbered so that the spelling is least; metrics and Levi-Civita
tensors have sorted indices. A chain between two Majorana fields runs from the lower to the higher leg, by
psibar1 G psi2 = psibar2 C G^T C^-1 psi1 with C gamma^m^T C^-1 = -gamma^m.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING

import sympy

from amps.vertices import Gamma, Gamma5, LeviCivita, Metric, Momentum

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from amps.vertices import Chain, Tensor, Vertex, VertexTerm

Line = tuple[int, tuple[int, ...], int, int]
"""Leg of psibar, indices of the gamma matrices, number of gamma5 (0 or 1), leg of psi."""
Structure = tuple[tuple[Line, ...], tuple[tuple[object, ...], ...]]
"""Lines, and tensors ("p", leg, index), ("g", i, j) or ("e", i, j, k, l)."""


def canonical_rule(vertex: Vertex, majorana: Collection[str] = ()) -> dict[Structure, sympy.Expr]:
    """Coefficient of every structure of a vertex; `majorana` names the self-conjugate fermions."""
    real = {k for k, name in enumerate(vertex.legs) if name in majorana}
    found: dict[Structure, sympy.Expr] = defaultdict(lambda: sympy.S.Zero)
    for term in vertex.terms:
        structure, sign = _ordered(term, real)
        found[structure] += sign * term.coefficient
    return {structure: value for structure, c in found.items() if (value := sympy.expand(c)) != 0}


def _line(chain: Chain, real: Collection[int]) -> tuple[Line, int]:
    sign, fives, gammas = 1, 0, []
    for element in chain.elements:
        if isinstance(element, Gamma5):
            fives += 1
        else:
            gammas.append(element.index)
            sign *= -1 if fives % 2 else 1
    five = fives % 2
    if chain.bar in real and chain.leg in real and chain.bar > chain.leg:
        # The transpose puts gamma5 first; each gamma matrix changes sign, and once more as gamma5 moves past it.
        sign *= (-1) ** (len(gammas) * (1 + five))
        return (chain.leg, tuple(reversed(gammas)), five, chain.bar), sign
    return (chain.bar, tuple(gammas), five, chain.leg), sign


def _ordered(term: VertexTerm, real: Collection[int]) -> tuple[Structure, int]:
    sign, chains = 1, []
    for chain in term.chains:
        line, flip = _line(chain, real)
        chains.append(line)
        sign *= flip
    chains.sort()
    dummies = sorted({i for i in _indices(term) if i < 0})
    forms = []
    for renamed in permutations(range(-len(dummies), 0)):
        name = dict(zip(dummies, renamed, strict=True))
        lines = tuple((b, tuple(name.get(i, i) for i in g), five, leg) for b, g, five, leg in chains)
        tensors, flip = _sorted_tensors(term.tensors, name)
        forms.append(((lines, tensors), sign * flip))
    least = min((structure for structure, _ in forms), key=repr)
    signs = {flip for structure, flip in forms if structure == least}
    # Both signs: a Levi-Civita tensor contracted with something symmetric.
    return least, signs.pop() if len(signs) == 1 else 0


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


def _sorted_tensors(tensors: tuple[Tensor, ...], name: Mapping[int, int]) -> tuple[tuple[tuple[object, ...], ...], int]:
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
