"""Polynomials to few operations: uniform coefficients first, then greedy Horner with shared subexpressions.

The two-step order matters for speed: p = sum_m c_m(uniform) m(point) costs, per point, only the Horner scheme in the
point variables, whatever the size of the coefficients.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from codegen.simplify import NodeTable

Exponents = tuple[int, ...]
Terms = dict[Exponents, int]


def evaluate_polynomials(
    nodes: NodeTable, polynomials: Sequence[Mapping[Exponents, Fraction]], variables: Sequence[int]
) -> list[int]:
    """Nodes of the values of polynomials (Laurent exponents allowed) in the given variable nodes."""
    variables, shifted = _without_negative_exponents(nodes, polynomials, variables)
    uniform = [i for i, v in enumerate(variables) if nodes.uniform[v]]
    point = [i for i, v in enumerate(variables) if not nodes.uniform[v]]
    with_numbers = [{e: nodes.constant(c) for e, c in terms.items()} for terms in shifted]
    if not uniform or not point:
        return [greedy_horner(nodes, terms, variables) for terms in with_numbers]
    uniform_variables = [variables[i] for i in uniform]
    point_variables = [variables[i] for i in point]
    values = []
    for terms in with_numbers:
        collected: dict[Exponents, Terms] = {}
        for exponents, number in terms.items():
            inner = collected.setdefault(tuple(exponents[i] for i in point), {})
            inner[tuple(exponents[i] for i in uniform)] = number
        coefficients = {e: greedy_horner(nodes, inner, uniform_variables) for e, inner in collected.items()}
        values.append(greedy_horner(nodes, coefficients, point_variables))
    return values


def _without_negative_exponents(
    nodes: NodeTable, polynomials: Sequence[Mapping[Exponents, Fraction]], variables: Sequence[int]
) -> tuple[list[int], list[dict[Exponents, Fraction]]]:
    """Add 1/x as a further variable for every x that occurs with a negative exponent."""
    negative = sorted({i for terms in polynomials for e in terms for i, k in enumerate(e) if k < 0})
    one = nodes.constant(Fraction(1))
    extended = [*variables, *(nodes.apply("div", (one, variables[i])) for i in negative)]
    shifted = [
        {(*(max(k, 0) for k in e), *(max(-e[i], 0) for i in negative)): c for e, c in terms.items()}
        for terms in polynomials
    ]
    return extended, shifted


def greedy_horner(nodes: NodeTable, terms: Terms, variables: Sequence[int]) -> int:
    """Value of sum c x^e, c nodes: take out the variable in most terms, p = x^k q + r, and go on with q and r.

    Works on an explicit stack, so the degree is not limited by the interpreter's recursion limit.
    """
    zero = nodes.constant(Fraction(0))
    # Each frame sums its finished pieces; a piece is (power of a variable) times the value of an inner frame.
    frames: list[_Frame] = [_Frame(terms, None)]
    while True:
        frame = frames[-1]
        if frame.terms:
            variable, power, inside, outside = _split(frame.terms, len(variables))
            frame.terms = outside
            if variable is None:
                ((_, coefficient),) = inside.items()
                frame.pieces.append(coefficient)
            else:
                frames.append(_Frame(inside, nodes.power(variables[variable], power)))
            continue
        value = zero
        for piece in sorted(frame.pieces):
            value = nodes.apply("add", (value, piece))
        frames.pop()
        if frame.factor is not None:
            value = nodes.apply("mul", (frame.factor, value))
        if not frames:
            return value
        frames[-1].pieces.append(value)


class _Frame:
    """A polynomial being summed, and the power that multiplies it."""

    __slots__ = ("factor", "pieces", "terms")

    def __init__(self, terms: Terms, factor: int | None) -> None:
        self.terms = terms
        self.factor = factor
        self.pieces: list[int] = []


def _split(terms: Terms, n: int) -> tuple[int | None, int, Terms, Terms]:
    """The variable in most terms, the power of it they share, the terms divided by that power, and the others."""
    counts = [0] * n
    for exponents in terms:
        for i, k in enumerate(exponents):
            if k:
                counts[i] += 1
    best = max(range(n), key=counts.__getitem__) if n else 0
    if not n or counts[best] == 0:
        return None, 0, terms, {}
    power = min(e[best] for e in terms if e[best])
    inside, outside = {}, {}
    for exponents, coefficient in terms.items():
        if exponents[best]:
            reduced = (*exponents[:best], exponents[best] - power, *exponents[best + 1 :])
            inside[reduced] = coefficient
        else:
            outside[exponents] = coefficient
    return best, power, inside, outside
