"""The only translator between the algebra and the code generator: |M|^2 and phase space as straight-line programs."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from amps.algebra.basis import Orientation
from amps.algebra.ring import Ring
from codegen.program import ProgramBuilder, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import sympy

    from amps.algebra.basis import Invariant
    from amps.phase_space import PhaseSpace
    from amps.phase_space.multichannel import MultiChannel
    from amps.squared import SquaredAmplitude
    from codegen.program import Program
    from processes.core.cuts import Cut
    from processes.core.matrix_element import Component, Polynomial, Unit, Value
    from processes.core.observables import Observable


FACTORED_TERMS = 400
"""Numerators with more terms are not factored: it would take longer than it saves."""


class Scope:
    """Resolves names to values of a program: known ones, definitions in terms of others, or arguments."""

    def __init__(
        self,
        builder: ProgramBuilder,
        definitions: Mapping[sympy.Symbol, sympy.Expr],
        known: Mapping[str, Ref] | None = None,
    ) -> None:
        self.builder = builder
        self.definitions = {symbol.name: expression for symbol, expression in definitions.items()}
        self.values: dict[str, Ref] = dict(known or {})

    def parameter(self, name: str) -> Ref:
        """The value of a parameter."""
        if name not in self.values:
            if name in self.definitions:
                self.values[name] = self.expression(self.definitions[name])
            else:
                self.values[name] = self.builder.argument(name, uniform=True)
        return self.values[name]

    def expression(self, expression: sympy.Expr, known: Mapping[str, Ref] | None = None) -> Ref:
        """A SymPy expression in parameters and, if given, further known values."""
        values = dict(known or {})
        for symbol in sorted(expression.free_symbols, key=str):
            if symbol.name not in values:
                values[symbol.name] = self.parameter(symbol.name)
        return self.builder.sympy(expression, values)


def squared_amplitude_program(name: str, squared: SquaredAmplitude, effort: int | None = None) -> Program:
    """|M|^2 of the invariants (varying) and the parameters (uniform); one output, "squared_amplitude".

    `effort` bounds the search for few operations: 0 for a program that is soon there rather than fast.
    """
    builder = ProgramBuilder(name)
    values = {invariant: builder.argument(invariant) for invariant in squared.invariants}
    scope = Scope(builder, squared.definitions)
    builder.output("squared_amplitude", lower_squared(scope, squared, values, effort))
    return builder.build()


def lower_squared(scope: Scope, squared: SquaredAmplitude, values: Mapping[str, Ref], effort: int | None = None) -> Ref:
    """|M|^2 as a Laurent polynomial in invariants, parameters and inverse propagators.

    Numerators that factor stay factored: (1 - q)^2 must vanish exactly at q = 1, however small what divides it.
    """
    builder = scope.builder
    scope = Scope(builder, squared.definitions, values)
    known = dict(values)
    variables: list[Ref] = []
    used = [any(powers) for powers in zip(*(p for poly in squared.polynomials.values() for p in poly), strict=True)]
    absent = {name for name, is_used in zip(squared.variables, used, strict=False) if not is_used}
    absent -= {s.name for d in squared.denominators.values() for s in d.free_symbols} | set(squared.denominators)
    for name in squared.variables:
        if name not in known:
            known[name] = builder.constant(0) if name in absent else scope.parameter(name)
        variables.append(known[name])
    inverses = [name for name in squared.denominators if name not in squared.variables]
    variables += [scope.expression(squared.denominators[name], known) for name in inverses]
    terms: dict[tuple[int, ...], Any] = {}
    total: Ref | None = None
    ring = Ring(squared.variables)
    for key, polynomial in squared.polynomials.items():
        powers = dict(key)
        tail = tuple(-powers.get(name, 0) for name in inverses)
        head = tuple(-powers.get(name, 0) for name in squared.variables)
        content, factors = _factors(ring, polynomial)
        if len(factors) <= 1:
            for exponents, coefficient in polynomial.items():
                laurent = tuple(e + h for e, h in zip(exponents, head, strict=True)) + tail
                terms[laurent] = terms.get(laurent, 0) + coefficient
            continue
        product = builder.polynomial({head + tail: content}, variables)
        for factor, power in factors:
            product = product * builder.polynomials([factor], variables[: len(head)], effort)[0] ** power
        total = product if total is None else total + product
    if terms:
        rest = builder.polynomials([terms], variables, effort)[0]
        total = rest if total is None else total + rest
    if total is None:
        total = builder.constant(0)
    return total * scope.expression(squared.prefactor) * builder.constant(squared.average)


def _factors(ring: Ring, polynomial: Mapping[tuple[int, ...], Any]) -> tuple[Any, list[tuple[dict[Any, Any], int]]]:
    """Content and factors of several terms each; monomial factors go along with the first, large sums stay whole."""
    if len(polynomial) > FACTORED_TERMS:
        return 1, []
    content, found = ring.from_terms(polynomial).factor()
    sums = [(ring.terms(f), int(power)) for f, power in found]
    if all(len(f) == 1 or power == 1 for f, power in sums) and sum(len(f) > 1 for f, _ in sums) <= 1:
        return 1, []
    return Fraction(int(content.p), int(content.q)), sums


def rate_program(
    name: str,
    element: Polynomial | Unit,
    space: PhaseSpace | MultiChannel,
    masses: Sequence[str | None],
    cut: Cut | None = None,
    observables: Sequence[Observable | Component | Value] = (),
    channel: int | None = None,
) -> Program:
    """Integrand over the unit cube: phase-space weight times |M|^2, zero where a cut is not passed.

    Arguments: x1.. (varying), the parameters and, for scattering, sqrt_s (uniform). Output: "weight", with several
    channels the sum over them at the same x. With observables there are outputs per channel k instead: "weight_k",
    "observable_k_0", "observable_k_1", ... `channel` leaves out all others.
    """
    from amps.phase_space import Recorder
    from amps.phase_space.multichannel import MultiChannel

    builder = ProgramBuilder(name)
    every = range(len(space.channels)) if isinstance(space, MultiChannel) else range(1)
    n_in = space.channels[0].n_in if isinstance(space, MultiChannel) else space.n_in
    named = space.parameters if isinstance(space, MultiChannel) else space.tree.parameters
    cube = [f"x{i + 1}" for i in range(space.dimension)]
    given = {x: builder.argument(x) for x in cube}
    scope = Scope(builder, element.definitions)
    given |= {mass: scope.parameter(mass) for mass in masses if mass}
    if n_in == 2:
        given["sqrt_s"] = scope.parameter("sqrt_s")
    given |= {reference: scope.parameter(reference) for reference in named}
    total: Ref | None = None
    for k in every if channel is None else (channel,):
        recorder = Recorder(prefix=f"ps{k}_")
        arguments = (
            [recorder.argument(x) for x in cube],
            [recorder.argument(mass) if mass else recorder.constant(0.0) for mass in masses],
            recorder.argument("sqrt_s") if n_in == 2 else None,
            {reference: recorder.argument(reference) for reference in named},
        )
        if isinstance(space, MultiChannel):
            point = space.evaluate(k, recorder, *arguments)
        else:
            point = space.evaluate(recorder, *arguments)
        inputs = element.inputs(point)
        outputs = dict(inputs)
        observed = {f"observable_{k}_{i}": _observed(o, point, recorder) for i, o in enumerate(observables)}
        outputs |= observed
        outputs["weight of the map"] = point.weight
        if cut is not None:
            outputs["passed"] = cut.at(partial(_observed, point=point, recorder=recorder), recorder)
        instructions, names = recorder.program(outputs)
        refs = builder.inline(instructions, given)
        part = refs[names["weight of the map"]] * element.lower(scope, {label: refs[names[label]] for label in inputs})
        if cut is not None:
            # selected, not multiplied: outside a cut |M|^2 may be infinite
            part = builder.op("select_lt", 0.5, refs[names["passed"]], part, 0)
        if observables:
            builder.output(f"weight_{k}", part)
            for label in observed:
                builder.output(label, refs[names[label]])
        total = part if total is None else total + part
    assert total is not None
    if not observables:
        builder.output("weight", total)
    return builder.build()


def _observed(observable: Observable | Component | Value, point: Any, recorder: Any) -> Any:
    return observable.at(point, recorder)


def _determinant(rows: list[list[Any]]) -> Any:
    """The determinant, expanded along the first row."""
    if len(rows) == 1:
        return rows[0][0]
    total: Any = 0.0
    for k, head in enumerate(rows[0]):
        part = head * _determinant([row[:k] + row[k + 1 :] for row in rows[1:]])
        total = total - part if k % 2 else total + part
    return total


def two_body_program(name: str, squared: SquaredAmplitude, masses: Sequence[str | None]) -> Program:
    """A decay to two: |M|^2 is a number and the phase space is p/(4 pi M)."""
    from amps.kinematics import breakup_momentum

    builder = ProgramBuilder(name)
    scope = Scope(builder, squared.definitions)
    total, one, two = (scope.parameter(m) if m else builder.constant(0) for m in masses)
    momentum = breakup_momentum(total, one, two, sqrt=lambda x: builder.op("sqrt", x))
    builder.output("weight", momentum / (4 * math.pi * total) * lower_squared(scope, squared, {}))
    return builder.build()


def on_point(point: Any, invariant: Invariant | Orientation) -> Any:
    """An invariant, or epsilon of four legs, at a phase-space point."""
    if isinstance(invariant, Orientation):
        momenta = point.momenta()
        # epsilon^{0123} = +1 contracts covariant components, which brings the determinant of the metric
        return -_determinant([list(momenta[k]) for k in invariant.legs])
    legs = [i + 1 for i, s in enumerate(invariant.signs) if s]
    if len(invariant.offset) == 2:
        return 2 * point.dot(*legs)
    return point.virtuality(invariant.signs, invariant.offset[0] + 1 if invariant.offset else None)
