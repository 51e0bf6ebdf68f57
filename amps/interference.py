"""Sum over diagrams and spins of |M|^2 over any ring: diagrams grouped inside fermion lines, lines closed to traces.

Everything here works for exact polynomials and for numbers modulo a prime alike (`Ring` or `PointRing`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from amps.algebra.clifford import Clifford
from amps.algebra.traces import Chiral, Letter, Loop, Slash, Tracer, TraceValue, Vertex, Word
from amps.colour import N_COLOURS, colour_trace
from amps.words import ChiralSum, Index, Line, Slashed, Symbol, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from amps.algebra.basis import Basis
    from amps.couplings import Monomial
    from amps.reaction import Reaction

Vector = tuple[int, ...]


@dataclass(frozen=True)
class LineSum:
    """Words between two external legs, to be added."""

    left: int
    right: int
    words: tuple[tuple[Any, tuple[Symbol, ...]], ...]


@dataclass(frozen=True)
class Group:
    """coefficient * product of line sums * tensors: diagrams that differ in one line only."""

    coefficient: Any
    lines: tuple[LineSum, ...]
    vectors: tuple[tuple[Vector, Hashable], ...]
    metrics: tuple[tuple[Hashable, Hashable], ...]
    tensors: tuple[tuple[Hashable, ...], ...]


class Squarer:
    """Squares amplitudes of one reaction over one ring.

    `coefficient` turns a coupling monomial into a ring element (the flag asks for its complex conjugate), `conjugate`
    conjugates a ring element, `imaginary` is i in the ring, `odd` gives the ring element of a Levi-Civita tensor of
    four basis momenta, or None to drop T-odd terms.
    """

    def __init__(
        self,
        reaction: Reaction,
        basis: Basis,
        ring: Any,
        coefficient: Callable[[Monomial, bool], Any],
        conjugate: Callable[[Any], Any],
        imaginary: Any,
        odd: Callable[[int], Any] | None,
        internal_gluons: bool = False,
    ) -> None:
        self.reaction = reaction
        self.basis = basis
        self.ring = ring
        self.coefficient = coefficient
        self.conjugate = conjugate
        self.imaginary = imaginary
        self.odd = odd
        self.algebra = Clifford(basis.gram, ring.one)
        self.octets = any(p.colour == 8 for p in reaction.legs) or internal_gluons
        self._letters: dict[Hashable, tuple[Letter, int]] = {}

    def group(self, terms: Sequence[tuple[Any, Term]]) -> list[Group]:
        """Collect (coefficient, term) pairs into sums inside lines, the line with the most diagrams first."""
        groups = [
            Group(
                value * self._dots(term),
                tuple(LineSum(line.left, line.right, ((self.ring.one, line.symbols),)) for line in term.lines),
                term.vectors,
                term.metrics,
                term.tensors,
            )
            for value, term in terms
        ]
        groups = _summed(groups)
        while not self.octets:
            best = groups
            for k in range(max((len(g.lines) for g in groups), default=0)):
                merged = self._merge(groups, k)
                if len(merged) < len(best):
                    best = merged
            if best is groups:
                break
            groups = best
        return groups

    def _dots(self, term: Term) -> Any:
        value = self.ring.one
        for p, q in term.dots:
            value = value * self.algebra.dot(self.basis.reduce(p), self.basis.reduce(q))
        return value

    def _merge(self, groups: list[Group], k: int) -> list[Group]:
        merged: dict[Hashable, Group] = {}
        for n, group in enumerate(groups):
            if k >= len(group.lines):
                merged["single", n] = group
                continue
            others = tuple(_frozen(line) for j, line in enumerate(group.lines) if j != k)
            line = group.lines[k]
            key = (k, others, line.left, line.right, group.vectors, group.metrics, group.tensors)
            words = tuple((c * group.coefficient, s) for c, s in line.words)
            if key in merged:
                old = merged[key]
                words = old.lines[k].words + words
            lines = tuple(
                LineSum(line.left, line.right, words) if j == k else other for j, other in enumerate(group.lines)
            )
            merged[key] = replace(group, coefficient=self.ring.one, lines=lines)
        return list(merged.values())

    def square(self, groups: Sequence[Group], symmetric: bool) -> Any:
        """Sum over all spins of |sum of groups|^2; `symmetric` uses that A B* and B A* have equal real parts."""
        total = self.ring.zero
        for a, first in enumerate(groups):
            for b, second in enumerate(groups):
                if symmetric and b < a:
                    continue
                value = self.interference(first, second)
                total = total + (value * 2 if symmetric and b > a else value)
        return total

    def interference(self, first: Group, second: Group) -> Any:
        """Sum over spins of first * conj(second), polarisation sums being -g for every external vector."""
        loops, colour = self._loops(first.lines, second.lines)
        phase = 0
        for tensors, conjugated in ((first.tensors, False), (second.tensors, True)):
            loops.extend(self._levi_civita(slots, conjugated) for slots in tensors)
            phase += len(tensors)
        conjugate = {label: _primed(label) for label in _inner_labels(second)}
        vectors = [*first.vectors, *((v, conjugate.get(x, x)) for v, x in second.vectors)]
        metrics = [*first.metrics, *((conjugate.get(x, x), conjugate.get(y, y)) for x, y in second.metrics)]
        value, loops = self._contract(vectors, metrics, loops)
        value = value * first.coefficient * self.conjugate(second.coefficient)
        value = value * self.ring.constant(Fraction(1, 4) ** phase * colour)
        for leg in self.reaction.legs:
            if leg.spin == "1":
                value = -value
        half = self.ring.constant(Fraction(1, 2))
        tracer = Tracer(self.algebra, half, keep_odd=self.odd is not None)
        result = self.ring.zero
        for factors in tracer.product(loops):
            result = result + self._multiplied(factors)
        for _ in range(phase % 4):
            result = result * self.imaginary
        return value * result

    def _multiplied(self, factors: list[TraceValue]) -> Any:
        """The product of independent traces; two Levi-Civita tensors give a determinant of scalar products."""
        even: Any = self.ring.one
        odd: dict[int, Any] = {}
        for trace in factors:
            new_odd = {b: c * trace.even for b, c in odd.items()}
            for blade, c in trace.odd:
                new_odd[blade] = new_odd.get(blade, self.ring.zero) + even * c
            # (-i eps)(-i eps') = -eps eps' = +det of the scalar products
            even = even * trace.even
            for b1, c1 in odd.items():
                for b2, c2 in trace.odd:
                    even = even + c1 * c2 * self._gram_determinant(b1, b2)
            odd = new_odd
        if self.odd is not None:
            for blade, c in odd.items():
                even = even - c * self.imaginary * self.odd(blade)
        return even

    def _letter(self, symbol: Symbol, conjugated: bool, turned: bool) -> tuple[Letter, int]:
        """The letter for a symbol, and its sign; `turned` is the charge-conjugated (reversed) matrix."""
        key = (symbol, conjugated, turned)
        found = self._letters.get(key)
        if found is None:
            found = self._make_letter(symbol, conjugated, turned)
            self._letters[key] = found
        return found

    def _make_letter(self, symbol: Symbol, conjugated: bool, turned: bool) -> tuple[Letter, int]:
        match symbol:
            case Index(label):
                inner = conjugated and not _is_external(label)
                return Vertex(_primed(label) if inner else label), -1 if turned else 1
            case Slashed(momentum, mass):
                vector = tuple(-c for c in momentum) if turned else momentum
                return Slash(self.basis.reduce(vector), None if mass is None else self.ring[mass]), 1
            case ChiralSum(scalar, pseudo):
                a, b = (
                    sum((self.coefficient(m, conjugated) for m in part), self.ring.zero) for part in (scalar, pseudo)
                )
                return Chiral(a, -b if conjugated else b), 1

    def _word(self, symbols: Sequence[Symbol], conjugated: bool, turned: bool) -> tuple[int, tuple[Letter, ...]]:
        """A word or its Dirac conjugate, in the orientation asked for."""
        sign, letters = 1, []
        for symbol in symbols:
            letter, factor = self._letter(symbol, conjugated, turned)
            sign *= factor
            letters.append(letter)
        return sign, tuple(reversed(letters)) if conjugated != turned else tuple(letters)

    def _stage(self, line: LineSum, conjugated: bool, turned: bool) -> tuple[Word, ...]:
        # ubar_1 G v_2 = -ubar_2 (C G^T C^-1) v_1 for commuting spinors
        words = []
        for value, symbols in line.words:
            sign, letters = self._word(symbols, conjugated, turned)
            c = self.conjugate(value) if conjugated else value
            words.append((c if (sign > 0) != turned else -c, letters))
        return tuple(words)

    def _spin_sum(self, leg: int, left: bool) -> Letter:
        """u ubar or v vbar of an external fermion at the left or right end of a line."""
        sign = -1 if (self.reaction.signs[leg] > 0) == left else 1
        key = ("spin", leg, sign)
        found = self._letters.get(key)
        if found is None:
            vector = tuple(int(k == leg) for k in range(len(self.reaction.legs)))
            mass = self.reaction.legs[leg].mass
            found = (Slash(self.basis.reduce(vector), None if mass is None else self.ring[mass] * sign), 1)
            self._letters[key] = found
        return found[0]

    def _loops(self, lines: Sequence[LineSum], conjugates: Sequence[LineSum]) -> tuple[list[Loop], Fraction]:
        """The lines of the amplitude closed with those of the conjugate, and their colour sum.

        Lines are turned where Majorana legs ask for it.
        """
        ends = {leg: line for line in lines for leg in (line.left, line.right)}
        bar_ends = {leg: line for line in conjugates for leg in (line.left, line.right)}
        loops: list[Loop] = []
        colours: list[tuple[Hashable, ...]] = []
        seen: set[int] = set()
        for conjugated, part in ((False, lines), (True, conjugates)):
            # the line of an annihilated bound state is a trace within the amplitude
            loops += [(self._stage(line, conjugated, False),) for line in part if line.left == line.right]
        for start in lines:
            if start.left in seen or start.left == start.right:
                continue
            stages: list[tuple[Word, ...]] = []
            left = start.left
            one = self.ring.one
            gluons: list[Hashable] = []
            while True:
                line = ends[left]
                turned = line.left != left
                right = line.left if turned else line.right
                stages.append(((one, (self._spin_sum(left, True),)),))
                stages.append(self._stage(line, False, turned))
                stages.append(((one, (self._spin_sum(right, False),)),))
                seen.update((left, right))
                back = bar_ends[right]
                turned = back.right != right
                stages.append(self._stage(back, True, turned))
                gluons += [*self._gluons(line, False), *reversed(self._gluons(back, True))]
                left = back.right if turned else back.left
                if left == start.left:
                    break
            loops.append(_merged(tuple(stages)))
            if self.reaction.legs[start.left].colour == N_COLOURS:
                colours.append(tuple(gluons))
        return loops, colour_trace(colours)

    def colour(self, groups: Sequence[Group]) -> Fraction | None:
        """The colour sum common to all interference terms, None where they differ."""
        factors = {self._loops(a.lines, b.lines)[1] for a in groups for b in groups}
        return factors.pop() if len(factors) == 1 else None

    def _gluons(self, line: LineSum, conjugated: bool) -> list[Hashable]:
        """Labels of the gluons along a quark line; lines are not merged where there are any."""
        if not self.octets:
            return []
        symbols = line.words[0][1]
        labels = [s.gluon if isinstance(s, Slashed) else s.label for s in symbols if isinstance(s, Index | Slashed)]
        return [_primed(x) if conjugated and not _is_external(x) else x for x in labels if self._is_octet(x)]

    def _is_octet(self, label: Hashable) -> bool:
        if not isinstance(label, tuple):
            return False
        return label[0] == "g" or (label[0] == "x" and self.reaction.legs[label[1]].colour == 8)

    def _levi_civita(self, slots: Sequence[Hashable], conjugated: bool) -> Loop:
        """eps(a,b,c,d) = (i/4) Tr[g5 ga gb gc gd]; the factor i/4 is supplied by the caller."""
        letters: list[Letter] = [Chiral(self.ring.zero, self.ring.one)]
        for slot in slots:
            if isinstance(slot, tuple) and slot[0] == "v":
                letters.append(Slash(self.basis.reduce(slot[1])))
            else:
                inner = conjugated and not _is_external(slot)
                letters.append(Vertex(_primed(slot) if inner else slot))
        return (((self.ring.one, tuple(letters)),),)

    def _contract(
        self, vectors: list[tuple[Vector, Hashable]], metrics: list[tuple[Hashable, Hashable]], loops: list[Loop]
    ) -> tuple[Any, list[Loop]]:
        """Contract vectors and metrics left open by the amplitudes, among themselves and into the loops."""
        value = self.ring.one
        while metrics:
            first, second = metrics.pop()
            if first == second:
                value = value * 4
                continue
            vectors = [(v, second if x == first else x) for v, x in vectors]
            metrics = [(second if x == first else x, second if y == first else y) for x, y in metrics]
            loops = [_replace_letter(loop, first, Vertex(second)) for loop in loops]
        while vectors:
            vector, label = vectors.pop()
            partner = next((k for k, (_, other) in enumerate(vectors) if other == label), None)
            reduced = self.basis.reduce(vector)
            if partner is not None:
                value = value * self.algebra.dot(reduced, self.basis.reduce(vectors.pop(partner)[0]))
            else:
                loops = [_replace_letter(loop, label, Slash(reduced)) for loop in loops]
        return value, loops

    def _gram_determinant(self, blade: int, other: int) -> Any:
        rows = [k for k in range(self.algebra.n) if blade >> (k + 1) & 1]
        columns = [k for k in range(self.algebra.n) if other >> (k + 1) & 1]
        return _determinant([[self.basis.gram[r][c] for c in columns] for r in rows], self.ring.zero)


def _determinant(matrix: list[list[Any]], zero: Any) -> Any:
    if len(matrix) == 1:
        return matrix[0][0]
    total = zero
    for k, head in enumerate(matrix[0]):
        minor = [[*row[:k], *row[k + 1 :]] for row in matrix[1:]]
        part = head * _determinant(minor, zero)
        total = total - part if k % 2 else total + part
    return total


def _merged(stages: tuple[tuple[Word, ...], ...]) -> Loop:
    """Neighbouring single-word stages glued together."""
    out: list[tuple[Word, ...]] = []
    for stage in stages:
        if out and len(out[-1]) == len(stage) == 1:
            ((c, head),) = out.pop()
            stage = tuple((c * d, head + tail) for d, tail in stage)
        out.append(stage)
    return tuple(out)


def _summed(groups: list[Group]) -> list[Group]:
    """Groups that differ in their coefficient only, added."""
    found: dict[Hashable, Group] = {}
    for group in groups:
        key = (tuple(map(_frozen, group.lines)), group.vectors, group.metrics, group.tensors)
        old = found.get(key)
        found[key] = group if old is None else replace(old, coefficient=old.coefficient + group.coefficient)
    return list(found.values())


def _frozen(line: LineSum) -> Hashable:
    return line.left, line.right, tuple((str(c), s) for c, s in line.words)


def _is_external(label: Hashable) -> bool:
    return isinstance(label, tuple) and label[0] == "x"


def _primed(label: Hashable) -> Hashable:
    return ("'", label)


def _inner_labels(group: Group) -> set[Hashable]:
    labels = {x for _, x in group.vectors} | {x for pair in group.metrics for x in pair}
    return {x for x in labels if not _is_external(x)}


def _replace_letter(loop: Loop, label: Hashable, by: Letter) -> Loop:
    return tuple(
        tuple(
            (c, tuple(by if isinstance(s, Vertex) and s.label == label else s for s in letters)) for c, letters in stage
        )
        for stage in loop
    )


__all__ = ["Group", "Line", "LineSum", "Squarer"]
