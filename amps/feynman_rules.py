"""Feynman rules derived from Lagrangian terms by taking one functional derivative per leg."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import permutations, product
from typing import TYPE_CHECKING

import sympy

from amps.lagrangian import (
    Expression,
    FieldFactor,
    Gamma5Factor,
    GammaFactor,
    LeviCivitaFactor,
    MetricFactor,
    Monomial,
)
from amps.vertices import Chain, Gamma, Gamma5, LeviCivita, Metric, Momentum, Tensor, Vertex, VertexTerm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.lagrangian import Factor, Index


class TermError(ValueError):
    """A Lagrangian term that no Feynman rule can come from."""


Open = list[tuple[int, tuple[GammaFactor | Gamma5Factor, ...], int]]


def _chains(factors: tuple[Factor, ...]) -> Open:
    """Positions (bar, gammas, psi) of the fermion bilinears, read from left to right."""
    chains: Open = []
    start: int | None = None
    matrices: list[GammaFactor | Gamma5Factor] = []
    for position, factor in enumerate(factors):
        if isinstance(factor, FieldFactor) and factor.particle.is_fermion:
            if factor.conjugated == (start is not None):
                raise TermError("fermion fields must alternate as bar(psi1) ... psi2")
            if start is None:
                start, matrices = position, []
            else:
                chains.append((start, tuple(matrices), position))
                start = None
        elif isinstance(factor, GammaFactor | Gamma5Factor):
            if start is None:
                raise TermError("a gamma matrix stands outside bar(psi1) ... psi2")
            matrices.append(factor)
    if start is not None:
        raise TermError("bar(psi) without a psi to its right")
    return chains


def _check_indices(factors: tuple[Factor, ...]) -> None:
    uses: Counter[str] = Counter()
    for factor in factors:
        match factor:
            case FieldFactor(particle, _, index, derivatives):
                if particle.spin == "1" and index is None:
                    raise TermError(f"vector field {particle.name!r} stands without a Lorentz index")
                uses.update(i.name for i in (*derivatives, *((index,) if index else ())))
            case GammaFactor(index):
                uses[index.name] += 1
            case MetricFactor(first, second):
                uses.update((first.name, second.name))
            case LeviCivitaFactor(names):
                uses.update(i.name for i in names)
    wrong = sorted(name for name, n in uses.items() if n != 2)
    if wrong:
        raise TermError(
            f"Lorentz indices {', '.join(wrong)} do not occur exactly twice: the term is not a Lorentz scalar"
        )


def _terms(monomial: Monomial, legs: tuple[str, ...]) -> Iterator[VertexTerm]:
    """All assignments of the operators to legs of the same name."""
    coefficient, factors = monomial
    chains = _chains(factors)
    fields = [(k, f) for k, f in enumerate(factors) if isinstance(f, FieldFactor)]
    choices = [permutations([n for n, leg in enumerate(legs) if leg == name]) for name in sorted(set(legs))]
    by_name = {name: [k for k, f in fields if f.incoming == name] for name in sorted(set(legs))}
    for assignment in product(*choices):
        leg_of = {
            k: n for (_, ks), ns in zip(by_name.items(), assignment, strict=True) for k, n in zip(ks, ns, strict=True)
        }
        labels: dict[str, int] = {f.index.name: leg_of[k] for k, f in fields if f.index}
        closed: list[Tensor] = []

        def label(index: Index, labels: dict[str, int] = labels) -> int:
            return labels.setdefault(index.name, -1 - sum(v < 0 for v in labels.values()))

        seen: dict[str, int] = {}
        for k, f in fields:
            # two vector fields contracted with each other: A_mu A^mu
            if f.index and f.index.name in seen:
                closed.append(Metric(seen[f.index.name], leg_of[k]))
            elif f.index:
                seen[f.index.name] = leg_of[k]
        derivatives = 0
        for k, f in fields:
            derivatives += len(f.derivatives)
            closed.extend(Momentum(leg_of[k], label(i)) for i in f.derivatives)
        for factor in factors:
            if isinstance(factor, MetricFactor):
                closed.append(Metric(label(factor.first), label(factor.second)))
            elif isinstance(factor, LeviCivitaFactor):
                a, b, c, e = (label(i) for i in factor.indices)
                closed.append(LeviCivita((a, b, c, e)))
        lines = tuple(
            Chain(
                leg_of[start],
                tuple(Gamma(label(m.index)) if isinstance(m, GammaFactor) else Gamma5() for m in ms),
                leg_of[end],
            )
            for start, ms, end in chains
        )
        yield VertexTerm(sympy.I * coefficient * (-sympy.I) ** derivatives, lines, tuple(closed))


def derive_vertices(terms: Mapping[str, Expression], order: Mapping[str, Mapping[str, int]]) -> tuple[Vertex, ...]:
    """The vertices of a Lagrangian given as named terms; `order` counts couplings per term name.

    Raises TermError naming the term for open indices, wrong fermion order or electric charge not conserved.
    """
    collected: dict[tuple[tuple[str, ...], tuple[tuple[str, int], ...]], dict[tuple[object, ...], sympy.Expr]]
    collected = defaultdict(lambda: defaultdict(lambda: sympy.S.Zero))
    for name, term in terms.items():
        for monomial in term.monomials:
            factors = monomial[1]
            fields = [f for f in factors if isinstance(f, FieldFactor)]
            try:
                _check_indices(factors)
                charge = sum(-f.particle.charge if f.conjugated else f.particle.charge for f in fields)
                if charge != 0:
                    raise TermError(f"it changes the electric charge by {charge}")
                if len(fields) < 3:
                    raise TermError(
                        "it has fewer than three fields; masses and kinetic terms are implied by the particles"
                    )
                legs = tuple(sorted(f.incoming for f in fields))
                key = (legs, tuple(sorted(order.get(name, {}).items())))
                for vertex_term in _terms(monomial, legs):
                    collected[key][vertex_term.chains, vertex_term.tensors] += vertex_term.coefficient
            except TermError as error:
                raise TermError(f"Lagrangian term {name!r} = {Expression([monomial])}: {error}") from None
    vertices = []
    for (legs, orders), sums in collected.items():
        vertex_terms = tuple(VertexTerm(sympy.expand(c), *k) for k, c in sums.items() if sympy.expand(c) != 0)  # type: ignore[arg-type]
        if vertex_terms:
            vertices.append(Vertex(legs, vertex_terms, orders))
    return tuple(vertices)
