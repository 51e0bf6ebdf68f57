"""Programs in pairs of doubles, some 31 digits: for a few points quicker than compiling for quadruple precision.

Sums and products with their rounding errors follow T. J. Dekker, Numer. Math. 18 (1971) 224. Values beyond 1e300 come
out as NaN, and so do points that need more digits: the caller's measure finds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from codegen.backend import FloatArray, Run
from codegen.program import Program

ROUNDING = 2.0**-100
"""Relative error of one operation, with a margin of sixteen."""
SPLITTER = 2.0**27 + 1

Pair = tuple[Any, Any]


def doubled(program: Program) -> Run | None:
    """An interpreter of the program over arrays of pairs; None if it holds a function beyond roots and arithmetic."""
    if not {operation for _, operation, _ in program.assignments} <= {*_OPERATIONS, "const", "powi"}:
        return None
    fixed = [name for name in program.arguments if name in program.uniform]

    def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
        given = [*zip(fixed, uniform, strict=True), *zip(program.points, points, strict=True)]
        values: dict[str, Pair] = {name: (np.asarray(value, dtype=float), 0.0) for name, value in given}
        with np.errstate(all="ignore"):
            for name, operation, args in program.assignments:
                if operation == "const":
                    values[name] = _constant(args[0])
                elif operation == "powi":
                    values[name] = _power(values[args[0]], args[1])
                else:
                    values[name] = _OPERATIONS[operation](*(values[arg] for arg in args))
        for row, (_, name) in enumerate(program.outputs):
            out[row] = values[name][0]

    return run


def _constant(value: Fraction) -> Pair:
    high = float(value)
    return np.asarray(high), float(value - Fraction(high))


def _two_sum(a: Any, b: Any) -> Pair:
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def _quick_sum(a: Any, b: Any) -> Pair:
    """For |a| >= |b|."""
    total = a + b
    return total, b - (total - a)


def _split(a: Any) -> Pair:
    scaled = SPLITTER * a
    high = scaled - (scaled - a)
    return high, a - high


def _two_product(a: Any, b: Any) -> Pair:
    product = a * b
    (a1, a2), (b1, b2) = _split(a), _split(b)
    return product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2


def _add(a: Pair, b: Pair) -> Pair:
    high, low = _two_sum(a[0], b[0])
    middle, rest = _two_sum(a[1], b[1])
    high, low = _quick_sum(high, low + middle)
    return _quick_sum(high, low + rest)


def _negative(a: Pair) -> Pair:
    return -a[0], -a[1]


def _subtract(a: Pair, b: Pair) -> Pair:
    return _add(a, _negative(b))


def _multiply(a: Pair, b: Pair) -> Pair:
    high, low = _two_product(a[0], b[0])
    return _quick_sum(high, low + (a[0] * b[1] + a[1] * b[0]))


def _divide(a: Pair, b: Pair) -> Pair:
    first = a[0] / b[0]
    rest = _subtract(a, _multiply(b, (first, 0.0)))
    second = rest[0] / b[0]
    rest = _subtract(rest, _multiply(b, (second, 0.0)))
    return _add(_quick_sum(first, second), (rest[0] / b[0], 0.0))


def _root(a: Pair) -> Pair:
    guess = np.sqrt(a[0])
    rest = _subtract(a, _two_product(guess, guess))
    return _quick_sum(guess, np.where(guess == 0, 0.0, rest[0] / (2 * guess)))


def _power(a: Pair, exponent: int) -> Pair:
    result: Pair = (np.asarray(1.0), 0.0)
    for _ in range(abs(exponent)):
        result = _multiply(result, a)
    return _divide((np.asarray(1.0), 0.0), result) if exponent < 0 else result


def _less(a: Pair, b: Pair) -> Any:
    return (a[0] < b[0]) | ((a[0] == b[0]) & (a[1] < b[1]))


def _where(chosen: Any, a: Pair, b: Pair) -> Pair:
    return np.where(chosen, a[0], b[0]), np.where(chosen, a[1], b[1])


_OPERATIONS: dict[str, Any] = {
    "add": _add,
    "sub": _subtract,
    "mul": _multiply,
    "div": _divide,
    "neg": _negative,
    "sqrt": _root,
    "abs": lambda a: _where(a[0] < 0, _negative(a), a),
    # NaN on either side comes through
    "min": lambda a, b: _where(_less(a, b) | (a[0] != a[0]), a, b),
    "max": lambda a, b: _where(_less(b, a) | (a[0] != a[0]), a, b),
    "select_lt": lambda a, b, x, y: _where(_less(a, b), x, y),
}
