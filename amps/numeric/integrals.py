"""Integrals inside an expression, done to many digits."""

from __future__ import annotations

from typing import Any

import mpmath
import sympy

GUARD = 15
"""Digits carried beyond those asked for: integrands cancel at the ends of phase space."""


def without_integrals(expression: sympy.Expr, digits: int) -> sympy.Expr | None:
    """The expression with its one-dimensional definite integrals replaced by numbers of about `digits` digits.

    Nothing but the variables of integration may be free. None where an integral does not converge to a real number.
    """
    values: dict[sympy.Expr, sympy.Expr] = {}
    for integral in expression.atoms(sympy.Integral):
        limits = integral.limits
        if len(limits) != 1 or len(limits[0]) != 3 or integral.function.has(sympy.Integral):
            return expression
        found = _value(integral.function, limits[0], digits)
        if found is None:
            return None
        values[integral] = found
    return expression.xreplace(values)


def _value(function: sympy.Expr, limits: Any, digits: int) -> sympy.Expr | None:
    variable, low, high = limits
    with mpmath.workdps(digits + GUARD):
        integrand = sympy.lambdify(variable, function, "mpmath", cse=True)
        ends = [mpmath.mpmathify(end.evalf(digits + GUARD)) if end.is_finite else end for end in (low, high)]
        ends = [mpmath.inf * sympy.sign(end) if end in (sympy.oo, -sympy.oo) else end for end in ends]
        total, error = mpmath.quad(integrand, ends, error=True)
        if not mpmath.isfinite(total) or error > abs(total) * mpmath.mpf(10) ** (-digits // 2):
            return None
        if abs(mpmath.im(total)) > abs(total) * mpmath.mpf(10) ** (-digits):
            return None
        return sympy.Float(mpmath.re(total), digits)
