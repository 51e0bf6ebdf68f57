r"""Formulas in LaTeX, read strictly: "\frac{\alpha_V m_V}{3}\left(1+\frac{2m_f^2}{m_V^2}\right)".

Every symbol must be known by its LaTeX spelling; braces, spaces and upright letters (\mathrm, \rm, \text) make no
difference in a subscript. What TeX and a reader may understand differently is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

from amps.reading.grammar import FUNCTIONS, Parser, Token, number
from amps.reading.latex_tokens import canonical, tokenize
from amps.reading.symbols import Vocabulary, positive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.reading.symbols import Symbols

SPACING_FREE_FUNCTIONS = {f"\\{name}": name for name in FUNCTIONS if name not in ("sqrt", "abs")}


def read_latex(text: str, symbols: Symbols) -> sympy.Expr:
    r"""The formula as a SymPy expression; `symbols` maps LaTeX spellings (m_{A'}, \alpha) to names or expressions.

    Knows \frac, \sqrt, elementary functions, brackets, \int with its differential, \sum. Raises CannotRead (a
    ValueError) showing where and why, UnknownSymbol offering the known ones.
    """
    if symbols is None:
        raise ValueError("LaTeX needs its symbols named: letters that stand together are a product")
    named = symbols if hasattr(symbols, "items") else {name: name for name in symbols}
    known = {canonical(name): value for name, value in named.items()}
    return _Latex(text, tokenize(text), Vocabulary(known, {"\\pi": sympy.pi})).formula()


def write_latex(expression: sympy.Expr, symbols: Mapping[str, str]) -> str:
    """LaTeX that `read_latex` reads back to the same expression; `symbols` maps spellings to names."""
    from sympy.printing.latex import LatexPrinter

    class Printer(LatexPrinter):  # type: ignore[misc]
        """Writes exp(x) rather than e^x: e may be a charge."""

        def _print_ExpBase(self, expr: sympy.Expr, exp: object = None) -> str:
            inner = rf"\exp\left({self._print(expr.args[0])}\right)"
            return rf"\left({inner}\right)^{{{exp}}}" if exp is not None else inner

    spellings = {positive(name): spelling for spelling, name in symbols.items()}
    printer = Printer({"symbol_names": spellings, "fold_frac_powers": False, "root_notation": True})
    return str(printer.doprint(expression))


class _Latex(Parser):
    def starts_primary(self) -> bool:
        if self.token.kind == "command":
            return self.token.text in (
                "\\frac",
                "\\dfrac",
                "\\tfrac",
                "\\sqrt",
                "\\operatorname",
                "\\int",
                "\\sum",
            ) or (self.token.text in SPACING_FREE_FUNCTIONS)
        return self.token.kind in ("number", "name", "open")

    def primary(self) -> sympy.Expr:
        token = self.advance()
        if token.kind == "number":
            return number(token.text)
        if token.kind == "open":
            return self._bracket(token)
        if token.kind == "name":
            return self.vocabulary.meaning(token.text, self.text, token.position)
        if token.kind == "command":
            return self._command(token)
        if token.text == "=":
            raise self.fail("an equation cannot be read; give its right-hand side", token)
        raise self.fail(f"expected a number, a symbol or a bracket, found {token.text or 'the end'!r}", token)

    def _bracket(self, opening: Token) -> sympy.Expr:
        value = self.expression(0)
        closing = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "\\lvert": "\\rvert"}[opening.text]
        self.expect(closing)
        return sympy.Abs(value) if opening.text == "\\lvert" else value

    def _group(self, of: str) -> sympy.Expr:
        """What stands in braces, or a single digit or symbol."""
        token = self.token
        if token.text == "{":
            self.advance()
            return self._bracket(token)
        if token.kind == "name" or (token.kind == "number" and len(token.text) == 1):
            return self.primary()
        raise self.fail(f"put the argument of {of} into braces")

    def exponent(self) -> sympy.Expr:
        return self._group("the exponent")

    def _command(self, token: Token) -> sympy.Expr:
        name = token.text
        if name in ("\\frac", "\\dfrac", "\\tfrac"):
            above = self._group(name)
            below = self._group(name)
            if below == 0:
                raise self.fail("division by zero", token)
            return above / below
        if name == "\\sqrt":
            degree = sympy.Integer(2)
            if self.token.text == "[":
                self.advance()
                degree = self.expression(0)
                self.expect("]")
            return self._group(name) ** (1 / degree)
        if name in ("\\int", "\\sum"):
            return self._integral(token) if name == "\\int" else self._sum()
        if name in SPACING_FREE_FUNCTIONS:
            return self._function(token, SPACING_FREE_FUNCTIONS[name])
        raise self.fail(f"unknown command {name}", token)

    def _function(self, token: Token, name: str) -> sympy.Expr:
        power = sympy.Integer(1)
        if self.token.text == "^":
            self.advance()
            power = self._group("the exponent")
            if power == -1:
                raise self.fail(
                    f"{token.text}^{{-1}} can be an inverse function or a reciprocal; write one of them", token
                )
        opening = self.token
        if opening.kind == "open":
            self.advance()
            argument = self._bracket(opening)
            if self.token.text == "^":
                raise self.fail(f"the power can belong to {token.text} or to its argument; add brackets")
            return FUNCTIONS[name](argument) ** power
        argument = self.primary()
        if self.starts_primary() or self.token.text in ("^", "/"):
            raise self.fail(f"where the argument of {token.text} ends is not clear; put it into brackets")
        return FUNCTIONS[name](argument) ** power

    def _limits(self) -> tuple[sympy.Expr, sympy.Expr]:
        self.expect("_")
        lower = self._group("the lower limit")
        self.expect("^")
        return lower, self._group("the upper limit")

    def _integral(self, token: Token) -> sympy.Expr:
        r"""\int_a^b dz f (f reaches to the next sum) or \int_a^b f dz."""
        lower, upper = self._limits()
        if self.token.text == "d" and self.tokens[self.index + 1].kind == "name":
            self.advance()
            variable = self.advance().text
            dummy = _dummy(variable)
            outer, self.vocabulary = self.vocabulary, self.vocabulary.bound(variable, dummy)
            body = self.expression(10)
            self.vocabulary = outer
            return sympy.Integral(body, (dummy, lower, upper))
        depth = 0
        for last in range(self.index, len(self.tokens) - 1):
            depth += {"open": 1, "close": -1}.get(self.tokens[last].kind, 0)
            if depth == 0 and self.tokens[last].text == "d" and self.tokens[last + 1].kind == "name":
                variable = self.tokens[last + 1].text
                dummy = _dummy(variable)
                inner = _Latex(self.text, self.tokens[self.index : last], self.vocabulary.bound(variable, dummy))
                self.index = last + 2
                return sympy.Integral(inner.formula(), (dummy, lower, upper))
        raise self.fail("the integral has no differential such as dx", token)

    def _sum(self) -> sympy.Expr:
        self.expect("_")
        self.expect("{")
        variable = self.advance().text
        dummy = sympy.Symbol(variable, integer=True, positive=True)
        self.expect("=")
        lower = self.expression(0)
        self.expect("}")
        self.expect("^")
        upper = self._group("the upper limit")
        outer, self.vocabulary = self.vocabulary, self.vocabulary.bound(variable, dummy)
        body = self.expression(10)
        self.vocabulary = outer
        return sympy.Sum(body, (dummy, lower, upper))


def _dummy(spelling: str) -> sympy.Symbol:
    return positive(spelling.lstrip("\\"))
