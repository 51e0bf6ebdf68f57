"""Programs in pairs of doubles, some 31 digits: for a few points quicker than compiling for quadruple precision.

Sums and products with their rounding errors follow T. J. Dekker, Numer. Math. 18 (1971) 224. Values beyond 1e300 come
out as NaN, and so do points that need more digits: the caller's measure finds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from codegen import pair_functions
from codegen.backend import FloatArray, Run
from codegen.pair_arithmetic import Pair, add, constant, divide, less, multiply, negative, power, root, subtract, where
from codegen.program import Program

ROUNDING = 2.0**-100
"""Relative error of one operation, with a margin of sixteen."""


def doubled(program: Program) -> Run | None:
    """An interpreter of the program over arrays of pairs; None if it holds a function that pairs lack."""
    if not {operation for _, operation, _ in program.assignments} <= {*_OPERATIONS, "const", "powi"}:
        return None
    fixed = [name for name in program.arguments if name in program.uniform]

    def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
        given = [*zip(fixed, uniform, strict=True), *zip(program.points, points, strict=True)]
        values: dict[str, Pair] = {name: (np.asarray(value, dtype=float), 0.0) for name, value in given}
        with np.errstate(all="ignore"):
            for name, operation, args in program.assignments:
                if operation == "const":
                    values[name] = constant(args[0])
                elif operation == "powi":
                    values[name] = power(values[args[0]], args[1])
                else:
                    values[name] = _OPERATIONS[operation](*(values[arg] for arg in args))
        for row, (_, name) in enumerate(program.outputs):
            out[row] = values[name][0]

    return run


_OPERATIONS: dict[str, Any] = {
    "add": add,
    "sub": subtract,
    "mul": multiply,
    "div": divide,
    "neg": negative,
    "sqrt": root,
    "exp": pair_functions.exp,
    "expm1": pair_functions.expm1,
    "log": pair_functions.log,
    "log1p": pair_functions.log1p,
    "sin": pair_functions.sin,
    "cos": pair_functions.cos,
    "abs": lambda a: where(a[0] < 0, negative(a), a),
    # NaN on either side comes through
    "min": lambda a, b: where(less(a, b) | (a[0] != a[0]), a, b),
    "max": lambda a, b: where(less(b, a) | (a[0] != a[0]), a, b),
    "select_lt": lambda a, b, x, y: where(less(a, b), x, y),
}
