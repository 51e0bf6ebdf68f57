"""The words an amplitude is written in: gamma matrices with open labels, slashed momenta, fermion lines, terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable

    from amps.couplings import Monomial

Vector = tuple[int, ...]  # coefficients of the external momenta, physical (positive-energy) ones, leg by leg


@dataclass(frozen=True)
class Index:
    """A gamma matrix (or tensor slot) with an open label."""

    label: Hashable


@dataclass(frozen=True)
class Slashed:
    """qslash + mass; the mass is a parameter name or None. `gluon` labels a gluon contracted with its momentum."""

    momentum: Vector
    mass: str | None = None
    gluon: Hashable = None


@dataclass(frozen=True)
class ChiralSum:
    """scalar + pseudo gamma5, each a sum of coupling monomials."""

    scalar: tuple[Monomial, ...]
    pseudo: tuple[Monomial, ...]


Symbol = Index | Slashed | ChiralSum
Slot = Any  # a label (hashable), or ("v", Vector)


@dataclass(frozen=True)
class Line:
    """An open fermion line between external legs (0-based), read from `left` to `right`."""

    left: int
    right: int
    symbols: tuple[Symbol, ...]


@dataclass(frozen=True)
class Denominator:
    """(sum of signs * p)^2 - mass^2 + i mass width, for the external legs in `mask`."""

    mask: int
    momentum: Vector
    mass: str | None
    width: str | None

    @property
    def is_sum_of_legs(self) -> bool:
        """Whether its momentum is a sum of at least two of the external ones: not half of a bound state's."""
        size = sum(map(bool, self.momentum))
        return all(abs(c) <= 1 for c in self.momentum) and 1 < size < len(self.momentum) - 1


@dataclass(frozen=True)
class Term:
    """coefficient * scalar products * lines * vectors, metrics and Levi-Civita tensors / product of denominators."""

    coefficient: Monomial
    lines: tuple[Line, ...]
    dots: tuple[tuple[Vector, Vector], ...]
    vectors: tuple[tuple[Vector, Hashable], ...]
    metrics: tuple[tuple[Hashable, Hashable], ...]
    tensors: tuple[tuple[Slot, ...], ...]
    denominators: tuple[Denominator, ...]

    @property
    def labels(self) -> frozenset[Any]:
        """Labels of the gamma matrices in its lines."""
        return frozenset(s.label for line in self.lines for s in line.symbols if isinstance(s, Index))


@dataclass
class Draft:
    """A term under construction: gamma and tensor slots hold labels that are replaced as contractions are found.

    A chain is (left end, symbols, right end); the ends are leg sets until the lines are joined, then legs.
    """

    coefficient: Monomial
    chains: list[tuple[int, list[Symbol], int]] = field(default_factory=list)
    vectors: list[tuple[Vector, Hashable]] = field(default_factory=list)
    metrics: list[tuple[Hashable, Hashable]] = field(default_factory=list)
    tensors: list[list[Slot]] = field(default_factory=list)
    dots: list[tuple[Vector, Vector]] = field(default_factory=list)


def external_vector(mask: int, signs: tuple[int, ...]) -> Vector:
    """Momentum that flows in through the legs of a bit set."""
    return tuple(s if mask >> i & 1 else 0 for i, s in enumerate(signs))


def canonical_mask(mask: int, n: int) -> int:
    """Of a leg set and its complement, the one without the last leg."""
    return mask ^ ((1 << n) - 1) if mask >> (n - 1) & 1 else mask
