"""2 -> 3: emission from an exchanged line, and a pair recoiling against a third particle."""

from __future__ import annotations

from amps.phase_space.maps import Inverse
from amps.phase_space.space import PhaseSpace
from amps.phase_space.tree import AngleMap, Cluster, MassMap


def bremsstrahlung(recoil: int, continued: int, emitted: int, angle: AngleMap | None = None) -> PhaseSpace:
    """Phase space of beam(1) target(2) -> continued emitted recoil; dimension 4.

    Sampled are s = (continued + emitted)^2 in the logarithm of its distance from m1^2, the photon pole
    t = (p2 - recoil)^2 in its logarithm from t_min on, and t' = (p1 - continued)^2, so that both emission
    propagators and the momentum transfer are direct variables.

    Args:
        recoil: final leg of the target line.
        continued: final leg of the beam line.
        emitted: the radiated particle.
        angle: how t' is sampled; by default in the logarithm of (p1 - emitted)^2 - m1^2.
    """
    radiated = angle or AngleMap(Inverse(), pole=1)
    pair = Cluster(emitted, continued, exchange=1, mass=MassMap(Inverse(), pole=1), angle=radiated)
    return PhaseSpace(2, Cluster(recoil, pair, exchange=2, angle=AngleMap(Inverse())))


def pair_recoil(
    single: int, pair: tuple[int, int], mass: MassMap | None = None, angle: AngleMap | None = None
) -> PhaseSpace:
    """Phase space of 1 2 -> single + pair, the pair decaying isotropically; dimension 4.

    Args:
        single: leg that recoils.
        pair: the other two final legs.
        mass: how the mass of the pair is sampled.
        angle: how t = (p1 - single)^2 is sampled.
    """
    inner = Cluster(*pair, mass=mass or MassMap())
    return PhaseSpace(2, Cluster(single, inner, exchange=1, angle=angle or AngleMap()))
