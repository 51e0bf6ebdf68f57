"""Charges of a model's fields under its vectors, read off the derived vertices.

For a real vector X, a Dirac fermion with L = X_m fbar gamma^m (g_V + g_A gamma5) f has g_V - g_A on its left-handed and
g_V + g_A on its right-handed component; for a Majorana fermion with L = g_A X_m Nbar gamma^m gamma5 N the left-handed
component has -2 g_A; a complex scalar with L = g i X_m (S* d^m S - S d^m S*) has g. A charge contains the coupling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sympy

from amps.canonical_rules import canonical_rule
from amps.lagrangian import FieldFactor, GammaFactor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.lagrangian import Factor, Monomial
    from amps.model import Model
    from amps.particle import Particle
    from amps.vertices import Vertex


@dataclass(frozen=True)
class ChiralCharge:
    """Charges of a fermion's components; `right` is None where there is no right-handed component of its own."""

    particle: Particle
    left: sympy.Expr
    right: sympy.Expr | None

    @property
    def is_vectorial(self) -> bool:
        """Whether both components have the same charge, as a mass term requires."""
        return self.right is not None and sympy.expand(self.left - self.right) == 0


@dataclass(frozen=True)
class VectorCharges:
    """Charges under one vector. `mixing` names pairs of unlike fields that it couples to each other."""

    vector: Particle
    fermions: Mapping[str, ChiralCharge]
    scalars: Mapping[str, sympy.Expr]
    mixing: tuple[str, ...]

    def of(self, particle: Particle) -> sympy.Expr | None:
        """The charge of a field (0 if it does not couple), None if its two chiral components differ."""
        if particle.is_fermion:
            found = self.fermions.get(particle.name)
            if found is None:
                return sympy.S.Zero
            return found.left if found.right is None or found.is_vectorial else None
        return self.scalars.get(particle.name, sympy.S.Zero)


def vector_charges(model: Model) -> tuple[VectorCharges, ...]:
    """The charges under every real colourless vector that couples to a current."""
    found = []
    for vector in model.all_particles:
        if vector.spin != "1" or not vector.self_conjugate or vector.colour != 1:
            continue
        charges = _charges(model, vector)
        if charges.fermions or charges.scalars or charges.mixing:
            found.append(charges)
    return tuple(found)


def _charges(model: Model, vector: Particle) -> VectorCharges:
    fermions: dict[str, ChiralCharge] = {}
    scalars: dict[str, sympy.Expr] = {}
    mixing: list[str] = []
    for vertex in model.pointlike.vertices:
        if len(vertex.legs) != 3 or vertex.legs.count(vector.name) != 1:
            continue
        one, other = (model.species[name] for name in vertex.legs if name != vector.name)
        if one.spin != other.spin or one.spin == "1":
            continue
        current = _fermion_current if one.is_fermion else _scalar_current
        values = current(vertex, vertex.legs.index(vector.name), one.self_conjugate)
        if not any(values):
            continue
        if other != one.conjugate():
            fields = {p.name for p in model.all_particles}
            pair = [p.name if p.name in fields else p.antiname for p in (one, other)]
            mixing.append(" ".join(sorted(pair)))
            continue
        field = next(p for p in model.all_particles if p.name in (one.name, other.name))
        if field.is_fermion:
            fermions[field.name] = _added(fermions.get(field.name), _chiral(field, *values))
        else:
            antifield_first = one.name != field.name
            value = -values[0] if antifield_first else values[0]
            scalars[field.name] = sympy.expand(scalars.get(field.name, 0) + value)
    return VectorCharges(vector, fermions, scalars, tuple(dict.fromkeys(mixing)))


def _fermion_current(vertex: Vertex, leg: int, real: bool) -> tuple[sympy.Expr, sympy.Expr]:
    """g_V and g_A; a Majorana field's two assignments of its identical legs are one coupling."""
    majorana = set(vertex.legs) if real else set()
    values = [sympy.S.Zero, sympy.S.Zero]
    for (lines, tensors), coefficient in canonical_rule(vertex, majorana).items():
        if len(lines) == 1 and not tensors and lines[0][1] == (leg,):
            values[lines[0][2]] += coefficient / sympy.I / (2 if real else 1)
    return sympy.expand(values[0]), sympy.expand(values[1])


def _scalar_current(vertex: Vertex, leg: int, real: bool) -> tuple[sympy.Expr]:
    """The g of a current: its rule is i g (p_S - p_S*), S being the first of the two scalar legs."""
    rule = canonical_rule(vertex)
    first, second = (k for k in range(3) if k != leg)
    plus, minus = (rule.get(((), (("p", k, leg),)), sympy.S.Zero) for k in (first, second))
    return (sympy.expand((plus - minus) / 2 / sympy.I),)


def _chiral(field: Particle, g_V: sympy.Expr, g_A: sympy.Expr) -> ChiralCharge:
    if field.self_conjugate:
        return ChiralCharge(field, sympy.expand(-2 * g_A), None)
    left = sympy.expand(g_V - g_A)
    return ChiralCharge(field, left, None if field.chiral else sympy.expand(g_V + g_A))


def _added(one: ChiralCharge | None, other: ChiralCharge) -> ChiralCharge:
    """Vertices that differ only in coupling orders add up."""
    if one is None:
        return other
    right = None if other.right is None or one.right is None else sympy.expand(one.right + other.right)
    return ChiralCharge(other.particle, sympy.expand(one.left + other.left), right)


def charge_violation(charges: VectorCharges, monomial: Monomial) -> sympy.Expr | None:
    """By how much a product of fields changes the charge; None where the charge of a field is not defined."""
    total = sympy.S.Zero
    for factor in _charged(monomial[1]):
        if factor.particle.spin == "1" and not factor.particle.self_conjugate:
            return None
        value = charges.of(factor.particle)
        if value is None:
            return None
        total += -value if factor.conjugated else value
    return sympy.expand(total)


def _charged(factors: tuple[Factor, ...]) -> Iterator[FieldFactor]:
    """The fields of a product, without psibar G psi of one field that keeps chirality: an odd number of gammas."""
    start: FieldFactor | None = None
    gammas = 0
    for factor in factors:
        if isinstance(factor, GammaFactor):
            gammas += 1
        elif isinstance(factor, FieldFactor) and not factor.particle.is_fermion:
            yield factor
        elif isinstance(factor, FieldFactor) and start is None:
            start, gammas = factor, 0
        elif isinstance(factor, FieldFactor) and start is not None:
            if start.particle != factor.particle or gammas % 2 == 0:
                yield from (start, factor)
            start = None
