"""Products of gamma matrices as multivectors of the Clifford algebra, in a non-orthogonal basis of momenta.

An element is {(blade, pairs): coefficient}. A blade is a bit set: bit 0 is a factor gamma5 on the right, bits 1..n are
basis momenta, higher bits open Lorentz indices; it stands for the antisymmetrised product of its gamma matrices in the
order of the bits. `pairs` are factors p^mu or g^{mu nu} that carry open indices, each a pair of bit positions. Right
multiplication by a vector is B v = B ^ v + B . v, so a chain of matrices costs one pass per matrix, whatever its
length;
the trace is four times the scalar part. An index that occurs again is contracted at once: (p ^ mu) gamma_mu = (4 -
1) p.

Four dimensions by default: blades of more than four vectors vanish, and Tr[g5 ga gb gc gd] = -4i eps^{abcd}. Chisholm's
identity Tr[g^a S] g_a = 4 V(S), with V(S) the vector part of S, joins traces that share an index. With `dimension` D a
ring element, for loops, (p ^ mu) gamma_mu = (D - 1) p, blades of any grade are kept, and gamma5 still anticommutes
with every vector: good for open lines and for an even number of gamma5, but not for a trace with a single one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Pairs = tuple[tuple[int, int], ...]
Key = tuple[int, Pairs]
Element = dict[Key, Any]
MAX_GRADE = 4
ANY_GRADE = 64


def _vectors(blade: int) -> list[int]:
    """Bit positions of the vectors in a blade, ascending."""
    rest, found = blade >> 1, []
    position = 1
    while rest:
        if rest & 1:
            found.append(position)
        rest >>= 1
        position += 1
    return found


class Clifford:
    """The algebra over n basis momenta with the given Gram table (scalar products, any ring elements).

    `dimension` is that of space-time: 4, or a ring element, in which case pass `max_grade=ANY_GRADE` to the products.
    """

    def __init__(self, gram: Sequence[Sequence[Any]], one: Any, dimension: Any = 4) -> None:
        self.dimension = dimension
        self.n = len(gram)
        self.gram = gram
        self.one = one
        self.zero = one - one
        self._rows: dict[tuple[int, ...], list[Any]] = {}
        self._plans: dict[tuple[int, ...], _SlashPlan] = {}
        self._contractions: dict[int, list[tuple[int, int, int]]] = {}

    def unit(self) -> Element:
        """The identity matrix."""
        return {(0, ()): self.one}

    def dot(self, p: tuple[int, ...], q: tuple[int, ...]) -> Any:
        """Scalar product of two integer combinations of the basis momenta."""
        row = self._row(q)
        total = self.zero
        for c, value in zip(p, row, strict=True):
            if c:
                total = total + c * value
        return total

    def _row(self, q: tuple[int, ...]) -> list[Any]:
        row = self._rows.get(q)
        if row is None:
            row = []
            for i in range(self.n):
                total = self.zero
                for j, c in enumerate(q):
                    if c:
                        total = total + c * self.gram[i][j]
                row.append(total)
            self._rows[q] = row
        return row

    def _removals(self, blade: int) -> list[tuple[int, int, int]]:
        """(vector, blade without it, sign) for each vector, the sign of moving it to the right end."""
        found = self._contractions.get(blade)
        if found is None:
            flip = -1 if blade & 1 else 1
            vectors = _vectors(blade)
            last = len(vectors) - 1
            found = [(v, blade ^ (1 << v), -flip if (last - k) & 1 else flip) for k, v in enumerate(vectors)]
            self._contractions[blade] = found
        return found

    def _plan(self, q: tuple[int, ...]) -> _SlashPlan:
        plan = self._plans.get(q)
        if plan is None:
            plan = self._plans[q] = _SlashPlan(self, q)
        return plan

    def times_slash(self, x: Element, q: tuple[int, ...], mass: Any = None, max_grade: int = MAX_GRADE) -> Element:
        """x (qslash + mass); blades above `max_grade` (those that cannot reach the trace) are dropped."""
        out: Element = {}
        steps = self._plan(q).steps
        for (blade, pairs), coefficient in x.items():
            grade, wedges, dots, opened = steps(blade)
            if grade < max_grade:
                for new, c in wedges:
                    key = (new, pairs)
                    value = coefficient if c == 1 else -coefficient if c == -1 else coefficient * c
                    out[key] = out[key] + value if key in out else value
            for new, c in dots:
                key = (new, pairs)
                value = coefficient * c
                out[key] = out[key] + value if key in out else value
            for new, index, position, c in opened:
                _add(out, (new, _paired(pairs, index, position)), coefficient * c)
            if mass is not None and grade <= max_grade:
                _add(out, (blade, pairs), coefficient * mass)
        return _clean(out)

    def times_index(self, x: Element, index: int, max_grade: int = MAX_GRADE) -> Element:
        """x gamma^index; a second occurrence of the index is summed over."""
        out: Element = {}
        paired: dict[int, Element] = {}
        bit = 1 << index
        for (blade, pairs), coefficient in x.items():
            flip = -1 if blade & 1 else 1
            if blade & bit:
                sign = -flip if (blade >> (index + 1)).bit_count() & 1 else flip
                _add(out, (blade ^ bit, pairs), coefficient * (sign * (self.dimension + 1 - (blade >> 1).bit_count())))
                continue
            partner = next((p for p in pairs if index in p), None)
            if partner is not None:
                rest = tuple(p for p in pairs if p is not partner)
                other = partner[0] if partner[1] == index else partner[1]
                _add(paired.setdefault(other, {}), (blade, rest), coefficient)
                continue
            if (blade >> 1).bit_count() < max_grade:
                sign = -flip if (blade >> (index + 1)).bit_count() & 1 else flip
                _add(out, (blade | bit, pairs), coefficient if sign > 0 else -coefficient)
            for vector, rest_blade, sign in self._removals(blade):
                _add(out, (rest_blade, _paired(pairs, vector, index)), coefficient if sign > 0 else -coefficient)
        for other, part in paired.items():
            for key, value in self.times_basis(part, other, max_grade).items():
                _add(out, key, value)
        return _clean(out)

    def times_basis(self, x: Element, position: int, max_grade: int = MAX_GRADE) -> Element:
        """x times the gamma matrix of one bit position: a basis momentum or an index."""
        if position > self.n:
            return self.times_index(x, position, max_grade)
        q = tuple(1 if i == position - 1 else 0 for i in range(self.n))
        return self.times_slash(x, q, None, max_grade)

    def times_chiral(self, x: Element, a: Any, b: Any) -> Element:
        """x (a + b gamma5)."""
        out: Element = {}
        for (blade, pairs), coefficient in x.items():
            if a:
                _add(out, (blade, pairs), coefficient * a)
            if b:
                _add(out, (blade ^ 1, pairs), coefficient * b)
        return _clean(out)

    def times_element(self, x: Element, y: Mapping[Key, Any], max_grade: int = MAX_GRADE) -> Element:
        """x y for an arbitrary element y; indices that x carries are contracted before anything is multiplied."""
        out: Element = {}
        by_pairs: dict[Pairs, dict[int, Any]] = {}
        for (blade, pairs), coefficient in y.items():
            by_pairs.setdefault(pairs, {})[blade] = coefficient
        for pairs, blades in by_pairs.items():
            start = x
            for pair in pairs:
                start = self._times_pair(start, pair)
            vector = [blades.pop(2 << k, None) for k in range(self.n)]
            parts = [self._times_vector(start, vector, max_grade)] if any(c is not None for c in vector) else []
            for blade, coefficient in blades.items():
                part = self._times_blade(start, tuple(_vectors(blade)))
                parts.append({(b ^ (blade & 1), p): c * coefficient for (b, p), c in part.items()})
            for part in parts:
                for key, value in part.items():
                    if (key[0] >> 1).bit_count() <= max_grade:
                        _add(out, key, value)
        return _clean(out)

    def _times_vector(self, x: Element, vector: Sequence[Any], max_grade: int) -> Element:
        """x times a combination of the basis momenta with coefficients in the ring (None: absent)."""
        out: Element = {}
        parts = [(k + 1, c) for k, c in enumerate(vector) if c is not None]
        row = [sum((c * self.gram[i][k - 1] for k, c in parts), self.zero) for i in range(self.n)]
        for (blade, pairs), coefficient in x.items():
            if (blade >> 1).bit_count() < max_grade:
                flip = -1 if blade & 1 else 1
                for position, c in parts:
                    if not blade >> position & 1:
                        sign = -flip if (blade >> (position + 1)).bit_count() & 1 else flip
                        value = coefficient * c
                        _add(out, (blade | 1 << position, pairs), value if sign > 0 else -value)
            for index, rest, sign in self._removals(blade):
                if index > self.n:
                    for position, c in parts:
                        _add(out, (rest, _paired(pairs, index, position)), coefficient * c * sign)
                elif row[index - 1]:
                    value = coefficient * row[index - 1]
                    _add(out, (rest, pairs), value if sign > 0 else -value)
        return out

    def _times_blade(self, x: Element, vectors: tuple[int, ...]) -> Element:
        """x (v1 ^ v2 ^ ...) through v1 (v2 ^ ...) - v1 . (v2 ^ ...)."""
        if not vectors:
            return x
        first, rest = vectors[0], vectors[1:]
        out = dict(self._times_blade(self.times_basis(x, first), rest))
        for k, vector in enumerate(rest):
            remaining = rest[:k] + rest[k + 1 :]
            part = self._times_blade(x, remaining)
            sign = 1 if k % 2 else -1
            if first <= self.n and vector <= self.n:
                value = self.gram[first - 1][vector - 1]
                for key, c in part.items():
                    _add(out, key, c * value * sign)
            else:
                for key, c in self._times_pair(part, (min(first, vector), max(first, vector))).items():
                    _add(out, key, c * sign)
        return out

    def _times_pair(self, x: Element, pair: tuple[int, int]) -> Element:
        """x p^mu or x g^{mu nu}, contracting indices that x already carries."""
        first, second = pair
        if first > self.n and _carries(x, first):
            return self.replace_index(x, first, second)
        if _carries(x, second):
            return self.replace_index(x, second, first)
        return {(blade, _paired(pairs, first, second)): c for (blade, pairs), c in x.items()}

    def replace_index(self, x: Element, index: int, by: int) -> Element:
        """Put the vector `by` in the place of an open index: contraction with p^index, or with g^{index by}."""
        out: Element = {}
        for (blade, pairs), coefficient in x.items():
            for key, value in self._replaced(blade, pairs, index, by):
                _add(out, key, coefficient if value is None else coefficient * value)
        return _clean(out)

    def _replaced(self, blade: int, pairs: Pairs, index: int, by: int) -> list[tuple[Key, Any]]:
        partner = next((p for p in pairs if index in p), None)
        if partner is not None:
            other = partner[0] if partner[1] == index else partner[1]
            kept = tuple(p for p in pairs if p is not partner)
            if other == by > self.n:
                return [((blade, kept), self.dimension)]
            if by > self.n and _holds(blade, kept, by):
                return self._replaced(blade, kept, by, other)
            if other <= self.n and by <= self.n:
                return [((blade, kept), self.gram[other - 1][by - 1])]
            return [((blade, _paired(kept, other, by)), None)]
        if not blade >> index & 1:
            return [((blade, pairs), None)]
        rest = blade ^ (1 << index)
        if rest >> by & 1:
            return []
        second = next((p for p in pairs if by > self.n and by in p), None)
        if second is not None:
            other = second[0] if second[1] == by else second[1]
            return self._replaced(blade, tuple(p for p in pairs if p is not second), index, other)
        low, high = sorted((index, by))
        between = (rest >> (low + 1) & ((1 << (high - low - 1)) - 1)).bit_count()
        return [((rest | 1 << by, pairs), -1 if between & 1 else None)]


class _SlashPlan:
    """What right multiplication by one slashed momentum does to each blade, worked out once per blade."""

    def __init__(self, algebra: Clifford, q: tuple[int, ...]) -> None:
        self.algebra = algebra
        self.row = algebra._row(q)
        self.negative = [-value for value in self.row]
        self.parts = [(i + 1, c) for i, c in enumerate(q) if c]
        self._known: dict[int, tuple[int, list[Any], list[Any], list[Any]]] = {}

    def steps(self, blade: int) -> tuple[int, list[Any], list[Any], list[Any]]:
        """Grade, wedge products, contractions with momenta and with open indices."""
        found = self._known.get(blade)
        if found is not None:
            return found
        flip = -1 if blade & 1 else 1
        wedges: list[Any] = []
        for position, c in self.parts:
            if not blade >> position & 1:
                sign = -flip if (blade >> (position + 1)).bit_count() & 1 else flip
                wedges.append((blade | 1 << position, sign * c))
        dots: list[Any] = []
        opened: list[Any] = []
        for vector, rest, sign in self.algebra._removals(blade):
            if vector <= self.algebra.n:
                if self.row[vector - 1]:
                    dots.append((rest, self.row[vector - 1] if sign > 0 else self.negative[vector - 1]))
            else:
                opened.extend((rest, vector, position, sign * c) for position, c in self.parts)
        found = self._known[blade] = ((blade >> 1).bit_count(), wedges, dots, opened)
        return found


def vector_part(x: Element) -> Element:
    """V(S) of Chisholm's identity: (S_odd + reversed S_odd) / 2, the part of S that a trace with gamma^a sees."""
    return {key: c for key, c in x.items() if (key[0] >> 1).bit_count() == (3 if key[0] & 1 else 1)}


def scalar_part(x: Element) -> dict[Pairs, Any]:
    """The coefficient of the identity matrix, by open-index factors."""
    return {pairs: c for (blade, pairs), c in x.items() if blade == 0}


def _holds(blade: int, pairs: Pairs, index: int) -> bool:
    return bool(blade >> index & 1) or any(index in p for p in pairs)


def _carries(x: Element, index: int) -> bool:
    return any(_holds(blade, pairs, index) for blade, pairs in x)


def _paired(pairs: Pairs, a: int, b: int) -> Pairs:
    return tuple(sorted((*pairs, (a, b) if a < b else (b, a))))


def _add(out: Element, key: Key, value: Any) -> None:
    if key in out:
        out[key] = out[key] + value
    else:
        out[key] = value


def _clean(out: Element) -> Element:
    return {key: value for key, value in out.items() if value}


def total(elements: Iterable[Element]) -> Element:
    """The sum of elements."""
    out: Element = {}
    for element in elements:
        for key, value in element.items():
            _add(out, key, value)
    return _clean(out)
