"""What goes wrong when a formula is read, and where."""

from __future__ import annotations


class CannotRead(ValueError):
    """A formula that is not well formed, or can be read in two ways; `position` counts characters from 0."""

    def __init__(self, reason: str, text: str, position: int) -> None:
        self.reason, self.text, self.position = reason, text, position
        before, after = text[:position], text[position:]
        super().__init__(f"{reason}; at column {position + 1}: {before}[HERE]{after}")


class UnknownSymbol(CannotRead):
    """A symbol that the formula's vocabulary does not hold; the message offers those it does."""
