"""Polynomials to few operations: uniform coefficients first, then Horner with shared subexpressions.

The first step matters for speed: p = sum_m c_m(uniform) m(point) costs, per point, only the Horner scheme in the
point variables, whatever the size of the coefficients. The order in which variables are taken out decides how well
the scheme does; a few orders are tried, and the best one is varied (a simple relative of the search of Kuipers,
Plaat, Vermaseren and van den Herik, arXiv:1207.7079).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from codegen.forest import Forest, Rational, Scaled, emit, rational
from codegen.sharing import factor_sums, share_pairs
from codegen.simplify import NodeTable

Exponents = tuple[int, ...]
# Exponents packed into one integer, a rational coefficient and a uniform factor (a node of the program or None).
Packed = dict[int, tuple[Rational, int | None]]

EFFORT = 8_000
MOST_TRIALS = 40


def evaluate_polynomials(
    nodes: NodeTable,
    polynomials: Sequence[Mapping[Exponents, Fraction]],
    variables: Sequence[int],
    effort: int = EFFORT,
) -> list[int]:
    """Nodes of the values of polynomials (Laurent exponents allowed) in the given variable nodes.

    `effort` is about the number of terms the search for a good order of the variables may look at.
    """
    variables, polynomials = _without_negative_exponents(nodes, polynomials, variables)
    uniform = [i for i, v in enumerate(variables) if nodes.uniform[v]]
    point = [i for i, v in enumerate(variables) if not nodes.uniform[v]]
    if not uniform or not point:
        plain = [{e: (c, None) for e, c in terms.items()} for terms in polynomials]
        return _evaluate(nodes, plain, variables, effort if point else 0)
    collected: list[dict[Exponents, dict[Exponents, Fraction]]] = []
    for terms in polynomials:
        collected.append({})
        for exponents, coefficient in terms.items():
            inner = collected[-1].setdefault(tuple(exponents[i] for i in point), {})
            inner[tuple(exponents[i] for i in uniform)] = coefficient
    inner_polynomials = [{e: (c, None) for e, c in inner.items()} for outer in collected for inner in outer.values()]
    coefficients = iter(_evaluate(nodes, inner_polynomials, [variables[i] for i in uniform], 0))
    outer_polynomials = [{e: _as_coefficient(nodes, next(coefficients)) for e in outer} for outer in collected]
    return _evaluate(nodes, outer_polynomials, [variables[i] for i in point], effort)


def _as_coefficient(nodes: NodeTable, node: int) -> tuple[Fraction, int | None]:
    value = nodes.value(node)
    return (Fraction(1), node) if value is None else (value, None)


def _without_negative_exponents(
    nodes: NodeTable, polynomials: Sequence[Mapping[Exponents, Fraction]], variables: Sequence[int]
) -> tuple[list[int], list[dict[Exponents, Fraction]]]:
    """Add 1/x as a further variable for every x that occurs with a negative exponent."""
    negative = sorted({i for terms in polynomials for e in terms for i, k in enumerate(e) if k < 0})
    extended = [*variables, *(nodes.apply("div", (nodes.constant(Fraction(1)), variables[i])) for i in negative)]
    shifted = [
        {(*(max(k, 0) for k in e), *(max(-e[i], 0) for i in negative)): c for e, c in terms.items()}
        for terms in polynomials
    ]
    return extended, shifted


def _evaluate(
    nodes: NodeTable,
    polynomials: Sequence[Mapping[Exponents, tuple[Fraction, int | None]]],
    variables: Sequence[int],
    effort: int,
) -> list[int]:
    """The best of several Horner schemes, written into the program."""
    degree = max((k for terms in polynomials for e in terms for k in e), default=0)
    width = degree.bit_length() + 1
    packed = [
        {_pack(e, width): (rational(c), factor) for e, (c, factor) in terms.items() if c} for terms in polynomials
    ]
    scheme = _search(packed, variables, width, effort)
    done = emit(scheme.forest, nodes, [node for _, node in scheme.roots])
    return [nodes.apply("mul", (nodes.constant(Fraction(scale)), done[node])) for scale, node in scheme.roots]


def _pack(exponents: Exponents, width: int) -> int:
    return sum(k << (i * width) for i, k in enumerate(exponents))


class _Scheme:
    """One Horner scheme: the variable of largest weight times number of terms is taken out first."""

    def __init__(
        self, polynomials: Sequence[Packed], variables: Sequence[int], width: int, weights: list[float]
    ) -> None:
        self.weights = weights
        self.forest = Forest()
        leaves = [self.forest.leaf(v) for v in variables]
        roots = [_horner(self.forest, terms, leaves, width, weights) for terms in polynomials]
        factored = factor_sums(self.forest, [node for _, node in roots])
        self.roots = [(outer * inner, node) for (outer, _), (inner, node) in zip(roots, factored, strict=True)]
        numbers = [node for _, node in self.roots]
        share_pairs(self.forest, numbers)
        self.cost = self.forest.cost(numbers)


def _search(polynomials: Sequence[Packed], variables: Sequence[int], width: int, effort: int) -> _Scheme:
    """Greedy, by frequency, by rarity; then small changes to the best. The same input gives the same answer."""
    n = len(variables)
    best = _Scheme(polynomials, variables, width, [1.0] * n)
    terms = sum(map(len, polynomials))
    trials = min(MOST_TRIALS, effort // max(terms, 1)) if n > 1 and terms > 2 else 0
    mask = (1 << width) - 1
    counts = [sum(1 for p in polynomials for e in p if e & (mask << (i * width))) for i in range(n)]
    frequent = sorted(range(n), key=counts.__getitem__)
    dice = random.Random(0)
    for trial in range(trials):
        if trial < 2:
            order = frequent if trial == 0 else frequent[::-1]
            weights = [10.0 ** (6 * order.index(i)) for i in range(n)]
        else:
            weights = list(best.weights)
            weights[dice.randrange(n)] *= dice.choice((0.0, 1e-9, 0.1, 0.5, 2.0, 10.0, 1e9))
        scheme = _Scheme(polynomials, variables, width, weights)
        if scheme.cost <= best.cost:
            best = scheme
    return best


def _horner(forest: Forest, terms: Packed, leaves: list[int], width: int, weights: list[float]) -> Scaled:
    """p = x^k q + r, then the same for q and r; on an explicit stack, so that no degree is too high."""
    mask = (1 << width) - 1
    masks = [(i, i * width, mask << (i * width)) for i in range(len(leaves))]
    sums: list[dict[int, Rational]] = [{}]
    remaining = [terms]
    taken: list[tuple[int, int]] = []
    while True:
        terms = remaining[-1]
        choice = _next_variable(terms, masks, weights) if len(terms) > 1 else None
        if choice is not None:
            index, shift, bits = choice
            power = min((e & bits) for e in terms if e & bits)
            remaining[-1] = {e: c for e, c in terms.items() if not e & bits}
            remaining.append({e - power: c for e, c in terms.items() if e & bits})
            taken.append((leaves[index], power >> shift))
            sums.append({})
            continue
        for exponents, (coefficient, factor) in terms.items():
            powers = Counter({forest.leaf(factor): 1})
            for i, shift, bits in masks:
                powers[leaves[i]] += (exponents & bits) >> shift
            monomial = forest.product(+powers)
            sums[-1][monomial] = sums[-1].get(monomial, 0) + coefficient
        scale, node = forest.sum(sums.pop())
        remaining.pop()
        if not taken:
            return scale, node
        leaf, exponent = taken.pop()
        node = forest.product({leaf: exponent, node: 1} if node != leaf else {leaf: exponent + 1})
        sums[-1][node] = sums[-1].get(node, 0) + scale


def _next_variable(
    terms: Packed, masks: list[tuple[int, int, int]], weights: list[float]
) -> tuple[int, int, int] | None:
    """The variable to take out: the one of largest weight times number of terms, if any is left."""
    present = 0
    for exponents in terms:
        present |= exponents
    candidates = [entry for entry in masks if present & entry[2]]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    return max(candidates, key=lambda entry: weights[entry[0]] * len([1 for e in terms if e & entry[2]]))
