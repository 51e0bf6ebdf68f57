"""Maps in a scan: the middle point of every block of neighbouring points lends its VEGAS map to the others.

Which point lends to which follows from the grid alone, so that the digits of a row depend neither on the workers nor
on an interruption. A map of up to two dimensions is adapted within a few hundred points; there every row has its own.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from processes.numerics.maps import Maps
from processes.output.points import compute_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from processes.core.process import Process
    from processes.output.points import Row

SIDE = {1: 5, 2: 3, 3: 3}
"""Points along the side of a block, at most, by the number of varied parameters."""
LEAST_DIMENSION = 3


def lends_maps(process: Process, fixed: Mapping[str, Any]) -> bool:
    """Whether the rows of a scan are integrals by VEGAS that are worth a common map."""
    from processes.core.process import Process

    method = fixed.get("method", "auto")
    if type(process).rate is not Process.rate or method not in ("auto", "vegas"):
        return False
    if method == "auto" and "cuts" not in fixed and process.closed_form(process.quantity) is not None:
        return False
    incoming, final = len(process.parsed.initial), len(process.parsed.final)
    return 3 * final - (7 if incoming == 1 else 5) >= LEAST_DIMENSION


def pilots_of(shape: Sequence[int]) -> list[int]:
    """For every point of a grid, the last axis fastest, the number of the middle point of its block."""
    sides = [_middles(n, SIDE[len(shape)]) for n in shape]
    found = []
    for place in itertools.product(*sides):
        number = 0
        for n, k in zip(shape, place, strict=True):
            number = number * n + k
        found.append(number)
    return found


def compute_rows(
    process: Process,
    fixed: Mapping[str, Any],
    points: Sequence[Mapping[str, float]],
    shape: Sequence[int],
    finished: Mapping[int, Row],
    *,
    workers: int = 1,
    dask: str | None = None,
) -> Iterator[tuple[int, Row]]:
    """Rows that are not `finished`, with their numbers, as they come; those of lenders hold their "maps" besides.

    Raises as `compute_points`.
    """
    left = [k for k in range(len(points)) if k not in finished]
    if not lends_maps(process, fixed):
        yield from compute_points(process, fixed, {k: (points[k],) for k in left}, workers=workers, dask=dask)
        return
    pilots = pilots_of(shape)
    blocks: dict[int, list[int]] = {k: [] for k in left if pilots[k] == k}
    ready: dict[int, Any] = {k: (points[k], Maps()) for k in blocks}
    for k in left:
        pilot = pilots[k]
        if pilot in finished:
            ready[k] = _borrowing(points[k], finished[pilot])
        elif pilot != k:
            blocks[pilot].append(k)

    def after(number: int, row: Row) -> dict[int, Any]:
        return {k: _borrowing(points[k], row) for k in blocks.pop(number, [])}

    yield from compute_points(process, fixed, ready, after, workers=workers, dask=dask)


def _borrowing(point: Mapping[str, float], lender: Row) -> tuple[Mapping[str, float], *tuple[Maps, ...]]:
    """The task of a point that starts from the maps of its lender, or afresh if that has none."""
    return (point, Maps(lender["maps"])) if "maps" in lender else (point,)


def _middles(n: int, side: int) -> list[int]:
    """For each of n points in a row the middle of its block, the blocks as equal as they can be."""
    blocks = -(-n // side)
    edges = [n * k // blocks for k in range(blocks + 1)]
    return [(low + high) // 2 for low, high in itertools.pairwise(edges) for _ in range(low, high)]
