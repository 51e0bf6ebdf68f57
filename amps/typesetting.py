"""|M|^2 set for a paper: couplings in front, numerators factored or collected by invariants, propagators below."""

from __future__ import annotations

from math import gcd, lcm
from typing import TYPE_CHECKING

import sympy

from amps.algebra.basis import Invariant, Orientation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from amps.squared import Polynomial, SquaredAmplitude

    Setter = Callable[[sympy.Expr], str]

SMALL = 12
"""Up to so many terms in all, the whole |M|^2 is one factored fraction."""
LARGE = 150
"""Numerators with more terms are collected but not factored, which would take too long."""


def squared_amplitude_latex(squared: SquaredAmplitude, names: Mapping[str, str] | None = None) -> str:
    r"""LaTeX of \overline{|M|^2} with the definitions of its invariants; `names` says how symbols are printed."""
    latex = setter(names)
    front, content, fractions = split(squared)
    parts = [(arranged(numerator / content, squared), below) for _, numerator, below in fractions]
    if sum(len(polynomial) for polynomial, _, _ in fractions) <= SMALL:
        whole = sympy.factor(sympy.Add(*(numerator / below for numerator, below in parts)))
        body = latex(sympy.factor_terms(front * whole))
    else:
        lines = [_fraction(numerator, below, latex) for numerator, below in parts]
        joined = r" \\ &\quad ".join(
            line if k == 0 or line.startswith("-") else "+ " + line for k, line in enumerate(lines)
        )
        body = latex(front) + r" \Big\{ " + joined + r" \Big\}"
    text = r"\overline{|\mathcal{M}|^2} &= " + body
    definitions = [definition_latex(v, squared, latex) for v in squared.invariants.values()]
    if definitions:
        text += r" \\ & " + r",\quad ".join(definitions)
    return r"\begin{aligned}" + text + r"\end{aligned}"


def split(
    squared: SquaredAmplitude,
) -> tuple[sympy.Expr, sympy.Rational, list[tuple[Polynomial, sympy.Expr, sympy.Expr]]]:
    """What stands before |M|^2, the common content of its numerators, and each numerator with what stands below it.

    |M|^2 = front * sum of numerator/content/below; a numerator comes as polynomial and as expression.
    """
    coefficients = [c for poly in squared.polynomials.values() for c in poly.values()]
    content = sympy.Rational(gcd(*(c.numerator for c in coefficients)), lcm(*(c.denominator for c in coefficients)))
    front = sympy.Rational(squared.average.numerator, squared.average.denominator) * squared.prefactor * content
    fractions = [
        (polynomial, numerator, sympy.Mul(*(squared.denominators[name] ** power for name, power in key)))
        for (key, polynomial), numerator in zip(squared.polynomials.items(), squared.numerators.values(), strict=True)
    ]
    return front, content, fractions


def setter(names: Mapping[str, str] | None = None) -> Setter:
    """A function that gives an expression's LaTeX, with `names` as the LaTeX of symbols."""
    known = names or {}

    def latex(expression: sympy.Expr) -> str:
        own = {symbol: known[symbol.name] for symbol in expression.free_symbols if symbol.name in known}
        return str(sympy.latex(expression, symbol_names=own))

    return latex


def _fraction(numerator: sympy.Expr, below: sympy.Expr, latex: Setter) -> str:
    if below == 1:
        return latex(numerator)
    if numerator.could_extract_minus_sign():
        return rf"- \frac{{{latex(-numerator)}}}{{{latex(below)}}}"
    return rf"\frac{{{latex(numerator)}}}{{{latex(below)}}}"


def arranged(numerator: sympy.Expr, squared: SquaredAmplitude) -> sympy.Expr:
    """Factored where that gives a product, else collected by invariants with factored coefficients."""
    if len(sympy.Add.make_args(numerator)) <= LARGE:
        factored = sympy.factor(numerator)
        if factored.is_Mul or factored.is_Pow or factored.is_Symbol or factored.is_Number:
            return factored
    invariants = [squared.symbols[name] for name in squared.invariants]
    if not invariants:
        return sympy.factor_terms(numerator)
    collected: sympy.Expr = sympy.collect(numerator, invariants, sympy.factor)
    return collected


def definition_latex(invariant: Invariant | Orientation, squared: SquaredAmplitude, latex: Setter) -> str:
    r"""An invariant spelt out, e.g. \bar{s}_{24} = (p_2 + p_4)^2 - m_\mu^2."""
    if isinstance(invariant, Orientation):
        return rf"{invariant.latex} = \epsilon({', '.join(f'p_{{{k + 1}}}' for k in invariant.legs)})"
    masses = [p.mass for p in squared.reaction.legs]
    text = f"{invariant.latex} = ({_momentum_sum(invariant.signs)})^2"
    for leg in invariant.offset:
        if masses[leg] is not None:
            text += f" - {latex(sympy.Symbol(str(masses[leg]), real=True))}^2"
    return text


def _momentum_sum(signs: Sequence[int]) -> str:
    text = ""
    for i, s in enumerate(signs):
        if s:
            text += (" - " if s < 0 else " + " if text else "") + f"p_{{{i + 1}}}"
    return text.strip()
