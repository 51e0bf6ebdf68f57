"""One-loop integrals by direct numerical integration and in arbitrary precision (mpmath)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mpmath

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sympy

DIGITS = 25
DECADES = 14


def integrate_parameter(
    integrand: sympy.Expr, variable: sympy.Symbol, values: Mapping[str, float], digits: int = DIGITS
) -> Any:
    """Int_0^1 of a SymPy integrand over a Feynman parameter, by mpmath's tanh-sinh rule decade by decade.

    `values` gives every other symbol by name. The decades towards both ends resolve peaks as narrow as 1e-14.
    """
    import sympy

    names = sorted((s for s in integrand.free_symbols if s != variable), key=str)
    function = sympy.lambdify([variable, *names], integrand, "mpmath")
    with mpmath.workdps(digits + DECADES):
        numbers = [mpmath.mpf(values[s.name]) for s in names]
        small = [mpmath.mpf(10) ** -k for k in range(DECADES, 0, -1)]
        nodes = [0, *small, mpmath.mpf(1) / 2, *(1 - x for x in reversed(small)), 1]
        return mpmath.quad(lambda u: function(u, *numbers), nodes)
