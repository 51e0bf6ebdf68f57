"""Minimal kinematic basis: n-1 momenta, and as many named invariants as the reaction has, every scalar product a
polynomial in them.

Invariants are chosen from the diagrams: first the virtualities of the propagators, so that denominators are single
variables and no small number is a difference of large ones. Where a propagator is an external leg after or before
emission,
the variable is q^2 - m^2 itself (named sbar, tbar, ubar), since that is what becomes small.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.algebra.ring import Ring

Vector = tuple[int, ...]


@dataclass(frozen=True)
class Invariant:
    """(sum of signs_i p_i)^2 minus the squares of the masses of the legs in `offset` (0-based legs, physical
    momenta).
    """

    name: str
    latex: str
    signs: Vector
    offset: tuple[int, ...] = ()

    @property
    def definition(self) -> str:
        """In words of the legs, e.g. "(p2 + p4)^2 - m2^2"."""
        parts: list[str] = []
        for i, s in enumerate(self.signs):
            if s:
                parts.append(f"{'-' if s < 0 else '+' if parts else ''}p{i + 1}")
        masses = "".join(f" - m{i + 1}^2" for i in self.offset)
        return f"({' '.join(parts).replace('+p', '+ p').replace('-p', '- p')})^2{masses}"


@dataclass(frozen=True)
class Orientation:
    """epsilon(p_a, p_b, p_c, p_d) of four legs (0-based), epsilon^{0123} = +1: odd under time reversal and parity."""

    name: str
    latex: str
    legs: tuple[int, int, int, int]

    @property
    def definition(self) -> str:
        """In words of the legs, e.g. "epsilon(p1, p2, p3, p4)"."""
        return f"epsilon({', '.join(f'p{k + 1}' for k in self.legs)})"


def orientations(n: int, eliminated: int) -> dict[int, Orientation]:
    """All Levi-Civita tensors of basis momenta, by their blade in the Clifford algebra."""
    kept = [k for k in range(n) if k != eliminated]
    found = {}
    for positions in combinations(range(n - 1), 4):
        a, b, c, e = (kept[k] for k in positions)
        numbers = "".join(str(k + 1) for k in (a, b, c, e))
        blade = sum(1 << (k + 1) for k in positions)
        found[blade] = Orientation(f"epsilon_{numbers}", rf"\epsilon_{{{numbers}}}", (a, b, c, e))
    return found


def eliminated_leg(signs: Vector) -> int:
    """The leg left out of the basis: the decaying particle, or the last one of a collision."""
    return 0 if sum(s > 0 for s in signs) == 1 else len(signs) - 1


def choose_invariants(
    signs: Vector, masses: Sequence[str | None], virtualities: Sequence[tuple[Vector, str | None]]
) -> tuple[Invariant, ...]:
    """n(n-3)/2 independent invariants: virtualities of the given propagators first, then standard ones.

    `signs` is +1 for incoming and -1 for outgoing legs; a virtuality is (momentum, mass name of the propagator).
    """
    n = len(signs)
    solver = _Independence(signs)
    chosen: list[Invariant] = []
    for candidate in [*(_virtuality(q, m, signs, masses) for q, m in virtualities), *_standard(signs)]:
        if len(chosen) == n * (n - 3) // 2:
            break
        if solver.add(candidate.signs):
            chosen.append(candidate)
    return tuple(chosen)


def _virtuality(q: Vector, mass: str | None, signs: Vector, masses: Sequence[str | None]) -> Invariant:
    legs = [i for i, c in enumerate(q) if c]
    n = len(signs)
    others = [i for i in range(n) if i not in legs]
    incoming = sum(s > 0 for s in signs)
    if len(others) < len(legs) or (
        len(others) == len(legs) and ((incoming == 2 and 0 in others) or (incoming == 1 and 0 in legs))
    ):
        legs = others
    offset: tuple[int, ...] = ()
    if len(legs) == 2 and mass is not None:
        offset = tuple(i for i in legs if masses[i] == mass)[:1]
    return _named(legs, signs, offset)


def _named(legs: Sequence[int], signs: Vector, offset: tuple[int, ...] = (), dot: bool = False) -> Invariant:
    n, incoming = len(signs), sum(s > 0 for s in signs)
    first = signs[legs[0]]
    vector = tuple((1 if dot else first * signs[i]) if i in legs else 0 for i in range(n))
    same_side = all(signs[i] == first for i in legs)
    numbers = "".join(str(i + 1) for i in legs)
    if dot:
        i, j = legs
        return Invariant(f"y_{numbers}", f"y_{{{numbers}}}", vector, (i, j))
    letter = "s" if same_side else "t"
    if n == 4 and incoming == 2:
        letter = {(0, 1): "s", (2, 3): "s", (0, 2): "t", (1, 3): "t", (0, 3): "u", (1, 2): "u"}[tuple(legs)]  # type: ignore[index]
        numbers = ""
    elif n > 4 and incoming == 2 and tuple(legs) == (0, 1):
        numbers = ""
    bar = "bar" if offset else ""
    tex = rf"\bar{{{letter}}}" if offset else letter
    return Invariant(
        letter + bar + (f"_{numbers}" if numbers else ""), tex + (f"_{{{numbers}}}" if numbers else ""), vector, offset
    )


def _standard(signs: Vector) -> list[Invariant]:
    n, incoming = len(signs), sum(s > 0 for s in signs)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    if incoming == 1:
        return [_named(p, signs) for p in pairs if 0 not in p]
    if n == 4:
        return [_named(p, signs) for p in ((0, 1), (0, 2), (0, 3))]
    return [_named(p, signs, dot=True) for p in pairs]


class _Independence:
    """Is a squared sum of momenta linearly independent of those before, masses and momentum conservation given?"""

    def __init__(self, signs: Vector) -> None:
        self.signs = signs
        self.rows: list[list[Fraction]] = []
        n = len(signs)
        # sum_j sigma_i sigma_j p_i.p_j = -m_i^2 for every i
        for i in range(n):
            self._insert([Fraction(signs[i] * signs[j]) if i != j else Fraction(0) for j in range(n)], i)

    def _pairs(self) -> list[tuple[int, int]]:
        n = len(self.signs)
        return [(i, j) for i in range(n) for j in range(i + 1, n)]

    def _insert(self, couplings: list[Fraction], leg: int) -> None:
        self.add_row(
            [couplings[j] if i == leg else couplings[i] if j == leg else Fraction(0) for i, j in self._pairs()]
        )

    def add(self, q: Vector) -> bool:
        """Take q^2 in if it is independent."""
        return self.add_row([Fraction(q[i] * q[j]) for i, j in self._pairs()])

    def add_row(self, row: list[Fraction]) -> bool:
        for known in self.rows:
            pivot = next(k for k, v in enumerate(known) if v)
            if row[pivot]:
                factor = row[pivot] / known[pivot]
                row = [a - factor * b for a, b in zip(row, known, strict=True)]
        if any(row):
            self.rows.append(row)
            return True
        return False


@dataclass(frozen=True)
class Basis:
    """External momenta in a basis of n-1 of them, with the Gram table over a ring."""

    signs: Vector
    eliminated: int
    gram: tuple[tuple[Any, ...], ...]

    def reduce(self, vector: Vector) -> Vector:
        """A combination of all external momenta in the basis."""
        e = self.eliminated
        c = vector[e] * self.signs[e]
        return tuple(v - c * s for k, (v, s) in enumerate(zip(vector, self.signs, strict=True)) if k != e)


def make_basis(
    ring: Ring,
    signs: Vector,
    masses: Sequence[str | None],
    invariants: Sequence[Invariant],
    eliminated: int | None = None,
) -> Basis:
    """Solve the (linear) definitions of the invariants for all scalar products of the basis momenta."""
    n = len(signs)
    if eliminated is None:
        eliminated = eliminated_leg(signs)
    squares = [ring.zero if m is None else ring[m] ** 2 for m in masses]
    kept = [i for i in range(n) if i != eliminated]
    frame = Basis(signs, eliminated, ())
    unknowns = [(a, b) for a in range(n - 1) for b in range(a + 1, n - 1)]
    equations: list[tuple[list[Fraction], Any]] = []

    def equation(vector: Vector, value: Any) -> None:
        c = frame.reduce(vector)
        known = ring.zero
        for k, i in enumerate(kept):
            known = known + squares[i] * (c[k] * c[k])
        equations.append(([Fraction(2 * c[a] * c[b]) for a, b in unknowns], value - known))

    equation(tuple(int(i == eliminated) for i in range(n)), squares[eliminated])
    for invariant in invariants:
        offset = ring.zero
        for i in invariant.offset:
            offset = offset + squares[i]
        equation(invariant.signs, ring[invariant.name] + offset)
    solved = _solve(equations, ring)
    table = [[squares[kept[a]] if a == b else ring.zero for b in range(n - 1)] for a in range(n - 1)]
    for (a, b), value in zip(unknowns, solved, strict=True):
        table[a][b] = table[b][a] = value
    return Basis(signs, eliminated, tuple(map(tuple, table)))


def _solve(equations: list[tuple[list[Fraction], Any]], ring: Ring) -> list[Any]:
    """Gauss-Jordan elimination with rational coefficients and polynomial right-hand sides."""
    rows = [(list(c), v) for c, v in equations]
    size = len(rows[0][0])
    if len(rows) != size:
        raise AssertionError(f"{len(rows)} equations for {size} scalar products")
    for column in range(size):
        pivot = next(k for k in range(column, size) if rows[k][0][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = rows[column][0][column]
        rows[column] = ([c / scale for c in rows[column][0]], rows[column][1] * ring.constant(1 / scale))
        for k in range(size):
            factor = rows[k][0][column]
            if k != column and factor:
                rows[k] = (
                    [a - factor * b for a, b in zip(rows[k][0], rows[column][0], strict=True)],
                    rows[k][1] - rows[column][1] * ring.constant(factor),
                )
    return [value for _, value in rows]
