"""Moments as straight-line programs, accurate in double precision from M/m = 1e-6 to 1e6 and beyond.

For Delta = m^2 u^2 + M^2 (1 - u), r = M^2/m^2, the moments U_k = Int_0^1 du u^k m^2/Delta obey
U_{k+2} = 1/(k+1) - r (U_k - U_{k+1}), which loses nothing for r up to a few. Above, with z = 1 - u and t + 1/t = r - 2,

    U in z = [A_k - t K_k] t/(1 - t^2),   A_k = Int z^k/(z + t) = 1/k - t A_{k-1},   K_k = Int z^k/(1 + t z),

where K comes from its series in t < 0.27 and is taken downward, K_{k-1} = 1/k - t K_k: no step cancels.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import log
from typing import TYPE_CHECKING, Any

import sympy

from amps.loops.moment_integral import U

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amps.loops.moment_integral import MomentIntegral

SPLIT = 6
"""Value of r at which the two forms change over."""

Assignment = tuple[str, str, tuple[Any, ...]]


@dataclass(frozen=True)
class StraightLine:
    """Operations (name, operation, arguments) on `inputs`, SymPy expressions of parameters; the last is the value.

    Parameters named in `may_vanish` may be exactly 0.
    """

    inputs: Mapping[str, sympy.Expr]
    assignments: tuple[Assignment, ...]
    may_vanish: frozenset[str] = frozenset()

    @property
    def output(self) -> str:
        """Name of the value."""
        return self.assignments[-1][0]


class Recorder:
    """Writes operations down one after the other; called with an operation and its arguments, it names the result."""

    def __init__(self) -> None:
        self.assignments: list[Assignment] = []

    def __call__(self, operation: str, *args: str | float | Fraction) -> str:
        """The name of the result."""
        name = f"v{len(self.assignments)}"
        self.assignments.append((name, operation, args))
        return name

    def dot(self, coefficients: Sequence[str | float], values: Sequence[str]) -> str:
        """Sum of products."""
        total = self("mul", coefficients[0], values[0])
        for c, v in zip(coefficients[1:], values[1:], strict=True):
            total = self("add", total, self("mul", c, v))
        return total


def moment_program(integrals: Sequence[MomentIntegral], light: sympy.Symbol, heavy: sympy.Symbol) -> StraightLine:
    """The sum of the integrals as operations; raises ValueError unless Delta = light^2 u^2 + heavy^2 (1 - u)."""
    wanted = (heavy**2, -(heavy**2), light**2)
    for integral in integrals:
        if integral.constant != 0 or any(sympy.expand(c - d) for c, d in zip(integral.delta, wanted, strict=True)):
            raise ValueError("compiled moments are for a neutral mediator with the external fermion in the loop")
    numerator = sympy.expand(sum(c * U**k for i in integrals for k, c in enumerate(i.numerator)) / light**2)
    in_u = sympy.Poly(numerator, U).all_coeffs()[::-1]
    in_z = sympy.Poly(sympy.expand(numerator.subs(U, 1 - U)), U).all_coeffs()[::-1]
    inputs: dict[str, sympy.Expr] = {"ratio": heavy**2 / light**2}
    inputs |= {f"u{k}": sympy.factor(c) for k, c in enumerate(in_u)}
    inputs |= {f"z{k}": sympy.factor(c) for k, c in enumerate(in_z)}
    op = Recorder()
    highest = len(in_u) - 1
    low = op.dot([f"u{k}" for k in range(highest + 1)], _low(op, highest))
    high = op.dot([f"z{k}" for k in range(highest + 1)], _high(op, highest))
    op("select_lt", "ratio", SPLIT, low, high)
    return StraightLine(inputs, tuple(op.assignments))


def _low(op: Recorder, highest: int) -> list[str]:
    """U_k by upward recursion from the arctangent (hyperbolic above r = 4) and log r."""
    r = op("min", "ratio", SPLIT)
    x = op("sqrt", op("max", op("div", op("abs", op("sub", 4, r)), r), Fraction(1, 10**300)))
    # atanh(x)/x is needed for 4 < r < 6, where x < 0.58.
    y = op("min", x, Fraction(3, 5))
    circular = op("div", op("atan", x), x)
    hyperbolic = op("div", op("log1p", op("div", op("mul", 2, y), op("sub", 1, y))), op("mul", 2, y))
    zeroth = op("div", op("mul", 2, op("select_lt", r, 4, circular, hyperbolic)), r)
    moments = [zeroth, op("mul", Fraction(1, 2), op("sub", op("mul", r, zeroth), op("log", r)))]
    while len(moments) <= highest:
        k = len(moments) - 1
        difference = op("sub", moments[-2], moments[-1])
        moments.append(op("sub", Fraction(1, k), op("mul", r, difference)))
    return moments[: highest + 1]


def _high(op: Recorder, highest: int) -> list[str]:
    """z-moments for large r."""
    r = op("max", "ratio", SPLIT)
    t = op("div", 2, op("add", op("sub", r, 2), op("sqrt", op("mul", r, op("sub", r, 4)))))
    largest = (SPLIT - 2 - (SPLIT * (SPLIT - 4)) ** 0.5) / 2
    terms = int(-37 / log(largest)) + 1
    K = op("mul", Fraction((-1) ** terms, highest + 1 + terms), 1)
    for n in range(terms - 1, -1, -1):
        K = op("add", Fraction((-1) ** n, highest + 1 + n), op("mul", K, t))
    inverse = [K]
    for k in range(highest, 0, -1):
        inverse.append(op("sub", Fraction(1, k), op("mul", t, inverse[-1])))
    inverse.reverse()
    direct = [op("sub", op("log1p", t), op("log", t))]
    for k in range(1, highest + 1):
        direct.append(op("sub", Fraction(1, k), op("mul", t, direct[-1])))
    weight = op("div", t, op("mul", op("sub", 1, t), op("add", 1, t)))
    return [op("mul", weight, op("sub", a, op("mul", t, b))) for a, b in zip(direct, inverse, strict=True)]
