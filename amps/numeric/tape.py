"""Complex numbers that record their operations: real straight-line code with every real value computed once.

A real value is a signed integer: the number of a node, negated for the opposite value; 0 is the number zero. Sums and
products are stored in one canonical form and sign, so that a value, its opposite and its complex conjugate share nodes.
In amplitudes without absorptive parts this makes the amplitude of all helicities reversed free of cost.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

Assignment = tuple[str, str, tuple[Any, ...]]
Plain = int | float | complex | Fraction


class Tape:
    """Records operations on named inputs."""

    def __init__(self) -> None:
        self._nodes: list[tuple[Any, ...]] = [("const", Fraction(0))]
        self._known: dict[tuple[Any, ...], int] = {}
        self.inputs: list[str] = []

    def _node(self, *content: Any) -> int:
        number = self._known.get(content)
        if number is None:
            number = len(self._nodes)
            self._known[content] = number
            self._nodes.append(content)
        return number

    def input(self, name: str) -> Recorded:
        """A real input."""
        if name not in self.inputs:
            self.inputs.append(name)
        return Recorded(self, self._node("input", name), 0)

    def constant(self, value: Plain) -> Recorded:
        """A fixed number; floats stand for their exact binary value."""
        if isinstance(value, complex):
            return Recorded(self, self._real(value.real), self._real(value.imag))
        return Recorded(self, self._real(value), 0)

    def _real(self, value: int | float | Fraction) -> int:
        exact = Fraction(value)
        if exact == 0:
            return 0
        number = self._node("const", abs(exact))
        return number if exact > 0 else -number

    def _constant_of(self, value: int) -> Fraction | None:
        content = self._nodes[abs(value)]
        if content[0] != "const":
            return None
        exact: Fraction = content[1]
        return exact if value > 0 else -exact

    def add(self, a: int, b: int) -> int:
        """a + b."""
        if not a or not b:
            return a or b
        if a == -b:
            return 0
        x, y = self._constant_of(a), self._constant_of(b)
        if x is not None and y is not None:
            return self._real(x + y)
        if abs(a) > abs(b):
            a, b = b, a
        if a < 0:
            return -self.add(-a, -b)
        return self._node("add", a, b) if b > 0 else self._node("sub", a, -b)

    def multiply(self, a: int, b: int) -> int:
        """a b."""
        if not a or not b:
            return 0
        sign = 1 if (a > 0) == (b > 0) else -1
        a, b = sorted((abs(a), abs(b)))
        x, y = self._constant_of(a), self._constant_of(b)
        if x is not None and y is not None:
            return sign * self._real(x * y)
        if x == 1 or y == 1:
            return sign * (b if x == 1 else a)
        return sign * self._node("mul", a, b)

    def divide(self, a: int, b: int) -> int:
        """a / b."""
        if not b:
            raise ZeroDivisionError("division by a value that vanishes identically")
        if not a:
            return 0
        sign = 1 if (a > 0) == (b > 0) else -1
        x, y = self._constant_of(abs(a)), self._constant_of(abs(b))
        if y is not None:
            return sign * (self._real(x / y) if x is not None else self.multiply(abs(a), self._real(1 / y)))
        return sign * self._node("div", abs(a), abs(b))

    def apply(self, operation: str, *values: int) -> int:
        """Any other operation on real values."""
        return self._node(operation, *values)

    def assignments(self, output: int) -> tuple[list[Assignment], str]:
        """What a value needs, in order, as (name, operation, arguments), and the name of the value itself."""
        needed: set[int] = set()
        pending = [abs(output)]
        while pending:
            number = pending.pop()
            if number not in needed:
                needed.add(number)
                operation, *content = self._nodes[number]
                pending += [abs(x) for x in content if operation not in ("input", "const")]
        result: list[Assignment] = []
        minus: dict[int, str] = {}

        def called(value: int) -> str:
            operation, *content = self._nodes[abs(value)]
            positive = str(content[0]) if operation == "input" else f"t{abs(value)}"
            if value >= 0:
                return positive
            if value not in minus:
                minus[value] = f"{positive}_minus"
                result.append((minus[value], "neg", (positive,)))
            return minus[value]

        for number in sorted(needed):
            operation, *content = self._nodes[number]
            if operation == "const":
                result.append((f"t{number}", "const", (content[0],)))
            elif operation != "input":
                result.append((f"t{number}", operation, tuple(called(x) for x in content)))
        name = called(output)
        return result, name


class Recorded:
    """A complex number on a tape."""

    __slots__ = ("im", "re", "tape")

    def __init__(self, tape: Tape, re: int, im: int) -> None:
        self.tape, self.re, self.im = tape, re, im

    def _other(self, value: Any) -> Recorded | None:
        if isinstance(value, Recorded):
            return value
        if isinstance(value, np.ndarray):
            return None
        return self.tape.constant(value)

    def __add__(self, other: Any) -> Any:
        b = self._other(other)
        if b is None:
            return NotImplemented
        return Recorded(self.tape, self.tape.add(self.re, b.re), self.tape.add(self.im, b.im))

    __radd__ = __add__

    def __neg__(self) -> Recorded:
        return Recorded(self.tape, -self.re, -self.im)

    def __sub__(self, other: Any) -> Any:
        b = self._other(other)
        return NotImplemented if b is None else self + (-b)

    def __rsub__(self, other: Any) -> Any:
        return (-self) + other

    def __mul__(self, other: Any) -> Any:
        b = self._other(other)
        if b is None:
            return NotImplemented
        t = self.tape
        return Recorded(
            t,
            t.add(t.multiply(self.re, b.re), -t.multiply(self.im, b.im)),
            t.add(t.multiply(self.re, b.im), t.multiply(self.im, b.re)),
        )

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        b = self._other(other)
        if b is None:
            return NotImplemented
        t = self.tape
        if not b.im:
            return Recorded(t, t.divide(self.re, b.re), t.divide(self.im, b.re))
        scaled = self * b.conjugate()
        size = b.squared_modulus()
        return Recorded(t, t.divide(scaled.re, size), t.divide(scaled.im, size))

    def __rtruediv__(self, other: Any) -> Any:
        return self.tape.constant(other) / self

    def conjugate(self) -> Recorded:
        """re - i im."""
        return Recorded(self.tape, self.re, -self.im)

    def squared_modulus(self) -> int:
        """re^2 + im^2."""
        t = self.tape
        return t.add(t.multiply(self.re, self.re), t.multiply(self.im, self.im))

    def real_function(self, operation: str) -> Recorded:
        """A function of a real value. Raises ValueError for a complex one."""
        if self.im:
            raise ValueError(f"{operation} of a complex coupling cannot be recorded")
        return Recorded(self.tape, self.tape.apply(operation, self.re) if self.re else self.re, 0)
