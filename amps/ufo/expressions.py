"""Values of parameters, couplings and form factors: Python expressions over cmath, read into SymPy by their syntax."""

from __future__ import annotations

import ast
import cmath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sympy

from amps.ufo.errors import UFOError, UnsafeUFO, UnsupportedUFO
from amps.ufo.source import parse_expression

if TYPE_CHECKING:
    from amps.ufo.errors import Place
    from amps.ufo.syntax import File

Call = Callable[..., sympy.Expr]

MOST_NODES = 50_000
"""Of one expression; real couplings stay below a thousand."""
LARGEST_POWER = 4096
"""Bits of a number to a power; no coupling needs more, and nested powers would never end."""

MATHEMATICS: Mapping[str, tuple[int, Call]] = {
    "sqrt": (1, sympy.sqrt),
    "exp": (1, sympy.exp),
    "log": (1, sympy.log),
    "sin": (1, sympy.sin),
    "cos": (1, sympy.cos),
    "tan": (1, sympy.tan),
    "asin": (1, sympy.asin),
    "acos": (1, sympy.acos),
    "atan": (1, sympy.atan),
    "sinh": (1, sympy.sinh),
    "cosh": (1, sympy.cosh),
    "tanh": (1, sympy.tanh),
    "pow": (2, lambda base, power: base**power),
    "abs": (1, sympy.Abs),
    "fabs": (1, sympy.Abs),
    "complex": (2, lambda real, imaginary: real + sympy.I * imaginary),
}
USUAL: Mapping[str, tuple[int, Call]] = {
    "complexconjugate": (1, sympy.conjugate),
    "conjugate": (1, sympy.conjugate),
    "re": (1, sympy.re),
    "im": (1, sympy.im),
    "sec": (1, lambda x: 1 / sympy.cos(x)),
    "csc": (1, lambda x: 1 / sympy.sin(x)),
    "cot": (1, lambda x: 1 / sympy.tan(x)),
    "asec": (1, lambda x: sympy.acos(1 / x)),
    "acsc": (1, lambda x: sympy.asin(1 / x)),
}
"""The functions that function_library.py defines in nearly every model, taken as known."""
ATTRIBUTES: Mapping[str, Call] = {"real": sympy.re, "imag": sympy.im}


@dataclass(frozen=True)
class UserFunction:
    """Function(name, arguments, expression) of function_library.py."""

    arguments: tuple[str, ...]
    expression: str
    place: Place


def read_functions(file: File | None) -> dict[str, UserFunction]:
    """The functions that a function_library.py defines, by name; their bodies are read when they are used."""
    found = {}
    for d in file.declarations.values() if file else ():
        if d.kind == "Function":
            arguments = d.value("arguments")
            names = (arguments,) if isinstance(arguments, str) else tuple(map(str, arguments))
            found[d.name] = UserFunction(names, d.text("expression"), d.place)
    return found


@dataclass(frozen=True)
class Reader:
    """Reads expressions; `lookup` gives the value of a name or None, `functions` those of the model."""

    lookup: Callable[[str], sympy.Expr | None]
    functions: Mapping[str, UserFunction]
    calling: tuple[str, ...] = ()

    def read(self, text: str, place: Place) -> sympy.Expr:
        """The value of an expression. Raises UFOError naming an unknown name, UnsafeUFO for what is not arithmetic."""
        tree = parse_expression(text, place)
        if sum(1 for _ in ast.walk(tree)) > MOST_NODES:
            raise UnsafeUFO(place, f"has more than {MOST_NODES} parts in one expression")
        value = self._value(tree, place)
        if value.has(sympy.zoo, sympy.nan, sympy.oo):
            raise UFOError(place, f"{ast.unparse(tree)} divides by zero")
        return value

    def _value(self, node: ast.expr, place: Place) -> sympy.Expr:
        match node:
            case ast.Constant(value=bool() | str() | bytes() | None):
                pass
            case ast.Constant(value=int() | float() | complex() as number):
                return exact(number, place)
            case ast.Name(id=name):
                return self._name(name, place)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self._value(operand, place)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self._value(operand, place)
            case ast.BinOp():
                return self._chain(node, place)
            case ast.Attribute(value=ast.Name(id="cmath" | "math"), attr="pi" | "e" as name):
                return sympy.pi if name == "pi" else sympy.E
            case ast.Attribute(value=value, attr="real" | "imag" as name):
                return ATTRIBUTES[name](self._value(value, place))
            case ast.Call(func=ast.Attribute(value=value, attr="conjugate"), args=[], keywords=[]):
                return sympy.conjugate(self._value(value, place))
            case ast.Call(func=ast.Attribute(value=ast.Name(id="cmath" | "math"), attr=name), args=args, keywords=[]):
                return self._call(name, args, place)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self._call(name, args, place)
            case ast.IfExp():
                raise UnsupportedUFO(place, f"{_short(node)} has cases; only plain expressions are supported")
        raise UnsafeUFO(place, f"{_short(node)} is not arithmetic; nothing was executed")

    def _chain(self, node: ast.expr, place: Place) -> sympy.Expr:
        """a + b - c + ...: long sums are deep to the left in the syntax tree, so they are walked in a loop."""
        steps: list[tuple[ast.operator, ast.expr]] = []
        while isinstance(node, ast.BinOp):
            steps.append((node.op, node.right))
            node = node.left
        value = self._value(node, place)
        sums: list[sympy.Expr] = []
        for operator, operand in reversed(steps):
            right = self._value(operand, place)
            if sums and not isinstance(operator, ast.Add | ast.Sub):
                value, sums = sympy.Add(*sums, value), []
            match operator:
                case ast.Add():
                    sums.append(value)
                    value = right
                case ast.Sub():
                    sums.append(value)
                    value = -right
                case ast.Mult():
                    value = value * right
                case ast.Div():
                    if right == 0:
                        raise UFOError(place, "divides by zero")
                    value = value / right
                case ast.Pow():
                    value = _power(value, right, place)
                case _:
                    raise UnsafeUFO(place, f"the operator {type(operator).__name__} is not arithmetic of numbers")
        return sympy.Add(*sums, value)

    def _name(self, name: str, place: Place) -> sympy.Expr:
        found = self.lookup(name)
        if found is None:
            raise UFOError(place, f"the name {name!r} is not a parameter of the model")
        return found

    def _call(self, name: str, nodes: list[ast.expr], place: Place) -> sympy.Expr:
        known = MATHEMATICS.get(name) or USUAL.get(name)
        if known is None and name not in self.functions:
            raise UnsafeUFO(place, f"calls {name!r}, which is no function of numbers; nothing was executed")
        values = [self._value(node, place) for node in nodes]
        if known is None:
            return self._user(name, values, place)
        count, function = known
        if len(values) != count:
            raise UFOError(place, f"{name} takes {count} arguments, {len(values)} are given")
        return sympy.sympify(function(*values))

    def _user(self, name: str, values: list[sympy.Expr], place: Place) -> sympy.Expr:
        function = self.functions[name]
        if name in self.calling:
            raise UnsafeUFO(function.place, "calls itself")
        if len(values) != len(function.arguments):
            raise UFOError(place, f"{name} takes {len(function.arguments)} arguments, {len(values)} are given")
        local = dict(zip(function.arguments, values, strict=True))
        inner = replace(self, lookup=local.get, calling=(*self.calling, name))
        return inner.read(function.expression, function.place)


def exact(number: complex, place: Place) -> sympy.Expr:
    """A Python number as the decimal that was written. Raises UFOError for one that is too large."""
    if isinstance(number, int):
        return sympy.Integer(number)
    z = complex(number)
    if not cmath.isfinite(z):
        raise UFOError(place, f"the number {number} is not finite")
    return sympy.Rational(repr(z.real)) + sympy.I * sympy.Rational(repr(z.imag))


def _power(base: sympy.Expr, power: sympy.Expr, place: Place) -> sympy.Expr:
    digits = abs(base.p).bit_length() + base.q.bit_length() if base.is_Rational else 1
    if power.is_number and abs(power) * digits > LARGEST_POWER:
        raise UnsafeUFO(place, f"the power {power} is too large")
    return base**power


def _short(node: ast.AST) -> str:
    text = ast.unparse(node)
    return repr(text if len(text) <= 60 else text[:57] + "...")
