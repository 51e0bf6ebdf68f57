"""A cluster of the tree in its rest frame, with the lines that meet it and the sibling it recoils against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amps.phase_space.arithmetic import TINY, Arithmetic, Number
from amps.phase_space.invariants import Invariant, Joint, Leg, Pair, Side, Total
from amps.phase_space.light_front import Direction, Plane, direction_of


@dataclass(frozen=True)
class Line:
    """An incoming momentum of a step, p_side minus what it has emitted, seen from the cluster's rest frame.

    ``transverse`` is its transverse momentum there (light-front boosts leave plus components alone).
    """

    signs: Mapping[int, int]
    invariant: Invariant
    plus: Number
    transverse: Plane

    def emit(self, legs: tuple[int, ...], plus: Number, transfer: Invariant, transverse: Plane) -> Line:
        """Return the line after emission of some final legs; ``plus`` is what it has left."""
        return Line({**self.signs, **dict.fromkeys(legs, -1)}, transfer, plus, transverse)


@dataclass(frozen=True)
class Recoil:
    """The sibling of a cluster seen from the cluster's rest frame: energy, momentum (GeV) and direction."""

    legs: tuple[int, ...]
    invariant: Leg | Pair
    energy: Number
    momentum: Number
    direction: Direction


@dataclass(frozen=True)
class Frame:
    """A cluster in flight: mass, energy above threshold, plus component, velocity steps, lines, sibling."""

    invariant: Total | Pair
    kinetic: Number
    plus: Number
    steps: tuple[tuple[int, Plane], ...] = ()
    lines: Mapping[int, Line] = field(default_factory=dict)
    recoil: Recoil | None = None

    @property
    def mass(self) -> Number:
        """Invariant mass, GeV."""
        return self.invariant.mass


def recoil_of(
    lib: Arithmetic,
    parent: Number,
    legs: tuple[int, ...],
    sibling: Leg | Pair,
    energies: tuple[Number, Number],
    momentum: Number,
    own: Number,
    direction: Direction,
) -> Recoil:
    """Sibling of a cluster of mass ``own``; energies (own, sibling) and direction (own) are those of the parent frame.

    The light-front boost to the cluster turns the parent's direction n into -(m n_T, p + E n_z).
    """
    longitudinal = direction.upper.square - direction.lower.square
    seen = direction_of(lib, direction.transverse * (-own), -(momentum + energies[0] * longitudinal))
    energy = (energies[0] * energies[1] + momentum * momentum) / own
    return Recoil(legs, sibling, energy, momentum * parent / own, seen)


def collinear(recoil: Recoil, part: Leg | Pair, side: Side, index: int) -> Joint:
    """(recoil + part)^2 where the two are parallel: 2 (E E' - p p') without subtraction."""
    energy, momentum = side.energies[index], side.momentum
    top = part.square * recoil.momentum * recoil.momentum + recoil.invariant.square * energy * energy
    least = 2 * top / (recoil.energy * energy + recoil.momentum * momentum + TINY)
    return Joint(recoil.invariant, part, least)
