"""2 -> 2: one variable, the momentum transfer."""

from __future__ import annotations

from amps.phase_space.space import PhaseSpace
from amps.phase_space.tree import AngleMap, Cluster


def scatter2(angle: AngleMap | None = None, first: int = 3) -> PhaseSpace:
    """Phase space of 1 2 -> 3 4 in t = (p1 - p_first)^2; dimension 1.

    Args:
        angle: how t is sampled; flat (isotropic) unless told otherwise.
        first: the final leg, 3 or 4, that continues leg 1.

    Raises:
        ValueError: ``first`` is neither 3 nor 4.
    """
    if first not in (3, 4):
        raise ValueError(f"expected final leg 3 or 4, found {first}")
    return PhaseSpace(2, Cluster(first, 7 - first, exchange=1, angle=angle or AngleMap()))
