"""The vocabulary of a formula: spellings and what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import sympy

from amps.reading.errors import UnknownSymbol

Symbols = Mapping[str, Any] | Iterable[str] | None

CONSTANTS: Mapping[str, sympy.Expr] = {"pi": sympy.pi}


def positive(name: str) -> sympy.Symbol:
    """The symbol a formula's variable becomes: positive, as masses, couplings and energies are."""
    return sympy.Symbol(name, positive=True)


class Vocabulary:
    """Spellings that a formula may use. Without a list (None) every name is allowed and stands for itself."""

    def __init__(self, symbols: Symbols, constants: Mapping[str, sympy.Expr] = CONSTANTS) -> None:
        self.is_open = symbols is None
        self.constants = constants
        if isinstance(symbols, Mapping):
            self.known = {name: _meaning(value) for name, value in symbols.items()}
        else:
            self.known = {name: positive(name) for name in symbols or ()}

    def bound(self, spelling: str, meaning: sympy.Symbol) -> Vocabulary:
        """The same vocabulary with one more symbol, that of an integral or a sum."""
        inner = Vocabulary({**self.known, spelling: meaning}, self.constants)
        inner.is_open = self.is_open
        return inner

    def __contains__(self, spelling: str) -> bool:
        return spelling in self.known or spelling in self.constants

    def meaning(self, spelling: str, text: str, position: int) -> sympy.Expr:
        """What `spelling` stands for. Raises UnknownSymbol with the closest known ones."""
        if spelling in self.known:
            return self.known[spelling]
        if spelling in self.constants:
            return self.constants[spelling]
        if self.is_open:
            return positive(spelling)
        close = get_close_matches(spelling, self.known, n=3, cutoff=0.6)
        hint = f"did you mean {', '.join(close)}? " if close else ""
        raise UnknownSymbol(
            f"unknown symbol {spelling!r}: {hint}known are {', '.join(sorted(self.known))}", text, position
        )


def _meaning(value: Any) -> sympy.Expr:
    return positive(value) if isinstance(value, str) else sympy.sympify(value)
