"""Checks of Feynman rules that were given as such, as in a UFO model: charge, hermiticity, and what cannot be used.

Hermiticity of the Lagrangian relates the rule of some incoming legs to that of their antiparticles: coefficients are
conjugated with (-1)^(1 + number of momenta), chains are read backwards, and every gamma5 changes sign.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import sympy

from amps.canonical_rules import canonical_rule
from amps.model_findings import Finding
from amps.vertices import Chain, Gamma, Gamma5, LeviCivita, Metric, Momentum, Vertex, VertexTerm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.model import Model
    from amps.vertices import Tensor

TINY = 1e-9
"""Relative size of a difference that rounding of a model's default values explains."""


def rule_findings(model: Model) -> Iterator[Finding]:
    """Charges that are not conserved, rules that are not hermitian, vertices and files left aside."""
    for vertex in model.all_rules:
        change = sum(model.species[name].charge for name in vertex.legs)
        if change:
            yield Finding(
                "charges", "fail", f"the vertex {' '.join(vertex.legs)} changes the electric charge by {change}"
            )
    for names in _not_hermitian(model):
        detail = f"the vertex {' '.join(names)} is not the hermitian conjugate of that of its antiparticles"
        yield Finding("hermiticity", "fail", detail)
    for notice in model.notices:
        yield Finding("terms", "note", notice)


def conjugate_vertex(vertex: Vertex, model: Model) -> Vertex:
    """The rule that hermiticity requires of the antiparticles of the legs."""
    names = [model.species[name].antiname for name in vertex.legs]
    order = sorted(range(len(names)), key=lambda n: (names[n], n))
    place = {old: new for new, old in enumerate(order)}

    def index(k: int) -> int:
        return place[k] if k >= 0 else k

    def moved(tensor: Tensor) -> Tensor:
        match tensor:
            case Momentum(leg, mu):
                return Momentum(place[leg], index(mu))
            case Metric(first, second):
                return Metric(index(first), index(second))
            case LeviCivita((a, b, c, e)):
                return LeviCivita((index(a), index(b), index(c), index(e)))

    terms = []
    for term in vertex.terms:
        odd = 1 + sum(isinstance(t, Momentum) for t in term.tensors)
        odd += sum(isinstance(e, Gamma5) for c in term.chains for e in c.elements)
        chains = tuple(
            Chain(
                place[c.leg],
                tuple(Gamma(index(e.index)) if isinstance(e, Gamma) else e for e in reversed(c.elements)),
                place[c.bar],
            )
            for c in term.chains
        )
        coefficient = (-1) ** odd * sympy.conjugate(term.coefficient)
        terms.append(VertexTerm(coefficient, chains, tuple(moved(t) for t in term.tensors)))
    return Vertex(tuple(names[n] for n in order), tuple(terms), vertex.order)


def _not_hermitian(model: Model) -> Iterator[tuple[str, ...]]:
    majorana = {p.name for p in model.all_particles if p.is_fermion and p.self_conjugate}
    difference: dict[tuple[str, ...], dict[object, sympy.Expr]] = defaultdict(lambda: defaultdict(lambda: sympy.S.Zero))
    size: dict[tuple[str, ...], dict[object, sympy.Expr]] = defaultdict(lambda: defaultdict(lambda: sympy.S.Zero))
    blocked = {v.legs for v in model.all_rules if v.obstacle}
    for sign, vertices in ((1, model.all_rules), (-1, [conjugate_vertex(v, model) for v in model.all_rules])):
        for vertex in vertices:
            for structure, value in canonical_rule(vertex, majorana).items():
                difference[vertex.legs][structure] += sign * value
                size[vertex.legs][structure] += value
    for legs, table in difference.items():
        if legs in blocked:
            continue
        if any(not _vanishes(d, size[legs][structure], model) for structure, d in table.items()):
            yield legs


def _vanishes(difference: sympy.Expr, size: sympy.Expr, model: Model) -> bool:
    """Exactly, or at the default values of the parameters: definitions such as c_w hold relations that no one sees."""
    if sympy.expand(difference) == 0:
        return True
    values = {name: p.default for name, p in model.all_parameters.items() if p.default is not None}
    numbers = [_number(x, model.all_definitions, values) for x in (difference, size)]
    if any(n is None for n in numbers):
        return False
    gap, whole = (abs(n) for n in numbers if n is not None)
    return gap <= TINY * max(whole, 1e-300)


def _number(
    expression: sympy.Expr, definitions: Mapping[sympy.Symbol, sympy.Expr], values: Mapping[str, float]
) -> complex | None:
    """The value of an expression, None where a parameter has none."""
    while expression.free_symbols & set(definitions):
        expression = expression.subs(definitions)
    given = {s: values[s.name] for s in expression.free_symbols if s.name in values}
    found = expression.subs(given).evalf()
    return complex(found) if found.is_number else None
