"""The named errors of code generation."""

from __future__ import annotations


class InvalidProgram(ValueError):
    """A program breaks a rule of the intermediate representation: unknown operation, undefined or repeated name."""


class UnsupportedExpression(ValueError):
    """A SymPy expression holds something that has no counterpart among the operations."""


class BackendUnavailable(RuntimeError):
    """A target cannot be used on this machine; the message says what is missing and what to do."""
