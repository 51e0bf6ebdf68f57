"""From diagrams to the amplitude: gamma-matrix words along each fermion line, with indices and momenta resolved.

i M = sum over diagrams. Every line is read against the fermion arrow, from its left end (ubar of an outgoing, vbar
of an
incoming particle) to its right end; a vertex met against its arrow (Majorana fermions) is reversed by charge
conjugation,
C gamma^T C^-1 = -gamma (Denner et al., Nucl. Phys. B387 (1992) 467). Diagrams get the sign of the permutation of
external fermions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import sympy

from amps.couplings import ONE, Monomial, monomials
from amps.vertices import Gamma, Gamma5, LeviCivita, Metric, Momentum

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from amps.diagrams import Branch, Diagram, Node
    from amps.model import Model
    from amps.vertices import VertexTerm

Vector = tuple[int, ...]  # coefficients of the external momenta, physical (positive-energy) ones, leg by leg


@dataclass(frozen=True)
class Index:
    """A gamma matrix (or tensor slot) with an open label."""

    label: Hashable


@dataclass(frozen=True)
class Slashed:
    """qslash + mass; the mass is a parameter name or None."""

    momentum: Vector
    mass: str | None = None


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


@dataclass
class _Draft:
    """A term under construction: gamma and tensor slots hold labels that are replaced as contractions are found."""

    coefficient: Monomial
    chains: list[tuple[int, list[Symbol], int, int]] = field(default_factory=list)
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


def amplitude_terms(diagram: Diagram, model: Model) -> list[Term]:
    """All terms of one diagram's i M."""
    reaction = diagram.reaction
    n = len(reaction.legs)
    denominators = tuple(
        Denominator(
            canonical_mask(b.mask, n),
            external_vector(canonical_mask(b.mask, n), reaction.signs),
            model.species[b.name].mass,
            model.species[b.name].width,
        )
        for b in diagram.propagators()
    )
    terms = []
    for draft in _drafts(diagram, model):
        for lines, sign in _lines(diagram, model, draft):
            for finished in _contract(draft, lines):
                coefficient = finished.coefficient * Monomial(Fraction(sign), 0, ())
                terms.append(
                    Term(
                        coefficient,
                        tuple(sorted(finished_lines(finished), key=lambda line: line.left)),
                        tuple(finished.dots),
                        tuple(sorted(finished.vectors, key=repr)),
                        tuple(sorted(finished.metrics, key=repr)),
                        tuple(tuple(t) for t in finished.tensors),
                        denominators,
                    )
                )
    return terms


def finished_lines(draft: _Draft) -> Iterator[Line]:
    """The chains of a finished draft, which by then are whole lines."""
    for left, symbols, right, _ in draft.chains:
        yield Line(left, right, tuple(symbols))


def _chiral_groups(terms: tuple[VertexTerm, ...]) -> list[tuple[VertexTerm, tuple[ChiralSum | None, ...]]]:
    """Vertex terms with gamma5 moved to the right end of each chain and collected there as a + b gamma5."""
    groups: dict[tuple[object, ...], tuple[VertexTerm, dict[tuple[bool, ...], list[Monomial]]]] = {}
    for term in terms:
        stripped, sign, flags = [], 1, []
        for chain in term.chains:
            count, kept = 0, []
            for element in chain.elements:
                if isinstance(element, Gamma5):
                    count += 1
                else:
                    kept.append(element)
                    sign *= -1 if count % 2 else 1
            stripped.append((chain.bar, tuple(kept), chain.leg))
            flags.append(bool(count % 2))
        table = groups.setdefault((tuple(stripped), term.tensors), (term, {}))[1]
        table.setdefault(tuple(flags), []).extend(
            m * Monomial(Fraction(sign), 0, ()) for m in monomials(term.coefficient)
        )
    merged: list[tuple[VertexTerm, tuple[ChiralSum | None, ...]]] = []
    for term, table in groups.values():
        for coefficient, sums in _factorised(table):
            merged.append((_with_coefficient(term, coefficient), sums))
    return merged


def _factorised(table: dict[tuple[bool, ...], list[Monomial]]) -> list[tuple[Monomial, tuple[ChiralSum | None, ...]]]:
    """A sum over gamma5 patterns as few products: one where it factorises (V-A times V-A), else one per leading
    pattern.
    """
    chains = len(next(iter(table)))
    plain = (False,) * chains
    if set(table) == {plain}:
        return [(m, (None,) * chains) for m in table[plain]]
    if all(len(found) == 1 for found in table.values()):
        (start, (reference,)) = next((flags, found) for flags, found in table.items())
        factors: list[dict[bool, Monomial]] = []
        for k in range(chains):
            factor = {}
            for flag in (False, True):
                found = table.get((*start[:k], flag, *start[k + 1 :]))
                if found:
                    factor[flag] = found[0] * reference.inverse()
            factors.append(factor)
        rebuilt = {}
        for pattern in product((False, True), repeat=chains):
            if all(flag in factor for flag, factor in zip(pattern, factors, strict=True)):
                value = reference
                for flag, factor in zip(pattern, factors, strict=True):
                    value = value * factor[flag]
                rebuilt[pattern] = [value]
        plain_ratios = all(not m.powers for factor in factors for m in factor.values())
        if plain_ratios and rebuilt == table:
            return [(reference, tuple(_chiral(factor) for factor in factors))]
    leading: dict[tuple[bool, ...], dict[bool, list[Monomial]]] = {}
    for flags, found in table.items():
        leading.setdefault(flags[:-1], {})[flags[-1]] = found
    one = Monomial(Fraction(1), 0, ())
    return [
        (
            ONE,
            (
                *(ChiralSum((), (one,)) if f else None for f in head),
                ChiralSum(tuple(t.get(False, ())), tuple(t.get(True, ()))),
            ),
        )
        for head, t in leading.items()
    ]


def _chiral(factor: dict[bool, Monomial]) -> ChiralSum | None:
    if set(factor) == {False} and factor[False] == ONE:
        return None
    return ChiralSum(*(tuple(factor[f] for f in (flag,) if f in factor) for flag in (False, True)))


def _with_coefficient(term: VertexTerm, monomial: Monomial) -> VertexTerm:
    return type(term)(monomial.sympy(), term.chains, term.tensors)


def _outward(node: Node, everything: int) -> int | None:
    """Position of the branch that leads to the parent, whose mask covers all legs on the far side."""
    for k, branch in enumerate(node.branches):
        if branch.node is None and branch.mask.bit_count() > 1:
            return k
    return None


def _drafts(diagram: Diagram, model: Model) -> Iterator[_Draft]:
    """One draft per choice of a term in every vertex (and of the two parts of a massive vector propagator)."""
    reaction = diagram.reaction
    n = len(reaction.legs)
    everything = (1 << n) - 1
    drafts = [_Draft(ONE)]
    for node in diagram.nodes():
        labels: list[Hashable] = []
        momenta: list[Vector] = []
        for branch in node.branches:
            momenta.append(external_vector(branch.mask, reaction.signs))
            external = branch.node is None and branch.mask.bit_count() == 1
            if external:
                labels.append(("x", branch.mask.bit_length() - 1))
            else:
                inward = branch.mask if branch.node is not None else everything ^ branch.mask
                labels.append(("q", canonical_mask(inward, n), branch.node is not None))
        signature = tuple(b.mask for b in node.branches)
        grown = []
        for term, chirals in _chiral_groups(node.vertex.terms):
            for draft in drafts:
                grown.append(_place(draft, term, chirals, node, labels, momenta, signature))
        drafts = grown
    for branch in diagram.propagators():
        drafts = [d for draft in drafts for d in _propagate(draft, branch, diagram, model, n)]
    yield from drafts


def _place(
    draft: _Draft,
    term: VertexTerm,
    chirals: tuple[ChiralSum | None, ...],
    node: Node,
    labels: list[Hashable],
    momenta: list[Vector],
    signature: tuple[int, ...],
) -> _Draft:
    """The draft with one vertex term added; line ends are remembered as ("end", branch mask) through leg positions."""

    def slot(index: int) -> Hashable:
        return labels[index] if index >= 0 else ("d", signature, index)

    (coefficient,) = monomials(term.coefficient)
    chains = list(draft.chains)
    for chain, chiral in zip(term.chains, chirals, strict=True):
        symbols: list[Symbol] = [Index(slot(e.index)) for e in chain.elements if isinstance(e, Gamma)]
        if chiral is not None:
            symbols.append(chiral)
        chains.append((node.branches[chain.bar].mask, symbols, node.branches[chain.leg].mask, 1))
    new = _Draft(
        draft.coefficient * coefficient,
        chains,
        list(draft.vectors),
        list(draft.metrics),
        [list(t) for t in draft.tensors],
    )
    for tensor in term.tensors:
        match tensor:
            case Momentum(leg, index):
                new.vectors.append((momenta[leg], slot(index)))
            case Metric(first, second):
                new.metrics.append((slot(first), slot(second)))
            case LeviCivita(indices):
                new.tensors.append([slot(i) for i in indices])
    return new


def _propagate(draft: _Draft, branch: Branch, diagram: Diagram, model: Model, n: int) -> Iterator[_Draft]:
    """Numerators of boson propagators; fermion numerators are put in when the lines are joined."""
    particle = model.species[branch.name]
    mask = canonical_mask(branch.mask, n)
    near, far = ("q", mask, True), ("q", mask, False)
    i = Monomial(Fraction(1), 1, ())
    if particle.spin == "0" or particle.is_fermion:
        yield _copy(draft, i)
        return
    metric = _copy(draft, i * Monomial(Fraction(-1), 0, ()))
    metric.metrics.append((near, far))
    yield metric
    if particle.mass is not None:
        q = external_vector(mask, diagram.reaction.signs)
        mass = sympy.Symbol(particle.mass, real=True)
        longitudinal = _copy(draft, i * Monomial(Fraction(1), 0, ((mass, Fraction(-2)),)))
        longitudinal.vectors.extend([(q, near), (q, far)])
        yield longitudinal


def _copy(draft: _Draft, factor: Monomial) -> _Draft:
    return _Draft(
        draft.coefficient * factor,
        [(a, list(s), b, o) for a, s, b, o in draft.chains],
        list(draft.vectors),
        list(draft.metrics),
        [list(t) for t in draft.tensors],
    )


def _reversed(symbols: list[Symbol]) -> tuple[list[Symbol], int]:
    """C (product)^T C^-1 and its sign: each gamma matrix changes sign, gamma5 does not; gamma5 moved back to the
    right.
    """
    gammas = sum(isinstance(s, Index) for s in symbols)
    out: list[Symbol] = []
    for symbol in reversed(symbols):
        if isinstance(symbol, ChiralSum) and gammas % 2:
            minus = Monomial(Fraction(-1), 0, ())
            out.append(ChiralSum(symbol.scalar, tuple(m * minus for m in symbol.pseudo)))
        else:
            out.append(symbol)
    chirals = [s for s in out if isinstance(s, ChiralSum)]
    return [s for s in out if not isinstance(s, ChiralSum)] + chirals, -1 if gammas % 2 else 1


def _lines(diagram: Diagram, model: Model, draft: _Draft) -> Iterator[tuple[list[tuple[int, list[Symbol], int]], int]]:
    """Join the vertices' chains to whole lines; gives the lines and the sign (permutation and reversals)."""
    reaction = diagram.reaction
    n = len(reaction.legs)
    everything = (1 << n) - 1
    by_end: dict[int, tuple[int, bool]] = {}
    for k, (bar, _, leg, _) in enumerate(draft.chains):
        by_end[bar] = (k, True)
        by_end[leg] = (k, False)
    fermions = [i for i, p in enumerate(reaction.legs) if p.is_fermion]
    starts = [i for i in fermions if by_end[1 << i][1]] + [i for i in fermions if not by_end[1 << i][1]]
    propagating = {b.mask: b for b in diagram.propagators()}
    used: set[int] = set()
    lines: list[tuple[int, list[Symbol], int]] = []
    sign = 1
    for start in starts:
        if start in used:
            continue
        at = 1 << start
        symbols: list[Symbol] = []
        while True:
            k, is_bar = by_end[at]
            bar, part, leg, _ = draft.chains[k]
            if is_bar:
                symbols.extend(part)
                end = leg
            else:
                turned, flip = _reversed(part)
                symbols.extend(turned)
                sign *= flip
                end = bar
            if end.bit_count() == 1:
                break
            far = everything ^ end
            line = propagating.get(end) or propagating[far]
            # the line is read against the fermion flow: momentum enters this vertex from the far side
            symbols.append(Slashed(external_vector(end, reaction.signs), model.species[line.name].mass))
            at = far
        finish = end.bit_length() - 1
        used.update((start, finish))
        lines.append((start, symbols, finish))
    order = [leg for line in lines for leg in (line[0], line[2])]
    sign *= _parity(order)
    yield lines, sign


def _parity(order: list[int]) -> int:
    inversions = sum(a > b for i, a in enumerate(order) for b in order[i + 1 :])
    return -1 if inversions % 2 else 1


def _contract(draft: _Draft, lines: list[tuple[int, list[Symbol], int]]) -> Iterator[_Draft]:
    """Replace labels by momenta and identify labels through metrics, until only external and shared labels are left."""
    work = _Draft(
        draft.coefficient,
        [(left, list(symbols), right, 1) for left, symbols, right in lines],
        [],
        [],
        [list(t) for t in draft.tensors],
        list(draft.dots),
    )
    vectors, metrics = list(draft.vectors), list(draft.metrics)
    uses: dict[Hashable, int] = defaultdict(int)
    for _, symbols, _, _ in work.chains:
        for symbol in symbols:
            if isinstance(symbol, Index):
                uses[symbol.label] += 1
    for tensor in work.tensors:
        for slot in tensor:
            uses[slot] += 1
    for _, label in vectors:
        uses[label] += 1
    for first, second in metrics:
        uses[first] += 1
        uses[second] += 1
    while metrics:
        first, second = metrics.pop()
        if first == second:
            work.coefficient = work.coefficient * Monomial(Fraction(4), 0, ())
            continue
        if uses[first] == 1 and uses[second] == 1:
            work.metrics.append((first, second))
            continue
        if uses[first] == 1:
            first, second = second, first
        # `first` occurs elsewhere: there it becomes `second`
        _rename(work, first, second)
        vectors = [(v, second if label == first else label) for v, label in vectors]
        metrics = [(second if a == first else a, second if b == first else b) for a, b in metrics]
        uses[first] = 0
    pending = vectors
    while pending:
        vector, label = pending.pop()
        if uses[label] == 1:
            work.vectors.append((vector, label))
            continue
        partner = next((k for k, (_, other) in enumerate(pending) if other == label), None)
        if partner is not None:
            work.dots.append((vector, pending.pop(partner)[0]))
        else:
            _insert(work, label, vector)
    yield work


def _rename(draft: _Draft, old: Hashable, new: Hashable) -> None:
    for _, symbols, _, _ in draft.chains:
        symbols[:] = [Index(new) if s == Index(old) else s for s in symbols]
    for tensor in draft.tensors:
        tensor[:] = [new if s == old else s for s in tensor]


def _insert(draft: _Draft, label: Hashable, vector: Vector) -> None:
    for _, symbols, _, _ in draft.chains:
        symbols[:] = [Slashed(vector) if s == Index(label) else s for s in symbols]
    for tensor in draft.tensors:
        tensor[:] = [("v", vector) if s == label else s for s in tensor]
