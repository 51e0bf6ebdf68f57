"""Literals in a UFO file: text, numbers, containers of them, and names of other objects."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from amps.ufo.errors import UnsafeUFO

if TYPE_CHECKING:
    from amps.ufo.errors import Place


@dataclass(frozen=True)
class Reference:
    """The name of another declaration; module prefixes such as P. are dropped."""

    name: str
    place: Place


def literal(node: ast.expr, place: Place) -> Any:
    """Text, numbers and containers of them; fractions exactly; names of other objects as References.

    Raises UnsafeUFO for a call or anything else that would have to be executed.
    """
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return Reference(name, place)
        case ast.Attribute(value=ast.Name(), attr=name):
            return Reference(name, place)
        case ast.List(elts=items):
            return [literal(item, place) for item in items]
        case ast.Tuple(elts=items):
            return tuple(literal(item, place) for item in items)
        case ast.Dict(keys=keys, values=values) if None not in keys:
            return {literal(k, place): literal(v, place) for k, v in zip(keys, values, strict=True) if k is not None}
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
            value = literal(operand, place)
            if isinstance(value, int | float | complex | Fraction):
                return -value if isinstance(sign, ast.USub) else value
        case ast.BinOp(left=left, op=operator, right=right):
            return _combined(literal(left, place), operator, literal(right, place), node, place)
    raise refused(node, place)


def _combined(a: Any, operator: ast.operator, b: Any, node: ast.AST, place: Place) -> Any:
    if isinstance(a, str) and isinstance(b, str) and isinstance(operator, ast.Add):
        return a + b
    if isinstance(a, int | float | Fraction) and isinstance(b, int | float | Fraction):
        match operator:
            case ast.Div() if b != 0:
                return Fraction(a) / Fraction(b)
            case ast.Mult():
                return a * b
            case ast.Add():
                return a + b
            case ast.Sub():
                return a - b
    raise refused(node, place)


def refused(node: ast.AST, place: Place) -> UnsafeUFO:
    """The error for a piece of Python that no model needs."""
    text = ast.unparse(node).splitlines()[0]
    short = text if len(text) <= 60 else text[:57] + "..."
    return UnsafeUFO(place, f"{short!r} is no declaration of a model; nothing was executed")
