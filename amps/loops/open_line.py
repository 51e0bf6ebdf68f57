"""Traces along an open fermion line in D dimensions, with indices contracted into vectors outside the line.

A term is coefficient * product of letters (left to right) * product of tensors. Every Lorentz index occurs twice. A
vector is a tuple of ring elements, its components along the basis momenta.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from amps.algebra.clifford import ANY_GRADE, Clifford, Element, scalar_part, total

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

Vector = tuple[Any, ...]


@dataclass(frozen=True)
class GammaLetter:
    """gamma^label."""

    label: Hashable


@dataclass(frozen=True, eq=False)
class SlashLetter:
    """vslash + mass, mass a ring element or None."""

    vector: Vector
    mass: Any = None


@dataclass(frozen=True)
class Gamma5Letter:
    """gamma5, anticommuting with every gamma matrix."""


@dataclass(frozen=True, eq=False)
class VectorTensor:
    """v^label."""

    vector: Vector
    label: Hashable


@dataclass(frozen=True)
class MetricTensor:
    """g^{first second}."""

    first: Hashable
    second: Hashable


Letter = GammaLetter | SlashLetter | Gamma5Letter
Tensor = VectorTensor | MetricTensor


@dataclass(frozen=True, eq=False)
class LineTerm:
    """coefficient * letters * tensors."""

    coefficient: Any
    letters: tuple[Letter, ...] = ()
    tensors: tuple[Tensor, ...] = ()

    def __mul__(self, other: LineTerm) -> LineTerm:
        return LineTerm(
            self.coefficient * other.coefficient, self.letters + other.letters, self.tensors + other.tensors
        )


def products(*factors: Iterable[LineTerm]) -> list[LineTerm]:
    """The product of sums of terms, multiplied out."""
    found: list[LineTerm] | None = None
    for factor in factors:
        terms = list(factor)
        found = terms if found is None else [a * b for a in found for b in terms]
    return found or []


class LineAlgebra:
    """Traces of terms over basis momenta with the given Gram table, in `dimension` dimensions."""

    def __init__(self, gram: Sequence[Sequence[Any]], one: Any, dimension: Any) -> None:
        self.clifford = Clifford(gram, one, dimension)
        self.gram = gram
        self.one = one
        self.zero = one - one
        self.dimension = dimension

    def dot(self, u: Vector, v: Vector) -> Any:
        """Scalar product of two vectors."""
        value = self.zero
        for i, a in enumerate(u):
            for j, b in enumerate(v):
                if a and b:
                    value = value + a * b * self.gram[i][j]
        return value

    def trace(self, terms: Iterable[LineTerm]) -> Any:
        """Tr of the sum of terms. Raises ValueError for an odd number of gamma5, which D dimensions do not define."""
        value = self.zero
        for term in terms:
            closed = self._contracted(term)
            if sum(isinstance(x, Gamma5Letter) for x in closed.letters) % 2:
                raise ValueError(
                    "a closed trace with an odd number of gamma5 is not defined in D dimensions; "
                    "use four dimensions where the loop is finite"
                )
            scalar = scalar_part(self._product(closed.letters)[0]).get(())
            if scalar is not None:
                value = value + closed.coefficient * scalar
        return value * 4

    def epsilon_part(self, term: LineTerm, labels: tuple[Hashable, Hashable], basis: tuple[int, int]) -> Any:
        """i times the coefficient of eps^{first second u v} in Tr of a term with one gamma5, where D = 4.

        `labels` are its open indices, u and v the basis momenta `basis`. Raises ValueError if momenta carry them.
        """
        closed = self._contracted(term)
        element, positions = self._product(closed.letters)
        if not set(labels) <= set(positions):
            raise ValueError(f"the indices {labels} must sit on gamma matrices")
        order = [*(positions[x] for x in labels), *(k + 1 for k in basis)]
        blade = sum(1 << position for position in order) | 1
        value = element.get((blade, ()))
        if value is None:
            return self.zero
        # The blade is in ascending order; Tr[v1 v2 v3 v4 g5] = -4i eps(v1, v2, v3, v4).
        inversions = sum(a > b for k, a in enumerate(order) for b in order[k + 1 :])
        return closed.coefficient * value * (4 if inversions % 2 == 0 else -4)

    def _product(self, letters: tuple[Letter, ...]) -> tuple[Element, dict[Hashable, int]]:
        algebra, x = self.clifford, self.clifford.unit()
        positions: dict[Hashable, int] = {}
        for letter in letters:
            match letter:
                case GammaLetter(label):
                    x = algebra.times_index(x, positions.setdefault(label, algebra.n + 1 + len(positions)), ANY_GRADE)
                case Gamma5Letter():
                    x = algebra.times_chiral(x, None, self.one)
                case SlashLetter(vector, mass):
                    parts = []
                    for i, component in enumerate(vector):
                        if component:
                            part = algebra.times_basis(x, i + 1, ANY_GRADE)
                            parts.append({key: c * component for key, c in part.items()})
                    if mass is not None:
                        parts.append({key: c * mass for key, c in x.items()})
                    x = total(parts)
        return x, positions

    def _contracted(self, term: LineTerm) -> LineTerm:
        """The term without tensors: metrics rename indices, vectors go into the line or into scalar products."""
        letters, tensors, coefficient = list(term.letters), list(term.tensors), term.coefficient
        while tensors:
            tensor = tensors.pop()
            if isinstance(tensor, MetricTensor):
                if tensor.first == tensor.second:
                    coefficient = coefficient * self.dimension
                else:
                    letters = [_renamed_letter(x, tensor.second, tensor.first) for x in letters]
                    tensors = [_renamed_tensor(x, tensor.second, tensor.first) for x in tensors]
                continue
            slot = next(
                (k for k, x in enumerate(letters) if isinstance(x, GammaLetter) and x.label == tensor.label), None
            )
            if slot is not None:
                letters[slot] = SlashLetter(tensor.vector)
                continue
            partner = next(x for x in tensors if _has(x, tensor.label))
            tensors.remove(partner)
            if isinstance(partner, VectorTensor):
                coefficient = coefficient * self.dot(tensor.vector, partner.vector)
            else:
                other = partner.second if partner.first == tensor.label else partner.first
                tensors.append(VectorTensor(tensor.vector, other))
        return LineTerm(coefficient, tuple(letters))


def _has(tensor: Tensor, label: Hashable) -> bool:
    if isinstance(tensor, VectorTensor):
        return tensor.label == label
    return label in (tensor.first, tensor.second)


def _renamed_letter(letter: Letter, old: Hashable, new: Hashable) -> Letter:
    return GammaLetter(new) if isinstance(letter, GammaLetter) and letter.label == old else letter


def _renamed_tensor(tensor: Tensor, old: Hashable, new: Hashable) -> Tensor:
    if isinstance(tensor, VectorTensor):
        return replace(tensor, label=new) if tensor.label == old else tensor
    return MetricTensor(new if tensor.first == old else tensor.first, new if tensor.second == old else tensor.second)
