"""Programs in higher precision: quadruple precision through the C compiler, any number of digits through mpmath."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from codegen.backend import FloatArray, Run
from codegen.c_backend import open_library
from codegen.c_text import Arithmetic, loop_source
from codegen.double_double import doubled
from codegen.errors import BackendUnavailable
from codegen.operations import operands
from codegen.program import Program
from codegen.schedule import Schedule, schedule

_LONGEST = 50_000
WORTH_COMPILING = 200
"""Points from which on compiling for quadruple precision takes less time than mpmath; both grow with the program."""


class HigherPrecision:
    """A program beyond double precision: with mpmath, and compiled once there are points enough for it."""

    gain = 2.0**-60

    def __init__(self, program: Program) -> None:
        self._exact = arbitrary(program)
        self._program = program
        self._points = 0

    def exact(self, points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray, digits: int) -> None:
        """With mpmath, to so many digits."""
        self._exact(points, uniform, out, digits)

    @cached_property
    def pairs(self) -> Run | None:
        """The program over arrays of pairs of doubles, where it has no function that these lack."""
        return doubled(self._program)

    def quad(self, n: int) -> Run | None:
        """Code for quadruple precision, if it is worth compiling for `n` points more and the machine has the type."""
        self._points += n
        return None if self._points <= WORTH_COMPILING else self._compiled

    @cached_property
    def _compiled(self) -> Run | None:
        return quadruple(schedule(self._program))


def quadruple(plan: Schedule) -> Run | None:
    """The schedule with 113 bits of mantissa, or None if this machine's C compiler has no such type.

    On x86 that is gcc's __float128 with libquadmath, on 64-bit ARM Linux long double.
    """
    if len(plan.body) + len(plan.preamble) > _LONGEST or sys.platform != "linux":
        return None
    if platform.machine() == "x86_64":
        arithmetic = Arithmetic("__float128", "q", lambda value: _quotient(value, "Q"))
        header, standard, libraries = "quadmath.h", "-std=gnu99", ["-lquadmath", "-lm"]
    elif platform.machine() == "aarch64":
        arithmetic = Arithmetic("long double", "l", lambda value: _quotient(value, "L"))
        header, standard, libraries = "math.h", "-std=c99", ["-lm"]
    else:
        return None
    try:
        text = loop_source(plan, arithmetic, header)
        sizes = len(plan.points), len(plan.uniform)
        return open_library((text,), lambda: text, (standard, "-O1"), libraries, sizes=sizes)[0]
    except BackendUnavailable:
        return None


def _quotient(value: Fraction, ending: str) -> str:
    """A constant to more digits than the type holds."""
    if max(abs(value.numerator), value.denominator) < 2**110:
        top, bottom = (f"{number}.0{ending}" for number in (value.numerator, value.denominator))
        return f"({top} / {bottom})" if value.denominator > 1 or value < 0 else top
    import mpmath

    with mpmath.workdps(45):
        return f"({mpmath.nstr(mpmath.mpf(value.numerator) / value.denominator, 40)}{ending})"


def arbitrary(program: Program) -> Callable[[Sequence[FloatArray], Sequence[float], FloatArray, int], None]:
    """An interpreter of the program with mpmath numbers: slow, but right to any number of digits."""

    def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray, digits: int) -> None:
        import mpmath

        fixed = [name for name in program.arguments if name in program.uniform]
        functions = _functions(mpmath)
        with mpmath.workdps(digits):
            for k in range(out.shape[1]):
                values: dict[str, Any] = {name: mpmath.mpf(float(u)) for name, u in zip(fixed, uniform, strict=True)}
                values |= {name: mpmath.mpf(float(p[k])) for name, p in zip(program.points, points, strict=True)}
                for name, operation, args in program.assignments:
                    values[name] = _apply(mpmath, functions, operation, args, values)
                for row, (_, name) in enumerate(program.outputs):
                    out[row, k] = float(values[name])

    return run


def _functions(mpmath: Any) -> dict[str, Callable[..., Any]]:
    infinity = mpmath.inf
    special: dict[str, Callable[..., Any]] = {
        "neg": lambda a: -a,
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "div": lambda a, b: a / b if b else mpmath.nan * a if not a else mpmath.sign(a) * infinity,
        "abs": abs,
        "min": lambda a, b: a if a < b or a != a else b,
        "max": lambda a, b: a if a > b or a != a else b,
        "select_lt": lambda a, b, x, y: x if a < b else y,
    }
    real = (
        "sqrt",
        "exp",
        "expm1",
        "log",
        "log1p",
        "sin",
        "cos",
        "tan",
        "asin",
        "acos",
        "atan",
        "atan2",
        "sinh",
        "cosh",
    )
    for name in (*real, "tanh"):
        special[name] = _real(mpmath, getattr(mpmath, name))
    return special


def _real(mpmath: Any, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function on the reals, NaN outside its domain as in floating-point arithmetic."""

    def evaluate(*args: Any) -> Any:
        try:
            value = function(*args)
        except ValueError:
            return mpmath.nan
        return value if isinstance(value, mpmath.mpf) else mpmath.nan

    return evaluate


def _apply(
    mpmath: Any, functions: dict[str, Callable[..., Any]], operation: str, args: tuple[Any, ...], values: dict[str, Any]
) -> Any:
    if operation == "const":
        return mpmath.mpf(args[0].numerator) / args[0].denominator
    given = [values[arg] for arg in operands(operation, args)]
    if operation == "powi":
        return given[0] ** args[1] if given[0] or args[1] >= 0 else mpmath.inf
    return functions[operation](*given)
