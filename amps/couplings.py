"""Vertex coefficients as polynomials: a common factor kept as SymPy, the rest over named generators.

A coefficient is a sum of monomials, rational * i^k * product of base^power, where a base is a parameter, an integer
under a root or any other SymPy object taken as opaque.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from collections.abc import Iterable

Powers = tuple[tuple[sympy.Expr, Fraction], ...]


@dataclass(frozen=True)
class Monomial:
    """rational * i^phase * product of base^power."""

    rational: Fraction
    phase: int
    powers: Powers

    def __mul__(self, other: Monomial) -> Monomial:
        merged = dict(self.powers)
        for base, power in other.powers:
            merged[base] = merged.get(base, Fraction(0)) + power
        return _normal(self.rational * other.rational, self.phase + other.phase, merged)

    def inverse(self) -> Monomial:
        """1 / self."""
        return _normal(1 / self.rational, -self.phase, {b: -p for b, p in self.powers})

    def modulus_squared(self) -> sympy.Expr:
        """|self|^2; what stands under a root (a mass, an integer) is taken to be positive."""
        value = sympy.Rational(self.rational.numerator, self.rational.denominator) ** 2
        for base, power in self.powers:
            p = sympy.Rational(power.numerator, power.denominator)
            value *= base ** (2 * p) if base.is_real else base**p * sympy.conjugate(base**p)
        return value

    def sympy(self) -> sympy.Expr:
        """The monomial as a SymPy expression."""
        value = sympy.Rational(self.rational.numerator, self.rational.denominator) * sympy.I**self.phase
        for base, power in self.powers:
            value *= base ** sympy.Rational(power.numerator, power.denominator)
        return value


ONE = Monomial(Fraction(1), 0, ())


def _normal(rational: Fraction, phase: int, powers: Mapping[sympy.Expr, Fraction]) -> Monomial:
    """Whole powers of integers go into the rational factor; i^k is kept with k in 0..3."""
    kept = []
    for base, power in powers.items():
        if base.is_Integer and power != 0:
            whole = power.numerator // power.denominator
            rational *= Fraction(int(base)) ** whole
            power -= whole
        if power != 0:
            kept.append((base, power))
    return Monomial(rational, phase % 4, tuple(sorted(kept, key=lambda item: item[0].sort_key())))


def monomials(coefficient: sympy.Expr) -> tuple[Monomial, ...]:
    """A SymPy coefficient as a sum of monomials; a complex symbol z is written as re_z + i im_z."""
    parts = {
        z: sum(c * part for c, (part, _) in zip((1, sympy.I), _parts(z), strict=True)) for z in _complex(coefficient)
    }
    return tuple(_monomial(term) for term in sympy.Add.make_args(sympy.expand(coefficient.subs(parts))))


def complex_parts(coefficients: Iterable[sympy.Expr]) -> dict[sympy.Symbol, sympy.Expr]:
    """Definitions of the real symbols re_z and im_z that stand for the complex symbols of these coefficients."""
    return {part: value for c in coefficients for z in _complex(c) for part, value in _parts(z)}


def _complex(coefficient: sympy.Expr) -> list[sympy.Symbol]:
    return sorted((z for z in coefficient.free_symbols if not z.is_real), key=str)


def _parts(z: sympy.Symbol) -> tuple[tuple[sympy.Symbol, sympy.Expr], tuple[sympy.Symbol, sympy.Expr]]:
    """(re_z, Re z) and (im_z, Im z)."""
    real, imaginary = (sympy.Symbol(f"{prefix}_{z.name}", real=True) for prefix in ("re", "im"))
    return (real, sympy.re(z)), (imaginary, sympy.im(z))


def _monomial(term: sympy.Expr) -> Monomial:
    rational, phase, powers = Fraction(1), 0, dict[sympy.Expr, Fraction]()
    for factor in sympy.Mul.make_args(term):
        if factor.is_Rational:
            rational *= Fraction(int(factor.p), int(factor.q))
        elif factor is sympy.I:
            phase += 1
        else:
            base, power = factor.as_base_exp()
            if not power.is_Rational:
                base, power = factor, sympy.S.One
            powers[base] = powers.get(base, Fraction(0)) + Fraction(int(power.p), int(power.q))
    return _normal(rational, phase, powers)


def common_factor(terms: Iterable[Monomial]) -> Monomial:
    """The product of the lowest powers found in all terms, with the first term's phase and the rationals' gcd."""
    items = list(terms)
    lowest = dict(items[0].powers)
    for item in items[1:]:
        powers = dict(item.powers)
        for base in set(lowest) | set(powers):
            lowest[base] = min(lowest.get(base, Fraction(0)), powers.get(base, Fraction(0)))
    numerators = sympy.igcd(*(abs(t.rational.numerator) for t in items), 0)
    denominators = sympy.ilcm(*(t.rational.denominator for t in items), 1)
    return _normal(Fraction(int(numerators), int(denominators)), items[0].phase, lowest)
