"""Off-shell currents and the amplitude in any arithmetic: arrays of numbers, or values that record operations.

A current is a tuple of components: 1 for a scalar, 4 of a column (psi) or row (psibar), 4 upper ones of a vector. A
Majorana current is kept as its column; its row is column^T C (Denner et al., Nucl. Phys. B387 (1992) 467).
Propagators: i/(q^2-m^2), i(qslash+m)/(q^2-m^2) with q along the fermion arrow, -i g/q^2 and i(-g+qq/m^2)/(q^2-m^2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from amps.numeric.dirac import (
    Component,
    Vector,
    add,
    column_of_row,
    multiply,
    negative,
    pairing,
    raised,
    row_of_column,
    row_slash,
    scaled,
    slash_column,
    summed,
)
from amps.numeric.structures import evaluate

if TYPE_CHECKING:
    import sympy

    from amps.model import Model
    from amps.numeric.recursion import Joint, Key, Plan
    from amps.particle import Particle

Current = tuple[Component, ...]


class Arithmetic(Protocol):
    """The numbers an amplitude is computed with."""

    @property
    def imaginary(self) -> Any:
        """i."""

    def number(self, expression: sympy.Expr) -> Any:
        """Value of a coefficient."""

    def mass(self, particle: Particle) -> Any:
        """Mass, None for a massless particle."""

    def momentum(self, mask: int) -> Vector:
        """Momentum that flows in through the legs of a set."""

    def propagator(self, mask: int, particle: Particle) -> Any:
        """1/(q^2 - m^2 + i m Gamma)."""


def amplitude(plan: Plan, model: Model, external: Mapping[int, Current], arithmetic: Arithmetic) -> Component:
    """M of a plan for the external wave functions by leg; None if it vanishes identically."""
    return _Currents(plan, model, external, arithmetic).amplitude()


class _Currents:
    def __init__(self, plan: Plan, model: Model, external: Mapping[int, Current], arithmetic: Arithmetic) -> None:
        self.plan, self.model, self.arithmetic = plan, model, arithmetic
        self.columns = {p.name for p in model.all_particles}
        self.everything = (1 << len(plan.reaction.legs)) - 1
        self.external = external
        self.values: dict[Key, Current] = {}

    def amplitude(self) -> Component:
        for key, joints in self.plan.currents.items():
            self.values[key] = self.propagated(key, self.driven(joints, key))
        found = None
        for key, joints in self.plan.closing.items():
            found = add(found, self.closed(key, self.combined(self.driven(joints, key))))
        return multiply(negative(self.arithmetic.imaginary), found)

    def value(self, key: Key) -> Current:
        return self.external[key.mask.bit_length() - 1] if key.mask.bit_count() == 1 else self.values[key]

    def closed(self, key: Key, driven: Current) -> Component:
        """The last current times what drives its leg."""
        current = self.value(key)
        particle = self.model.species[key.name]
        if particle.is_fermion and particle.self_conjugate:
            current = tuple(row_of_column(current))
        return pairing(current, driven)

    def driven(self, joints: Sequence[Joint], key: Key) -> dict[sympy.Expr, Current]:
        """What drives the open leg, summed over the vertices of one coefficient."""
        majorana = self.model.species[key.name].is_fermion and self.model.species[key.name].self_conjugate
        groups: dict[sympy.Expr, Current] = {}
        for joint in joints:
            masks = [None if source is None else source.mask for source in joint.sources]
            held = sum(mask for mask in masks if mask is not None)
            momenta = [self.arithmetic.momentum(self.everything ^ held if mask is None else mask) for mask in masks]
            species = [None if s is None else self.model.species[s.name] for s in joint.sources]
            values = {k: self.value(s) for k, s in enumerate(joint.sources) if s is not None}
            scalars = [values[k][0] for k, p in enumerate(species) if p is not None and p.spin == "0"]
            vectors = {k: values[k] for k, p in enumerate(species) if p is not None and p.spin == "1"}
            for structure, sign in joint.terms:
                spinors = {k: values[k] for k, p in enumerate(species) if p is not None and p.is_fermion}
                for chain in structure.chains:
                    barred = species[chain.bar]
                    if barred is not None and barred.self_conjugate:
                        spinors[chain.bar] = tuple(row_of_column(spinors[chain.bar]))
                part = evaluate(structure, joint.open_leg, spinors, vectors, scalars, momenta)
                if majorana and any(chain.leg == joint.open_leg for chain in structure.chains):
                    part = tuple(column_of_row(part))
                if sign < 0:
                    part = tuple(negative(x) for x in part)
                known = groups.get(structure.coefficient)
                groups[structure.coefficient] = part if known is None else summed(known, part)
        return groups

    def combined(self, groups: Mapping[sympy.Expr, Current], factor: Component = 1.0) -> Current:
        """Sum of coefficient times factor times current; equal weights are the rule, so the weight is applied once."""
        result: Current | None = None
        for coefficient, part in groups.items():
            weighted = scaled(multiply(factor, self.arithmetic.number(coefficient)), part)
            result = weighted if result is None else summed(result, weighted)
        assert result is not None
        return result

    def propagated(self, key: Key, groups: Mapping[sympy.Expr, Current]) -> Current:
        particle = self.model.species[key.name]
        q = self.arithmetic.momentum(key.mask)
        mass = self.arithmetic.mass(particle)
        factor = multiply(self.arithmetic.imaginary, self.arithmetic.propagator(key.mask, particle))
        if particle.spin == "0":
            return self.combined(groups, factor)
        if particle.is_fermion:
            column = key.name in self.columns
            moved = {
                c: summed(
                    slash_column(q, part) if column else tuple(negative(x) for x in row_slash(part, q)),
                    scaled(mass, part),
                )
                for c, part in groups.items()
            }
            return self.combined(moved, factor)
        driven = self.combined(groups, negative(factor))
        upper = tuple(raised(driven))
        if mass is not None:
            longitudinal = multiply(pairing(q, driven), 1 / (mass * mass))
            upper = summed(upper, scaled(negative(longitudinal), q))
        return upper
