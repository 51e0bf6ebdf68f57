"""Sharing the calls of one integral among the ranks of an MPI run (mpirun -n 4 ...)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Item = TypeVar("Item")
    Value = TypeVar("Value")


class Ranks:
    """All ranks of COMM_WORLD as one pool: each computes its part of the calls and gets the results of all.

    Every rank must make the same calls in the same order; each returns the same values, so that what follows from
    them agrees on all ranks. Raises ValueError without mpi4py.
    """

    def __init__(self) -> None:
        try:
            from mpi4py import MPI
        except ImportError as error:
            raise ValueError(
                f"workers='mpi' needs mpi4py and an MPI library ({error}): pip install 'dark-amps[mpi]'"
            ) from error
        self._world: Any = MPI.COMM_WORLD

    @property
    def is_first(self) -> bool:
        """True for the rank that speaks for all, on the screen and on disk."""
        return bool(self._world.Get_rank() == 0)

    def total(self, number: int) -> int:
        """The sum of a number over all ranks."""
        return int(self._world.allreduce(number))

    def map(self, function: Callable[[Item], Value], items: Iterable[Item]) -> Iterator[Value]:
        """`function` of every item, in order. An exception on any rank is raised on all: none is left waiting."""
        rank, size = self._world.Get_rank(), self._world.Get_size()
        given = list(items)
        try:
            mine: Any = [function(item) for item in given[rank::size]]
        except Exception as error:  # raised below, once the other ranks know of it
            mine = error
        everyone = self._world.allgather(mine)
        for found in everyone:
            if isinstance(found, Exception):
                raise found
        return (everyone[k % size][k // size] for k in range(len(given)))
