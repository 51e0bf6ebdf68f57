r"""Field strengths and sigma matrices found again in an expanded Lagrangian term.

d_a V_b - d_b V_a is F_ab, epsilon^{mnab} d_a V_b is Ftilde^{mn}, and gamma^a gamma^b - gamma^b gamma^a is
-2i sigma^{ab}.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sympy

from amps.lagrangian import Expression, FieldFactor, GammaFactor, LeviCivitaFactor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amps.lagrangian import Index
    from amps.particle import Particle

    Factors = tuple[Any, ...]


@dataclass(frozen=True)
class FieldStrength:
    """F_{first second} of a vector field, or its dual."""

    particle: Particle
    conjugated: bool
    first: Index
    second: Index
    dual: bool = False


@dataclass(frozen=True)
class SigmaMatrix:
    """sigma^{first second}."""

    first: Index
    second: Index


def with_field_strengths(expression: Expression) -> Expression:
    """The same with every pair of monomials that makes a field strength or a sigma matrix joined into one."""
    terms: dict[Factors, sympy.Expr] = {}
    for coefficient, factors in expression.monomials:
        dual = _sorted(_with_dual(factors))
        terms[dual] = terms.get(dual, sympy.S.Zero) + coefficient
    joined = True
    while joined:
        joined = False
        for factors, coefficient in list(terms.items()):
            for exchanged, joint, scale in _antisymmetric(factors):
                swapped, whole = _sorted(exchanged), _sorted(joint)
                if factors in terms and terms.get(swapped, sympy.S.Zero) == -coefficient != 0:
                    del terms[factors], terms[swapped]
                    terms[whole] = terms.get(whole, sympy.S.Zero) + scale * coefficient
                    joined = True
                    break
    return Expression((coefficient, factors) for factors, coefficient in terms.items())


def _sorted(factors: Factors) -> Factors:
    """Bosons in an order that does not depend on how the product was written; fermion bilinears stay as they are."""
    lines = [k for k, f in enumerate(factors) if isinstance(f, FieldFactor) and f.particle.is_fermion]
    start = lines[0] if lines else len(factors)
    return (*sorted(factors[:start], key=repr), *factors[start:])


def _with_dual(factors: Factors) -> Factors:
    """epsilon^{mnab} d_a V_b as one factor."""
    for i, tensor in enumerate(factors):
        if isinstance(tensor, LeviCivitaFactor):
            m, n, a, b = tensor.indices
            for k, f in enumerate(factors):
                if isinstance(f, FieldFactor) and f.index == b and f.derivatives == (a,):
                    dual = FieldStrength(f.particle, f.conjugated, m, n, dual=True)
                    rest = [g for j, g in enumerate(factors) if j not in (i, k)]
                    return (*rest[:k], dual, *rest[k:])
    return factors


def _antisymmetric(factors: Factors) -> Iterator[tuple[Factors, Factors, sympy.Expr]]:
    """(the same with two indices exchanged, both as one factor, the scale of that factor) for every candidate."""
    for k, f in enumerate(factors):
        if isinstance(f, FieldFactor) and f.index is not None and len(f.derivatives) == 1:
            (a,), b = f.derivatives, f.index
            if a != b:
                other = replace(f, index=a, derivatives=(b,))
                strength = FieldStrength(f.particle, f.conjugated, a, b)
                yield (*factors[:k], other, *factors[k + 1 :]), (*factors[:k], strength, *factors[k + 1 :]), sympy.S.One
        follower = factors[k + 1] if k + 1 < len(factors) else None
        if isinstance(f, GammaFactor) and isinstance(follower, GammaFactor) and f != follower:
            sigma = SigmaMatrix(f.index, follower.index)
            head, tail = factors[:k], factors[k + 2 :]
            yield (*head, follower, f, *tail), (*head, sigma, *tail), -2 * sympy.I
