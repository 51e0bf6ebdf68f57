"""From diagrams to the amplitude i M: vertices and propagators placed, lines joined, indices contracted."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import sympy

from amps.binding import bound_terms
from amps.bound_states import FreePairs
from amps.chirality import chiral_groups
from amps.contraction import contract
from amps.couplings import ONE, Monomial, monomials
from amps.fermion_lines import join_lines
from amps.form_factors import resolved
from amps.vertices import Gamma, LeviCivita, Metric, Momentum
from amps.words import Denominator, Draft, Index, Line, Term, canonical_mask, external_vector

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from amps.diagrams import Branch, Diagram, Node
    from amps.model import Model
    from amps.vertices import VertexTerm
    from amps.words import ChiralSum, Symbol, Vector


def amplitude_terms(diagram: Diagram, model: Model, longitudinal: int | None = None) -> list[Term]:
    """All terms of one diagram's i M.

    With `longitudinal`, the vector line of this leg set has q q in the place of -g: the part of an R_xi gauge.
    """
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
    for draft in _drafts(diagram, model, longitudinal):
        lines, sign = join_lines(diagram, model, draft)
        done = contract(draft, lines)
        whole = (Line(left, right, tuple(symbols)) for left, symbols, right in done.chains)
        terms.append(
            Term(
                done.coefficient * Monomial(Fraction(sign), 0, ()),
                tuple(sorted(whole, key=lambda line: line.left)),
                tuple(done.dots),
                tuple(sorted(done.vectors, key=repr)),
                tuple(sorted(done.metrics, key=repr)),
                tuple(tuple(t) for t in done.tensors),
                denominators,
            )
        )
    return bound_terms(terms, reaction) if isinstance(reaction, FreePairs) else terms


def _drafts(diagram: Diagram, model: Model, longitudinal: int | None) -> Iterator[Draft]:
    """One draft per choice of a term in every vertex (and of the two parts of a massive vector propagator)."""
    reaction = diagram.reaction
    n = len(reaction.legs)
    everything = (1 << n) - 1
    drafts = [Draft(ONE)]
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
                colour = "g" if model.species[branch.name].colour == 8 else "q"
                labels.append((colour, canonical_mask(inward, n), branch.node is not None))
        signature = tuple(b.mask for b in node.branches)
        grown = []
        for term, chirals in chiral_groups(resolved(node.vertex.terms, node, n)):
            for draft in drafts:
                grown.append(_place(draft, term, chirals, node, labels, momenta, signature))
        drafts = grown
    for branch in diagram.propagators():
        only_q = canonical_mask(branch.mask, n) == longitudinal
        drafts = [d for draft in drafts for d in _propagate(draft, branch, diagram, model, n, only_q)]
    yield from drafts


def _place(
    draft: Draft,
    term: VertexTerm,
    chirals: tuple[ChiralSum | None, ...],
    node: Node,
    labels: list[Hashable],
    momenta: list[Vector],
    signature: tuple[int, ...],
) -> Draft:
    """The draft with one vertex term added."""

    def slot(index: int) -> Hashable:
        return labels[index] if index >= 0 else ("d", signature, index)

    (coefficient,) = monomials(term.coefficient)
    chains = list(draft.chains)
    for chain, chiral in zip(term.chains, chirals, strict=True):
        symbols: list[Symbol] = [Index(slot(e.index)) for e in chain.elements if isinstance(e, Gamma)]
        if chiral is not None:
            symbols.append(chiral)
        chains.append((node.branches[chain.bar].mask, symbols, node.branches[chain.leg].mask))
    new = Draft(
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


def _propagate(draft: Draft, branch: Branch, diagram: Diagram, model: Model, n: int, only_q: bool) -> Iterator[Draft]:
    """Numerators of boson propagators; fermion numerators are put in when the lines are joined."""
    particle = model.species[branch.name]
    mask = canonical_mask(branch.mask, n)
    kind = "g" if particle.colour == 8 else "q"
    near, far = (kind, mask, True), (kind, mask, False)
    i = Monomial(Fraction(1), 1, ())
    if particle.spin == "0" or particle.is_fermion:
        yield _copy(draft, i)
        return
    q = external_vector(mask, diagram.reaction.signs)
    if only_q:
        gauge = _copy(draft, i)
        gauge.vectors.extend([(q, near), (q, far)])
        yield gauge
        return
    metric = _copy(draft, i * Monomial(Fraction(-1), 0, ()))
    metric.metrics.append((near, far))
    yield metric
    if particle.mass is not None:
        mass = sympy.Symbol(particle.mass, real=True)
        longitudinal = _copy(draft, i * Monomial(Fraction(1), 0, ((mass, Fraction(-2)),)))
        longitudinal.vectors.extend([(q, near), (q, far)])
        yield longitudinal


def _copy(draft: Draft, factor: Monomial) -> Draft:
    return Draft(
        draft.coefficient * factor,
        [(a, list(s), b) for a, s, b in draft.chains],
        list(draft.vectors),
        list(draft.metrics),
        [list(t) for t in draft.tensors],
    )
