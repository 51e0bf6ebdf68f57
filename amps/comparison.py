"""Is this published expression the same as that derived one? amps.compare answers with proof, or says what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import sympy

from amps.comparing.assumptions import Assumptions
from amps.comparing.dimensions import compare_dimensions
from amps.comparing.edits import DIGITS as EDIT_DIGITS
from amps.comparing.edits import Edit, single_edits
from amps.comparing.factors import agree, constant, meaning, monomial, recognise
from amps.comparing.limits import Limit, describe, limiting_factor
from amps.comparing.proof import is_zero
from amps.comparing.sampling import Point, Region, degree_bound, digits_of, failure_probability, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Verdict = Literal["equal", "equal in limit", "differs by a factor", "differs", "convention", "not decidable as printed"]
Evidence = Literal["proof", "sampled", "numeric"]

LARGEST_PROOF = 4000
"""Expressions with more operations are sampled only: expanding them would take longer than it is worth."""


@dataclass(frozen=True)
class Comparison:
    """The verdict on a published expression.

    `factor` is published/derived where that is a constant (or, with a note, a product of powers of symbols);
    `counterexample` a point with both values; `edits` single corrections that make it right.
    """

    verdict: Verdict
    evidence: Evidence
    published: sympy.Expr
    derived: sympy.Expr
    factor: sympy.Expr | None = None
    note: str = ""
    limit: Limit | None = None
    counterexample: tuple[Mapping[str, sympy.Expr], sympy.Expr, sympy.Expr] | None = None
    edits: tuple[Edit, ...] = field(default_factory=tuple)
    error_probability: float = 0.0

    def __str__(self) -> str:
        lines = [f"{self.verdict} ({self.evidence})"]
        if self.factor is not None and self.factor != 1:
            lines[0] += f": published/derived = {self.factor}"
        lines += [self.note] if self.note else []
        lines += [f"a single correction: {edit.text}" for edit in self.edits[:3]]
        if self.counterexample is not None:
            point, published, derived = self.counterexample
            at = ", ".join(f"{name} = {float(x):.6g}" for name, x in point.items())
            lines.append(f"at {at}: published {published.evalf(10)}, derived {derived.evalf(10)}")
        return "\n".join(lines)


def compare(
    published: sympy.Expr | str,
    derived: sympy.Expr | str,
    assumptions: Iterable[str | sympy.Basic] = (),
    *,
    dimensions: Mapping[str, int | sympy.Rational] | None = None,
    constants: Mapping[str, float] | None = None,
    seed: int = 1,
) -> Comparison:
    """Judge a published expression against the derived one.

    Symbols are compared by name and taken as positive. `assumptions` are equations (momentum conservation),
    inequalities (the physical region; roots and logarithms are real there in any case) and the limits the print states,
    as text ("s + t + u = 2 m^2", "m_V > 2 m_mu", "m_e << m_chi", "-1 < c < 1") or as SymPy relations. Symbols that the
    published expression drops are taken to zero. `dimensions` (powers of GeV by name) are checked first, `constants`
    (hbar c, ...) are tried as factors.

    Equality is proved where both sides hold rational functions, roots and logarithms; otherwise it is sampled at random
    points to 50 digits (25 with integrals) with the stated error probability. Raises ValueError for assumptions that
    cannot be read or leave no physical point.
    """
    given = Assumptions.read(assumptions)
    left, right = (given.apply(_expression(side)) for side in (published, derived))
    dimensional = compare_dimensions(left, right, dimensions) if dimensions else ""
    region = _region(left, right, given, seed)
    found = _Judge(left, right, given, region, constants or {}).verdict()
    if dimensional:
        found = replace(found, note="; ".join(filter(None, (dimensional, found.note))))
    return found


def _region(left: sympy.Expr, right: sympy.Expr, given: Assumptions, seed: int) -> Region:
    """Where both sides are real and what is stated to be small is smaller, as far as there is such a place.

    A published root may be imaginary wherever the derived one is real: the derived one says what is physical.
    """
    for real, ordered in (((left, right), True), ((right,), True), ((left, right), False)):
        region = Region([left, right], given if ordered else replace(given, orderings=()), seed, real=real)
        try:
            region.points(1)
        except ValueError:
            continue
        return region
    return Region([left, right], replace(given, orderings=()), seed, real=[right])


def compare_numbers(
    published: float, derived: float, rtol: float, *, constants: Mapping[str, float] | None = None
) -> Comparison:
    """Judge a printed number by the derived one: equal within the relative tolerance of the print, or a factor off.

    The factor is named where it is within `rtol` of a simple number.
    """
    left, right = sympy.Float(published, 15), sympy.Float(derived, 15)
    note = f"printed {published:.6g}, derived {derived:.6g}"
    if abs(published - derived) <= rtol * abs(derived):
        return Comparison("equal", "numeric", left, right, sympy.S.One, note)
    ratio = left / right
    return Comparison("differs by a factor", "numeric", left, right, ratio, note)


def _expression(side: sympy.Expr | str) -> sympy.Expr:
    if isinstance(side, str):
        from amps.reading.plain import read_text

        return read_text(side)
    return sympy.sympify(side)


@dataclass
class _Judge:
    published: sympy.Expr
    derived: sympy.Expr
    assumptions: Assumptions
    region: Region
    constants: Mapping[str, float]

    def verdict(self) -> Comparison:
        has_integral = any(side.has(sympy.Integral) for side in (self.published, self.derived))
        count = 3 if has_integral else max(4, min(len(self.region.symbols) + 3, 16))
        if not self.region.symbols:
            points: list[Point] = [{}]
        else:
            points = self.region.points(count)
        digits = digits_of(self.published, self.derived)
        first = [(value(self.published, p, digits), value(self.derived, p, digits)) for p in points[:2]]
        if any(a is None or b is None for a, b in first):
            return self._result("not decidable as printed", "sampled", note="one side is not finite at physical points")
        if all(agree(a, b, digits) for a, b in first):
            if self._proved(self.published - self.derived, points):
                return self._result("equal", "proof", factor=sympy.S.One)
            sampled = first + self._pairs(points[2:], digits)
            if all(agree(a, b, digits) for a, b in sampled):
                return self._sampled(len(sampled), digits)
        return self._unequal(points, first, digits)

    def _sampled(self, points: int, digits: int) -> Comparison:
        degree = degree_bound(self.published - self.derived)
        chance = failure_probability(degree, points, self.region) if self.region.symbols else 0.0
        note = f"equal to {digits - 8} digits at {points} points; probability of an accident below {chance:.0e}"
        return self._result("equal", "sampled", factor=sympy.S.One, note=note, error_probability=chance)

    def _unequal(
        self, points: Sequence[Point], first: Sequence[tuple[sympy.Expr, sympy.Expr]], digits: int
    ) -> Comparison:
        stated = {s: v for s, v in self.assumptions.limits.items() if s in self.region.symbols}
        absent = self.derived.free_symbols - self.published.free_symbols
        dropped = {x: sympy.S.Zero for x in absent if x.name not in self.assumptions.compared}
        limits = {**dropped, **stated}
        ratios = [a / b if not b.is_zero else None for a, b in first]
        steady = None if None in ratios else constant(ratios, digits)
        found = None
        if steady is None and limits:
            # What the print drops is negligible only if the limit it states does not suffice.
            found = (self._in_limit(stated, points) if stated else None) or self._in_limit(limits, points)
        if found is not None and found.factor == 1:
            order = "" if found.order in (None, sympy.oo) else f", relative corrections of order {found.order} in it"
            note = f"holds for {found.text}{order}"
            return self._result(
                "equal in limit",
                self._limit_evidence(stated if found.text == describe(stated) else limits, points),
                factor=sympy.S.One,
                limit=found,
                note=note,
            )
        counterexample = ({s.name: x for s, x in points[0].items()}, *first[0])
        pairs = list(first) + self._pairs(points[2:], digits)
        if any(b.is_zero for _, b in pairs):
            return self._result(
                "differs", "sampled", counterexample=counterexample, note="the derived expression vanishes"
            )
        if found is not None:
            text = self._named(found.factor)
            note = f"in the limit {found.text} the print is {text}"
            return self._result(
                "differs by a factor",
                "sampled",
                factor=found.factor,
                limit=found,
                note=note,
                counterexample=counterexample,
            )
        ratios = [a / b for a, b in pairs]
        factor = constant(ratios, digits)
        if factor is not None:
            proved = not factor.has(sympy.Float) and self._proved(self.published - factor * self.derived, points)
            return self._result(
                "differs by a factor",
                "proof" if proved else "sampled",
                factor=factor,
                note=f"the print is {self._named(factor)}",
                counterexample=counterexample,
            )
        return self._differs(points, pairs, ratios, digits, counterexample, limits)

    def _differs(
        self,
        points: Sequence[Point],
        pairs: Sequence[tuple[sympy.Expr, sympy.Expr]],
        ratios: Sequence[sympy.Expr],
        digits: int,
        counterexample: tuple[Mapping[str, sympy.Expr], sympy.Expr, sympy.Expr],
        limits: Mapping[sympy.Symbol, sympy.Expr],
    ) -> Comparison:
        evidence: Evidence = "sampled"
        target = [b for _, b in pairs]
        if limits:
            leading = self.derived.subs({s: v for s, v in limits.items() if v == 0})
            values = [value(leading, p, digits) for p in points]
            if all(v is not None and not v.is_zero for v in values):
                target = values
                reduced = constant([a / v for (a, _), v in zip(pairs, values, strict=True)], digits)
                if reduced is not None:
                    return self._result(
                        "differs by a factor",
                        evidence,
                        factor=reduced,
                        counterexample=counterexample,
                        note=f"in the limit the print is {self._named(reduced)}",
                    )
        shape = monomial(ratios, points, digits)
        if shape is not None and not shape.has(sympy.Float):
            return self._result(
                "differs",
                evidence,
                factor=shape,
                counterexample=counterexample,
                note=f"published/derived = {shape}",
                edits=self._edits(target, points, digits),
            )
        edits = self._edits(target, points, digits)
        note = edits[0].text if edits else "no single correction makes it right"
        return self._result("differs", evidence, note=note, counterexample=counterexample, edits=edits)

    def _edits(self, target: Sequence[sympy.Expr], points: Sequence[Point], digits: int) -> tuple[Edit, ...]:
        if self.published.has(sympy.Integral, sympy.Sum):
            return ()
        return single_edits(self.published, target, list(points), min(EDIT_DIGITS, digits - 5))

    def _limit_evidence(self, limits: Mapping[sympy.Symbol, sympy.Expr], points: Sequence[Point]) -> Evidence:
        """Proof if what is left at zero is finite and the same on both sides."""
        at = {s: v for s, v in limits.items() if v == 0}
        if len(at) < len(limits):
            return "sampled"
        sides = [side.subs(at) for side in (self.published, self.derived)]
        if any(value(side, points[0]) in (None, 0) for side in sides):
            return "sampled"
        return "proof" if self._proved(sides[0] - sides[1], points) else "sampled"

    def _in_limit(self, limits: Mapping[sympy.Symbol, sympy.Expr], points: Sequence[Point]) -> Limit | None:
        """The limit seen numerically, or by setting what vanishes to zero under an integral."""
        found = limiting_factor(self.published, self.derived, limits, points[:2], self.assumptions.powers)
        at = {s: v for s, v in limits.items() if v == 0}
        if found is not None or len(at) < len(limits) or not self.derived.has(sympy.Integral):
            return found
        sides = [[value(side.subs(at), p) for p in points[:3]] for side in (self.published, self.derived)]
        if any(v is None or v.is_zero for side in sides for v in side):
            return None
        digits = digits_of(self.published, self.derived)
        factor = constant([a / b for a, b in zip(*sides, strict=True)], digits)
        return None if factor is None else Limit(factor, None, describe(limits))

    def _proved(self, difference: sympy.Expr, points: Sequence[Point]) -> bool:
        if sympy.count_ops(difference) > LARGEST_PROOF:
            return False
        return is_zero(difference, points) is True

    def _pairs(self, points: Sequence[Point], digits: int) -> list[tuple[sympy.Expr, sympy.Expr]]:
        pairs = [(value(self.published, p, digits), value(self.derived, p, digits)) for p in points]
        return [(a, b) for a, b in pairs if a is not None and b is not None]

    def _named(self, factor: sympy.Expr) -> str:
        for name, number in self.constants.items():
            for power in (1, -1, 2, -2):
                rest = recognise((factor / sympy.Float(number, 15) ** power).evalf(15), 10)
                if rest is not None and factor.has(sympy.Float):
                    return f"{rest} * ({name})^{power} times the derived expression"
        reason = meaning(factor)
        return f"{factor} times the derived expression" + (f" (often {reason})" if reason else "")

    def _result(self, verdict: Verdict, evidence: Evidence, **more: object) -> Comparison:
        return Comparison(verdict, evidence, self.published, self.derived, **more)  # type: ignore[arg-type]
