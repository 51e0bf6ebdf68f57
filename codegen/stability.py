"""Guard against cancellation: a per-point measure in the generated code, and the points it singles out done again.

Beside every value v runs a majorant A(v), what v would be if nothing cancelled: A(a+b) = A(a) + A(b),
A(a b) = A(a) A(b), A(f(a)) = |f| + |f'| A(a). The relative rounding error of v is of the order of 2^-53 A(v)/|v|, so
A(v)/|v|, the sum of the sizes of all terms over the size of their sum, says how many digits are lost.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from codegen.backend import FloatArray, Run
from codegen.double_double import ROUNDING as PAIR_ROUNDING
from codegen.errors import InvalidProgram
from codegen.operations import operands
from codegen.precise import HigherPrecision
from codegen.program import Program, ProgramBuilder, Ref

MEASURE = "cancellation"
ROUNDING = 2.0**-53
# Largest error found in units of ROUNDING * A(v) on polynomials of 100 to 1200 operations was 5.3.
SAFETY = 16
DIGITS = (50, 100, 200)
FEW = 2000
"""Points up to which pairs of doubles are tried before anything is compiled."""


def with_cancellation(program: Program) -> Program:
    """The program with one more output, the largest A(v)/|v| of its outputs (1 where v vanishes identically)."""
    if any(public == MEASURE for public, _ in program.outputs):
        raise InvalidProgram(f"the output name {MEASURE!r} is reserved for the guard")
    builder = ProgramBuilder(program.name)
    values = {name: builder.argument(name, name in program.uniform) for name in program.arguments}
    majorants = {name: builder.op("abs", value) for name, value in values.items()}
    for name, operation, args in program.assignments:
        if operation == "call":
            raise InvalidProgram(f"the guard needs the function {args[0]!r} as a Program, not as a Python callable")
        names = operands(operation, args)
        given = {arg: values[arg] for arg in names}
        values[name] = builder.inline([(name, operation, args)], given)[name]
        exponent = args[1] if operation == "powi" else 0
        majorants[name] = _majorant(
            operation, exponent, values[name], [values[arg] for arg in names], [majorants[arg] for arg in names]
        )
    measure = builder.constant(1)
    for public, name in program.outputs:
        builder.output(public, values[name])
        size = builder.op("abs", values[name])
        # Below the smallest double means exactly zero; NaN compares false and stays visible.
        ratio = builder.op("select_lt", majorants[name], math.ulp(0.0), 1, majorants[name] / size)
        measure = builder.op("max", measure, ratio)
    builder.output(MEASURE, measure)
    return builder.build()


def _majorant(operation: str, exponent: int, v: Ref, x: Sequence[Ref], a: Sequence[Ref]) -> Ref:
    builder = v.builder
    size = builder.op("abs", v)
    match operation:
        case "const":
            return size
        case "neg" | "abs":
            return a[0]
        case "add" | "sub":
            return a[0] + a[1]
        case "mul":
            return a[0] * a[1]
        case "div":
            return a[0] * a[1] / (x[1] * x[1])
        case "powi":
            ratio = a[0] if exponent >= 0 else a[0] / (x[0] * x[0])
            return ratio ** abs(exponent)
        case "min":
            return builder.op("select_lt", x[0], x[1], a[0], a[1])
        case "max":
            return builder.op("select_lt", x[1], x[0], a[0], a[1])
        case "select_lt":
            return builder.op("select_lt", x[0], x[1], a[2], a[3])
        case "atan2":
            y, across = builder.op("abs", x[0]), builder.op("abs", x[1])
            return size + (across * a[0] + y * a[1]) / (y * y + across * across)
        case _:
            return size + _slope(operation, x[0], v) * a[0]


def _slope(operation: str, x: Ref, v: Ref) -> Ref:
    """|f'(x)| of a function with value v, or a bound of it that costs less."""
    builder = v.builder
    one = builder.constant(1)
    match operation:
        case "sqrt":
            return 0.5 / v
        case "exp" | "cosh":
            return v
        case "expm1":
            return v + 1
        case "log":
            return 1 / builder.op("abs", x)
        case "log1p":
            return 1 / builder.op("abs", 1 + x)
        case "tan":
            return 1 + v * v
        case "asin" | "acos":
            return 1 / builder.op("sqrt", (1 - x) * (1 + x))
        case "atan":
            return 1 / (1 + x * x)
        case "sinh":
            return builder.op("sqrt", 1 + v * v)
        case _:
            # sin, cos and tanh have slopes of at most 1.
            return one


@dataclass(frozen=True)
class Guard:
    """Evaluation with the measure, and again in higher precision where it is above what the accuracy allows.

    `fast` runs in double, `precise` is the same program beyond it; both fill the outputs and the measure.
    """

    fast: Run
    precise: HigherPrecision

    def batch(self, points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray, accuracy: float) -> int:
        """Fill out (n_outputs + 1, n), the last row being the measure; returns the number of points done again.

        A point is accepted when SAFETY roundings times its measure stay below the relative accuracy; a value that is
        zero to 200 digits is taken as zero.
        """
        self.fast(points, uniform, out)
        bad = _above(out[-1], accuracy, ROUNDING)
        again = len(bad)
        if again and again <= FEW and self.precise.pairs is not None:
            bad = _repeat(self.precise.pairs, bad, points, uniform, out)[_above(out[-1, bad], accuracy, PAIR_ROUNDING)]
        quad = self.precise.quad(len(bad)) if len(bad) else None
        if quad is not None:
            bad = _repeat(quad, bad, points, uniform, out)[_above(out[-1, bad], accuracy, 2.0**-113)]
        for digits in DIGITS:
            if not len(bad):
                break

            def run(p: Sequence[FloatArray], u: Sequence[float], o: FloatArray, digits: int = digits) -> None:
                self.precise.exact(p, u, o, digits)

            bad = _repeat(run, bad, points, uniform, out)[_above(out[-1, bad], accuracy, 10.0**-digits)]
        return again


def _above(measure: FloatArray, accuracy: float, rounding: float) -> np.ndarray:
    """Indices where the measure does not warrant the accuracy (NaN included)."""
    return np.flatnonzero(~(SAFETY * rounding * measure <= accuracy))


def _repeat(
    run: Run, bad: np.ndarray, points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray
) -> np.ndarray:
    part = np.empty((out.shape[0], len(bad)))
    run([np.ascontiguousarray(array[bad]) for array in points], uniform, part)
    out[:, bad] = part
    return bad
