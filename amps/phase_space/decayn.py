"""1 -> n as a chain or tree of pair masses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amps.phase_space.space import PhaseSpace
from amps.phase_space.tree import Cluster, MassMap


def decayn(order: Sequence[int], masses: Mapping[tuple[int, ...], MassMap] | None = None) -> PhaseSpace:
    """Phase space of m1 -> n particles emitted one after the other; dimension 3n - 7 for n > 2.

    Args:
        order: the final legs 2 ... n+1, first emitted first: (2, 3, 4, 5) samples s_345 and then s_45.
        masses: how the invariant mass of a cluster is sampled, by its legs in that order; flat where absent.

    Raises:
        ValueError: fewer than two legs, or a mass map for a cluster that is not in the chain.
    """
    if len(order) < 2:
        raise ValueError(f"expected at least two final legs, found {tuple(order)}")
    maps = dict(masses or {})
    tree: int | Cluster = order[-1]
    for position in range(len(order) - 2, -1, -1):
        tree = Cluster(order[position], tree, mass=maps.pop(tuple(order[position:]), MassMap()))
    if maps:
        raise ValueError(
            f"expected clusters {[tuple(order[i:]) for i in range(1, len(order) - 1)]}, found {list(maps)}"
        )
    assert isinstance(tree, Cluster)
    return PhaseSpace(1, tree)
