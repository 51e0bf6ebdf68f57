r"""Lagrangian terms in LaTeX, as on paper: \bar\psi \gamma^\mu P_L \psi, chiral pieces joined, + h.c. where it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sympy

from amps.field_strengths import FieldStrength, SigmaMatrix, with_field_strengths
from amps.lagrangian import (
    Expression,
    Factor,
    FieldFactor,
    Gamma5Factor,
    GammaFactor,
    LeviCivitaFactor,
    MetricFactor,
    hc,
)
from amps.typesetting import setter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amps.particle import Particle

    Slots = frozenset[int]
    Pieces = dict[Slots, sympy.Expr]

FIELDS = {"gamma": "A", "nucleus": r"\mathcal{N}"}
"""Fields that are not called by the symbol of their particle: gamma is a matrix in a Lagrangian."""
INDICES = (r"\mu", r"\nu", r"\rho", r"\sigma", r"\alpha", r"\beta", r"\kappa", r"\lambda")


@dataclass(frozen=True)
class Word:
    """A product of fields without its coefficient: bosons sorted, then fermion bilinears without their gamma5."""

    bosons: tuple[Factor, ...]
    bilinears: tuple[tuple[Factor, ...], ...]


def expression_latex(expression: Expression, names: Mapping[str, str] | None = None) -> str:
    """A sum of field products in LaTeX; `names` says how parameters are printed."""
    expanded = _collected(expression)
    alone, paired = Expression(()), Expression(())
    done: set[Word] = set()
    for word, pieces in expanded.items():
        if word not in done:
            term = _expression(word, pieces)
            ((partner, wanted),) = _collected(hc(term)).items()
            has_partner = partner != word and partner in expanded and _equal(expanded[partner], wanted)
            done |= {word, partner} if has_partner else {word}
            alone, paired = (alone, paired + term) if has_partner else (alone + term, paired)
    plain, halves = (_sum_latex(part, names) for part in (alone, paired))
    if not halves:
        return plain or "0"
    return rf"{plain} + \left({halves} + \text{{h.c.}}\right)" if plain else rf"{halves} + \text{{h.c.}}"


def _sum_latex(expression: Expression, names: Mapping[str, str] | None) -> str:
    words = _collected(with_field_strengths(expression))
    return _joined(_word_latex(word, pieces, names) for word, pieces in words.items())


def _joined(pieces: Iterable[str]) -> str:
    text = ""
    for piece in pieces:
        text += f" {piece}" if text and piece.startswith("-") else f" + {piece}" if text else piece
    return text


def field_latex(particle: Particle) -> str:
    """The symbol of a field: that of the particle without its charge."""
    return FIELDS.get(particle.name) or re.sub(r"\^\{?[+-]\}?$", "", particle.latex or rf"\text{{{particle.name}}}")


def _collected(expression: Expression) -> dict[Word, Pieces]:
    """Coefficients by word and by the bilinears in which a gamma5 stands."""
    found: dict[Word, Pieces] = {}
    for coefficient, factors in expression.monomials:
        sign, word, slots = _canonical(factors)
        pieces = found.setdefault(word, {})
        pieces[slots] = pieces.get(slots, sympy.S.Zero) + sign * coefficient
    return found


def _canonical(factors: tuple[Factor, ...]) -> tuple[int, Word, Slots]:
    """Bosons sorted, each gamma5 moved to the right end of its bilinear, indices renamed in order of appearance."""
    bosons: list[Factor] = []
    bilinears: list[tuple[Factor, ...]] = []
    open_line: list[Factor] | None = None
    sign, slots = 1, set()
    for factor in factors:
        fermion = isinstance(factor, FieldFactor) and factor.particle.is_fermion
        if open_line is None and not fermion:
            bosons.append(factor)
        elif open_line is None:
            open_line = [factor]
        elif fermion:
            gammas = [k for k, f in enumerate(open_line) if isinstance(f, Gamma5Factor)]
            for k in reversed(gammas):
                sign *= (-1) ** sum(isinstance(f, GammaFactor) for f in open_line[k:])
                del open_line[k]
            if len(gammas) % 2:
                slots.add(len(bilinears))
            bilinears.append((*open_line, factor))
            open_line = None
        elif isinstance(factor, FieldFactor | FieldStrength):
            bosons.append(factor)
        else:
            open_line.append(factor)
    return sign, Word(tuple(sorted(bosons, key=_sorting)), tuple(bilinears)), frozenset(slots)


def _sorting(factor: Factor) -> tuple[str, ...]:
    if isinstance(factor, FieldFactor):
        index = factor.index.name if factor.index else ""
        return ("b", factor.particle.name, str(factor.conjugated), str(len(factor.derivatives)), index)
    return ("c" if isinstance(factor, FieldStrength) else "a", repr(factor))


def _expression(word: Word, pieces: Pieces) -> Expression:
    monomials = []
    for slots, coefficient in pieces.items():
        lines = [
            (*line[:-1], Gamma5Factor(), line[-1]) if k in slots else line for k, line in enumerate(word.bilinears)
        ]
        monomials.append((coefficient, (*word.bosons, *(f for line in lines for f in line))))
    return Expression(monomials)


def _equal(one: Pieces, other: Pieces) -> bool:
    return all(sympy.simplify(one.get(s, 0) - other.get(s, 0)) == 0 for s in {*one, *other})


def _word_latex(word: Word, pieces: Pieces, names: Mapping[str, str] | None) -> str:
    factored = _chiral(pieces, len(word.bilinears))
    if factored is None:
        # The chiralities of two currents are entangled: each combination stands for itself.
        return _joined(_word_latex(word, {slots: c}, names) for slots, c in pieces.items())
    coefficient, projectors = factored
    front = _coefficient(coefficient, names)
    placed = _Indices(word)
    bosons = " ".join(placed.latex(f) for f in word.bosons)
    lines = []
    for line, projector in zip(word.bilinears, projectors, strict=True):
        matrices = [placed.latex(f) for f in line[:-1]]
        lines.append(" ".join(filter(None, (*matrices, projector, placed.latex(line[-1])))))
    body = " ".join(rf"({line})" for line in lines) if len(lines) > 1 else "".join(lines)
    return " ".join(filter(None, (front, bosons, body)))


def _coefficient(value: sympy.Expr, names: Mapping[str, str] | None) -> str:
    # A form factor depends on q^2 of the boson at its vertex.
    momenta = {s.name: "q^2" for s in value.free_symbols if s.name.startswith("q2:")}
    latex = setter({**(names or {}), **momenta})
    if value in (1, -1):
        return "" if value == 1 else "-"
    negative = value.could_extract_minus_sign()
    magnitude = -value if negative else value
    text = latex(magnitude)
    if magnitude.is_Add:
        text = rf"\left({text}\right)"
    return f"- {text}" if negative else text


def _chiral(pieces: Pieces, bilinears: int) -> tuple[sympy.Expr, list[str]] | None:
    """A common coefficient and what stands in each bilinear: nothing, gamma5, 1 -+ gamma5 or a projector; or None."""
    ratios: dict[int, sympy.Expr | None] = {}
    for k in range(bilinears):
        pairs = [(pieces.get(s - {k}), pieces.get(s | {k})) for s in pieces]
        found = {None if plain is None else sympy.simplify((odd or 0) / plain) for plain, odd in pairs}
        if len(found) != 1:
            return None
        ratios[k] = found.pop()
    only = frozenset(k for k, ratio in ratios.items() if ratio is None)
    coefficient = pieces[only]
    chiral = [ratio for ratio in ratios.values() if ratio in (1, -1)]
    number = coefficient.as_coeff_Mul()[0]
    words: dict[Any, str] = {None: r"\gamma_5", 0: "", 1: r"(1 + \gamma_5)", -1: r"(1 - \gamma_5)"}
    if number.is_Rational and number.q % 2 ** len(chiral) == 0:
        coefficient *= 2 ** len(chiral)
        words |= {1: "P_R", -1: "P_L"}
    if not set(ratios.values()) <= set(words):
        return None
    return coefficient, [words[ratios[k]] for k in range(bilinears)]


class _Indices:
    """Lorentz indices by order of appearance, the first of a pair lowered unless it sits on a gamma matrix."""

    def __init__(self, word: Word) -> None:
        factors = [*word.bosons, *(f for line in word.bilinears for f in line)]
        uses = [name for f in factors for name in _names(f)]
        self.letters = dict(zip(dict.fromkeys(uses), INDICES, strict=False))
        fields = (FieldFactor, FieldStrength)
        upper = {name for f in factors if not isinstance(f, fields) for name in _names(f)}
        self.raised = Counter({name: 1 for name in uses if name not in upper})
        self.on_matrices: Counter[str] = Counter()

    def latex(self, factor: Any) -> str:
        match factor:
            case FieldStrength(particle, conjugated, first, second, dual):
                mark = "^*" if conjugated and not particle.self_conjugate else ""
                symbol = r"\tilde{F}" if dual else "F"
                of = "" if particle.name == "gamma" else rf"^{{{field_latex(particle)}{mark}}}"
                return rf"{symbol}{of}{{}}{self._placed(first.name, second.name)}"
            case SigmaMatrix(first, second):
                return rf"\sigma^{{{self.letters[first.name]} {self.letters[second.name]}}}"
            case FieldFactor(particle, conjugated, index, derivatives):
                symbol = field_latex(particle)
                if conjugated and particle.is_fermion:
                    symbol = rf"\bar{{{symbol}}}"
                elif conjugated and not particle.self_conjugate:
                    symbol = rf"{{{symbol}}}^*"
                slopes = "".join(rf"\partial{self._placed(d.name)} " for d in derivatives)
                return slopes + (rf"{{{symbol}}}{self._placed(index.name)}" if index else symbol)
            case GammaFactor(index):
                self.on_matrices[index.name] += 1
                place = "^" if self.on_matrices[index.name] == 1 else "_"
                return rf"\gamma{place}{{{self.letters[index.name]}}}"
            case Gamma5Factor():
                return r"\gamma_5"
            case MetricFactor(first, second):
                return rf"g^{{{self.letters[first.name]} {self.letters[second.name]}}}"
            case LeviCivitaFactor(indices):
                return rf"\epsilon^{{{' '.join(self.letters[i.name] for i in indices)}}}"
        raise TypeError(f"expected a factor of a Lagrangian term, found {factor!r}")

    def _placed(self, *names: str) -> str:
        """Lowered the first time, raised the second; always lowered where a matrix or tensor has the other end."""
        seen = self.raised[names[0]]
        for name in names:
            self.raised[name] += 1 if name in self.raised else 0
        return f"{'^' if seen == 2 else '_'}{{{' '.join(self.letters[name] for name in names)}}}"


def _names(factor: Any) -> list[str]:
    match factor:
        case FieldStrength() | SigmaMatrix():
            return [factor.first.name, factor.second.name]
        case FieldFactor(_, _, index, derivatives):
            return [i.name for i in (*derivatives, *((index,) if index else ()))]
        case GammaFactor(index):
            return [index.name]
        case MetricFactor(first, second):
            return [first.name, second.name]
        case LeviCivitaFactor(indices):
            return [i.name for i in indices]
    return []
