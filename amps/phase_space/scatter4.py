"""2 -> 4: tridents, and emission of a pair from an exchanged line."""

from __future__ import annotations

from amps.phase_space.maps import Inverse, TwoSided
from amps.phase_space.space import PhaseSpace
from amps.phase_space.tree import AngleMap, Cluster, MassMap


def trident(recoil: int, continued: int, pair: tuple[int, int], angle: AngleMap | None = None) -> PhaseSpace:
    """Phase space of beam(1) target(2) -> continued pair recoil where the pair is exchanged between both lines.

    The target emits q with t = (p2 - recoil)^2 in its logarithm, the beam emits k with k^2 = (p1 - continued)^2,
    and k q -> pair is sampled in the logarithm of both pair propagators (q - p)^2 - m^2; dimension 7.

    Args:
        recoil: final leg of the target line.
        continued: final leg of the beam line.
        pair: the two legs of the exchanged fermion line.
        angle: how k^2 is sampled; flat (four-fermion contact) unless told otherwise.
    """
    poles = AngleMap(TwoSided(), pole=pair[0], upper_pole=pair[1])
    inner = Cluster(*pair, exchange=2, mass=MassMap(Inverse()), angle=poles)
    upper = Cluster(continued, inner, exchange=1, mass=MassMap(Inverse()), angle=angle or AngleMap())
    return PhaseSpace(2, Cluster(recoil, upper, exchange=2, angle=AngleMap(Inverse())))


def pair_emission(recoil: int, continued: int, pair: tuple[int, int], mass: MassMap | None = None) -> PhaseSpace:
    """Phase space of beam(1) target(2) -> continued (pair) recoil where the beam radiates what becomes the pair.

    As :func:`amps.phase_space.scatter3.bremsstrahlung` with the radiated mass sampled as ``mass``; dimension 7.

    Args:
        recoil: final leg of the target line.
        continued: final leg of the beam line.
        pair: decay products of the radiated particle.
        mass: how the mass of the pair is sampled; logarithmic (photon) unless told otherwise.
    """
    inner = Cluster(*pair, mass=mass or MassMap(Inverse()))
    upper = Cluster(inner, continued, exchange=1, mass=MassMap(Inverse(), pole=1), angle=AngleMap(Inverse(), pole=1))
    return PhaseSpace(2, Cluster(recoil, upper, exchange=2, angle=AngleMap(Inverse())))
