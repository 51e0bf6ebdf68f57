"""Vertex terms with gamma5 collected as a + b gamma5 at the right end of each chain."""

from __future__ import annotations

from fractions import Fraction
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
    count = len(next(iter(table)))
    sums: dict[int, ChiralSum | None] = {}
    open_chains = list(range(count))
    for k in range(count):
        found = _split(table, open_chains.index(k))
        if found is not None:
            sums[k], table = found
            open_chains.remove(k)
    if not open_chains:
        return [(m, tuple(sums[k] for k in range(count))) for m in table[()]]
    *leading, last = open_chains
    heads: dict[tuple[bool, ...], dict[bool, tuple[Monomial, ...]]] = {}
    for flags, monomials_ in table.items():
        heads.setdefault(flags[:-1], {})[flags[-1]] = tuple(monomials_)
    out = []
    for flags, ends in heads.items():
        own = {k: ChiralSum((), (ONE,)) if flag else None for k, flag in zip(leading, flags, strict=True)}
        own[last] = ChiralSum(ends.get(False, ()), ends.get(True, ()))
        out.append((ONE, tuple({**sums, **own}[k] for k in range(count))))
    return out


Table = dict[tuple[bool, ...], list[Monomial]]


def _split(table: Table, k: int) -> tuple[ChiralSum | None, Table] | None:
    """Take chain k out as a factor 1 + r gamma5 with a number r, if the table is such a product."""
    parts: dict[bool, Table] = {False: {}, True: {}}
    for flags, found in table.items():
        parts[flags[k]][(*flags[:k], *flags[k + 1 :])] = found
    plain, five = parts[False], parts[True]
    if not five:
        return None, plain
    if not plain:
        return ChiralSum((), (ONE,)), five
    if set(plain) != set(five) or any(len(plain[rest]) != len(five[rest]) for rest in plain):
        return None
    ratios = {b * a.inverse() for rest in plain for a, b in zip(plain[rest], five[rest], strict=True)}
    ratio = ratios.pop()
    if ratios or ratio.powers:
        return None
    return ChiralSum((ONE,), (ratio,)), plain


def _with_coefficient(term: VertexTerm, monomial: Monomial) -> VertexTerm:
    return type(term)(monomial.sympy(), term.chains, term.tensors)
