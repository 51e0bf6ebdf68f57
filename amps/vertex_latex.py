r"""Feynman rules set in LaTeX: legs incoming, \mu_k the index and p_k the momentum of leg k, counted from 1.

A rule contains the factor i of exp(i Int L). With more than one fermion line, [G]_{jk} runs from psi of leg k to psibar
of leg j.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import sympy

from amps.canonical_rules import canonical_rule
from amps.form_factors import MARK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.canonical_rules import Line, Structure
    from amps.model import Model
    from amps.vertices import Vertex

GREEK = ("alpha", "beta", "rho", "sigma", "kappa", "lambda", "tau", "eta")
ONE_PLUS = {1: r"(1 + \gamma_5)", -1: r"(1 - \gamma_5)"}


def legs_latex(vertex: Vertex, model: Model) -> str:
    r"""The legs of a vertex, e.g. e^+\,e^-\,\gamma."""
    return r"\,".join(model.species[name].latex or name for name in vertex.legs)


def rule_latex(vertex: Vertex, model: Model) -> str:
    r"""The rule of a vertex, its factor i included, e.g. i e \gamma^{\mu_3}."""
    majorana = {p.name for p in model.all_particles if p.is_fermion and p.self_conjugate}
    total, written = sympy.S.Zero, dict[sympy.Symbol, str]()
    for k, (coefficient, text) in enumerate(_chiral(canonical_rule(vertex, majorana))):
        # SymPy sorts a product by names: this one stands behind every coupling.
        structure = sympy.Symbol(f"~{k:03}")
        written[structure] = text
        total += coefficient * (structure if text else 1)
    names = {"eps": r"\varepsilon"} | {n: p.latex for n, p in model.all_parameters.items() if p.latex}
    written |= {s: names[s.name] for s in total.free_symbols if s.name in names}
    return str(sympy.latex(sympy.factor_terms(_named_momenta(total, vertex)), symbol_names=written))


def _chiral(rule: Mapping[Structure, sympy.Expr]) -> list[tuple[sympy.Expr, str]]:
    """Coefficients and texts, with 1 +- gamma5 put together where every line allows it."""
    tables: dict[Structure, dict[tuple[int, ...], sympy.Expr]] = {}
    for (lines, tensors), value in rule.items():
        plain = tuple((bar, gammas, 0, leg) for bar, gammas, _, leg in lines)
        tables.setdefault((plain, tensors), {})[tuple(line[2] for line in lines)] = value
    out = []
    for (lines, tensors), table in tables.items():
        start = (0,) * len(lines)
        signs = _chirality_signs(table, start)
        if signs:
            out.append((table[start], _text(lines, tensors, [ONE_PLUS[s] for s in signs])))
        else:
            for fives, value in table.items():
                out.append((value, _text(lines, tensors, [r"\gamma_5" if five else "" for five in fives])))
    return out


def _chirality_signs(table: Mapping[tuple[int, ...], sympy.Expr], start: tuple[int, ...]) -> list[int]:
    """The sign s of 1 + s gamma5 on each line if the coefficients are those of such a product, else nothing."""
    if len(table) != 2 ** len(start) or not start:
        return []
    signs = []
    for k in range(len(start)):
        single = table[tuple(int(j == k) for j in range(len(start)))]
        signs.append(1 if single == table[start] else -1)
    for fives in product((0, 1), repeat=len(start)):
        sign = sympy.prod(s for s, five in zip(signs, fives, strict=True) if five)
        if sympy.expand(table[fives] - sign * table[start]) != 0:
            return []
    return signs


def _named_momenta(total: sympy.Expr, vertex: Vertex) -> sympy.Expr:
    """Form factors written as functions of p_k^2."""
    found = {}
    for symbol in total.free_symbols:
        if symbol.name.startswith(MARK):
            leg = vertex.legs.index(symbol.name.removeprefix(MARK))
            found[symbol] = sympy.Symbol(f"{{p_{{{leg + 1}}}^2}}")
    return total.subs(found)


@dataclass(frozen=True)
class _Names:
    """How an index is written: as that of a leg, as a momentum contracted with it, or as a Greek letter."""

    contracted: Mapping[int, int]

    def __call__(self, index: int) -> str:
        if index >= 0:
            return rf"\mu_{{{index + 1}}}"
        if index in self.contracted:
            return f"p_{{{self.contracted[index] + 1}}}"
        return "\\" + GREEK[-1 - index]

    def gamma(self, index: int) -> str:
        """A gamma matrix, slashed where a momentum is contracted with it."""
        return rf"\slashed{{p}}_{{{self.contracted[index] + 1}}}" if index in self.contracted else self._gamma(index)

    def _gamma(self, index: int) -> str:
        return rf"\gamma^{{{self(index)}}}"


def _text(lines: tuple[Line, ...], tensors: tuple[tuple[Any, ...], ...], ends: list[str]) -> str:
    dots: dict[int, list[int]] = {}
    for kind, *slots in tensors:
        if kind == "p" and slots[1] < 0:
            dots.setdefault(slots[1], []).append(slots[0] + 1)
    name = _Names({index: legs[0] - 1 for index, legs in dots.items() if len(legs) == 1})
    parts = [f"p_{{{legs[0]}}} \\cdot p_{{{legs[1]}}}" for legs in dots.values() if len(legs) == 2]
    for kind, *slots in tensors:
        if kind == "p" and slots[1] >= 0:
            parts.append(rf"p_{{{slots[0] + 1}}}^{{{name(slots[1])}}}")
        elif kind == "g":
            parts.append(_metric(slots[0], slots[1], name))
        elif kind == "e":
            parts.append(r"\epsilon^{" + " ".join(map(name, slots)) + "}")
    for (bar, gammas, _, leg), end in zip(lines, ends, strict=True):
        text = " ".join([*map(name.gamma, gammas), *([end] if end else [])])
        parts.append(rf"[{text or '1'}]_{{{bar + 1}{leg + 1}}}" if len(lines) > 1 else text)
    return " ".join(part for part in parts if part)


def _metric(first: int, second: int, name: _Names) -> str:
    if first in name.contracted and second >= 0:
        return rf"{name(first)}^{{{name(second)}}}"
    return rf"g^{{{name(first)} {name(second)}}}"
