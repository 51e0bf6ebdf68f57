"""Is a Lagrangian invariant under the gauge transformations of a massless vector A?

With the charges q that fields have under it, dA_m = d_m lambda and dphi = i q lambda phi for every field. The change of
all terms and of the kinetic terms, which a model implies, has to be a total derivative: with lambda as one more field,
the rules derived from it vanish once its momentum is expressed by those of the others.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import sympy

from amps.canonical_rules import canonical_rule
from amps.feynman_rules import derive_vertices
from amps.lagrangian import Expression, Field, FieldFactor, Index, bar, conj, d, gamma
from amps.particle import scalar
from amps.vertices import Momentum, Vertex, VertexTerm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.lagrangian import Factor, Monomial
    from amps.model import Model
    from amps.particle import Particle

PARAMETER = scalar("gauge parameter", "gauge parameter")
KINETIC = "kinetic terms"
_M, _N = Index("kinetic_m"), Index("kinetic_n")


def gauge_violations(
    model: Model, vector: Particle, charges: Mapping[str, sympy.Expr]
) -> dict[tuple[str, ...], list[str]]:
    """Legs of the field products that change, each with the names of the terms they come from.

    `charges` are those of the model's fields under `vector`, by name; a field that is not in it has none.
    """
    terms = {**model.pointlike.all_terms, KINETIC: _kinetic_terms(model, charges)}
    sources: dict[tuple[str, ...], list[str]] = {}
    changed: list[Monomial] = []
    for name, term in terms.items():
        variation = [change for monomial in term.monomials for change in _changes(monomial, vector, charges)]
        for vertex in derive_vertices({name: Expression(variation)}, {}):
            sources.setdefault(vertex.legs, []).append(name)
        changed += variation
    majorana = {p.name for p in model.all_particles if p.is_fermion and p.self_conjugate}
    found = {}
    for vertex in derive_vertices({"": Expression(changed)}, {}):
        if canonical_rule(_conserving(vertex), majorana):
            legs = tuple(name for name in vertex.legs if name != PARAMETER.name)
            found[legs] = [name for name in sources[vertex.legs] if name != KINETIC]
    return found


def _kinetic_terms(model: Model, charges: Mapping[str, sympy.Expr]) -> Expression:
    """The free Lagrangian of the charged fields, without masses."""
    total = Expression(())
    for p in model.all_particles:
        if charges.get(p.name, 0) == 0 or p.self_conjugate:
            continue
        field = Field(p)
        if p.is_fermion:
            total = total + sympy.I * bar(field) * gamma[_M] * d(field, _M)
        elif p.spin == "0":
            total = total + d(conj(field), _M) * d(field, _M)
        else:
            curl = d(field[_N], _M) - d(field[_M], _N)
            total = total - conj(curl) * curl / 2
    return total


def _changes(monomial: Monomial, vector: Particle, charges: Mapping[str, sympy.Expr]) -> Iterator[Monomial]:
    """The change of a product, one field after the other."""
    coefficient, factors = monomial
    for k, factor in enumerate(factors):
        if not isinstance(factor, FieldFactor):
            continue
        if factor.particle == vector and factor.index is not None:
            moved = FieldFactor(PARAMETER, False, None, (*factor.derivatives, factor.index))
            yield coefficient, (*factors[:k], moved, *factors[k + 1 :])
            continue
        charge = charges.get(factor.particle.name, sympy.S.Zero)
        if charge == 0:
            continue
        sign = -1 if factor.conjugated else 1
        for pair in _product_rule(factor):
            yield sympy.I * sign * charge * coefficient, (*factors[:k], *pair, *factors[k + 1 :])


def _product_rule(factor: FieldFactor) -> Iterator[tuple[Factor, Factor]]:
    """D(lambda phi) as a sum over the derivatives that act on lambda."""
    slots = range(len(factor.derivatives))
    for number in range(len(factor.derivatives) + 1):
        for chosen in combinations(slots, number):
            on_parameter = tuple(factor.derivatives[s] for s in chosen)
            rest = tuple(factor.derivatives[s] for s in slots if s not in chosen)
            yield FieldFactor(PARAMETER, False, None, on_parameter), replace(factor, derivatives=rest)


def _conserving(vertex: Vertex) -> Vertex:
    """The same rule with the momentum of the gauge parameter written as minus the sum of the others."""
    leg = vertex.legs.index(PARAMETER.name)
    others = [k for k in range(len(vertex.legs)) if k != leg]
    terms = list(vertex.terms)
    done = []
    while terms:
        term = terms.pop()
        own = next((t for t in term.tensors if isinstance(t, Momentum) and t.leg == leg), None)
        if own is None:
            done.append(term)
            continue
        at = term.tensors.index(own)
        for k in others:
            tensors = (*term.tensors[:at], Momentum(k, own.index), *term.tensors[at + 1 :])
            terms.append(VertexTerm(-term.coefficient, term.chains, tensors))
    return Vertex(vertex.legs, tuple(done))
