"""Formulas of a report: |M|^2 with long numerators named and broken over lines, Lagrangian terms, closed forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amps.lagrangian import FieldFactor
from amps.lagrangian_latex import expression_latex
from amps.typesetting import LARGE, SMALL, arranged, definition_latex, setter, split
from processes.output.report_page import HTML, details, formula

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    import sympy

    from amps.lagrangian import Expression
    from amps.squared import Polynomial, SquaredAmplitude
    from processes.core.process import Process

ROW = 70
"""About how many characters of a formula stand in one line."""
OPEN = 5
"""A numerator of so many lines is shown at once; a longer one unfolds."""


def squared_amplitude_parts(process: Process, names: Mapping[str, str]) -> Iterator[str]:
    """|M|^2 with its numerators, invariants and the abbreviations that the Lagrangian does not define."""
    squared = process.squared_amplitude()
    writer = _Writer(squared, names)
    front, lines = writer.fractions()
    label = r"\overline{|\mathcal{M}|^2}"
    if len(lines) == 1:
        yield formula(rf"{label} = {front} \, {lines[0]}", "Squared amplitude")
    else:
        rows = broken([line if k == 0 or line.startswith("-") else f"+ {line}" for k, line in enumerate(lines)])
        rows[0] = rf"{label} = {front} \Big[ {rows[0]}"
        rows[-1] += r" \Big]"
        yield formula(aligned(rows), "Squared amplitude")
    for name, pieces in writer.named.items():
        rows = broken(pieces)
        shown = formula(aligned([f"{name} = {rows[0]}", *rows[1:]]), f"Numerator {name}")
        yield shown if len(rows) <= OPEN else details(f"Numerator {_plain(name)}: {len(pieces)} terms", [shown])
    invariants = [definition_latex(v, squared, writer.latex) for v in squared.invariants.values()]
    if invariants:
        yield "in the invariants, with the momenta numbered as the legs,"
        yield formula(aligned(broken([f"{text} \\qquad" for text in invariants])), "Invariants")
    if definitions := list(_definitions(squared, names, known=process.lagrangian.all_definitions)):
        yield "and with the abbreviations"
        yield formula(aligned(broken([f"{text} \\qquad" for text in definitions])), "Abbreviations")


def lagrangian_parts(process: Process, names: Mapping[str, str]) -> Iterator[str]:
    """The terms of the model that the diagrams use."""
    import sympy

    terms = [expression_latex(term, names) for _, term in used_terms(process)]
    if terms:
        rows = [rf"\mathcal{{L}} \supset {terms[0]}", *(t if t.startswith("-") else f"+ {t}" for t in terms[1:])]
        yield formula(aligned(rows), "Lagrangian terms")
    latex = setter(names)
    definitions = [
        # e^2 = 4 pi alpha says more than a root of pi times a root of alpha.
        f"{latex(symbol)}^2 = {latex(value**2)}"
        if value.has(sympy.sqrt(sympy.pi))
        else f"{latex(symbol)} = {latex(value)}"
        for symbol, value in _used_definitions(process).items()
    ]
    if definitions:
        yield formula(aligned(broken([f"{text} \\qquad" for text in definitions])), "Definitions of couplings")


def used_terms(process: Process) -> list[tuple[str, Expression]]:
    """Name and expression of the Lagrangian terms that make a vertex of a diagram."""
    legs = {vertex_legs for diagram in process.diagrams for vertex_legs in _vertices(diagram)}
    found = []
    for name, term in process.lagrangian.all_terms.items():
        fields = (tuple(f.incoming for f in factors if isinstance(f, FieldFactor)) for _, factors in term.monomials)
        if any(tuple(sorted(incoming)) in legs for incoming in fields):
            found.append((name, term))
    return found


def _vertices(diagram: object) -> Iterator[tuple[str, ...]]:
    """Legs of every vertex of a tree or a loop diagram."""
    if hasattr(diagram, "nodes"):
        yield from (node.vertex.legs for node in diagram.nodes())
    else:
        yield from (value.legs for value in vars(diagram).values() if hasattr(value, "legs"))


def _used_definitions(process: Process) -> dict[sympy.Symbol, sympy.Expr]:
    """Couplings of the used terms that the model defines by others."""
    used = {s for _, term in used_terms(process) for coefficient, _ in term.monomials for s in coefficient.free_symbols}
    return {s: value for s, value in process.lagrangian.all_definitions.items() if s in used}


def closed_form_parts(value: sympy.Expr, quantity: str, names: Mapping[str, str]) -> Iterator[str]:
    """A closed form, its sum broken over lines."""
    import sympy

    latex = setter(names)
    value = value.subs(sympy.Symbol("sqrt_s", real=True), sympy.sqrt(sympy.Symbol("s", positive=True)))
    pieces = [latex(term) for term in value.as_ordered_terms()] if value.is_Add else [latex(value)]
    rows = broken([p if k == 0 or p.startswith("-") else f"+ {p}" for k, p in enumerate(pieces)])
    yield formula(aligned([f"{quantity} = {rows[0]}", *rows[1:]]), "Closed form")


def aligned(rows: Sequence[str]) -> str:
    """Rows below one another, all but the first indented."""
    if len(rows) == 1:
        return rows[0]
    return r"\begin{aligned}& " + r" \\ & \quad ".join(rows) + r"\end{aligned}"


def broken(pieces: Iterable[str], width: int = ROW) -> list[str]:
    """Pieces joined into rows of about `width` characters."""
    rows: list[str] = []
    used = float(width)
    for piece in pieces:
        size = visible(piece)
        if used + size > width:
            rows.append(piece)
            used = size
        else:
            rows[-1] += f" {piece}"
            used += size
    return rows


def visible(latex: str) -> float:
    """About how many characters wide a formula prints; of a fraction its wider part."""
    fraction = re.fullmatch(r"([+-]? ?)\\frac\{(.*)\}\{(.*)\}", latex)
    if fraction is not None:
        return max(visible(fraction[2]), visible(fraction[3])) + 2
    text = re.sub(r"\\(left|right|quad|big|Big|bar|overline|mathcal|frac|sqrt|text|,)(?![a-z])", "", latex)
    scripts = re.findall(r"[_^](?:\{[^{}]*\}|.)", text)
    rest = re.sub(r"[_^](?:\{[^{}]*\}|.)", "", text)
    letters = r"\\[A-Za-z]+|[^\s{}\\]"
    return len(re.findall(letters, rest)) + 0.5 * sum(max(0, len(re.findall(letters, s)) - 1) for s in scripts)


@dataclass
class _Writer:
    """Sets one |M|^2; numerators that are too long for a line get a name."""

    squared: SquaredAmplitude
    names: Mapping[str, str]
    named: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.latex = setter(self.names)

    def fractions(self) -> tuple[str, list[str]]:
        """The factor in front and the fractions."""
        front, content, parts = split(self.squared)
        if len(parts) == 1 or sum(map(len, self.squared.polynomials.values())) <= SMALL:
            import sympy

            whole = sympy.factor(sympy.Add(*(n / (content * below) for _, n, below in parts)))
            above, below = sympy.fraction(sympy.factor_terms(front * whole))
            return "", [self._signed(above, below)]
        lines = []
        for polynomial, numerator, below in parts:
            if len(polynomial) <= LARGE:
                lines.append(self._signed(arranged(numerator / content, self.squared), below))
            else:
                lines.append(self._over(self._name(list(self._grouped(polynomial, content))), below))
        return self.latex(front), lines

    def _signed(self, numerator: sympy.Expr, below: sympy.Expr) -> str:
        negative = numerator.could_extract_minus_sign()
        text = self._over(self._short(-numerator if negative else numerator), below)
        return f"- {text}" if negative else text

    def _over(self, above: str, below: sympy.Expr) -> str:
        return above if below == 1 else rf"\frac{{{above}}}{{{self.latex(below)}}}"

    def _short(self, expression: sympy.Expr) -> str:
        """An expression in a line, its long sums named."""
        import sympy

        text = self.latex(expression)
        if visible(text) <= ROW:
            return text
        pieces = []
        for factor in sympy.Mul.make_args(expression):
            base, power = factor.as_base_exp()
            if base.is_Add and visible(self.latex(base)) > ROW / 3:
                terms = [self.latex(t) for t in base.as_ordered_terms()]
                name = self._name([t if k == 0 or t.startswith("-") else f"+ {t}" for k, t in enumerate(terms)])
                pieces.append(name if power == 1 else f"{{{name}}}^{{{self.latex(power)}}}")
            else:
                pieces.append(rf"\left({self.latex(factor)}\right)" if factor.is_Add else self.latex(factor))
        return " ".join(pieces)

    def _name(self, pieces: list[str]) -> str:
        name = f"N_{{{len(self.named) + 1}}}"
        self.named[name] = pieces
        return name

    def _grouped(self, polynomial: Polynomial, content: sympy.Rational) -> Iterator[str]:
        """Terms by their powers of the invariants, each with the sum of its coefficients in brackets."""
        import sympy

        variables = self.squared.variables
        own = [k for k, name in enumerate(variables) if name in self.squared.invariants]
        groups: dict[tuple[int, ...], list[sympy.Expr]] = {}
        for exponents, c in polynomial.items():
            rest = (
                self.squared.symbols[n] ** e
                for k, (n, e) in enumerate(zip(variables, exponents, strict=True))
                if k not in own
            )
            term = sympy.Mul(sympy.Rational(c.numerator, c.denominator) / content, *rest)
            groups.setdefault(tuple(exponents[k] for k in own), []).append(term)
        first = True
        for powers, terms in groups.items():
            monomial = sympy.Mul(*(self.squared.symbols[variables[k]] ** e for k, e in zip(own, powers, strict=True)))
            if len(terms) == 1:
                text = self.latex(terms[0] * monomial)
                yield text if first or text.startswith("-") else f"+ {text}"
            else:
                sign = "" if first else "+ "
                yield f"{sign}{'' if monomial == 1 else self.latex(monomial)} \\big("
                for k, term in enumerate(map(self.latex, terms)):
                    yield term if k == 0 or term.startswith("-") else f"+ {term}"
                yield r"\big)"
            first = False


def _definitions(squared: SquaredAmplitude, names: Mapping[str, str], known: Container[sympy.Symbol]) -> Iterator[str]:
    """Abbreviations in |M|^2 that are not `known`: a form factor is named, not written out."""
    latex = setter(names)
    used = {s.name for s in squared.prefactor.free_symbols} | set(squared.variables)
    for s, value in squared.definitions.items():
        if s.name in used and s not in known and not value.is_number:
            if visible(latex(value)) <= ROW:
                yield f"{latex(s)} = {latex(value)}"
            else:
                (q2,) = [v for v in squared.invariants if v in {x.name for x in value.free_symbols}][:1] or [""]
                where = f" {latex(squared.symbols[q2])}" if q2 else ""
                yield rf"{latex(s)}: \text{{ the form factor at }}{where}"


def _plain(name: str) -> HTML:
    from html import escape

    return HTML(escape(name.replace("_{", "").replace("}", "")))
