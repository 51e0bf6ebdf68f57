"""Single corrections: which coefficient, exponent, symbol or term would turn a published formula into the derived one.

Down from the root every part of the formula is given the value it would need for the whole to be right. A correction
is a part whose needed value is simple at all sample points: a multiple of what stands there, another symbol, another
exponent, or what stands there plus one term.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import sympy

from amps.comparing.factors import agree, constant, monomial

Values = list[sympy.Expr]
Point = dict[sympy.Symbol, Any]

WORK_DIGITS = 60
DIGITS = 36
LARGEST_PARTS = 200


@dataclass(frozen=True)
class Edit:
    """Replace `found` by `should_be` (at one place, unless `everywhere`)."""

    kind: str
    found: sympy.Expr
    should_be: sympy.Expr
    text: str
    everywhere: bool = False


def single_edits(
    published: sympy.Expr, target: Sequence[sympy.Expr], points: Sequence[Point], digits: int = DIGITS
) -> tuple[Edit, ...]:
    """Corrections that bring `published` to the `target` values, good to `digits`, at the points, simplest first."""
    if sum(1 for _ in sympy.preorder_traversal(published)) > LARGEST_PARTS:
        return ()
    search = _Search(points, digits)
    found = [*_exchanges(published, target, points, digits), *search.below(published, list(target))]
    found += search.factors(published, list(target))
    rank = {"exchange": 0, "symbol": 1, "exponent": 2, "coefficient": 3, "term": 4, "missing term": 5, "factor": 6}
    unique = {e.text: e for e in sorted(found, key=lambda e: (rank[e.kind], sympy.count_ops(e.should_be)))}
    return tuple(unique.values())


def _exchanges(
    published: sympy.Expr, target: Sequence[sympy.Expr], points: Sequence[Point], digits: int
) -> Iterator[Edit]:
    """One symbol or power for another everywhere, or two symbols exchanged."""
    here = sorted(published.free_symbols, key=str)
    every = sorted(points[0], key=str)
    swaps: list[tuple[dict[sympy.Expr, sympy.Expr], str]] = [
        ({a: b, b: a}, f"{a} and {b} exchanged") for a, b in combinations(here, 2)
    ]
    powers = [p for p in published.atoms(sympy.Pow) if p.base.is_Symbol and p.exp.is_Integer]
    swaps += [
        ({p: p.base ** (p.exp + step)}, f"{p} should be {p.base ** (p.exp + step)} everywhere")
        for p in sorted(powers, key=str)
        for step in (-2, -1, 1, 2)
    ]
    swaps += [({a: b}, f"{a} should be {b} everywhere") for a in here for b in every if b not in here]
    for swap, text in swaps:
        changed = published.xreplace(swap)
        if all(agree(changed.evalf(DIGITS, subs=p), t, digits) for p, t in zip(points[:3], target[:3], strict=True)):
            yield Edit("exchange", published, changed, text, everywhere=True)


class _Search:
    def __init__(self, points: Sequence[Point], digits: int) -> None:
        self.points, self.digits = points, digits
        self.symbols = {s: [sympy.Float(p[s], WORK_DIGITS) for p in points] for s in points[0]}
        self.known: dict[sympy.Expr, Values | None] = {}

    def values(self, part: sympy.Expr) -> Values | None:
        """The part's value at every point."""
        if part not in self.known:
            if part in self.symbols:
                self.known[part] = self.symbols[part]
            elif part.is_number:
                self.known[part] = [part.evalf(WORK_DIGITS)] * len(self.points)
            elif part.has(sympy.Integral, sympy.Sum, sympy.Piecewise):
                self.known[part] = None
            else:
                children = [self.values(a) for a in part.args]
                self.known[part] = (
                    None
                    if any(c is None for c in children)
                    else [part.func(*row) for row in zip(*children, strict=True)]
                )
        return self.known[part]

    def below(self, part: sympy.Expr, needed: Values, parent: sympy.Expr | None = None) -> Iterator[Edit]:
        """Corrections inside `part`, which should take the values `needed`."""
        now = self.values(part)
        if now is None or any(not n.is_real or n.is_infinite for n in (*needed, *now)):
            return
        yield from self._here(part, now, needed, parent)
        if part.is_Add:
            for argument in part.args:
                own = self.values(argument)
                if own:
                    yield from self.below(argument, [r - v + x for r, v, x in zip(needed, now, own, strict=True)], part)
        elif part.is_Mul and not any(v.is_zero for v in now):
            for argument in part.args:
                own = self.values(argument)
                if own and not argument.is_Rational:
                    yield from self.below(argument, [r * x / v for r, v, x in zip(needed, now, own, strict=True)], part)
        elif part.is_Pow:
            yield from self._power(part, needed)
        elif part.func in _INVERSES:
            inverse = _INVERSES[part.func]
            yield from self.below(part.args[0], [inverse(r) for r in needed], part)

    def factors(self, published: sympy.Expr, target: Values) -> Iterator[Edit]:
        """A factor (1 + term)^n that is missing or does not belong there."""
        now = self.values(published)
        if now is None or any(v.is_zero for v in now):
            return
        ratios = [r / v for r, v in zip(target, now, strict=True)]
        for power in (
            sympy.S.One,
            -sympy.S.One,
            sympy.Rational(1, 2),
            -sympy.Rational(1, 2),
            sympy.Integer(2),
            -sympy.Integer(2),
        ):
            if any(not r.is_positive for r in ratios):
                return
            term = monomial([r ** (1 / power) - 1 for r in ratios], self.points, self.digits)
            if term is not None and not term.has(sympy.Float):
                factor = (1 + term) ** power
                yield Edit("factor", published, published * factor, f"the factor {factor} is missing")

    def _power(self, part: sympy.Expr, needed: Values) -> Iterator[Edit]:
        base, exponent = part.base, part.exp
        own = self.values(base)
        if own is None or any(not r.is_positive for r in needed):
            return
        yield from self._exponent(base, exponent, own, needed)
        if exponent.is_Rational:
            yield from self.below(base, [r ** (1 / exponent) for r in needed], part)

    def _exponent(self, base: sympy.Expr, exponent: sympy.Expr, own: Values, needed: Values) -> Iterator[Edit]:
        """Another power of `base` that takes the values needed."""
        unusable = any(not v.is_positive or agree(v, sympy.S.One, self.digits) for v in own)
        if unusable or any(not r.is_positive for r in needed):
            return
        better = constant([sympy.log(r) / sympy.log(v) for r, v in zip(needed, own, strict=True)], self.digits)
        if better is not None and better.is_Rational and better.q <= 4 and 0 < abs(better) <= 12:
            text = f"the exponent of {base} should be {better}, not {exponent}"
            yield Edit("exponent", base**exponent, base**better, text)

    def _here(self, part: sympy.Expr, now: Values, needed: Values, parent: sympy.Expr | None) -> Iterator[Edit]:
        if part.is_Symbol:
            for other, values in self.symbols.items():
                if all(agree(v, r, self.digits) for v, r in zip(values, needed, strict=True)):
                    where = f" in {parent}" if parent is not None else ""
                    yield Edit("symbol", part, other, f"{part} should be {other}{where}")
            yield from self._exponent(part, sympy.S.One, now, needed)
        inside_sum = parent is not None and parent.is_Add
        if inside_sum and not any(v.is_zero for v in now):
            ratios = [r / v for r, v in zip(needed, now, strict=True)]
            if all(agree(r, sympy.S.Zero, self.digits) or abs(r) < sympy.Float(10) ** -self.digits for r in ratios):
                yield Edit("term", part, sympy.S.Zero, f"the term {part} should not be there")
            else:
                scale = constant(ratios, self.digits)
                if scale is None:
                    scale = monomial(ratios, self.points, self.digits)
                if scale is not None and not scale.has(sympy.Float):
                    kind = "coefficient" if scale.is_number else "term"
                    yield Edit(kind, part, scale * part, f"the term {part} should be {scale * part}")
        if part.is_Add:
            missing = [r - v for r, v in zip(needed, now, strict=True)]
            if not any(m.is_zero for m in missing):
                term = constant(missing, self.digits)
                if term is None:
                    term = monomial(missing, self.points, self.digits)
                if term is not None and not term.has(sympy.Float):
                    yield Edit("missing term", part, part + term, f"the term {term} is missing in {part}")


_INVERSES: dict[Any, Callable[[sympy.Expr], sympy.Expr]] = {
    sympy.log: sympy.exp,
    sympy.exp: lambda r: sympy.log(r) if r.is_positive else sympy.nan,
    sympy.cos: lambda r: sympy.acos(r) if abs(r) <= 1 else sympy.nan,
    sympy.sin: lambda r: sympy.asin(r) if abs(r) <= 1 else sympy.nan,
}
