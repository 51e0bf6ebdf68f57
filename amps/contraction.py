"""Contraction of the Lorentz indices inside one term, until only external and shared labels are left."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from amps.couplings import Monomial
from amps.words import Draft, Index, Slashed

if TYPE_CHECKING:
    from collections.abc import Hashable

    from amps.fermion_lines import OpenLine
    from amps.words import Vector


def contract(draft: Draft, lines: list[OpenLine]) -> Draft:
    """Replace labels by momenta and identify labels through metrics, until only external and shared labels are left."""
    work = Draft(
        draft.coefficient,
        [(left, list(symbols), right) for left, symbols, right in lines],
        [],
        [],
        [list(t) for t in draft.tensors],
        list(draft.dots),
    )
    vectors, metrics = list(draft.vectors), list(draft.metrics)
    uses: dict[Hashable, int] = defaultdict(int)
    for _, symbols, _ in work.chains:
        for symbol in symbols:
            if isinstance(symbol, Index):
                uses[symbol.label] += 1
    for tensor in work.tensors:
        for slot in tensor:
            uses[slot] += 1
    for _, label in vectors:
        uses[label] += 1
    for first, second in metrics:
        uses[first] += 1
        uses[second] += 1
    while metrics:
        first, second = metrics.pop()
        if first == second:
            work.coefficient = work.coefficient * Monomial(Fraction(4), 0, ())
            continue
        if uses[first] == 1 and uses[second] == 1:
            work.metrics.append((first, second))
            continue
        if uses[first] == 1:
            first, second = second, first
        # `first` occurs elsewhere: there it becomes `second`
        _rename(work, first, second)
        vectors = [(v, second if label == first else label) for v, label in vectors]
        metrics = [(second if a == first else a, second if b == first else b) for a, b in metrics]
        uses[first] = 0
    pending = vectors
    while pending:
        vector, label = pending.pop()
        if uses[label] == 1:
            work.vectors.append((vector, label))
            continue
        partner = next((k for k, (_, other) in enumerate(pending) if other == label), None)
        if partner is not None:
            work.dots.append((vector, pending.pop(partner)[0]))
        else:
            _insert(work, label, vector)
    return work


def _rename(draft: Draft, old: Hashable, new: Hashable) -> None:
    for _, symbols, _ in draft.chains:
        symbols[:] = [Index(new) if s == Index(old) else s for s in symbols]
    for tensor in draft.tensors:
        tensor[:] = [new if s == old else s for s in tensor]


def _insert(draft: Draft, label: Hashable, vector: Vector) -> None:
    for _, symbols, _ in draft.chains:
        symbols[:] = [Slashed(vector) if s == Index(label) else s for s in symbols]
    for tensor in draft.tensors:
        tensor[:] = [("v", vector) if s == label else s for s in tensor]
