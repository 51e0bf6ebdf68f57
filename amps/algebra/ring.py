"""Exact polynomials over the rationals in named generators (python-flint)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import flint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Poly = Any  # flint.fmpq_mpoly, which has no type stubs that name it
Exponents = tuple[int, ...]


class Ring:
    """The polynomial ring Q[names]."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._context = flint.fmpq_mpoly_ctx.get(self.names, flint.Ordering.degrevlex)
        self._gens = dict(zip(self.names, self._context.gens(), strict=True))
        self.zero: Poly = self._context.constant(0)
        self.one: Poly = self._context.constant(1)

    def __getitem__(self, name: str) -> Poly:
        return self._gens[name]

    def constant(self, value: int | Fraction) -> Poly:
        """A rational number as a polynomial."""
        fraction = Fraction(value)
        return self._context.constant(flint.fmpq(fraction.numerator, fraction.denominator))

    @staticmethod
    def rational(value: Fraction) -> Any:
        """A rational number as flint has it."""
        return flint.fmpq(value.numerator, value.denominator)

    def from_terms(self, terms: Mapping[Exponents, Fraction]) -> Poly:
        """The polynomial with these coefficients."""
        return self._context.from_dict({e: flint.fmpq(c.numerator, c.denominator) for e, c in terms.items()})

    def from_exact(self, terms: Mapping[Exponents, Any]) -> Poly:
        """The polynomial with these flint coefficients, as `to_dict` gives them."""
        return self._context.from_dict(dict(terms))

    @staticmethod
    def terms(poly: Poly) -> dict[Exponents, Fraction]:
        """The coefficients of a polynomial as plain values."""
        return {tuple(map(int, e)): Fraction(int(c.p), int(c.q)) for e, c in poly.to_dict().items()}
