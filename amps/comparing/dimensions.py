"""Powers of GeV of a formula, from those of its symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from collections.abc import Mapping


class DimensionMismatch(ValueError):
    """Terms of a sum, or the two sides of a comparison, have different powers of GeV."""


def mass_dimension(expression: sympy.Expr, of: Mapping[str, int | sympy.Rational]) -> sympy.Expr:
    """Power of GeV of an expression. Raises DimensionMismatch for a sum of unlike terms, KeyError for a new symbol."""
    if expression.is_number:
        return sympy.S.Zero
    if expression.is_Symbol:
        return sympy.Rational(of[expression.name])
    if expression.is_Mul:
        return sympy.Add(*(mass_dimension(a, of) for a in expression.args))
    if expression.is_Pow:
        if mass_dimension(expression.exp, of) != 0:
            raise DimensionMismatch(f"the exponent {expression.exp} carries a dimension")
        return mass_dimension(expression.base, of) * expression.exp
    if isinstance(expression, sympy.Integral):
        (limits,) = expression.limits
        inner = {**of, limits[0].name: mass_dimension(limits[2], of)}
        return mass_dimension(expression.function, inner) + inner[limits[0].name]
    if expression.is_Add:
        powers = {a: mass_dimension(a, of) for a in expression.args if a != 0}
        if len(set(powers.values())) > 1:
            listed = ", ".join(f"{a} is GeV^{p}" for a, p in powers.items())
            raise DimensionMismatch(f"terms of different dimension are added: {listed}")
        return next(iter(powers.values()))
    for argument in expression.args:
        power = mass_dimension(argument, of) if isinstance(argument, sympy.Expr) else sympy.S.Zero
        if power != 0:
            raise DimensionMismatch(f"the argument {argument} of {expression.func.__name__} has dimension GeV^{power}")
    return sympy.S.Zero


def compare_dimensions(published: sympy.Expr, derived: sympy.Expr, of: Mapping[str, int | sympy.Rational]) -> str:
    """What is wrong with the dimensions of `published`, or an empty string."""
    unknown = sorted(s.name for s in published.free_symbols | derived.free_symbols if s.name not in of)
    if unknown:
        return ""
    try:
        claimed = mass_dimension(published, of)
    except DimensionMismatch as error:
        return f"dimensionally inconsistent: {error}"
    expected = mass_dimension(derived, of)
    if sympy.simplify(claimed - expected) != 0:
        return f"dimensionally inconsistent: GeV^{claimed} where GeV^{expected} is expected"
    return ""
