"""The maps of one integral as the start of a similar one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processes.numerics.sampler import Grid

MOST_BINS = 100
"""Bins per axis that are kept: the first iteration that a map is used for has no more."""

Edges = list[list[list[float]]]
"""Edges of the bins by channel and axis."""


@dataclass
class Maps:
    """The maps to start from, none for a fresh start, and once an integral is done those that it ended with."""

    start: Edges | None = None
    found: Edges | None = None

    def keep(self, grids: Sequence[Grid]) -> None:
        """Take over the maps of a finished integral, with fewer bins of equal weight."""
        self.found = [[_thinned(axis.tolist()) for axis in grid] for grid in grids]


def _thinned(edges: list[float]) -> list[float]:
    step = -(-(len(edges) - 1) // MOST_BINS)
    return [*edges[:-1:step], edges[-1]]
