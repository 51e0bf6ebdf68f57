"""|M|^2 of a reaction as straight-line real code: the recursion unrolled over all states of the external legs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from amps.numeric.arrays import may_resonate
from amps.numeric.coefficients import evaluate_expression, parameter_lookup
from amps.numeric.currents import amplitude
from amps.numeric.denominators import mass_counts
from amps.numeric.dirac import Vector
from amps.numeric.light_front import FrontMomentum, external_states, front_momentum, products, stacked
from amps.numeric.recursion import Plan, make_plan
from amps.numeric.tape import Assignment, Recorded, Tape

if TYPE_CHECKING:
    import sympy

    from amps.model import Model
    from amps.particle import Particle
    from amps.reaction import Reaction


class SpinorProgram(NamedTuple):
    """Assignments (name, operation, arguments), the names they read, and the name of |M|^2."""

    assignments: tuple[Assignment, ...]
    inputs: tuple[str, ...]
    output: str


def spinor_program(
    reaction: Reaction,
    model: Model,
    order: Mapping[str, int] | None = None,
    exclude: tuple[str, ...] = (),
    widths: bool = True,
) -> SpinorProgram:
    """|M|^2, averaged over initial and summed over final states, without the factor of identical particles.

    Inputs: p1_E, p1_x, p1_y, p1_z, p2_E, ... (GeV), then the parameters by name; a complex parameter w is read as w_re
    and w_im, and what the model defines by others is computed from them. With `widths`, lines that can be resonant read
    their width parameter. Operations: add sub mul div neg sqrt abs select_lt const, and functions of parameters.
    Momenta are taken to be on shell and conserved. Raises ImpossibleReaction without a diagram.
    """
    plans = [make_plan(reaction, model, order, exclude, root) for root in range(len(reaction.legs))]
    plan = min(plans, key=_cost)
    tape = Tape()
    arithmetic = TapeArithmetic(plan, model, tape, widths)
    columns = {p.name for p in model.all_particles}
    names = reaction.incoming_names()
    waves = {
        leg: stacked(
            external_states(tape, p, arithmetic.external[leg], reaction.signs[leg] > 0, names[leg] in columns),
            leg,
            len(names),
        )
        for leg, p in enumerate(reaction.legs)
    }
    found = amplitude(plan, model, waves, arithmetic)
    squares = Counter(value.squared_modulus() for value in np.ravel(found)) if found is not None else Counter()
    total = 0
    for square, times in squares.items():
        total = tape.add(total, tape.multiply(square, tape.constant(times).re))
    norm = tape.constant(reaction.average)
    for leg, particle in enumerate(reaction.legs):
        if particle.is_fermion:
            norm = norm * arithmetic.external[leg].inverse
    assignments, output = tape.assignments(tape.multiply(total, norm.re))
    read = {x for _, _, arguments in assignments for x in arguments if isinstance(x, str)}
    momenta = [f"p{leg}_{axis}" for leg in range(1, len(names) + 1) for axis in "Exyz"]
    parameters = [name for name in tape.inputs if name not in momenta and name in read]
    return SpinorProgram(tuple(assignments), (*momenta, *parameters), output)


def _cost(plan: Plan) -> int:
    """A measure of the work: states of what each vertex joins, twice for the final products."""
    states = [2 if p.spin != "0" else 1 for p in plan.reaction.legs]

    def number(mask: int) -> int:
        return int(np.prod([n for k, n in enumerate(states) if mask >> k & 1]))

    joints = sum(number(key.mask) * len(joined) for key, joined in plan.currents.items())
    for joined in plan.closing.values():
        joints += sum(number(sum(s.mask for s in joint.sources if s is not None)) for joint in joined)
    return joints + 2 * len(plan.closing) * number((1 << len(states)) - 1)


class TapeArithmetic:
    """Values of couplings, momenta and propagators as recorded numbers."""

    def __init__(self, plan: Plan, model: Model, tape: Tape, widths: bool) -> None:
        self.reaction, self.model, self.tape, self.widths = plan.reaction, model, tape, widths
        self.everything = (1 << len(plan.reaction.legs)) - 1
        self.imaginary = tape.constant(1j)
        self.complex = {s.name for e in _couplings(plan) for s in e.free_symbols if s.is_real is not True}
        self.defined = {s.name for s in model.all_definitions}
        self.look_up: Callable[[str], Recorded] = parameter_lookup(model, self._given, {}, self.number)
        self.external: list[FrontMomentum] = [
            front_momentum(tape, leg, self.mass(p)) for leg, p in enumerate(plan.reaction.legs, start=1)
        ]
        self._momenta: dict[int, Vector] = {}

    def _given(self, name: str) -> Recorded | None:
        if name in self.defined:
            return None
        if name not in self.complex:
            return self.tape.input(name)
        value: Recorded = self.tape.input(f"{name}_re") + self.imaginary * self.tape.input(f"{name}_im")
        return value

    def _named(self, name: str) -> Recorded:
        value: Recorded = self.look_up(name)
        return value

    def number(self, expression: sympy.Expr) -> Recorded:
        """Value of a coefficient."""
        value: Recorded = evaluate_expression(
            expression, self.look_up, self.tape.constant, lambda name, x: x.real_function(name.lower())
        )
        return value

    def mass(self, particle: Particle) -> Recorded | None:
        """Mass of a particle."""
        return None if particle.mass is None else self.look_up(particle.mass)

    def _small(self, mask: int) -> int:
        rest = self.everything ^ mask
        return rest if mask.bit_count() > rest.bit_count() else mask

    def momentum(self, mask: int) -> Vector:
        """Sum of incoming momenta of a set of legs, over the smaller of the set and its complement."""
        if mask not in self._momenta:
            small = self._small(mask)
            total: list[Any] = [self.tape.constant(0)] * 4
            for leg, direction in enumerate(self.reaction.signs):
                if small >> leg & 1:
                    vector = self.external[leg].vector
                    total = [a + b if direction > 0 else a - b for a, b in zip(total, vector, strict=True)]
            self._momenta[mask] = tuple(total if small == mask else [-x for x in total])
        return self._momenta[mask]

    def propagator(self, mask: int, particle: Particle) -> Recorded:
        """1/(q^2 - m^2 + i m Gamma)."""
        value = self._virtuality(self._small(mask), particle)
        if self.widths and particle.width is not None and may_resonate(self.reaction, mask):
            mass = self.mass(particle)
            assert mass is not None
            value = value + self.imaginary * mass * self.look_up(particle.width)
        inverse: Recorded = 1 / value
        return inverse

    def _virtuality(self, mask: int, particle: Particle) -> Recorded:
        """q^2 - m^2 as in `denominators`, over pairs of legs."""
        legs = [k for k in range(len(self.reaction.legs)) if mask >> k & 1]
        counts = mass_counts([self.reaction.legs[k].mass for k in legs], particle.mass)
        signs = self.reaction.signs
        zero = self.tape.constant(0)
        if len(legs) == 2 and counts:
            a, b = (self.external[k] for k in legs)
            sign = signs[legs[0]] * signs[legs[1]]
            first, second, m = (zero if x is None else x for x in (a.mass, b.mass, self.mass(particle)))
            edge = first + sign * second
            pair: Recorded = (edge - m) * (edge + m) + sign * products(a, b)[0]
            return pair
        value = zero
        for name, count in counts.items():
            value = value + count * self.look_up(name) * self.look_up(name)
        for k, i in enumerate(legs):
            for j in legs[k + 1 :]:
                value = value + signs[i] * signs[j] * products(self.external[i], self.external[j])[1]
        return value


def _couplings(plan: Plan) -> set[sympy.Expr]:
    joints = [j for table in (plan.currents, plan.closing) for joined in table.values() for j in joined]
    return {structure.coefficient for joint in joints for structure, _ in joint.terms}
