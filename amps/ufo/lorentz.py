"""Lorentz structures: texts such as 'Gamma(3,2,-1)*ProjM(-1,1) + P(3,1)*Identity(2,1)' as sums of products.

Indices: n > 0 is the index of particle n, negative ones are summed. Converted on the way: P is the outgoing momentum,
ours is incoming; epsilon^{0123} = -1, ours is +1; Sigma = (i/4) [gamma, gamma].
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sympy

from amps.ufo.errors import UFOError, UnsafeUFO, UnsupportedUFO
from amps.ufo.expressions import exact
from amps.ufo.source import parse_expression

if TYPE_CHECKING:
    from collections.abc import Callable

    from amps.ufo.errors import Place

MOST_PRODUCTS = 5000
"""Of one structure when all brackets are multiplied out."""

ARITY = {
    "P": 2,
    "Metric": 2,
    "Identity": 2,
    "Gamma": 3,
    "Gamma5": 2,
    "ProjM": 2,
    "ProjP": 2,
    "Sigma": 4,
    "Epsilon": 4,
    "PSlash": 3,
    "IdentityL": 2,
}


@dataclass(frozen=True)
class Atom:
    """One elementary object with its indices: P, Metric, Epsilon, or a matrix (Gamma, Gamma5, Identity)."""

    kind: str
    indices: tuple[int, ...]


@dataclass(frozen=True)
class Product:
    """coefficient * product of atoms."""

    coefficient: sympy.Expr
    atoms: tuple[Atom, ...]


Sum = tuple[Product, ...]
HALF = sympy.Rational(1, 2)


class Structure:
    """Reads one structure; `name` gives the value of a name that may stand in it (a form factor) or None."""

    def __init__(self, place: Place, name: Callable[[str], sympy.Expr | None]) -> None:
        self.place = place
        self.name = name
        self.dummies = 0

    def read(self, text: str) -> Sum:
        """The structure as a sum of products. Raises UFOError naming what cannot be read."""
        return self._value(parse_expression(text, self.place))

    def _value(self, node: ast.expr) -> Sum:
        match node:
            case ast.Constant(value=int() | float() | complex() as number) if not isinstance(number, bool):
                return (Product(exact(number, self.place), ()),)
            case ast.Name(id=name):
                found = self.name(name)
                if found is None:
                    raise UFOError(self.place, f"the name {name!r} in the structure is neither number nor form factor")
                return (Product(found, ()),)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return _scaled(self._value(operand), sympy.S.NegativeOne)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self._value(operand)
            case ast.BinOp():
                return self._chain(node)
            case ast.Call(func=ast.Name(id="complex"), args=[real, imaginary], keywords=[]):
                parts = [self._number(real), self._number(imaginary)]
                return (Product(parts[0] + sympy.I * parts[1], ()),)
            case ast.Call(func=ast.Name(id=kind), args=args, keywords=[]):
                return self._atom(kind, args)
        raise UnsafeUFO(self.place, f"{ast.unparse(node)!r} is no Lorentz structure; nothing was executed")

    def _chain(self, node: ast.expr) -> Sum:
        """a + b - c ...: walked in a loop, because long sums are deep to the left in the syntax tree."""
        steps: list[tuple[ast.operator, ast.expr]] = []
        while isinstance(node, ast.BinOp):
            steps.append((node.op, node.right))
            node = node.left
        value = self._value(node)
        for operator, operand in reversed(steps):
            match operator:
                case ast.Add():
                    value = (*value, *self._value(operand))
                case ast.Sub():
                    value = (*value, *_scaled(self._value(operand), sympy.S.NegativeOne))
                case ast.Mult():
                    value = self._times(value, self._value(operand))
                case ast.Div():
                    divisor = self._number(operand)
                    if divisor == 0:
                        raise UFOError(self.place, "the structure divides by zero")
                    value = _scaled(value, 1 / divisor)
                case ast.Pow():
                    power = self._number(operand)
                    if not power.is_Integer or not 1 <= power <= 8:
                        raise UnsupportedUFO(self.place, f"the power {power} of a structure")
                    base = value
                    for _ in range(int(power) - 1):
                        value = self._times(value, base)
                case _:
                    raise UnsafeUFO(self.place, f"the operator {type(operator).__name__} has no place in a structure")
        return value

    def _number(self, node: ast.expr) -> sympy.Expr:
        value = self._value(node)
        if any(p.atoms for p in value):
            raise UFOError(self.place, f"{ast.unparse(node)!r} should be a number")
        return sympy.Add(*(p.coefficient for p in value))

    def _times(self, left: Sum, right: Sum) -> Sum:
        if len(left) * len(right) > MOST_PRODUCTS:
            raise UnsafeUFO(self.place, f"the structure has more than {MOST_PRODUCTS} products")
        return tuple(Product(a.coefficient * b.coefficient, a.atoms + b.atoms) for a in left for b in right)

    def _new_index(self) -> int:
        """A summed index that no model uses."""
        self.dummies += 1
        return -(10**6) - self.dummies

    def _atom(self, kind: str, nodes: list[ast.expr]) -> Sum:
        if kind == "C":
            raise UnsupportedUFO(self.place, "the structure holds C: charge conjugation between Dirac fields")
        if kind not in ARITY:
            raise UnsafeUFO(self.place, f"{kind!r} is no Lorentz structure; there are {', '.join(ARITY)}")
        if len(nodes) != ARITY[kind]:
            raise UFOError(self.place, f"{kind} takes {ARITY[kind]} indices, {len(nodes)} are given")
        numbers = [self._number(node) for node in nodes]
        if any(not n.is_Integer or n == 0 for n in numbers):
            raise UFOError(self.place, f"the indices of {kind} are {numbers}; expected whole numbers, none of them 0")
        indices = tuple(int(n) for n in numbers)
        return self._expanded(kind, indices)

    def _expanded(self, kind: str, indices: tuple[int, ...]) -> Sum:
        """In terms of momenta, metric, epsilon, gamma, gamma5 and identity."""
        match kind:
            case "ProjM" | "ProjP":
                sign = -1 if kind == "ProjM" else 1
                return (Product(HALF, (Atom("Identity", indices),)), Product(sign * HALF, (Atom("Gamma5", indices),)))
            case "Sigma":
                mu, nu, i, j = indices
                k = self._new_index()
                quarter = sympy.I / 4
                return tuple(
                    Product(sign * quarter, (Atom("Gamma", (a, i, k)), Atom("Gamma", (b, k, j))))
                    for sign, a, b in ((1, mu, nu), (-1, nu, mu))
                )
            case "PSlash":
                i, j, particle = indices
                mu = self._new_index()
                return (Product(-sympy.S.One, (Atom("P", (mu, particle)), Atom("Gamma", (mu, i, j)))),)
            case "P" | "Epsilon":
                return (Product(-sympy.S.One, (Atom(kind, indices),)),)
            case "IdentityL":
                return (Product(sympy.S.One, (Atom("Metric", indices),)),)
        return (Product(sympy.S.One, (Atom(kind, indices),)),)


def _scaled(value: Sum, factor: sympy.Expr) -> Sum:
    return tuple(Product(factor * p.coefficient, p.atoms) for p in value)
