"""1 -> 3: the Dalitz plane."""

from __future__ import annotations

from amps.phase_space.space import PhaseSpace
from amps.phase_space.tree import Cluster, MassMap


def decay3(pair: tuple[int, int] = (3, 4), mass: MassMap | None = None) -> PhaseSpace:
    """Phase space of m1 -> m2 m3 m4 in the mass of a pair and the angle inside it; dimension 2.

    Args:
        pair: the two final legs (numbers 2, 3, 4) whose invariant mass is sampled.
        mass: how it is sampled; flat in s unless told otherwise.

    Raises:
        ValueError: the pair is not two of the legs 2, 3, 4.
    """
    if len(set(pair)) != 2 or not set(pair) <= {2, 3, 4}:
        raise ValueError(f"expected two of the final legs 2, 3, 4, found {pair}")
    (single,) = {2, 3, 4} - set(pair)
    return PhaseSpace(1, Cluster(single, Cluster(*pair, mass=mass or MassMap())))
