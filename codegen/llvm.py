"""Formulas in Python written into a compiled loop by running them, once, on LLVM values.

Numba infers the type of every operation it reads, at about a millisecond each. All values of a formula are doubles, so
there is nothing to infer: the generated module gives its formulas to `written`, and Numba compiles the loop around
them alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types

_DOUBLE = ir.DoubleType()
Number = float | int


class Code:
    """Where the instructions of a formula are put; its operations take doubles and numbers in any mixture."""

    def __init__(self, context: Any, builder: Any) -> None:
        self.context = context
        self.builder = builder

    def ir(self, value: Double | Number) -> Any:
        """The LLVM value of a double or a number."""
        return value.ir if isinstance(value, Double) else ir.Constant(_DOUBLE, float(value))

    def operation(self, name: str, *args: Double | Number) -> Double:
        """An instruction of LLVM."""
        return Double(self, getattr(self.builder, name)(*map(self.ir, args)))

    def call(self, function: str, *args: Double | Number) -> Double:
        """A function of the module math; `abs` as well."""
        kind = types.float64(*[types.float64] * len(args))
        compiled = self.context.get_function(math.fabs if function == "abs" else getattr(math, function), kind)
        return Double(self, compiled(self.builder, [self.ir(arg) for arg in args]))

    def select_lt(self, a: Double | Number, b: Double | Number, x: Double | Number, y: Double | Number) -> Double:
        """x where a < b, else y."""
        smaller = self.builder.fcmp_ordered("<", self.ir(a), self.ir(b))
        return Double(self, self.builder.select(smaller, self.ir(x), self.ir(y)))

    def extreme(self, sign: str, a: Double | Number, b: Double | Number) -> Double:
        """The smaller of two numbers for the sign "<", the larger for ">"; NaN in either of them comes out."""
        first, second = self.ir(a), self.ir(b)
        further = self.builder.fcmp_ordered(sign, first, second)
        nan = self.builder.fcmp_unordered("uno", first, first)
        return Double(self, self.builder.select(self.builder.or_(further, nan), first, second))

    def proxy(self, kind: Any, value: Any) -> Any:
        """What the formula sees of an argument of the loop: a double, an index, an array or a tuple of doubles."""
        if isinstance(kind, types.Array):
            return Row(self, self.context.make_array(kind)(self.context, self.builder, value).data)
        if isinstance(kind, types.Integer):
            return Index(self, value, 0)
        if isinstance(kind, types.BaseTuple):
            return [Double(self, item) for item in cgutils.unpack_tuple(self.builder, value)]
        return Double(self, value)


class Double:
    """A double, known when the compiled code runs."""

    __slots__ = ("code", "ir")

    def __init__(self, code: Code, value: Any) -> None:
        self.code = code
        self.ir = value

    def __add__(self, other: Double | Number) -> Double:
        return self.code.operation("fadd", self, other)

    def __radd__(self, other: Number) -> Double:
        return self.code.operation("fadd", other, self)

    def __sub__(self, other: Double | Number) -> Double:
        return self.code.operation("fsub", self, other)

    def __rsub__(self, other: Number) -> Double:
        return self.code.operation("fsub", other, self)

    def __mul__(self, other: Double | Number) -> Double:
        return self.code.operation("fmul", self, other)

    def __rmul__(self, other: Number) -> Double:
        return self.code.operation("fmul", other, self)

    def __truediv__(self, other: Double | Number) -> Double:
        return self.code.operation("fdiv", self, other)

    def __rtruediv__(self, other: Number) -> Double:
        return self.code.operation("fdiv", other, self)

    def __neg__(self) -> Double:
        return self.code.operation("fneg", self)


class Index:
    """An integer, known when the compiled code runs, plus one that is known now."""

    def __init__(self, code: Code, value: Any, offset: int) -> None:
        self.code = code
        self.value = value
        self.offset = offset

    def __radd__(self, offset: int) -> Index:
        return Index(self.code, self.value, self.offset + offset)

    def ir(self) -> Any:
        """The sum."""
        return self.code.builder.add(self.value, ir.Constant(self.value.type, self.offset))


class Row:
    """The elements of a one-dimensional contiguous array of doubles; indices are not checked."""

    def __init__(self, code: Code, pointer: Any) -> None:
        self.code = code
        self.pointer = pointer

    def __getitem__(self, index: Index | int) -> Double:
        return Double(self.code, self.code.builder.load(self._element(index)))

    def __setitem__(self, index: Index | int, value: Double | Number) -> None:
        self.code.builder.store(self.code.ir(value), self._element(index))

    def _element(self, index: Index | int) -> Any:
        place = ir.Constant(ir.IntType(64), index) if isinstance(index, int) else index.ir()
        return self.code.builder.gep(self.pointer, [place])


def written(formula: Callable[..., Sequence[Any]], kinds: Sequence[Any], n_values: int) -> tuple[Any, Any]:
    """What `numba.extending.intrinsic` wants: the signature, and the function that writes the instructions.

    The formula takes a Code and arguments of these Numba types and returns `n_values` doubles; they come out as a
    tuple.
    """
    result = types.UniTuple(types.float64, n_values) if n_values else types.void

    def write(context: Any, builder: Any, found: Any, args: Sequence[Any]) -> Any:
        code = Code(context, builder)
        values = formula(code, *map(code.proxy, found.args, args))
        if not n_values:
            return context.get_dummy_value()
        return context.make_tuple(builder, result, [code.ir(value) for value in values])

    return result(*kinds), write
