"""Lagrangian terms in other fields: a field replaced by a linear combination of fields of the same kind.

redefined(e * A[m] * bar(f) * gamma[m] * f, {PHOTON: {PHOTON: 1, APRIME: eps}})      # A -> A + eps A'
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import sympy

from amps.lagrangian import Expression, FieldFactor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.lagrangian import Factor, Monomial
    from amps.particle import Particle

    Combination = Mapping[Particle, sympy.Expr | int]


def redefined(expression: Expression, fields: Mapping[Particle, Combination]) -> Expression:
    """The expression with every field of `fields` replaced by its combination, derivatives and index kept.

    Monomials of the same fields are added up. Raises ValueError if spin, charge or reality of a new field differ.
    """
    for old, combination in fields.items():
        for new in combination:
            if (new.spin, new.charge, new.self_conjugate, new.colour) != (
                old.spin,
                old.charge,
                old.self_conjugate,
                old.colour,
            ):
                raise ValueError(f"field {old.name!r} cannot be expressed by {new.name!r}: spin or charges differ")
    sums: dict[tuple[Factor, ...], sympy.Expr] = {}
    for monomial in expression.monomials:
        for coefficient, factors in _expanded(monomial, fields):
            sums[factors] = sums.get(factors, sympy.S.Zero) + coefficient
    return Expression((sympy.expand(c), factors) for factors, c in sums.items())


def _expanded(monomial: Monomial, fields: Mapping[Particle, Combination]) -> Iterator[Monomial]:
    coefficient, factors = monomial
    choices: list[list[tuple[sympy.Expr | int, Factor]]] = []
    for factor in factors:
        if isinstance(factor, FieldFactor) and factor.particle in fields:
            combination = fields[factor.particle].items()
            choices.append([(weight, replace(factor, particle=new)) for new, weight in combination])
        else:
            choices.append([(1, factor)])
    for chosen in product(*choices):
        weight = sympy.Mul(*(w for w, _ in chosen))
        yield coefficient * weight, tuple(factor for _, factor in chosen)


def without(expression: Expression, particle: Particle) -> Expression:
    """The part of an expression in which a field does not occur."""
    return Expression((c, factors) for c, factors in expression.monomials if not _holds(factors, particle))


def containing(expression: Expression, particle: Particle) -> Expression:
    """The part of an expression in which a field occurs."""
    return Expression((c, factors) for c, factors in expression.monomials if _holds(factors, particle))


def _holds(factors: tuple[Factor, ...], particle: Particle) -> bool:
    return any(isinstance(f, FieldFactor) and f.particle == particle for f in factors)
