"""The probability that a particle from a point source decays inside a detector volume.

P = exp(-l1/L) - exp(-l2/L) with L = beta gamma c tau, l1 and l2 the distances at which the flight path enters and
leaves the volume. Lengths in metres, momenta and masses in GeV.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

SOURCE = (0.0, 0.0, 0.0)


class Volume(Protocol):
    """Anything with an entry and an exit distance along a ray."""

    def path(self, origin: Any, directions: Any) -> tuple[Any, Any]:
        """Distances l1 <= l2 (m) along unit vectors (n, 3) from `origin`; equal where the ray misses."""


@dataclass(frozen=True)
class Cylinder:
    """A cylinder by its centre (m), radius, length and the direction of its axis."""

    centre: tuple[float, float, float]
    radius: float
    length: float
    axis: tuple[float, float, float] = (0.0, 0.0, 1.0)

    def __post_init__(self) -> None:
        if self.radius <= 0 or self.length <= 0:
            raise ValueError(f"radius and length must be positive, not {self.radius} m and {self.length} m")
        if not any(self.axis):
            raise ValueError("the axis needs a direction")

    def path(self, origin: Any, directions: Any) -> tuple[Any, Any]:
        """Where rays from `origin` (3) along unit vectors (n, 3) enter and leave, m: two arrays (n,).

        Only what lies ahead of the origin counts. Rays that miss have both distances 0.
        """
        import numpy as np

        rays = np.atleast_2d(np.asarray(directions, dtype=float))
        axis = np.asarray(self.axis, dtype=float) / np.linalg.norm(self.axis)
        start = np.asarray(origin, dtype=float) - np.asarray(self.centre, dtype=float)
        along, height = rays @ axis, start @ axis
        across, offset = rays - np.outer(along, axis), start - height * axis

        # |offset + l across| < radius and |height + l along| < length/2, each an interval of l
        square, middle = (across**2).sum(axis=1), across @ offset
        inside = self.radius**2 - offset @ offset
        mantle = _interval(square, middle, inside)
        caps = _interval(along**2, along * height, (self.length / 2) ** 2 - height**2)
        first = np.maximum(np.maximum(mantle[0], caps[0]), 0.0)
        last = np.minimum(mantle[1], caps[1])
        hit = last > first
        return np.where(hit, first, 0.0), np.where(hit, last, 0.0)


def decay_length(ctau: Any, momentum: Any, mass: Any) -> Any:
    """L = beta gamma c tau = c tau p/m, m. Raises ValueError for a mass that is not positive."""
    import numpy as np

    if np.any(np.asarray(mass) <= 0):
        raise ValueError(f"a decaying particle needs a positive mass, not {mass}")
    return ctau * momentum / mass


def decay_probability(length: Any, first: Any, last: Any) -> Any:
    """Probability to decay between the distances `first` and `last` (m) at decay length `length` (m).

    Numbers or arrays. Raises ValueError unless 0 <= first <= last and length > 0.
    """
    import numpy as np

    length, first, last = (np.asarray(value, dtype=float) for value in (length, first, last))
    if np.any(length <= 0) or np.any(first < 0) or np.any(last < first):
        raise ValueError("expected a positive decay length and 0 <= first <= last")
    # a difference of exponentials would lose all digits for decay lengths far beyond the detector
    found = np.exp(-first / length) * -np.expm1(-(last - first) / length)
    return found if found.ndim else float(found)


def decay_probability_in(volume: Volume, momenta: Any, mass: float, ctau: float, *, source: Any = SOURCE) -> Any:
    """Probability to decay inside `volume` for three-momenta (n, 3), GeV, of particles that start at `source`, m.

    Returns an array (n,), 0 where the flight path misses.
    """
    import numpy as np

    momenta = np.atleast_2d(np.asarray(momenta, dtype=float))
    sizes = np.linalg.norm(momenta, axis=1)
    if np.any(sizes == 0):
        raise ValueError("a particle at rest has no direction: momenta must not vanish")
    first, last = volume.path(source, momenta / sizes[:, None])
    return decay_probability(decay_length(ctau, sizes, mass), first, last)


def _interval(square: Any, middle: Any, inside: Any) -> tuple[Any, Any]:
    """The l with square l^2 + 2 middle l < inside; empty intervals end before they begin."""
    import numpy as np

    moves = square > 0
    safe = np.where(moves, square, 1.0)
    discriminant = middle**2 + safe * inside
    root = np.sqrt(np.maximum(discriminant, 0.0))
    first, last = (-middle - root) / safe, (-middle + root) / safe
    still = np.where(inside > 0, np.inf, -np.inf)
    first, last = np.where(moves, first, -still), np.where(moves, last, still)
    return first, np.where(moves & (discriminant <= 0), -np.inf, last)
