"""The rate of a process as a program of its own: a formula where there is one, else an integrand over the unit cube."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codegen.program import Program, ProgramBuilder, Ref
    from processes.core.lowering import Scope
    from processes.core.process import Process


@dataclass(frozen=True)
class RateProgram:
    """A program with one output in `unit`, and what it is in words.

    `dimension` 0: the rate itself, every argument free to vary from point to point; n: a function of x1..xn in (0, 1)
    whose mean over the unit cube is the rate.
    """

    program: Program
    unit: str
    dimension: int
    origin: str


def rate_program_of(process: Process, name: str) -> RateProgram:
    """The closed form; of a two-body decay its exact rate; of anything else the integrand, flux and units included."""
    from codegen.program import ProgramBuilder
    from processes.core.lowering import rate_program, two_body_program
    from processes.core.matrix_element import Polynomial
    from processes.core.propagators import default_phase_space

    builder = ProgramBuilder(name)
    closed = process.closed_form(process.quantity)
    if closed is not None:
        value = _scope(process, builder).expression(closed)
        dimension, origin = 0, "closed form"
    else:
        squared, masses = process.squared_amplitude(), [p.mass for p in process.parsed.legs]
        if len(masses) == 3:
            inner = two_body_program("weight", squared, masses)
            origin = "|M|^2 times two-body phase space, exact"
            dimension = 0
        else:
            space = process.phase_space or default_phase_space(process)
            inner = rate_program("weight", Polynomial(squared), space, masses)
            dimension = space.dimension
            origin = f"integrand: its mean over 0 < x1, ... x{dimension} < 1 is the {process.quantity}"
        varying = {a: builder.argument(a) for a in inner.arguments if a not in inner.uniform}
        scope = _scope(process, builder)
        given = varying | {a: scope.parameter(a) for a in inner.arguments if a in inner.uniform}
        value = builder.inline(inner.assignments, given)[dict(inner.outputs)["weight"]] * _flux(process, scope)
    unit = "GeV" if process.quantity == "width" else "pb"
    builder.output(process.quantity, value * builder.constant(_natural_units(process.quantity)))
    program = builder.build()
    return RateProgram(program if dimension else program.all_point(), unit, dimension, origin)


def _natural_units(quantity: str) -> Any:
    from processes.core.units import convert

    return 1 if quantity == "width" else float(convert(1.0, "GeV^-2", "pb"))


def _scope(process: Process, builder: ProgramBuilder) -> Scope:
    """Parameters by name; with a beam on leg 2 at rest sqrt_s follows from its total energy E_..."""
    from processes.core.lowering import Scope

    scope = Scope(builder, process.lagrangian.all_definitions)
    if process.beam:
        one, two = (scope.parameter(p.mass) if p.mass else builder.constant(0) for p in process.parsed.initial)
        scope.values["sqrt_s"] = builder.op("sqrt", one * one + two * (two + 2 * scope.parameter(process.beam)))
    return scope


def _flux(process: Process, scope: Scope) -> Ref:
    """1/(2M) or 1/(4 p sqrt(s)), times the identical-particle factor; p is exact just above threshold.

    For a target at rest p sqrt(s) is its mass times the momentum of the beam.
    """
    from amps.phase_space.arithmetic import exact_sum

    builder = scope.builder
    masses = [scope.parameter(p.mass) if p.mass else builder.constant(0) for p in process.parsed.initial]
    symmetry = builder.constant(process.parsed.symmetry_factor)
    if len(masses) == 1:
        return symmetry / (2 * masses[0])
    if process.beam:
        beam = scope.parameter(process.beam)
        return symmetry / (4 * masses[1] * builder.op("sqrt", (beam - masses[0]) * (beam + masses[0])))
    energy = scope.parameter("sqrt_s")
    one, two = masses
    kallen = exact_sum([energy, -one, -two]) * (energy + one + two) * (energy - one + two) * (energy + one - two)
    flux: Ref = symmetry / (2 * builder.op("sqrt", kallen))
    return flux


def argument_meanings(process: Process, program: Program) -> dict[str, dict[str, Any]]:
    """Meaning, unit and usual value of every argument: invariants, numbers of the unit cube, parameters, constants."""
    from processes.core.constants import CONSTANTS

    invariants: Mapping[str, Any] = {}
    if process.closed_form(process.quantity) is None or not set(program.arguments) <= set(process.arguments):
        invariants = process.squared_amplitude().invariants
    found: dict[str, dict[str, Any]] = {}
    for name in program.arguments:
        if name in invariants and name not in program.uniform:
            power = 2 if hasattr(invariants[name], "signs") else 4
            found[name] = {"meaning": invariants[name].definition, "unit": f"GeV^{power}"}
        elif name in process.arguments or name in CONSTANTS:
            parameter = process.arguments.get(name) or CONSTANTS[name]
            found[name] = {"meaning": parameter.meaning, "unit": parameter.unit}
            if isinstance(parameter.default, int | float):
                found[name]["usual"] = parameter.default
        elif name not in program.uniform:
            found[name] = {"meaning": "coordinate of the unit cube, between 0 and 1", "unit": "1"}
    return found
