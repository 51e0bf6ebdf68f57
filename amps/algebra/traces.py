"""Traces of sums of gamma-matrix words, several at once where they share Lorentz indices.

A loop is a closed fermion line of an interference term: a tuple of stages multiplied in order, each a sum of words
(coefficient, letters). Words of one stage share their common tails (first stages) or heads (last stage), so
diagrams are added inside the chain and no product of matrices is done twice. Letters are compared by identity: use one
object for one matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from amps.algebra.clifford import MAX_GRADE, Clifford, Element, scalar_part, total, vector_part

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence


@dataclass(frozen=True, eq=False)
class Vertex:
    """gamma^label."""

    label: Hashable


@dataclass(frozen=True, eq=False)
class Slash:
    """qslash + mass; q in integer combinations of the basis momenta, mass a ring element or None."""

    momentum: tuple[int, ...]
    mass: Any = None


@dataclass(frozen=True, eq=False)
class Chiral:
    """a + b gamma5."""

    a: Any
    b: Any


@dataclass(frozen=True, eq=False)
class Joined:
    """An arbitrary element of the algebra, from a trace already taken."""

    element: Element
    labels: frozenset[Hashable]


Letter = Vertex | Slash | Chiral | Joined
Word = tuple[Any, tuple[Letter, ...]]
Stage = tuple[Word, ...]
Loop = tuple[Stage, ...]


@dataclass(frozen=True)
class TraceValue:
    """A product of traces: even + sum over odd[blade] * (-i) eps(blade), eps of four basis momenta."""

    even: Any
    odd: tuple[tuple[int, Any], ...] = ()


class Tracer:
    """Evaluates loops over one Clifford algebra.

    `half` is 1/2 in its ring; `keep_odd` keeps terms with a single Levi-Civita tensor.
    """

    def __init__(self, algebra: Clifford, half: Any, keep_odd: bool = False) -> None:
        self.algebra = algebra
        self.keep_odd = keep_odd
        self.half = half
        self._positions: dict[Hashable, int] = {}

    def position(self, label: Hashable) -> int:
        """Bit position of an open index."""
        return self._positions.setdefault(label, self.algebra.n + 1 + len(self._positions))

    def product(self, loops: Sequence[Loop]) -> list[list[TraceValue]]:
        """The product of the loops as a sum of products of independent traces; shared indices are summed over."""
        remaining = sorted(loops, key=_size)
        while True:
            step = _next_join(remaining)
            if step is None:
                break
            source, target, label = step
            joined = Joined(self._vector(remaining[source], label), frozenset(_labels(remaining[source]) - {label}))
            remaining[target] = _substitute(remaining[target], label, joined)
            del remaining[source]
            remaining.sort(key=_size)
        buried = _buried_index(remaining)
        if buried is not None:
            return [values for case in self._unbury(remaining, *buried) for values in self.product(case)]
        return [[self.trace(loop) for loop in remaining]]

    def _unbury(self, loops: list[Loop], source: int, target: int, label: Hashable) -> list[list[Loop]]:
        """Sum over the ways in which an index sits inside an element: on a vector p^mu, or in a blade.

        p^mu puts pslash into the other loop; B ^ gamma^mu = (B gamma^mu + (-1)^r gamma^mu B)/2 for a blade B of
        grade r.
        """
        index = self.position(label)
        letter = next(
            x
            for stage in loops[source]
            for _, word in stage
            for x in word
            if isinstance(x, Joined) and label in x.labels
        )
        rest = letter.labels - {label}
        paired: dict[int, Element] = {}
        blades: dict[int, Element] = {0: {}, 1: {}}
        for (blade, pairs), c in letter.element.items():
            partner = next((p for p in pairs if index in p), None)
            if partner is not None:
                other = partner[0] if partner[1] == index else partner[1]
                paired.setdefault(other, {})[blade, tuple(p for p in pairs if p is not partner)] = c
            else:
                moved = -c if (blade >> (index + 1)).bit_count() % 2 else c
                blades[blade & 1][blade & ~1 ^ (1 << index), pairs] = moved
        names = {position: name for name, position in self._positions.items()}
        cases = []
        for other, element in paired.items():
            new = list(loops)
            new[source] = _exchange(loops[source], letter, ((Joined(element, rest - {names.get(other)}),),))
            if other <= self.algebra.n:
                basis = tuple(int(k == other - 1) for k in range(self.algebra.n))
                new[target] = _substitute(loops[target], label, Slash(basis))
            else:
                new[target] = _substitute(loops[target], label, Vertex(names[other]))
            cases.append(new)
        for odd, element in blades.items():
            tail: tuple[Letter, ...] = (Chiral(self.algebra.zero, self.algebra.one),) if odd else ()
            for parity in (0, 1):
                half = {key: c * self.half for key, c in element.items() if (key[0] >> 1).bit_count() % 2 == parity}
                if half:
                    turned = Joined({key: -c for key, c in half.items()} if parity else half, rest)
                    words = ((Joined(half, rest), Vertex(label), *tail), (Vertex(label), turned, *tail))
                    new = list(loops)
                    new[source] = _exchange(loops[source], letter, words)
                    cases.append(new)
        return cases

    def trace(self, loop: Loop) -> TraceValue:
        """Tr of the product of the stages."""
        x = self.algebra.unit()
        for stage in loop[:-1]:
            x = self._sum(x, stage)
        even: Any = self.algebra.zero
        odd: dict[int, Any] = {}
        for coefficient, scalar, blades in self._closed(x, loop[-1]):
            if scalar is not None:
                even = even + coefficient * scalar
            for blade, value in blades.items():
                odd[blade] = odd.get(blade, self.algebra.zero) + coefficient * value
        return TraceValue(even * 4, tuple((blade, v * 4) for blade, v in sorted(odd.items()) if v))

    def _vector(self, loop: Loop, label: Hashable) -> Element:
        """4 V(S) with the loop written as Tr[gamma^label S]."""
        parts = []
        for coefficient, letters in _words(loop):
            at = next(k for k, letter in enumerate(letters) if _is_index(letter, label))
            x = self.algebra.unit()
            for letter in letters[at + 1 :] + letters[:at]:
                x = self._times(x, letter, MAX_GRADE)
            parts.append({key: c * coefficient * 4 for key, c in vector_part(x).items()})
        return total(parts)

    def _times(self, x: Element, letter: Letter, max_grade: int) -> Element:
        match letter:
            case Vertex(label):
                return self.algebra.times_index(x, self.position(label), max_grade)
            case Slash(momentum, mass):
                return self.algebra.times_slash(x, momentum, mass, max_grade)
            case Chiral(a, b):
                return self.algebra.times_chiral(x, a, b)
            case Joined(element, _):
                return self.algebra.times_element(x, element, max_grade)

    def _sum(self, x: Element, stage: Stage) -> Element:
        """x times the sum of the words, words merged as soon as their tails agree."""
        waiting: dict[tuple[Letter, ...], list[Element]] = {}
        for coefficient, letters in stage:
            start = x if coefficient == self.algebra.one else {key: c * coefficient for key, c in x.items()}
            waiting.setdefault(letters, []).append(start)
        while True:
            letters = max(waiting, key=len)
            parts = waiting.pop(letters)
            element = parts[0] if len(parts) == 1 else total(parts)
            if not letters:
                return element
            waiting.setdefault(letters[1:], []).append(self._times(element, letters[0], MAX_GRADE))

    def _closed(self, x: Element, stage: Stage) -> list[tuple[Any, Any, dict[int, Any]]]:
        """(coefficient, scalar part, grade-four gamma5 parts) of x times each word, heads shared."""
        found: list[tuple[Any, Any, dict[int, Any]]] = []
        groups: dict[Letter, list[Word]] = {}
        for coefficient, letters in stage:
            if not letters:
                blades = {
                    b & ~1: c
                    for (b, pairs), c in x.items()
                    if b & 1 and not pairs and (b >> 1).bit_count() == MAX_GRADE
                }
                found.append((coefficient, scalar_part(x).get(()), blades if self.keep_odd else {}))
            else:
                groups.setdefault(letters[0], []).append((coefficient, letters[1:]))
        for letter, words in groups.items():
            tail = max(_grades(w[1]) for w in words)
            limit = min(MAX_GRADE, tail + (MAX_GRADE if self.keep_odd else 0))
            if not self.keep_odd:
                limit = min(limit, tail)
            found.extend(self._closed(self._times(x, letter, limit), tuple(words)))
        return found


def _grades(letters: tuple[Letter, ...]) -> int:
    """How many grades the remaining letters can lower."""
    return sum(3 if isinstance(letter, Joined) else 0 if isinstance(letter, Chiral) else 1 for letter in letters)


def _words(loop: Loop) -> list[Word]:
    """The loop multiplied out into single words."""
    words: list[Word] = [(1, ())]
    for stage in loop:
        words = [(a * b, u + v) for a, u in words for b, v in stage]
    return words


def _size(loop: Loop) -> int:
    size = 1
    for stage in loop:
        size *= len(stage)
    return size * sum(max(len(letters) for _, letters in stage) for stage in loop)


def _labels(loop: Loop) -> set[Hashable]:
    """Indices that occur in the loop once, so that they are shared with another one (the same for every word)."""
    shared: set[Hashable] = set()
    for stage in loop:
        for letter in stage[0][1]:
            if isinstance(letter, Vertex):
                shared ^= {letter.label}
            elif isinstance(letter, Joined):
                shared ^= letter.labels
    return shared


def _on_vertices(loop: Loop) -> set[Hashable]:
    return {letter.label for stage in loop for letter in stage[0][1] if isinstance(letter, Vertex)} & _labels(loop)


def _next_join(loops: Sequence[Loop]) -> tuple[int, int, Hashable] | None:
    """(loop to take the trace of, loop to put it into, shared index), smallest loop first; None when there is no
    such pair.

    Preferred is a loop whose other neighbours share a gamma-matrix index with the target too: their indices then meet
    inside a single loop. Otherwise an index may end up inside an element, from which it is taken out again.
    """
    labels = [_labels(loop) for loop in loops]
    vertices = [_on_vertices(loop) for loop in loops]
    fallback = None
    for source in range(len(loops)):
        neighbours = [k for k in range(len(loops)) if k != source and labels[source] & labels[k]]
        for target in neighbours:
            common = vertices[source] & vertices[target]
            if common:
                step = source, target, min(common, key=repr)
                if all(k == target or vertices[k] & vertices[target] for k in neighbours):
                    return step
                fallback = fallback or step
    return fallback


def _buried_index(loops: Sequence[Loop]) -> tuple[int, int, Hashable] | None:
    """(loop with the index inside an element, loop that shares it, index), None when no loop shares one."""
    for source, loop in enumerate(loops):
        for label in sorted(_labels(loop) - _on_vertices(loop), key=repr):
            for target, other in enumerate(loops):
                if target != source and label in _labels(other):
                    return source, target, label
    return None


def _exchange(loop: Loop, letter: Letter, words: tuple[tuple[Letter, ...], ...]) -> Loop:
    """The loop with one letter replaced by a sum of words."""
    stages = []
    for stage in loop:
        new: list[Word] = []
        for c, letters in stage:
            if letter in letters:
                k = letters.index(letter)
                new.extend((c, (*letters[:k], *word, *letters[k + 1 :])) for word in words)
            else:
                new.append((c, letters))
        stages.append(tuple(new))
    return tuple(stages)


def _is_index(letter: Letter, label: Hashable) -> bool:
    return isinstance(letter, Vertex) and letter.label == label


def _substitute(loop: Loop, label: Hashable, by: Letter) -> Loop:
    return tuple(
        tuple((c, tuple(by if _is_index(letter, label) else letter for letter in letters)) for c, letters in stage)
        for stage in loop
    )
