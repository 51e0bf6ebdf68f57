"""What a map should know of a reaction: the poles of its diagrams and the bounds of its cuts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amps.phase_space.tree import Reference, Signs

if TYPE_CHECKING:
    from amps.phase_space.arithmetic import Number
    from amps.phase_space.point import Point

_RESONANCE, _MASSLESS_EXCHANGE, _EMISSION, _MASSIVE = 8.0, 7.0, 4.0, 3.0
_ON_SHELL = 1e-60
"""Smallest |K^2 - m^2| in units of the energy squared, so that products of a few inverses stay finite."""


@dataclass(frozen=True)
class Denominator:
    """A propagator K^2 - mass^2 (+ i mass width), K the sum of signs_i p_i over all legs.

    Attributes:
        signs: -1, 0 or +1 for every leg, initial ones first.
        mass: leg number or argument name of the mass, None for a massless line.
        width: argument name of the width if the line can be on shell, None otherwise.
        power: 2 where |M|^2 falls with the square of the propagator, at least beyond the inelasticity of the exchange
            (bosons), 1 where a numerator softens it everywhere (emission).
        cutoff: argument name of a mass put in place of zero in the map of a massless exchange: the square root of the
            smallest |t| that cuts leave.
    """

    signs: Signs
    mass: Reference = None
    width: Reference = None
    power: int = 1
    cutoff: Reference = None

    def __post_init__(self) -> None:
        """Check the power."""
        if self.power not in (1, 2):
            raise ValueError(f"expected power 1 or 2, found {self.power}")

    @property
    def pole(self) -> Reference:
        """The mass that maps use."""
        return self.mass if self.cutoff is None else self.cutoff

    @property
    def strength(self) -> float:
        """How much an unmapped peak would hurt, on an arbitrary scale."""
        if self.width is not None:
            return _RESONANCE
        if self.mass is None:
            return _MASSLESS_EXCHANGE
        return _EMISSION if isinstance(self.mass, int) else _MASSIVE

    def peak(self, point: Point) -> Number:
        """Height of the peak at a point: s/|K^2 - m^2|, of a resonance s m Gamma/((K^2 - m^2)^2 + (m Gamma)^2)."""
        lib, s = point.lib, point.total * point.total
        distance = lib.absolute(point.virtuality(self.signs, self.pole)) + _ON_SHELL * s
        if self.width is None:
            return s / distance
        scale = point.resolve(self.pole) * point.resolve(self.width)
        resonance = s * scale / (distance * distance + scale * scale)
        return lib.select_lt(0.0, scale, resonance, s / distance)


@dataclass(frozen=True)
class Cuts:
    """Bounds on the sampling, as leg numbers or argument names.

    Attributes:
        least_mass, most_mass: smallest and largest invariant mass by final legs (in ascending order).
        least_energy, most_energy: smallest and largest energy of a final leg in the rest frame of the reaction.
        cosines: smallest and largest cosine of the angle between a final leg and leg 1 in that frame.
    """

    least_mass: Mapping[tuple[int, ...], Reference] = field(default_factory=dict)
    most_mass: Mapping[tuple[int, ...], Reference] = field(default_factory=dict)
    least_energy: Mapping[int, Reference] = field(default_factory=dict)
    most_energy: Mapping[int, Reference] = field(default_factory=dict)
    cosines: Mapping[int, tuple[Reference, Reference]] = field(default_factory=dict)
