"""Formulas in Mathematica's InputForm: "alphaV mV/3 (1 + 2 mf^2/mV^2) Sqrt[1 - 4 mf^2/mV^2]"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import sympy

from amps.reading.grammar import Parser, Token, number
from amps.reading.symbols import Symbols, Vocabulary, positive

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HEADS: Mapping[str, Callable[..., sympy.Expr]] = {
    "Sqrt": lambda x: sympy.sqrt(x),
    "Exp": sympy.exp,
    "Sin": sympy.sin,
    "Cos": sympy.cos,
    "Tan": sympy.tan,
    "Cot": sympy.cot,
    "ArcSin": sympy.asin,
    "ArcCos": sympy.acos,
    "ArcTan": sympy.atan,
    "Sinh": sympy.sinh,
    "Cosh": sympy.cosh,
    "Tanh": sympy.tanh,
    "Coth": sympy.coth,
    "ArcSinh": sympy.asinh,
    "ArcCosh": sympy.acosh,
    "ArcTanh": sympy.atanh,
    "Abs": sympy.Abs,
    "PolyLog": sympy.polylog,
    "Plus": lambda *terms: sympy.Add(*terms),
    "Times": lambda *factors: sympy.Mul(*factors),
    "Power": lambda base, exponent: base**exponent,
    "Rational": lambda p, q: p / q,
    "Log": lambda x, y=None: sympy.log(x) if y is None else sympy.log(y, x),
}
CONSTANTS = {"Pi": sympy.pi, "E": sympy.E, "EulerGamma": sympy.EulerGamma}

_PIECE = re.compile(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:\*\^[+-]?\d+)?)|(?P<name>(?:[A-Za-z$]|\\\[\w+\])(?:[A-Za-z0-9$]|\\\[\w+\])*)"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<separator>,)|(?P<operator>[-+*/^])|(?P<space>\s+)|(?P<other>.)"
)


def read_mathematica(text: str, symbols: Symbols = None) -> sympy.Expr:
    r"""The formula as a SymPy expression; names may hold \[Alpha] and the like, `symbols` says what they stand for.

    Juxtaposition multiplies and binds like `*`, as in Mathematica: a/b c is (a/b) c. Raises CannotRead, UnknownSymbol.
    """
    found = [(m.lastgroup or "other", m[0], m.start()) for m in _PIECE.finditer(text)]
    tokens = [Token(kind, piece, position) for kind, piece, position in found if kind != "space"]
    return _Mathematica(text, tokens, Vocabulary(symbols, CONSTANTS)).formula()


class _Mathematica(Parser):
    strict_products = False

    def starts_primary(self) -> bool:
        return self.token.kind in ("number", "name") or self.token.text == "("

    def primary(self) -> sympy.Expr:
        token = self.advance()
        if token.kind == "number":
            return number(token.text.replace("*^", "e"))
        if token.text == "(":
            value = self.expression(0)
            self.expect(")")
            return value
        if token.kind != "name":
            raise self.fail(f"expected a number, a symbol or a bracket, found {token.text or 'the end'!r}", token)
        if self.token.text != "[":
            return self.vocabulary.meaning(token.text, self.text, token.position)
        if token.text in ("Integrate", "Sum", "NIntegrate", "NSum"):
            return self._summed(token)
        if token.text not in HEADS:
            raise self.fail(f"unknown function {token.text!r}; known are {', '.join(sorted(HEADS))}", token)
        self.expect("[")
        arguments = [self.expression(0)]
        while self.token.text == ",":
            self.advance()
            arguments.append(self.expression(0))
        self.expect("]")
        try:
            return HEADS[token.text](*arguments)
        except TypeError as error:
            raise self.fail(f"{token.text} does not take {len(arguments)} arguments", token) from error

    def _summed(self, head: Token) -> sympy.Expr:
        """Integrate[f, {x, a, b}]: f is read last, once x is known."""
        self.expect("[")
        first, depth = self.index, 0
        while depth or self.token.text != ",":
            if self.token.kind == "end":
                raise self.fail(f"{head.text} needs its range {{x, a, b}}", head)
            depth += {"open": 1, "close": -1}.get(self.token.kind, 0)
            self.advance()
        last = self.index
        self.expect(",")
        self.expect("{")
        variable = self.advance().text
        self.expect(",")
        lower = self.expression(0)
        self.expect(",")
        upper = self.expression(0)
        self.expect("}")
        self.expect("]")
        is_integral = head.text.endswith("Integrate")
        dummy = positive(variable) if is_integral else sympy.Symbol(variable, integer=True, positive=True)
        body = _Mathematica(self.text, self.tokens[first:last], self.vocabulary.bound(variable, dummy)).formula()
        return (sympy.Integral if is_integral else sympy.Sum)(body, (dummy, lower, upper))
