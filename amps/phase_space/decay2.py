"""1 -> 2: a number, p/(4 pi M), and no integration."""

from __future__ import annotations

from amps.phase_space.space import PhaseSpace
from amps.phase_space.tree import Cluster


def decay2() -> PhaseSpace:
    """Phase space of M -> m2 m3: dimension 0, weight = volume = p/(4 pi M)."""
    return PhaseSpace(1, Cluster(2, 3))
