"""Proof that an expression vanishes: rational functions, square roots and logarithms as polynomials in generators.

A radicand or the argument of a logarithm is factored; each irreducible factor f (or prime number) gives one generator,
g^2 = f for roots and log f for logarithms. Signs of factors are those in the physical region: a root of a product is
the product of roots of factors made positive. After that the expression is zero exactly if its numerator reduces to the
zero polynomial.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class NotAlgebraic(Exception):
    """The expression holds a function that this proof does not treat."""


def is_zero(expression: sympy.Expr, points: Sequence[Mapping[sympy.Symbol, sympy.Expr]]) -> bool | None:
    """True or False with proof; None if the expression is beyond this method. `points` lie in the physical region."""
    if sympy.expand(expression) == 0:
        return True
    try:
        numerator = _Reduction(points).numerator(expression)
    except NotAlgebraic:
        return None
    return bool(numerator.is_zero)


@dataclass
class _Reduction:
    points: Sequence[Mapping[sympy.Symbol, sympy.Expr]]
    roots: dict[sympy.Expr, sympy.Symbol] = field(default_factory=dict)
    logarithms: dict[sympy.Expr, sympy.Symbol] = field(default_factory=dict)

    def numerator(self, expression: sympy.Expr) -> sympy.Poly:
        """Numerator as a polynomial, reduced by g^2 = f for every root."""
        rational = self.rewrite(expression)
        above, _ = sympy.fraction(sympy.together(rational))
        above = above.xreplace({sympy.pi: sympy.Symbol("pi")})
        generators = sorted(above.free_symbols, key=str)
        if not generators:
            return sympy.Poly(above, sympy.Symbol("one"))
        reduced = sympy.Poly(above, *generators)
        for factor, root in self.roots.items():
            if root in generators:
                reduced = _reduced(reduced, root, factor)
        return reduced

    def rewrite(self, expression: sympy.Expr) -> sympy.Expr:
        """The expression with generators for its roots and logarithms."""
        if expression.is_Symbol or expression.is_Rational or expression is sympy.pi:
            return expression
        if expression.is_Add or expression.is_Mul:
            return expression.func(*(self.rewrite(a) for a in expression.args))
        if expression.is_Pow and expression.exp.is_Integer:
            return self.rewrite(expression.base) ** expression.exp
        if expression.is_Pow and expression.exp.is_Rational and expression.exp.q == 2:
            return self._root(expression.base) ** expression.exp.p
        if isinstance(expression, sympy.Abs):
            return self._sign(expression.args[0]) * self.rewrite(expression.args[0])
        if isinstance(expression, sympy.log):
            return self._logarithm(expression.args[0])
        raise NotAlgebraic(str(expression.func))

    def _root(self, radicand: sympy.Expr) -> sympy.Expr:
        result = sympy.S.One
        for factor, power in self._positive_factors(radicand):
            whole, odd = divmod(power, 2)
            result *= factor**whole
            if odd:
                result *= self.roots.setdefault(factor, sympy.Symbol(f"root{len(self.roots)}"))
        return result

    def _logarithm(self, argument: sympy.Expr) -> sympy.Expr:
        return sympy.Add(
            *(
                power * self.logarithms.setdefault(factor, sympy.Symbol(f"log{len(self.logarithms)}"))
                for factor, power in self._positive_factors(argument)
            )
        )

    def _positive_factors(self, expression: sympy.Expr) -> list[tuple[sympy.Expr, int]]:
        """Primes and irreducible polynomials, positive in the region, with exponents. Raises NotAlgebraic."""
        if expression.atoms(sympy.Function) or any(not p.exp.is_Integer for p in expression.atoms(sympy.Pow)):
            raise NotAlgebraic("nested root or logarithm")
        above, below = sympy.fraction(sympy.together(expression))
        if not (above.is_polynomial() and below.is_polynomial()):
            raise NotAlgebraic("argument that is not a rational function")
        found: list[tuple[sympy.Expr, int]] = []
        sign = sympy.S.One
        for part, direction in ((above, 1), (below, -1)):
            content, factors = sympy.factor_list(part)
            sign *= sympy.sign(content)
            content = abs(sympy.Rational(content))
            for number, orientation in ((content.p, 1), (content.q, -1)):
                found += [(sympy.Integer(p), orientation * direction * e) for p, e in sympy.factorint(number).items()]
            for factor, power in factors:
                own = self._sign(factor)
                sign *= own**power
                found.append((sympy.expand(own * factor), direction * power))
        if sign != 1:
            raise NotAlgebraic("negative argument in the physical region")
        merged: dict[sympy.Expr, int] = {}
        for factor, power in found:
            merged[factor] = merged.get(factor, 0) + power
        return [(f, e) for f, e in merged.items() if e]

    def _sign(self, factor: sympy.Expr) -> sympy.Expr:
        if factor.is_positive:
            return sympy.S.One
        signs = {sympy.sign(factor.evalf(15, subs=dict(point))) for point in self.points}
        if len(signs) != 1 or sympy.S.Zero in signs:
            raise NotAlgebraic("factor without a definite sign")
        return signs.pop()


def _reduced(polynomial: sympy.Poly, root: sympy.Symbol, square: sympy.Expr) -> sympy.Poly:
    """The polynomial with root^2 replaced, so that root occurs at most once."""
    square = square.xreplace({sympy.pi: sympy.Symbol("pi")})
    gens = tuple(dict.fromkeys((*polynomial.gens, *sorted(square.free_symbols, key=str))))
    index = gens.index(root)
    value = sympy.Poly(square, *gens)
    powers: dict[int, dict[tuple[int, ...], sympy.Expr]] = {}
    for exponents, coefficient in sympy.Poly(polynomial, *gens).terms():
        whole, odd = divmod(exponents[index], 2)
        rest = (*exponents[:index], odd, *exponents[index + 1 :])
        part = powers.setdefault(whole, {})
        part[rest] = part.get(rest, sympy.S.Zero) + coefficient
    total = sympy.Poly(0, *gens)
    for whole, part in powers.items():
        total = total + sympy.Poly.from_dict(part, *gens) * value**whole
    return total
