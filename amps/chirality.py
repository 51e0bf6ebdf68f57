"""Vertex terms with gamma5 collected as a + b gamma5 at the right end of each chain."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from amps.couplings import ONE, Monomial, monomials
from amps.vertices import Gamma5
from amps.words import ChiralSum

if TYPE_CHECKING:
    from amps.vertices import VertexTerm


def chiral_groups(terms: tuple[VertexTerm, ...]) -> list[tuple[VertexTerm, tuple[ChiralSum | None, ...]]]:
    """Vertex terms with gamma5 moved to the right end of each chain and collected there as a + b gamma5."""
    groups: dict[tuple[object, ...], tuple[VertexTerm, dict[tuple[bool, ...], list[Monomial]]]] = {}
    for term in terms:
        stripped, sign, flags = [], 1, []
        for chain in term.chains:
            count, kept = 0, []
            for element in chain.elements:
                if isinstance(element, Gamma5):
                    count += 1
                else:
                    kept.append(element)
                    sign *= -1 if count % 2 else 1
            stripped.append((chain.bar, tuple(kept), chain.leg))
            flags.append(bool(count % 2))
        table = groups.setdefault((tuple(stripped), term.tensors), (term, {}))[1]
        table.setdefault(tuple(flags), []).extend(
            m * Monomial(Fraction(sign), 0, ()) for m in monomials(term.coefficient)
        )
    merged: list[tuple[VertexTerm, tuple[ChiralSum | None, ...]]] = []
    for term, table in groups.values():
        for coefficient, sums in _factorised(table):
            merged.append((_with_coefficient(term, coefficient), sums))
    return merged


def _factorised(table: dict[tuple[bool, ...], list[Monomial]]) -> list[tuple[Monomial, tuple[ChiralSum | None, ...]]]:
    """A sum over gamma5 patterns as few products: one where it factorises (V-A times V-A), else one per leading
    pattern.
    """
    chains = len(next(iter(table)))
    plain = (False,) * chains
    if set(table) == {plain}:
        return [(m, (None,) * chains) for m in table[plain]]
    if all(len(found) == 1 for found in table.values()):
        (start, (reference,)) = next((flags, found) for flags, found in table.items())
        factors: list[dict[bool, Monomial]] = []
        for k in range(chains):
            factor = {}
            for flag in (False, True):
                found = table.get((*start[:k], flag, *start[k + 1 :]))
                if found:
                    factor[flag] = found[0] * reference.inverse()
            factors.append(factor)
        rebuilt = {}
        for pattern in product((False, True), repeat=chains):
            if all(flag in factor for flag, factor in zip(pattern, factors, strict=True)):
                value = reference
                for flag, factor in zip(pattern, factors, strict=True):
                    value = value * factor[flag]
                rebuilt[pattern] = [value]
        plain_ratios = all(not m.powers for factor in factors for m in factor.values())
        if plain_ratios and rebuilt == table:
            return [(reference, tuple(_chiral(factor) for factor in factors))]
    leading: dict[tuple[bool, ...], dict[bool, list[Monomial]]] = {}
    for flags, found in table.items():
        leading.setdefault(flags[:-1], {})[flags[-1]] = found
    one = Monomial(Fraction(1), 0, ())
    return [
        (
            ONE,
            (
                *(ChiralSum((), (one,)) if f else None for f in head),
                ChiralSum(tuple(t.get(False, ())), tuple(t.get(True, ()))),
            ),
        )
        for head, t in leading.items()
    ]


def _chiral(factor: dict[bool, Monomial]) -> ChiralSum | None:
    if set(factor) == {False} and factor[False] == ONE:
        return None
    return ChiralSum(*(tuple(factor[f] for f in (flag,) if f in factor) for flag in (False, True)))


def _with_coefficient(term: VertexTerm, monomial: Monomial) -> VertexTerm:
    return type(term)(monomial.sympy(), term.chains, term.tensors)
