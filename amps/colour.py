"""Colour sums of quark lines: traces of the SU(3) generators T^a in the fundamental representation.

Every quark line closed with its conjugate is a trace; Tr 1 = N, and gluon indices are summed with
(T^a)_ij (T^a)_kl = (delta_il delta_jk - delta_ij delta_kl / N) / 2. Gluons couple to quarks only: no three-gluon
vertex.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

N_COLOURS = 3

Loop = tuple["Hashable", ...]


def colour_trace(loops: Sequence[Loop]) -> Fraction:
    """Product of Tr(T^a T^b ...) over loops, each label occurring twice in all and summed over.

    Raises ValueError for a label that occurs once: a gluon that ends nowhere.
    """
    done = Fraction(1)
    open_loops = []
    for loop in loops:
        if loop:
            open_loops.append(loop)
        else:
            done *= N_COLOURS
    if not open_loops:
        return done
    first, *others = open_loops
    label, rest = first[0], first[1:]
    if label in rest:
        k = rest.index(label)
        inside, outside = rest[:k], rest[k + 1 :]
        swapped = colour_trace([inside, outside, *others])
        return done * (swapped - colour_trace([inside + outside, *others]) / N_COLOURS) / 2
    for n, other in enumerate(others):
        if label in other:
            k = other.index(label)
            turned = other[k + 1 :] + other[:k]
            remaining = [*others[:n], *others[n + 1 :]]
            swapped = colour_trace([rest + turned, *remaining])
            return done * (swapped - colour_trace([rest, turned, *remaining]) / N_COLOURS) / 2
    raise ValueError(f"gluon index {label!r} occurs once in a colour sum; a gluon must end on two quark lines or legs")
