"""Agreement in a limit: does published/derived tend to a constant, and how fast?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sympy

from amps.comparing.factors import recognise
from amps.comparing.sampling import digits_of, value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Point = Mapping[sympy.Symbol, sympy.Expr]

SCALES = (-5, -8, -12)
"""Powers of ten by which the small parameters are reduced; fewer decades where integrals are done numerically."""
INTEGRAL_SCALES = (-3, -4, -5)


@dataclass(frozen=True)
class Limit:
    """published/derived -> `factor` with relative corrections of order `order` in the small parameters.

    The order is None where it was not determined, oo where the corrections are below what is computed.
    """

    factor: sympy.Expr
    order: sympy.Expr | None
    text: str


def describe(limits: Mapping[sympy.Symbol, sympy.Expr]) -> str:
    """The limit in words, e.g. "m_e -> 0, s -> oo"."""
    return ", ".join(f"{symbol.name} -> {target}" for symbol, target in limits.items())


def limiting_factor(
    published: sympy.Expr,
    derived: sympy.Expr,
    limits: Mapping[sympy.Symbol, sympy.Expr],
    points: Sequence[Point],
    powers: Mapping[sympy.Symbol, int],
) -> Limit | None:
    """The constant that published/derived approaches, the same at every point; None if it does not settle on one."""
    factors, orders = set(), []
    for point in points:
        found = _at(published, derived, limits, point, powers)
        if found is None:
            return None
        factors.add(found[0])
        orders.append(found[1])
    if len(factors) != 1:
        return None
    return Limit(factors.pop(), min(orders), describe(limits))


def _at(
    published: sympy.Expr,
    derived: sympy.Expr,
    limits: Mapping[sympy.Symbol, sympy.Expr],
    point: Point,
    powers: Mapping[sympy.Symbol, int],
) -> tuple[sympy.Expr, sympy.Rational] | None:
    is_numeric = digits_of(published, derived) < 50
    scales = INTEGRAL_SCALES if is_numeric else SCALES
    ratios = []
    for scale in scales:
        step = sympy.Integer(10) ** scale
        scaled = {s: _approach(x, limits[s], step ** powers.get(s, 1)) if s in limits else x for s, x in point.items()}
        a, b = value(published, scaled), value(derived, scaled)
        if a is None or b is None or b.is_zero:
            return None
        ratios.append(a / b)
    last, digits, noise = ratios[-1], 4 if is_numeric else 11, sympy.Float(10) ** (-18 if is_numeric else -42)
    if not last.is_real or last.is_zero:
        return None
    for factor in (sympy.S.One, recognise(last, digits)):
        if factor is None or factor == 0:
            continue
        deviations = [abs(r / factor - 1) for r in ratios]
        if deviations[1] < noise:
            # The correction has fallen below the rounding: its order is at least what two decades of it would show.
            return factor, sympy.oo
        if deviations[1] < deviations[0] and deviations[-1] < sympy.Float(10) ** (sympy.Rational(scales[-1]) / 3):
            slope = sympy.log(deviations[0] / deviations[1], 10) / (scales[0] - scales[1])
            return factor, sympy.Rational(round(float(slope) * 2), 2)
    return None


def _approach(x: sympy.Expr, target: sympy.Expr, step: sympy.Expr) -> sympy.Expr:
    if target.is_infinite:
        return x / step
    return target + x * step
