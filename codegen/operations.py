"""The operations of the intermediate representation: arity and exact meaning.

`const` holds a Fraction, `powi` an integer exponent as second argument, `call` the name of an opaque function as
first argument. `select_lt(a, b, x, y)` is x where a < b and y elsewhere; both x and y are evaluated.
`min` and `max` propagate NaN. All values are real doubles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

UNARY = frozenset(
    {"neg", "sqrt", "exp", "expm1", "log", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh"}
    | {"tanh", "abs"}
)
BINARY = frozenset({"add", "sub", "mul", "div", "atan2", "min", "max"})
COMMUTATIVE = frozenset({"add", "mul", "min", "max"})

ARITY: dict[str, int] = {
    **dict.fromkeys(UNARY, 1),
    **dict.fromkeys(BINARY, 2),
    "const": 1,
    "powi": 2,
    "select_lt": 4,
}
OPERATIONS = frozenset({*ARITY, "call"})

_KIND = {"mul": "mul", "add": "add", "sub": "add", "div": "div"}

Assignment = tuple[str, str, tuple[Any, ...]]


def operands(operation: str, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments that name other values (not the constant, the exponent or the function's name)."""
    if operation == "const":
        return ()
    if operation == "powi":
        return args[:1]
    if operation == "call":
        return args[1:]
    return args


def count(operations: Iterable[str]) -> dict[str, int]:
    """Numbers of multiplications, additions (with subtractions), divisions and everything else but constants."""
    kinds = Counter(_KIND.get(operation, "other") for operation in operations if operation != "const")
    return {kind: kinds[kind] for kind in ("mul", "add", "div", "other")}
