"""Formulas in plain text: "alpha_V m_V/3 * (1 + 2 m_f^2/m_V^2) * sqrt(1 - 4 m_f^2/m_V^2)"."""

from __future__ import annotations

import re

import sympy

from amps.reading.grammar import FUNCTIONS, NUMBER, Parser, Token, number
from amps.reading.symbols import Symbols, Vocabulary, positive

NAME = re.compile(r"[^\W\d]\w*'*")


def read_text(text: str, symbols: Symbols = None) -> sympy.Expr:
    """The formula as a SymPy expression; decimals are exact, `^` and `**` are powers, a space may multiply.

    `symbols` names what may occur (a mapping gives the meaning); None allows every name. `Int(f, x, a, b)` is an
    integral, `Sum(f, n, a, b)` a sum. Raises CannotRead (a ValueError) showing where, UnknownSymbol offering others.
    """
    vocabulary = Vocabulary(symbols)
    return _PlainText(text, _tokens(text), vocabulary).formula()


def _tokens(text: str) -> list[Token]:
    tokens, position = [], 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        for kind, pattern in (("number", NUMBER), ("name", NAME)):
            if match := pattern.match(text, position):
                tokens.append(Token(kind, match[0], position))
                position = match.end()
                break
        else:
            width = 2 if text.startswith("**", position) else 1
            character = "^" if width == 2 else text[position]
            kinds = {"(": "open", "[": "open", ")": "close", "]": "close", ",": "separator"}
            kind = kinds.get(character, "operator" if character in "+-*/^" else "unknown")
            tokens.append(Token(kind, character, position))
            position += width
    return tokens


class _PlainText(Parser):
    def primary(self) -> sympy.Expr:
        token = self.advance()
        if token.kind == "number":
            return number(token.text)
        if token.kind == "open":
            value = self.expression(0)
            self.expect({"(": ")", "[": "]"}[token.text])
            return value
        if token.kind != "name":
            raise self.fail(f"expected a number, a symbol or a bracket, found {token.text or 'the end'!r}", token)
        if self.token.text == "(" and self.token.position == token.position + len(token.text):
            return self._call(token)
        return self.vocabulary.meaning(token.text, self.text, token.position)

    def _call(self, name: Token) -> sympy.Expr:
        if name.text in ("Int", "Sum"):
            return self._summed(name.text)
        if name.text not in FUNCTIONS:
            if name.text in self.vocabulary or self.vocabulary.is_open:
                raise self.fail(f"{name.text}(...) can be a product or a function; write {name.text}*(...)", name)
            raise self.fail(f"unknown function {name.text!r}; known are {', '.join(sorted(FUNCTIONS))}", name)
        self.expect("(")
        argument = self.expression(0)
        self.expect(")")
        return FUNCTIONS[name.text](argument)

    def _summed(self, kind: str) -> sympy.Expr:
        """Int(f, x, a, b) or Sum(f, n, a, b): f is read last, once x is known."""
        opening = self.expect("(")
        first, depth = self.index, 0
        while depth or self.token.text not in (",", ")"):
            if self.token.kind == "end":
                raise self.fail(f"{kind} needs four entries: {kind}(f, x, a, b)", opening)
            depth += {"open": 1, "close": -1}.get(self.token.kind, 0)
            self.advance()
        last = self.index
        self.expect(",")
        variable = self.advance().text
        self.expect(",")
        lower = self.expression(0)
        self.expect(",")
        upper = self.expression(0)
        self.expect(")")
        dummy = positive(variable) if kind == "Int" else sympy.Symbol(variable, integer=True, positive=True)
        body = _PlainText(self.text, self.tokens[first:last], self.vocabulary.bound(variable, dummy)).formula()
        return (sympy.Integral if kind == "Int" else sympy.Sum)(body, (dummy, lower, upper))
