"""Integrals Int_0^1 du N(u)/Delta(u) with Delta quadratic in u: integrand, closed form, exact numbers.

Delta(u) = (1-u) m_s^2 + u m_e^2 - u (1-u) m^2 with m the external mass, m_e that of the particle that emits the photon
and m_s that of the other one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sympy

if TYPE_CHECKING:
    from collections.abc import Mapping

U = sympy.Symbol("u", positive=True)


@dataclass(frozen=True)
class MomentIntegral:
    """constant + Int_0^1 du numerator/delta, both polynomials in u given by their coefficients; pole/eps beside it."""

    numerator: tuple[sympy.Expr, ...]
    delta: tuple[sympy.Expr, sympy.Expr, sympy.Expr]
    constant: sympy.Expr = sympy.S.Zero
    pole: sympy.Expr = sympy.S.Zero

    @classmethod
    def from_triangle(
        cls, parts: Mapping[tuple[str, int], Mapping[int, sympy.Expr]], delta: tuple[sympy.Expr, sympy.Expr, sympy.Expr]
    ) -> MomentIntegral:
        """From polynomials in u that multiply Delta^j ("plain", "over" with j = -1), Delta^j log Delta or Delta^j/eps.

        Logarithms are integrated by parts: Int P log Delta = Q(1) log Delta(1) - Int Q Delta'/Delta, Q = Int_0^u P.
        """
        shape = _polynomial(dict(enumerate(delta)))
        sums = dict.fromkeys(("over", "logs", "plain", "poles"), sympy.S.Zero)
        for (kind, j), coefficients in parts.items():
            sums[kind] += _polynomial(coefficients) * (shape**j if kind != "over" else 1)
        primitive = sympy.integrate(sympy.expand(sums["logs"]), U)
        surface = sympy.factor(primitive.subs(U, 1)) if primitive != 0 else sympy.S.Zero
        numerator = sums["over"] + sums["plain"] * shape - primitive * sympy.diff(shape, U)
        constant = surface * sympy.log(shape.subs(U, 1)) if surface != 0 else sympy.S.Zero
        pole = sympy.factor(sympy.integrate(sympy.expand(sums["poles"]), (U, 0, 1)))
        coefficients = sympy.Poly(sympy.expand(numerator), U).all_coeffs()[::-1]
        return cls(tuple(sympy.factor(c) for c in coefficients), delta, constant, pole)

    def subs(self, values: Mapping[sympy.Symbol, sympy.Expr]) -> MomentIntegral:
        """The integral with symbols replaced, before any division by Delta."""
        numerator = tuple(sympy.factor(c.subs(values)) for c in self.numerator)
        c0, c1, c2 = (sympy.expand(c.subs(values)) for c in self.delta)
        return MomentIntegral(numerator, (c0, c1, c2), self.constant.subs(values), self.pole.subs(values))

    @property
    def integrand(self) -> sympy.Expr:
        """numerator/delta as an expression in u."""
        numerator = sympy.factor(_polynomial(dict(enumerate(self.numerator))))
        return numerator / sympy.collect(_polynomial(dict(enumerate(self.delta))), U)


def _polynomial(coefficients: Mapping[int, sympy.Expr]) -> Any:
    return sum((c * U**k for k, c in coefficients.items()), sympy.S.Zero)
