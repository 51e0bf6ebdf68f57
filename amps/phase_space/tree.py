"""Description of a map: a binary tree of final-state clusters and how each variable is sampled.

The tree of ``e- N > e- N Ap`` that resolves both emission propagators and the photon pole reads

    Cluster(4, Cluster(3, 5, exchange=1, ...), exchange=2, ...)

outside in: the target line (initial leg 2) emits leg 4 with t = (p2 - p4)^2, and inside the recoiling cluster the
line of leg 1 emits leg 3. Without ``exchange`` a cluster decays isotropically in its rest frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from amps.phase_space.maps import BreitWigner, Flat, Map, TwoSided

Reference = int | str | None
"""A mass or energy known when the map is evaluated: leg number, argument name, or None for zero."""

Signs = tuple[int, ...]
"""One of -1, 0, +1 per leg: the momentum sum of +p and -p."""


@dataclass(frozen=True)
class MassMap:
    """How the squared mass of a cluster is sampled.

    Attributes:
        shape: density of s.
        pole: mass of the line that decays to the cluster.
        width: its width; needed by BreitWigner only.
        least, most: smallest and largest invariant mass allowed by a cut.
        recoil_energy, most_recoil_energy: smallest and largest energy, in the rest frame of the parent, of the leg that
            recoils against the cluster.
    """

    shape: Map = field(default_factory=Flat)
    pole: Reference = None
    width: Reference = None
    least: Reference = None
    most: Reference = None
    recoil_energy: Reference = None
    most_recoil_energy: Reference = None

    @property
    def references(self) -> tuple[Reference, ...]:
        """Masses, width and bounds."""
        return self.pole, self.width, self.least, self.most, self.recoil_energy, self.most_recoil_energy

    def __post_init__(self) -> None:
        """Check that shape and width go together."""
        if isinstance(self.shape, TwoSided):
            raise ValueError("expected any shape but TwoSided for a mass, found it")
        if isinstance(self.shape, BreitWigner) and (self.pole is None or self.width is None):
            raise ValueError(f"expected a pole and a width for a Breit-Wigner, found {self.pole} and {self.width}")


@dataclass(frozen=True)
class AngleMap:
    """How the angle of a step is sampled.

    In an exchange the variable is t = (line - first)^2, and u = (line - second)^2 is its mirror image. In an isotropic
    step inside a cluster it is (sibling + first)^2 with mirror image (sibling + second)^2, where the sibling is what
    the cluster recoils against: a pole there is emission from one of the two parts.

    Attributes:
        shape: density of the variable, Flat for a uniform cosine.
        pole: mass of the line in the variable.
        upper_pole: mass of the line in the mirror image, the pole at the backward end (TwoSided only).
        cosines: bounds that cuts set on the cosine between ``first`` and the beam (leg 1) in the rest frame of the
            reaction, lower and upper; step of the whole final state only.
        opposite_cosines: the same for ``second``.
        least_energies: bounds on the energies of ``first`` and ``second`` in the rest frame of the reaction; isotropic
            step of a cluster that comes directly from the whole final state only.
    """

    shape: Map = field(default_factory=Flat)
    pole: Reference = None
    upper_pole: Reference = None
    cosines: tuple[Reference, Reference] = (None, None)
    opposite_cosines: tuple[Reference, Reference] = (None, None)
    least_energies: tuple[Reference, Reference] = (None, None)

    def __post_init__(self) -> None:
        """Check the shape."""
        if isinstance(self.shape, BreitWigner):
            raise ValueError("expected Flat, Inverse, InverseSquare or TwoSided for an angle, found BreitWigner")


@dataclass(frozen=True)
class Cluster:
    """Two parts of the final state, each a leg number or a cluster.

    Attributes:
        exchange: initial leg whose line emits ``first``; None for an isotropic decay.
        mass: how the mass of this cluster is sampled (ignored for the whole final state).
        angle: how the angle of ``first`` is sampled.
    """

    first: int | Cluster
    second: int | Cluster
    exchange: int | None = None
    mass: MassMap = field(default_factory=MassMap)
    angle: AngleMap = field(default_factory=AngleMap)

    @property
    def legs(self) -> tuple[int, ...]:
        """Final legs of the cluster."""
        return (*legs_of(self.first), *legs_of(self.second))

    @property
    def parts(self) -> tuple[int | Cluster, int | Cluster]:
        """Both daughters."""
        return self.first, self.second

    def clusters(self) -> Iterator[Cluster]:
        """This cluster and all inside it, outside in."""
        yield self
        for part in self.parts:
            if isinstance(part, Cluster):
                yield from part.clusters()

    @property
    def references(self) -> tuple[int | str, ...]:
        """Legs and arguments that the maps of the tree refer to, each once, in order of appearance."""
        found: dict[int | str, None] = {}
        for cluster in self.clusters():
            mass, angle = cluster.mass, cluster.angle
            for reference in (
                *mass.references,
                angle.pole,
                angle.upper_pole,
                *angle.cosines,
                *angle.opposite_cosines,
                *angle.least_energies,
            ):
                if reference is not None:
                    found[reference] = None
        return tuple(found)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the extra arguments that the maps of the tree need, sorted."""
        return tuple(sorted(name for name in self.references if isinstance(name, str)))


def variables(tree: Cluster, n_in: int) -> tuple[str, ...]:
    """What each unit-cube variable samples, in order: s of a cluster, t of an exchange, cos and phi of a decay."""
    trivial = ["phi"] if n_in == 2 else ["cos", "phi", "phi"]

    def visit(cluster: Cluster) -> Iterator[str]:
        inner = [part for part in cluster.parts if isinstance(part, Cluster)]
        for part in inner:
            yield f"s({' '.join(map(str, part.legs))})"
        first = " ".join(map(str, legs_of(cluster.first)))
        for angle in ("cos", "phi"):
            if angle in trivial:
                trivial.remove(angle)
            elif angle == "cos" and cluster.exchange is not None:
                yield f"t({cluster.exchange} > {first})"
            else:
                yield f"{angle}({first})"
        for part in inner:
            yield from visit(part)

    return tuple(visit(tree))


def legs_of(part: int | Cluster) -> tuple[int, ...]:
    """Final legs of a leg or cluster."""
    return (part,) if isinstance(part, int) else part.legs


def canonical(signs: Signs, n_in: int) -> Signs:
    """One name for all sign tuples that are equal by momentum conservation and overall sign.

    Raises:
        ValueError: an entry is not -1, 0 or +1.
    """
    return min(equivalents(signs, n_in))


def equivalents(signs: Signs, n_in: int) -> list[Signs]:
    """Sign tuples with the same squared momentum."""
    if any(sign not in (-1, 0, 1) for sign in signs):
        raise ValueError(f"expected one of -1, 0, 1 per leg, found {signs}")
    found = []
    for shift in (0, 1, -1):
        moved = tuple(sign + (shift if leg < n_in else -shift) for leg, sign in enumerate(signs))
        if all(-1 <= sign <= 1 for sign in moved):
            found += [moved, tuple(-sign for sign in moved)]
    return found
