"""|M|^2 inside a program: the polynomial in invariants, or 1 where helicity amplitudes of momenta follow outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from processes.core.lowering import Scope, lower_squared, on_point

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sympy

    from amps.squared import SquaredAmplitude
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


def components(process: Process) -> tuple[Component, ...]:
    """All components of all momenta, in the order p1_E, p1_x, ..."""
    return tuple(Component(leg, axis) for leg in range(1, len(process.parsed.legs) + 1) for axis in range(4))


def uses_helicities(process: Process) -> bool:
    """Whether the rate is integrated over helicity amplitudes of momenta instead of the polynomial |M|^2."""
    from processes.core.evaluation import is_large

    return is_large(process) and not process.functions and all(p.colour == 1 for p in process.parsed.legs)
