"""Random rational points of the physical region, and values there to many digits."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amps.comparing.assumptions import Assumptions

Point = dict[sympy.Symbol, sympy.Rational]

DIGITS = 50
INTEGRAL_DIGITS = 25
GRAIN = 10**5
"""Coordinates are multiples of 1/GRAIN between 1/8 and 8, uniform in the logarithm."""
LIKELIEST = 2e-5
"""No coordinate takes one value with a higher probability than this."""
ATTEMPTS = 3000


def value(expression: sympy.Expr, point: Mapping[sympy.Symbol, sympy.Expr], digits: int = DIGITS) -> sympy.Expr | None:
    """The value at a point, to `digits` correct digits; None where it is not a finite number."""
    if expression.has(sympy.Integral, sympy.Sum, sympy.Piecewise):
        from amps.numeric.integrals import without_integrals

        found = expression.xreplace(dict(point))
        if not found.free_symbols:
            found = without_integrals(found, min(digits, INTEGRAL_DIGITS))
        if found is None:
            return None
        found = found.evalf(min(digits, INTEGRAL_DIGITS), maxn=20 * digits)
    else:
        found = expression.evalf(digits, subs=dict(point), maxn=20 * digits)
    return found if found.is_number and found.is_finite else None


def digits_of(*expressions: sympy.Expr) -> int:
    """Digits to which these expressions are compared: fewer where an integral is done numerically."""
    return INTEGRAL_DIGITS if any(e.has(sympy.Integral, sympy.Sum) for e in expressions) else DIGITS


def real_where(expressions: Sequence[sympy.Expr]) -> tuple[sympy.Expr, ...]:
    """Radicands and arguments of logarithms: positive in the physical region."""
    found: dict[sympy.Expr, None] = {}
    for expression in expressions:
        bound = {s for integral in expression.atoms(sympy.Integral, sympy.Sum) for s in integral.bound_symbols}
        for power in expression.atoms(sympy.Pow):
            if power.exp.is_Rational and not power.exp.is_Integer:
                found[power.base] = None
        for logarithm in expression.atoms(sympy.log):
            found[logarithm.args[0]] = None
        found = {e: None for e in found if not e.free_symbols & bound}
    return tuple(e for e in found if not e.is_positive)


class Region:
    """The physical region of a comparison, where those in `real` are, and a seeded source of points in it."""

    def __init__(
        self, expressions: Sequence[sympy.Expr], assumptions: Assumptions, seed: int, real: Sequence[sympy.Expr]
    ) -> None:
        used = set().union(*(e.free_symbols for e in expressions))
        self.assumptions = assumptions
        self.eliminated = {
            s: v for s, v in assumptions.eliminated.items() if v.free_symbols <= used or v.free_symbols & used
        }
        for expression in self.eliminated.values():
            used |= expression.free_symbols
        stated = (*assumptions.conditions, *assumptions.orderings)
        conditions = [c for c in stated if c.free_symbols <= used | set(self.eliminated)]
        self.symbols = sorted(used - set(self.eliminated), key=lambda s: s.name)
        self.conditions = [c.gts - c.lts for c in conditions]
        self.real = real_where(real)
        self.random = random.Random(seed)
        self.accepted = self.tried = 0

    def points(self, count: int) -> list[Point]:
        """`count` points. Raises ValueError if the assumptions leave no room."""
        found: list[Point] = []
        for _ in range(ATTEMPTS):
            if len(found) == count:
                return found
            self.tried += 1
            point = {symbol: self._coordinate(symbol) for symbol in self.symbols}
            if self.contains(point):
                self.accepted += 1
                found.append(point)
        raise ValueError(
            f"no physical point was found in {ATTEMPTS} attempts; check the assumptions, and state which masses are "
            "smaller than others"
        )

    def contains(self, point: Mapping[sympy.Symbol, sympy.Expr]) -> bool:
        """Whether every condition holds and every root and logarithm is real."""
        for expression in (*self.conditions, *self.real):
            for symbol, solution in self.eliminated.items():
                expression = expression.subs(symbol, solution)
            number = expression.evalf(15, subs=dict(point))
            if not (number.is_real and number > 0):
                return False
        return True

    def _coordinate(self, symbol: sympy.Symbol) -> sympy.Rational:
        size = sympy.Rational(round(GRAIN * 2 ** self.random.uniform(-3, 3)), GRAIN)
        if symbol.is_positive:
            return size
        bounds = [c for c in self.assumptions.conditions if symbol in (c.lts, c.gts)]
        lower = max((c.lts for c in bounds if c.gts == symbol and c.lts.is_number), default=None)
        upper = min((c.gts for c in bounds if c.lts == symbol and c.gts.is_number), default=None)
        if lower is not None and upper is not None:
            return lower + (upper - lower) * sympy.Rational(self.random.randrange(1, 8 * GRAIN), 8 * GRAIN)
        return -size if lower is None else size * self.random.choice((-1, 1))


def failure_probability(degree: int, points: int, region: Region) -> float:
    """Chance that different expressions agree at all points (Schwartz-Zippel; J. ACM 27 (1980) 701).

    `degree` bounds that of the polynomial whose vanishing is tested.
    """
    acceptance = region.accepted / max(region.tried, 1)
    return float(min(1.0, degree * LIKELIEST / acceptance) ** points)


def degree_bound(expression: sympy.Expr) -> int:
    """A bound on the degree of the numerator, every root or logarithm counted like a polynomial of its argument."""
    if expression.is_Add or expression.is_Mul:
        return sum(degree_bound(a) for a in expression.args)
    if expression.is_Pow and expression.exp.is_Rational:
        return max(1, abs(int(expression.exp.p))) * degree_bound(expression.base)
    if expression.is_Symbol:
        return 1
    return sum(degree_bound(a) for a in expression.args if isinstance(a, sympy.Expr))
