"""Hash-consed operation nodes with exact constant folding and sign normalisation.

Every rule keeps the value and never adds an operation: c1*(c2*x) -> (c1 c2)*x, x + (-y) -> x - y, x/c -> (1/c)*x.
Signs are moved outwards, where a sum absorbs them for free.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from codegen.operations import COMMUTATIVE, Assignment, operands

Node = tuple[str, tuple[Any, ...]]


class NodeTable:
    """Operations by number, each stored once; `uniform[i]` tells whether node i is the same for all points."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.uniform: list[bool] = []
        self._numbers: dict[Node, int] = {}
        self._rules: dict[str, Callable[[int, int], int | None]] = {
            "add": self._add,
            "sub": self._sub,
            "mul": self._mul,
            "div": self._div,
        }

    def argument(self, name: str, uniform: bool) -> int:
        """A named input."""
        return self._new(("argument", (name,)), uniform)

    def constant(self, value: Fraction) -> int:
        """An exact number."""
        node: Node = ("const", (value,))
        return self._numbers[node] if node in self._numbers else self._new(node, True)

    def call(self, function: str, args: tuple[int, ...]) -> int:
        """An opaque function, taken to depend on its arguments alone."""
        node: Node = ("call", (function, *args))
        return self._numbers[node] if node in self._numbers else self._new(node, all(self.uniform[i] for i in args))

    def power(self, base: int, exponent: int) -> int:
        """base^exponent by repeated squaring, a negative exponent through one reciprocal."""
        if exponent < 0:
            return self.apply("div", (self.constant(Fraction(1)), self.power(base, -exponent)))
        value = self.constant(Fraction(1))
        square = base
        while exponent:
            if exponent & 1:
                value = self.apply("mul", (value, square))
            exponent >>= 1
            if exponent:
                square = self.apply("mul", (square, square))
        return value

    def apply(self, operation: str, args: tuple[int, ...]) -> int:
        """The node of an operation on nodes, after simplification."""
        if operation in COMMUTATIVE and args[0] > args[1]:
            args = (args[1], args[0])
        node: Node = (operation, args)
        if node in self._numbers:
            return self._numbers[node]
        simplified = self._simplified(operation, args)
        return self._new(node, all(self.uniform[i] for i in args)) if simplified is None else simplified

    def assignments(self, roots: Iterable[int]) -> tuple[dict[int, str], list[Assignment]]:
        """Names of the nodes needed for the roots, and their assignments in order."""
        needed, pending = set(), list(roots)
        while pending:
            index = pending.pop()
            if index not in needed:
                needed.add(index)
                operation, args = self.nodes[index]
                if operation != "argument":
                    pending.extend(operands(operation, args))
        names: dict[int, str] = {}
        assignments: list[Assignment] = []
        for index in sorted(needed):
            operation, args = self.nodes[index]
            if operation == "argument":
                names[index] = args[0]
                continue
            names[index] = f"_{len(assignments)}"
            free = operands(operation, args)
            kept = args if operation == "const" else (*args[: len(args) - len(free)], *(names[i] for i in free))
            assignments.append((names[index], operation, kept))
        return names, assignments

    def value(self, index: int) -> Fraction | None:
        """The number a node holds, if it is a constant."""
        operation, args = self.nodes[index]
        return args[0] if operation == "const" else None

    def _new(self, node: Node, uniform: bool) -> int:
        self._numbers[node] = len(self.nodes)
        self.nodes.append(node)
        self.uniform.append(uniform)
        return len(self.nodes) - 1

    def _simplified(self, operation: str, args: tuple[int, ...]) -> int | None:
        if operation in self._rules:
            return self._rules[operation](args[0], args[1])
        if operation == "neg":
            return self._neg(args[0])
        if operation == "sqrt":
            return self._sqrt(args[0])
        if operation in {"min", "max"} and args[0] == args[1]:
            return args[0]
        if operation == "select_lt" and args[2] == args[3]:
            return args[2]
        return None

    def _negated(self, index: int) -> int | None:
        """x if the node is -x."""
        operation, args = self.nodes[index]
        if operation == "neg":
            return int(args[0])
        return self.constant(-args[0]) if operation == "const" and args[0] < 0 else None

    def _minus(self, index: int) -> int:
        return self.apply("neg", (index,))

    def _neg(self, x: int) -> int | None:
        if (value := self.value(x)) is not None:
            return self.constant(-value)
        if (inner := self._negated(x)) is not None:
            return inner
        operation, args = self.nodes[x]
        return self.apply("sub", (args[1], args[0])) if operation == "sub" else None

    def _add(self, x: int, y: int) -> int | None:
        a, b = self.value(x), self.value(y)
        if a is not None and b is not None:
            return self.constant(a + b)
        if a == 0:
            return y
        if b == 0:
            return x
        if x == y:
            return self.apply("mul", (self.constant(Fraction(2)), x))
        if (inner := self._negated(y)) is not None:
            return self.apply("sub", (x, inner))
        if (inner := self._negated(x)) is not None:
            return self.apply("sub", (y, inner))
        return None

    def _sub(self, x: int, y: int) -> int | None:
        a, b = self.value(x), self.value(y)
        if a is not None and b is not None:
            return self.constant(a - b)
        if x == y:
            return self.constant(Fraction(0))
        if a == 0:
            return self._minus(y)
        if b == 0:
            return x
        if (inner := self._negated(y)) is not None:
            return self.apply("add", (x, inner))
        if a is None and (inner := self._negated(x)) is not None:
            return self._minus(self.apply("add", (inner, y)))
        if (opposite := self._numbers.get(("sub", (y, x)))) is not None:
            return self._existing_neg(opposite)
        return None

    def _existing_neg(self, index: int) -> int:
        # Not through apply: its rule -(y - x) -> x - y would come straight back here.
        node: Node = ("neg", (index,))
        return self._numbers[node] if node in self._numbers else self._new(node, self.uniform[index])

    def _mul(self, x: int, y: int) -> int | None:
        a, b = self.value(x), self.value(y)
        if a is None and b is not None:
            return self._scaled(b, x, None)
        if a is not None:
            return self._scaled(a, y, b)
        inner, other = self._negated(x), self._negated(y)
        if inner is not None and other is not None:
            return self.apply("mul", (inner, other))
        if inner is not None:
            return self._minus(self.apply("mul", (inner, y)))
        if other is not None:
            return self._minus(self.apply("mul", (x, other)))
        return None

    def _scaled(self, factor: Fraction, y: int, b: Fraction | None) -> int | None:
        if b is not None:
            return self.constant(factor * b)
        if factor == 0:
            return self.constant(Fraction(0))
        if factor == 1:
            return y
        if factor < 0:
            return self._minus(self.apply("mul", (self.constant(-factor), y)))
        operation, args = self.nodes[y]
        if operation == "neg":
            return self._minus(self.apply("mul", (self.constant(factor), args[0])))
        if operation == "mul":
            for number, rest in (args, args[::-1]):
                if (value := self.value(number)) is not None:
                    return self.apply("mul", (self.constant(factor * value), rest))
        constant = self.constant(factor)
        node: Node = ("mul", (min(constant, y), max(constant, y)))
        return self._numbers[node] if node in self._numbers else self._new(node, self.uniform[y])

    def _div(self, x: int, y: int) -> int | None:
        a, b = self.value(x), self.value(y)
        if b == 0:
            raise ZeroDivisionError("a constant denominator is zero")
        if b is not None:
            return self.apply("mul", (self.constant(1 / b), x))
        if a == 0 or x == y:
            return self.constant(Fraction(0 if a == 0 else 1))
        if (inner := self._negated(y)) is not None:
            return self._minus(self.apply("div", (x, inner)))
        if (inner := self._negated(x)) is not None:
            return self._minus(self.apply("div", (inner, y)))
        return None

    def _sqrt(self, x: int) -> int | None:
        value = self.value(x)
        if value is None or value < 0:
            return None
        root = Fraction(math.isqrt(value.numerator), math.isqrt(value.denominator))
        return self.constant(root) if root * root == value else None
