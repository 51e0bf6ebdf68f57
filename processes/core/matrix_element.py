"""|M|^2 inside a program: the polynomial in invariants, or 1 where helicity amplitudes of momenta follow outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from processes.core.lowering import Scope, lower_squared, on_point, squared_amplitude_program

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sympy

    from amps.algebra.basis import Invariant, Orientation
    from amps.squared import SquaredAmplitude
    from codegen.kernel import Kernel
    from codegen.program import Ref
    from processes.core.process import Process


@dataclass(frozen=True)
class Polynomial:
    """|M|^2 of a derived squared amplitude."""

    squared: SquaredAmplitude

    @property
    def definitions(self) -> Mapping[sympy.Symbol, sympy.Expr]:
        """Parameters given by others."""
        return self.squared.definitions

    def inputs(self, point: Any) -> dict[str, Any]:
        """What it needs of a phase-space point, by name."""
        return {name: on_point(point, invariant) for name, invariant in self.squared.invariants.items()}

    def lower(self, scope: Scope, values: Mapping[str, Ref]) -> Ref:
        """|M|^2 of these inputs."""
        return lower_squared(scope, self.squared, values)


@dataclass(frozen=True)
class Unit:
    """1 in the place of |M|^2: phase space alone."""

    definitions: Mapping[sympy.Symbol, sympy.Expr]

    def inputs(self, point: Any) -> dict[str, Any]:
        """Nothing."""
        return {}

    def lower(self, scope: Scope, values: Mapping[str, Ref]) -> Ref:
        """One."""
        return scope.builder.constant(1)


@dataclass(frozen=True)
class Component:
    """A component of a leg's momentum, as an observable."""

    leg: int
    axis: int

    def at(self, point: Any, arithmetic: Any) -> Any:
        """Its value at a phase-space point."""
        return point.momenta()[self.leg - 1][self.axis]


@dataclass(frozen=True)
class Value:
    """An invariant of |M|^2, as an observable."""

    invariant: Invariant | Orientation

    def at(self, point: Any, arithmetic: Any) -> Any:
        """Its value at a phase-space point."""
        return on_point(point, self.invariant)


def element_and_inputs(process: Process) -> tuple[Kernel, dict[str, Component | Value]]:
    """|M|^2 as a kernel of its own, and its inputs at a phase-space point by name.

    Helicity amplitudes where there are any: they keep their digits at the poles of all channels, while the polynomial
    has the invariants of one choice.
    """
    if has_helicities(process):
        from processes.core.evaluation import helicity_kernel

        return helicity_kernel(process), _components(process)
    import codegen

    squared = process.squared_amplitude()
    kernel = codegen.compile(squared_amplitude_program(process.id or "squared_amplitude", squared))
    return kernel, {name: Value(squared.invariants[name]) for name in kernel.program.points}


def _components(process: Process) -> dict[str, Component | Value]:
    """All components of all momenta, p1_E, p1_x, ..."""
    legs = range(1, len(process.parsed.legs) + 1)
    return {f"p{leg}_{name}": Component(leg, axis) for leg in legs for axis, name in enumerate("Exyz")}


def has_helicities(process: Process) -> bool:
    """Whether |M|^2 of a process can be computed from momenta by compiled helicity amplitudes."""
    from amps.bound_states import has_bound_legs
    from processes.core.evaluation import colour_sum

    return not process.functions and not has_bound_legs(process.parsed) and colour_sum(process) is not None
