"""Closed forms, limits and exact numbers of Int_0^1 du N(u)/Delta(u), Delta = c0 + c1 u + c2 u^2.

Division leaves N = Q Delta + A + B u and one transcendental function, with D = 4 c0 c2 - c1^2,

    Int du/Delta = 2/sqrt(D) atan2(sqrt(D), 2 c0 + c1)                                        for D > 0,
                 = 1/sqrt(-D) log((2 c0 + c1 + sqrt(-D))/(2 c0 + c1 - sqrt(-D)))              for D < 0,
                 = 2/(2 c0 + c1)                                                              for D = 0.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import sympy

from amps.loops.moment_integral import MomentIntegral, U

if TYPE_CHECKING:
    from collections.abc import Mapping


class SingularKinematics(ValueError):
    """A loop integral that diverges at exactly these masses and momenta, or lies on a cut where it must be real."""


def closed_form(integral: MomentIntegral) -> sympy.Expr:
    """The integral as logarithms and one arctangent, real at any mass ratio, thresholds included."""
    over, under = (sympy.Poly(coefficients[::-1], U) for coefficients in (integral.numerator, integral.delta))
    common = sympy.gcd(over, under)
    if common.degree() > 0:
        over, under = sympy.quo(over, common), sympy.quo(under, common)
    quotient, rest = sympy.div(over, under)
    value = sympy.factor(integral.constant + sympy.integrate(quotient.as_expr(), (U, 0, 1)))
    a, b = (rest.coeff_monomial(U**k) for k in (0, 1))
    match under.all_coeffs()[::-1]:
        case [_]:
            return value
        case [c0, c1]:
            return value + sympy.factor(a / c1) * sympy.log(sympy.factor((c0 + c1) / c0))
        case [c0, c1, c2]:
            logarithm = sympy.factor(b / (2 * c2)) * sympy.log(sympy.factor((c0 + c1 + c2) / c0))
            rational = sympy.factor(a - b * c1 / (2 * c2))
            return value + logarithm + rational * reciprocal_integral(c0, c1, c2)
    raise ValueError(f"Delta must be quadratic in u, not {under.as_expr()}")


def reciprocal_integral(c0: sympy.Expr, c1: sympy.Expr, c2: sympy.Expr) -> sympy.Expr:
    """Int_0^1 du / (c0 + c1 u + c2 u^2), no number where the roots lie in between (c0, c2 and the sum are positive)."""
    # Masses are positive: roots of their squares need no absolute value.
    positive = {s: sympy.Symbol(s.name, positive=True) for c in (c0, c1, c2) for s in c.free_symbols}
    back = {new: old for old, new in positive.items()}
    D, middle = (sympy.factor(x.subs(positive)) for x in (4 * c0 * c2 - c1**2, 2 * c0 + c1))
    circle, cut = sympy.sqrt(D), sympy.sqrt(sympy.expand(-D))
    found = sympy.Piecewise(
        (2 * sympy.atan2(circle, middle) / circle, D > 0),
        (sympy.nan, sympy.And(D < 0, middle < 0)),
        (sympy.log((middle + cut) / (middle - cut)) / cut, D < 0),
        (2 / middle, True),
    )
    return found.subs(back)


def evaluate(
    expression: sympy.Expr,
    values: Mapping[str, float | Fraction | int],
    digits: int = 17,
    *,
    real: bool = True,
) -> sympy.Expr:
    """The closed form at these parameters to `digits` digits; floats stand for their exact binary value.

    Cancellations cost working precision, not digits. Raises SingularKinematics where it diverges, or is complex where
    it must be `real`.
    """
    exact = {s: sympy.Rational(Fraction(values[s.name])) for s in expression.free_symbols}
    number = expression.subs(exact)
    value = number.evalf(digits, maxn=100 + 40 * digits, strict=False)
    if value.has(sympy.nan, sympy.zoo, sympy.oo) or (real and not value.is_real):
        masses = ", ".join(f"{name} = {values[name]}" for name in sorted(s.name for s in exact))
        raise SingularKinematics(
            f"the loop integral has no finite real value at {masses}: the external particle can decay into the "
            "particles in the loop or sits exactly at that threshold (it must be lighter than their sum), or a mass is "
            "zero where the integral diverges (a longitudinal vector, an infrared pole)"
        )
    return value
