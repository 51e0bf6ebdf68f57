"""Programs cut into parts: of limited length, so that compilation time stays proportional to the length, and with
calls of library functions kept apart, since a loop that holds one is not vectorised.

Points are worked through in blocks. What a later part needs waits in rows of a workspace, one row of a block's length
per value; rows are reused. Values that are the same for all points wait in a list of scalars.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codegen.operations import UNARY, Assignment
from codegen.schedule import Operand, Schedule, names_in

LIMIT = 9000
"""Assignments in one C function; a compiler needs longer for four of 2500 than for one of 9000."""
JIT_LIMIT = 2500
"""Assignments in one function compiled by Numba, whose time grows faster than the length."""
CACHE_DOUBLES = 2**15
# Loops shorter than this gain less from being vectorised than the workspace costs.
WORTH_CUTTING = 30
LIBRARY = (UNARY | {"atan2"}) - {"neg", "abs", "sqrt"}


@dataclass(frozen=True)
class Part:
    """Assignments with the rows (per point) and scalars they read and the rows, or scalars, they write."""

    assignments: tuple[Assignment, ...]
    scalars: tuple[tuple[str, int], ...]
    loads: tuple[tuple[str, int], ...]
    stores: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Blocks:
    """The parts; the points fill the first rows, the uniform arguments the first scalars.

    An output is a row, or else the text of a value that is the same for all points, or a number.
    """

    preamble: tuple[Part, ...]
    body: tuple[Part, ...]
    n_scalars: int
    n_rows: int
    outputs: tuple[tuple[str, Operand | int], ...]

    @property
    def length(self) -> int:
        """Points per block: a multiple of 8, so that the workspace fits the cache."""
        return max(16, min(512, CACHE_DOUBLES // max(self.n_rows, 1) // 8 * 8))


def needs_blocks(plan: Schedule, limit: int | None = None) -> bool:
    """Whether the program is too long for one function, or a call of a library function would slow down the rest."""
    limit = LIMIT if limit is None else limit
    calls = sum(operation in LIBRARY for _, operation, _ in plan.body)
    return len(plan.body) + len(plan.preamble) > limit or (calls > 0 and len(plan.body) - calls >= WORTH_CUTTING)


def cut(plan: Schedule, limit: int | None = None) -> Blocks:
    """Cut a schedule into parts of at most `limit` assignments (LIMIT unless given)."""
    limit = LIMIT if limit is None else limit
    scalar = {name: k for k, name in enumerate(plan.uniform)}
    preamble = [_preamble_part(piece, scalar) for piece in _pieces(plan.preamble, limit)]
    body, n_rows, row = _body_parts(plan, limit, scalar)
    place: dict[str, Operand | int] = {**{name: f"u[{k}]" for name, k in scalar.items()}, **row}
    outputs = tuple((public, place[v] if isinstance(v, str) else v) for public, v in plan.outputs)
    return Blocks(tuple(preamble), tuple(body), len(scalar), n_rows, outputs)


def _pieces(assignments: Sequence[Assignment], limit: int) -> list[Sequence[Assignment]]:
    return [assignments[k : k + limit] for k in range(0, len(assignments), limit)]


def _stages(plan: Schedule) -> list[list[Assignment]]:
    """The body as arithmetic, library calls, arithmetic that needs them, further calls and so on."""
    stage = dict.fromkeys(plan.points, 0)
    stages: defaultdict[int, list[Assignment]] = defaultdict(list)
    for name, operation, args in plan.body:
        parity = int(operation in LIBRARY)
        before = max((stage.get(arg, 0) for arg in names_in(args)), default=0)
        stage[name] = before + (before % 2 != parity)
        stages[stage[name]].append((name, operation, args))
    return [stages[k] for k in sorted(stages)]


def _preamble_part(piece: Sequence[Assignment], scalar: dict[str, int]) -> Part:
    used = _read(piece)
    loads = tuple((name, scalar[name]) for name in used if name in scalar)
    for name, _, _ in piece:
        scalar[name] = len(scalar)
    return Part(tuple(piece), loads, (), tuple((name, scalar[name]) for name, _, _ in piece))


def _read(piece: Sequence[Assignment]) -> list[str]:
    return list(dict.fromkeys(name for _, _, args in piece for name in names_in(args)))


def _body_parts(plan: Schedule, limit: int, scalar: Mapping[str, int]) -> tuple[list[Part], int, dict[str, int]]:
    """Rows by linear scan over the parts: a row is free again once the last part that reads it is over."""
    pieces = [piece for stage in _stages(plan) for piece in _pieces(stage, limit)]
    last_use = {name: k for k, piece in enumerate(pieces) for name in _read(piece)}
    last_use |= {value: len(pieces) for _, value in plan.outputs if isinstance(value, str)}
    row = {name: k for k, name in enumerate(plan.points)}
    n_rows = len(row)
    free: list[int] = []
    ending: defaultdict[int, list[int]] = defaultdict(list)
    for name in plan.points:
        ending[last_use.get(name, 0)].append(row[name])
    parts = []
    for k, piece in enumerate(pieces):
        loads = tuple((name, row[name]) for name in _read(piece) if name in row)
        scalars = tuple((name, scalar[name]) for name in _read(piece) if name in scalar)
        stores = []
        for name, _, _ in piece:
            if last_use.get(name, k) > k:
                if not free:
                    free.append(n_rows)
                    n_rows += 1
                row[name] = free.pop()
                ending[last_use[name]].append(row[name])
                stores.append((name, row[name]))
        parts.append(Part(tuple(piece), scalars, loads, tuple(stores)))
        free += ending.pop(k, [])
    return parts, n_rows, row
