"""Fermion lines: the chains of the vertices joined, with propagators between and the sign of the external permutation.

Every line is read against the fermion arrow, from its left end (ubar of an outgoing, vbar of an incoming particle) to
its right end; a vertex met against its arrow (Majorana fermions) is reversed by charge conjugation,
C gamma^T C^-1 = -gamma (Denner et al., Nucl. Phys. B387 (1992) 467).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from amps.couplings import Monomial
from amps.words import ChiralSum, Index, Slashed, external_vector

if TYPE_CHECKING:
    from amps.diagrams import Diagram
    from amps.model import Model
    from amps.words import Draft, Symbol

OpenLine = tuple[int, "list[Symbol]", int]


def join_lines(diagram: Diagram, model: Model, draft: Draft) -> tuple[list[OpenLine], int]:
    """Join the vertices' chains to whole lines; gives the lines and the sign (permutation and reversals)."""
    reaction = diagram.reaction
    n = len(reaction.legs)
    everything = (1 << n) - 1
    by_end: dict[int, tuple[int, bool]] = {}
    for k, (bar, _, leg) in enumerate(draft.chains):
        by_end[bar] = (k, True)
        by_end[leg] = (k, False)
    fermions = [i for i, p in enumerate(reaction.legs) if p.is_fermion]
    starts = [i for i in fermions if by_end[1 << i][1]] + [i for i in fermions if not by_end[1 << i][1]]
    propagating = {b.mask: b for b in diagram.propagators()}
    used: set[int] = set()
    lines: list[OpenLine] = []
    sign = 1
    for start in starts:
        if start in used:
            continue
        at = 1 << start
        symbols: list[Symbol] = []
        while True:
            k, is_bar = by_end[at]
            bar, part, leg = draft.chains[k]
            if is_bar:
                symbols.extend(part)
                end = leg
            else:
                turned, flip = _reversed(part)
                symbols.extend(turned)
                sign *= flip
                end = bar
            if end.bit_count() == 1:
                break
            far = everything ^ end
            line = propagating.get(end) or propagating[far]
            # the line is read against the fermion flow: momentum enters this vertex from the far side
            symbols.append(Slashed(external_vector(end, reaction.signs), model.species[line.name].mass))
            at = far
        finish = end.bit_length() - 1
        used.update((start, finish))
        lines.append((start, symbols, finish))
    order = [leg for line in lines for leg in (line[0], line[2])]
    sign *= _parity(order)
    return lines, sign


def _reversed(symbols: list[Symbol]) -> tuple[list[Symbol], int]:
    """C (product)^T C^-1 and its sign: each gamma matrix changes sign, gamma5 does not; gamma5 moved back to the
    right.
    """
    gammas = sum(isinstance(s, Index) for s in symbols)
    out: list[Symbol] = []
    for symbol in reversed(symbols):
        if isinstance(symbol, ChiralSum) and gammas % 2:
            minus = Monomial(Fraction(-1), 0, ())
            out.append(ChiralSum(symbol.scalar, tuple(m * minus for m in symbol.pseudo)))
        else:
            out.append(symbol)
    chirals = [s for s in out if isinstance(s, ChiralSum)]
    return [s for s in out if not isinstance(s, ChiralSum)] + chirals, -1 if gammas % 2 else 1


def _parity(order: list[int]) -> int:
    inversions = sum(a > b for i, a in enumerate(order) for b in order[i + 1 :])
    return -1 if inversions % 2 else 1
