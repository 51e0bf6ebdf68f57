"""Where a walk takes its variables from: the unit cube, or a point that another map has sampled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from amps.phase_space.arithmetic import Arithmetic, Number
from amps.phase_space.maps import Interval, Map, Sampled
from amps.phase_space.point import Point
from amps.phase_space.tree import Reference, Signs

SMALLEST, LARGEST = 1e-20, 1 - 2.0**-53
"""Bounds on unit-cube variables; the upper one is the largest double below 1."""


class Peak(NamedTuple):
    """A pole of the sampled variable: sense * (K^2 - mass^2) is the distance from it."""

    sense: int
    signs: Signs
    mass: Reference


class Source(Protocol):
    """Supplies the variables of a walk, in the order it asks."""

    def sample(self, lib: Arithmetic, shape: Map, interval: Interval, peak: Peak, upper: Peak | None = None) -> Sampled:
        """Value of an invariant."""
        ...

    def angle(self, lib: Arithmetic) -> Number:
        """A uniform variable in (0, 1)."""
        ...


@dataclass
class UnitCube:
    """Variables x1, x2, ... kept a hair inside (0, 1)."""

    variables: list[Number]

    def sample(self, lib: Arithmetic, shape: Map, interval: Interval, peak: Peak, upper: Peak | None = None) -> Sampled:
        """Value of an invariant at the next variable."""
        return shape.sample(lib, self.angle(lib), interval)

    def angle(self, lib: Arithmetic) -> Number:
        """The next variable."""
        return lib.minimum(lib.maximum(self.variables.pop(0), SMALLEST), LARGEST)


@dataclass(frozen=True)
class GivenPoint:
    """Invariants of a point sampled by another map; angles do not enter a weight."""

    point: Point

    def sample(self, lib: Arithmetic, shape: Map, interval: Interval, peak: Peak, upper: Peak | None = None) -> Sampled:
        """Value of an invariant at the point, with the derivative this map would have had there."""
        from_pole = self._distance(peak)
        from_upper = self._distance(upper) if upper is not None else 0.0
        below = lib.minimum(lib.maximum(from_pole - interval.gap, 0.0), interval.width)
        jacobian = shape.jacobian(lib, from_pole, from_upper, interval)
        return Sampled(below, interval.width - below, from_pole, jacobian)

    def angle(self, lib: Arithmetic) -> Number:
        """Any number inside (0, 1), away from symmetric values that would line momenta up with the axis."""
        return 0.3

    def _distance(self, peak: Peak) -> Number:
        return peak.sense * self.point.virtuality(peak.signs, peak.mass)
