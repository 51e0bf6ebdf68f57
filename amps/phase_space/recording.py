"""Record a phase-space map as a straight-line program.

A :class:`Recorder` is an arithmetic whose numbers are :class:`Node` objects. Evaluating a map with it yields
``(name, operation, arguments)`` assignments, equal ones shared, that a code generator can splice into the program
of |M|^2. Operations: const neg add sub mul div powi sqrt exp expm1 log log1p sin cos atan2 abs min max select_lt.
Constants are folded; nothing is re-associated, because the maps rely on the order of their sums.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Argument = str | int | Fraction
Instruction = tuple[str, str, tuple[Argument, ...]]
"""Name assigned, operation, arguments: names, the exact value of a ``const``, or the integer power of a ``powi``."""

_FOLDS: dict[str, Callable[..., float]] = {
    "neg": lambda a: -a,
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "sqrt": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "exp": math.exp,
    "expm1": math.expm1,
    "log": math.log,
    "log1p": math.log1p,
    "atan2": math.atan2,
    "abs": abs,
    "min": min,
    "max": max,
    "powi": pow,
}


@dataclass(frozen=True)
class Node:
    """A number of the program, known by name; constants carry their value."""

    recorder: Recorder
    name: str
    value: float | None = None

    def __add__(self, other: Any) -> Node:
        return self.recorder.apply("add", self, other)

    def __radd__(self, other: Any) -> Node:
        return self.recorder.apply("add", other, self)

    def __sub__(self, other: Any) -> Node:
        return self.recorder.apply("sub", self, other)

    def __rsub__(self, other: Any) -> Node:
        return self.recorder.apply("sub", other, self)

    def __mul__(self, other: Any) -> Node:
        return self.recorder.apply("mul", self, other)

    def __rmul__(self, other: Any) -> Node:
        return self.recorder.apply("mul", other, self)

    def __truediv__(self, other: Any) -> Node:
        return self.recorder.apply("div", self, other)

    def __rtruediv__(self, other: Any) -> Node:
        return self.recorder.apply("div", other, self)

    def __neg__(self) -> Node:
        return self.recorder.apply("neg", self)

    def __abs__(self) -> Node:
        return self.recorder.apply("abs", self)

    def __pow__(self, power: int) -> Node:
        return self.recorder.power(self, power)


@dataclass(eq=False)
class Recorder:
    """An arithmetic that writes down what it is asked to compute.

    Attributes:
        prefix: start of the generated names; argument names must not begin with it followed by a digit.
    """

    prefix: str = "ps"
    instructions: list[Instruction] = field(default_factory=list)
    _known: dict[tuple[str, tuple[Argument, ...]], Node] = field(default_factory=dict)

    pi = math.pi

    def argument(self, name: str) -> Node:
        """Return an input of the program."""
        return Node(self, name)

    def constant(self, value: float) -> Node:
        """Return a fixed number."""
        return self._emit("const", (Fraction(value),), float(value))

    def apply(self, operation: str, *operands: Any) -> Node:
        """Record one operation on nodes and plain numbers."""
        nodes = [item if isinstance(item, Node) else self.constant(item) for item in operands]
        values = [node.value for node in nodes]
        neutral = self._neutral(operation, nodes)
        if neutral is not None:
            return neutral
        known = [value for value in values if value is not None]
        if len(known) == len(values) and operation in _FOLDS:
            return self.constant(_FOLDS[operation](*known))
        return self._emit(operation, tuple(node.name for node in nodes), None)

    def power(self, node: Node, power: int) -> Node:
        """Record an integer power.

        Raises:
            TypeError: the power is not an integer.
        """
        if not isinstance(power, int):
            raise TypeError(f"expected an integer power, found {power!r}; use sqrt or exp and log")
        return self._emit("powi", (node.name, power), None)

    def program(self, outputs: Mapping[str, Any]) -> tuple[tuple[Instruction, ...], dict[str, str]]:
        """Return the instructions that the outputs need, in order, and the name that holds each output."""
        nodes = {name: item if isinstance(item, Node) else self.constant(item) for name, item in outputs.items()}
        needed = {node.name for node in nodes.values()}
        kept: list[Instruction] = []
        for instruction in reversed(self.instructions):
            name, operation, arguments = instruction
            if name in needed:
                kept.append(instruction)
                if operation != "const":
                    needed.update(item for item in arguments if isinstance(item, str))
        return tuple(reversed(kept)), {name: node.name for name, node in nodes.items()}

    def sqrt(self, x: Any) -> Node:
        """Square root."""
        return self.apply("sqrt", x)

    def exp(self, x: Any) -> Node:
        """Exponential."""
        return self.apply("exp", x)

    def expm1(self, x: Any) -> Node:
        """exp(x) - 1."""
        return self.apply("expm1", x)

    def log(self, x: Any) -> Node:
        """Natural logarithm."""
        return self.apply("log", x)

    def log1p(self, x: Any) -> Node:
        """log(1 + x)."""
        return self.apply("log1p", x)

    def sin(self, x: Any) -> Node:
        """Sine."""
        return self.apply("sin", x)

    def cos(self, x: Any) -> Node:
        """Cosine."""
        return self.apply("cos", x)

    def atan2(self, y: Any, x: Any) -> Node:
        """Angle of the point (x, y)."""
        return self.apply("atan2", y, x)

    def absolute(self, x: Any) -> Node:
        """Absolute value."""
        return self.apply("abs", x)

    def minimum(self, x: Any, y: Any) -> Node:
        """The smaller."""
        return self.apply("min", x, y)

    def maximum(self, x: Any, y: Any) -> Node:
        """The larger."""
        return self.apply("max", x, y)

    def select_lt(self, a: Any, b: Any, x: Any, y: Any) -> Node:
        """Return x where a < b, else y."""
        return self.apply("select_lt", a, b, x, y)

    def _neutral(self, operation: str, nodes: list[Node]) -> Node | None:
        """Results that are one operand or zero: x + 0, 1 * x, 0 * x, 0 / x (all finite here)."""
        left, right = nodes[0].value, nodes[-1].value
        if operation == "add" and 0.0 in (left, right):
            return nodes[1] if left == 0.0 else nodes[0]
        if operation == "mul" and 0.0 in (left, right):
            return self.constant(0.0)
        if operation == "mul" and 1.0 in (left, right):
            return nodes[1] if left == 1.0 else nodes[0]
        if operation == "sub" and right == 0.0:
            return nodes[0]
        if operation == "sub" and left == 0.0:
            return self.apply("neg", nodes[1])
        if operation == "div" and left == 0.0:
            return self.constant(0.0)
        if operation == "div" and right == 1.0:
            return nodes[0]
        return None

    def _emit(self, operation: str, arguments: tuple[Argument, ...], value: float | None) -> Node:
        found = self._known.get((operation, arguments))
        if found is None:
            found = Node(self, f"{self.prefix}{len(self.instructions)}", value)
            self.instructions.append((found.name, operation, arguments))
            self._known[operation, arguments] = found
        return found
