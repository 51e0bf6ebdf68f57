"""Sums, products, powers: the part of a formula's grammar that all notations share (a Pratt parser)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import sympy

from amps.reading.errors import CannotRead

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amps.reading.symbols import Vocabulary

SUM, PRODUCT, SIGN, POWER = 10, 20, 25, 30
LARGEST_EXPONENT = 1000
BINARY = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "^": POWER}

FUNCTIONS: Mapping[str, type[sympy.Function] | sympy.Function] = {
    "sqrt": sympy.sqrt,
    "exp": sympy.exp,
    "log": sympy.log,
    "ln": sympy.log,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "cot": sympy.cot,
    "asin": sympy.asin,
    "acos": sympy.acos,
    "atan": sympy.atan,
    "arcsin": sympy.asin,
    "arccos": sympy.acos,
    "arctan": sympy.atan,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
    "coth": sympy.coth,
    "asinh": sympy.asinh,
    "acosh": sympy.acosh,
    "atanh": sympy.atanh,
    "abs": sympy.Abs,
}


class Token(NamedTuple):
    """A piece of a formula; `kind` is "number", "name", "operator", "open", "close", "separator" or "end"."""

    kind: str
    text: str
    position: int


class Parser:
    """Reads one formula; a notation says what its primaries are."""

    strict_products = True
    """Whether a/b c is an error; if not it is (a/b) c."""

    def __init__(self, text: str, tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
        self.text, self.tokens, self.vocabulary = text, [*tokens, Token("end", "", len(text))], vocabulary
        self.index = 0

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.index]

    def advance(self) -> Token:
        """Take the next token."""
        token = self.token
        self.index += token.kind != "end"
        return token

    def fail(self, reason: str, token: Token | None = None) -> CannotRead:
        """The error to raise at `token` (the next one by default)."""
        return CannotRead(reason, self.text, (token or self.token).position)

    def expect(self, text: str) -> Token:
        """Take the token `text`. Raises CannotRead if another one is next."""
        if self.token.text != text:
            raise self.fail(f"expected {text!r}, found {self.token.text or 'the end'!r}")
        return self.advance()

    def formula(self) -> sympy.Expr:
        """The whole text as one expression."""
        value = self.expression(0)
        if self.token.kind != "end":
            raise self.fail(f"expected an operator or the end, found {self.token.text!r}")
        return value

    def expression(self, level: int) -> sympy.Expr:
        """An expression whose operators bind more tightly than `level`."""
        if self.token.text in ("+", "-") and self.token.kind == "operator":
            sign = -1 if self.advance().text == "-" else 1
            if self.token.kind == "operator":
                raise self.fail("two operators follow each other; put the signed number into brackets")
            left = sign * self.expression(SIGN)
        else:
            left = self.primary()
        divided = False
        while True:
            token = self.token
            if token.kind == "operator":
                precedence = BINARY[token.text]
                if precedence <= level:
                    return left
                self.advance()
                left = self._apply(token, left)
                divided = token.text == "/"
            elif self.starts_primary():
                if level >= PRODUCT:
                    return left
                if divided and self.strict_products:
                    raise self.fail("a product without a sign after a division can be read in two ways; add brackets")
                if token.kind == "number" and self.strict_products:
                    raise self.fail("a number cannot follow without a multiplication sign")
                left = left * self.expression(PRODUCT)
            else:
                return left

    def _apply(self, operator: Token, left: sympy.Expr) -> sympy.Expr:
        if operator.text == "^":
            exponent = self.exponent()
            if left.is_number and exponent.is_number and abs(exponent) > LARGEST_EXPONENT:
                raise self.fail(f"the exponent of a number is above {LARGEST_EXPONENT}", operator)
            return left**exponent
        right = self.expression(BINARY[operator.text])
        if operator.text == "/":
            if right == 0:
                raise self.fail("division by zero", operator)
            return left / right
        return {"+": left + right, "-": left - right, "*": left * right}[operator.text]

    def exponent(self) -> sympy.Expr:
        """What follows a power sign; a^b^c is a^(b^c)."""
        if self.token.text in ("+", "-"):
            return (-1 if self.advance().text == "-" else 1) * self.expression(POWER - 1)
        return self.expression(POWER - 1)

    def starts_primary(self) -> bool:
        """Whether the next token begins a factor."""
        return self.token.kind in ("number", "name", "open")

    def primary(self) -> sympy.Expr:
        """A number, a symbol, a bracket or a function: what operators join."""
        raise NotImplementedError


NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def number(text: str) -> sympy.Rational:
    """A decimal number, exactly."""
    return sympy.Rational(text)
