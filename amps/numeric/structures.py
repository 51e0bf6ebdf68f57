"""Vertex terms with their indices resolved for one open leg, and their value for given currents on the other legs.

Each Lorentz index joins two ends. An end is a vector (a momentum or a vector current), a slot of a chain or of a
Levi-Civita tensor, or the open vector leg; slots take a vector, so an index between two slots becomes a sum over basis
vectors. Chirality projectors replace gamma5: a + b gamma5 = (a - b) P_L + (a + b) P_R.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

import sympy

from amps.numeric.dirac import (
    BASIS,
    INVERSE_METRIC,
    Component,
    Spinor,
    Vector,
    dot,
    levi_civita,
    lowered,
    multiply,
    pairing,
    projected,
    row_slash,
    scaled,
    slash_column,
    summed,
)
from amps.vertices import Chain, Gamma, Gamma5, LeviCivita, Metric, Momentum

if TYPE_CHECKING:
    from amps.vertices import Vertex, VertexTerm


@dataclass(frozen=True)
class MomentumOf:
    """The momentum that enters at a leg."""

    leg: int


@dataclass(frozen=True)
class CurrentOf:
    """The vector current on a leg."""

    leg: int


@dataclass(frozen=True)
class Summed:
    """One of the two slots joined by summed index number `pair`; `end` is 0 or 1."""

    pair: int
    end: int


@dataclass(frozen=True)
class Open:
    """The index of the open vector leg."""


End = MomentumOf | CurrentOf | Summed | Open


@dataclass(frozen=True)
class ProjectedChain:
    """psibar(bar) slot ... slot P psi(leg); chirality -1, +1, or 0 for no projector."""

    bar: int
    slots: tuple[End, ...]
    chirality: int
    leg: int


@dataclass(frozen=True)
class Structure:
    """coefficient * dots * tensors * chains, with one leg open; `vector` stands alone on the open index if not None."""

    coefficient: sympy.Expr
    dots: tuple[tuple[End, End], ...]
    tensors: tuple[tuple[End, End, End, End], ...]
    chains: tuple[ProjectedChain, ...]
    pairs: int
    vector: End | None

    @property
    def open_index(self) -> bool:
        """Whether the open index sits in a slot."""
        return any(Open() in slots for slots in (*self.tensors, *(c.slots for c in self.chains)))


@lru_cache(maxsize=4096)
def structures(vertex: Vertex, is_vector: tuple[bool, ...], open_leg: int) -> tuple[Structure, ...]:
    """All terms of a vertex, resolved for one open leg. `is_vector` tells which legs carry a Lorentz index."""
    return tuple(
        _resolve(coefficient, chirality, chains, term, is_vector, open_leg)
        for term, coefficient, chains, chirality in _chiral(vertex)
    )


def _chiral(vertex: Vertex) -> Iterator[tuple[VertexTerm, sympy.Expr, tuple[Chain, ...], tuple[int, ...]]]:
    """Terms that differ by gamma5 alone, collected into projectors; those that cancel are left out."""
    groups: dict[Any, dict[tuple[bool, ...], sympy.Expr]] = defaultdict(lambda: defaultdict(lambda: sympy.S.Zero))
    first: dict[Any, VertexTerm] = {}
    for term in vertex.terms:
        sign, bare, odd = 1, [], []
        for chain in term.chains:
            gammas = 0
            for element in reversed(chain.elements):
                if isinstance(element, Gamma5):
                    sign *= (-1) ** gammas
                else:
                    gammas += 1
            odd.append(sum(isinstance(e, Gamma5) for e in chain.elements) % 2 == 1)
            bare.append(Chain(chain.bar, tuple(e for e in chain.elements if isinstance(e, Gamma)), chain.leg))
        key = (tuple(bare), term.tensors)
        first.setdefault(key, term)
        groups[key][tuple(odd)] += sign * term.coefficient
    for key, parts in groups.items():
        values: dict[tuple[int, ...], sympy.Expr] = {}
        for chirality in product((-1, 1), repeat=len(key[0])):
            value = sympy.S.Zero
            for odd_chains, coefficient in parts.items():
                odd_sign = 1
                for c, is_odd in zip(chirality, odd_chains, strict=True):
                    odd_sign *= c if is_odd else 1
                value += odd_sign * coefficient
            values[chirality] = sympy.expand(value)
        if len(set(values.values())) == 1:
            values = {(0,) * len(key[0]): next(iter(values.values()))}
        for chirality, value in values.items():
            if value != 0:
                yield first[key], value, key[0], chirality


def _resolve(
    coefficient: sympy.Expr,
    chirality: tuple[int, ...],
    chains: tuple[Chain, ...],
    term: VertexTerm,
    is_vector: Sequence[bool],
    open_leg: int,
) -> Structure:
    alias: dict[int, int] = {}

    def root(index: int) -> int:
        while index in alias:
            index = alias[index]
        return index

    metrics = [t for t in term.tensors if isinstance(t, Metric)]
    for metric in metrics:
        if root(metric.first) == root(metric.second):
            coefficient = 4 * coefficient
        else:
            alias[root(metric.first)] = root(metric.second)
    ends: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for leg, vector in enumerate(is_vector):
        if vector:
            ends[root(leg)].append(("end", Open() if leg == open_leg else CurrentOf(leg)))
    tensors: list[list[Any]] = []
    for tensor in term.tensors:
        if isinstance(tensor, Momentum):
            ends[root(tensor.index)].append(("end", MomentumOf(tensor.leg)))
        elif isinstance(tensor, LeviCivita):
            for k, index in enumerate(tensor.indices):
                ends[root(index)].append(("tensor", len(tensors), k))
            tensors.append([None] * 4)
    lines: list[list[Any]] = [[None] * len(chain.elements) for chain in chains]
    for n, chain in enumerate(chains):
        for k, element in enumerate(chain.elements):
            if isinstance(element, Gamma):
                ends[root(element.index)].append(("chain", n, k))

    def fill(slot: tuple[Any, ...], end: End) -> None:
        (tensors if slot[0] == "tensor" else lines)[slot[1]][slot[2]] = end

    dots: list[tuple[End, End]] = []
    alone: End | None = None
    pairs = 0
    for index, joined in ends.items():
        if len(joined) != 2:
            raise ValueError(f"index {index} of a vertex with terms {term} occurs {len(joined)} times instead of twice")
        a, b = sorted(joined, key=lambda e: e[0] == "end")
        if a[0] == "end":
            if Open() in (a[1], b[1]):
                alone = b[1] if a[1] == Open() else a[1]
            else:
                dots.append((a[1], b[1]))
        elif b[0] == "end":
            fill(a, b[1])
        else:
            fill(a, Summed(pairs, 0))
            fill(b, Summed(pairs, 1))
            pairs += 1
    return Structure(
        coefficient,
        tuple(dots),
        tuple((t[0], t[1], t[2], t[3]) for t in tensors),
        tuple(ProjectedChain(c.bar, tuple(s), x, c.leg) for c, s, x in zip(chains, lines, chirality, strict=True)),
        pairs,
        alone,
    )


def evaluate(
    structure: Structure,
    open_leg: int,
    spinors: Mapping[int, Spinor],
    vectors: Mapping[int, Vector],
    scalars: Sequence[Component],
    momenta: Sequence[Vector],
) -> tuple[Component, ...]:
    """What drives the open leg, without coefficient: 1 component (scalar), 4 of a column or row, or 4 lower ones.

    `spinors` holds a row for each bar leg and a column for each psi leg but the open one.
    """

    def value(end: End, basis: Sequence[tuple[int, int]], index: int) -> Vector:
        match end:
            case MomentumOf(leg):
                return momenta[leg]
            case CurrentOf(leg):
                return vectors[leg]
            case Summed(pair, which):
                return BASIS[basis[pair][which]]
            case Open():
                return BASIS[index]

    front: Component = 1.0
    for factor in (*scalars, *(dot(value(a, (), 0), value(b, (), 0)) for a, b in structure.dots)):
        front = multiply(front, factor)
    whole = [c for c in structure.chains if open_leg not in (c.bar, c.leg)]
    broken = next((c for c in structure.chains if open_leg in (c.bar, c.leg)), None)
    result: tuple[Component, ...] | None = None
    for choice in product(INVERSE_METRIC, repeat=structure.pairs):
        basis = [(a, b) for a, b, _ in choice]
        weight: Component = 1.0
        for _, _, entry in choice:
            weight = multiply(weight, entry)

        def number(index: int, basis: list[tuple[int, int]] = basis, weight: Component = weight) -> Component:
            found = weight
            for tensor in structure.tensors:
                a, b, c, d = (value(end, basis, index) for end in tensor)
                found = multiply(found, levi_civita(a, b, c, d))
            for chain in whole:
                found = multiply(found, _closed(chain, [value(e, basis, index) for e in chain.slots], spinors))
            return found

        if broken is not None:
            slots = [value(e, basis, 0) for e in broken.slots]
            part: tuple[Component, ...] = scaled(number(0), _broken(broken, slots, spinors, open_leg))
        elif structure.open_index:
            part = tuple(number(index) for index in range(4))
        elif structure.vector is not None:
            part = scaled(number(0), lowered(value(structure.vector, basis, 0)))
        else:
            part = (number(0),)
        result = part if result is None else summed(result, part)
    assert result is not None
    return scaled(front, result)


def _closed(chain: ProjectedChain, slots: Sequence[Vector], spinors: Mapping[int, Spinor]) -> Component:
    column = projected(spinors[chain.leg], chain.chirality)
    for vector in reversed(slots):
        column = slash_column(vector, column)
    return pairing(spinors[chain.bar], column)


def _broken(
    chain: ProjectedChain, slots: Sequence[Vector], spinors: Mapping[int, Spinor], open_leg: int
) -> tuple[Component, ...]:
    if open_leg == chain.bar:
        spinor = projected(spinors[chain.leg], chain.chirality)
        for vector in reversed(slots):
            spinor = slash_column(vector, spinor)
    else:
        spinor = spinors[chain.bar]
        for vector in slots:
            spinor = row_slash(spinor, vector)
        spinor = projected(spinor, chain.chirality)
    return tuple(spinor)
