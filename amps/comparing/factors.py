"""Recognising a number as rational * sqrt(rational) * pi^k, and a function as such a number times powers of symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PI_POWERS = (0, 1, -1, 2, -2, 3, -3, 4, -4)
LARGEST = 10**7
"""Numerators and denominators above this are taken for accidents."""

MEANINGS: Mapping[sympy.Expr, str] = {
    sympy.Integer(2): "two states counted once, or an identical-particle factor: charge conjugate, Majorana, spin",
    sympy.Rational(1, 2): "an identical-particle factor or a spin average too many, or a helicity missing",
    sympy.Integer(4): "a spin average over two fermions left out, or v against v_rel = 2 v squared",
    sympy.Rational(1, 4): "a spin average over two fermions too many, or v_rel against v squared",
    sympy.sqrt(2): "f against F = f/sqrt(2), or sqrt(2) of a decay constant or of G_F/sqrt(2)",
    sympy.sqrt(2) / 2: "F = f/sqrt(2) against f, or sqrt(2) of a decay constant or of G_F/sqrt(2)",
    4 * sympy.pi: "alpha against g^2, or psi(0)^2 against R(0)^2 = 4 pi psi(0)^2",
    1 / (4 * sympy.pi): "g^2 against alpha, or R(0)^2 against psi(0)^2 = R(0)^2/(4 pi)",
    16 * sympy.pi**2: "a loop factor or alpha^2 against g^4",
    -sympy.S.One: "the sign",
}


def recognise(number: sympy.Expr, digits: int) -> sympy.Expr | None:
    """A number, known to `digits` digits, as rational * sqrt(rational) * pi^k; None if it is no simple one."""
    if number.is_zero:
        return sympy.S.Zero
    if not number.is_real:
        return None
    candidates = []
    for power in PI_POWERS:
        scaled = number / sympy.pi.evalf(digits + 5) ** power
        for is_square, x in ((False, scaled), (True, scaled**2)):
            rational = _rational(x, digits)
            if rational is not None:
                root = sympy.sqrt(rational) * sympy.sign(scaled) if is_square else rational
                candidates.append(
                    (
                        (rational.p.bit_length() + rational.q.bit_length()) * (1 + is_square),
                        abs(power),
                        root * sympy.pi**power,
                    )
                )
    return min(candidates, key=lambda c: c[:2])[2] if candidates else None


def _rational(x: sympy.Expr, digits: int) -> sympy.Rational | None:
    """The fraction whose continued expansion ends, to all digits."""
    size = min(LARGEST, 10 ** max(1, digits // 3))
    exact = sympy.Rational(str(x.evalf(digits)))
    found = exact.limit_denominator(size)
    if abs(found.p) > size or found == 0 or abs(exact / found - 1) > sympy.Rational(1, 10 ** (digits - 4)):
        return None
    return found


def agree(a: sympy.Expr, b: sympy.Expr, digits: int) -> bool:
    """Whether two numbers are the same to all but a few of `digits` digits."""
    return bool(abs(a - b) <= max(abs(a), abs(b)) * sympy.Float(10, digits) ** (8 - digits))


def constant(values: Sequence[sympy.Expr], digits: int) -> sympy.Expr | None:
    """The common value of a function that does not vary, recognised or as the number it is; None if it varies."""
    if not all(agree(values[0], v, digits) for v in values[1:]):
        return None
    return recognise(values[0], digits - 8) or values[0]


def monomial(
    values: Sequence[sympy.Expr], points: Sequence[Mapping[sympy.Symbol, sympy.Expr]], digits: int
) -> sympy.Expr | None:
    """c * product of powers (multiples of 1/4) of the coordinates that takes these values; None if there is none.

    Needs more points than symbols plus one.
    """
    symbols = list(points[0])
    needed = len(symbols) + 1
    if len(points) <= needed or any(v.is_zero or not v.is_real for v in values):
        return None
    rows = [[sympy.S.One, *(sympy.log(abs(p[s])).evalf(digits) for s in symbols)] for p in points]
    logs = [sympy.log(abs(v)).evalf(digits) for v in values]
    solution = _solve([row[:] for row in rows[:needed]], logs[:needed])
    if solution is None:
        return None
    exponents = [sympy.Rational(round(float(4 * x)), 4) for x in solution[1:]]
    if any(abs(x - e) > sympy.Float(10) ** -12 for x, e in zip(solution[1:], exponents, strict=True)):
        return None
    if any(not e.is_integer and not s.is_positive for s, e in zip(symbols, exponents, strict=True)):
        return None
    shape = sympy.Mul(*(s**e for s, e in zip(symbols, exponents, strict=True)))
    rest = [v / shape.evalf(digits, subs=dict(p)) for v, p in zip(values, points, strict=True)]
    coefficient = constant(rest, digits)
    return None if coefficient is None else coefficient * shape


def _solve(matrix: list[list[sympy.Expr]], right: list[sympy.Expr]) -> list[sympy.Expr] | None:
    """Gaussian elimination with pivoting on floating-point numbers."""
    n = len(matrix)
    rows = [[*row, r] for row, r in zip(matrix, right, strict=True)]
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(rows[i][k]))
        if abs(rows[pivot][k]) < sympy.Float(10) ** -12:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(k + 1, n):
            scale = rows[i][k] / rows[k][k]
            rows[i] = [a - scale * b for a, b in zip(rows[i], rows[k], strict=True)]
    solution: list[sympy.Expr] = [sympy.S.Zero] * n
    for k in reversed(range(n)):
        known = sum((rows[k][j] * solution[j] for j in range(k + 1, n)), sympy.S.Zero)
        solution[k] = (rows[k][n] - known) / rows[k][k]
    return solution


def meaning(factor: sympy.Expr) -> str:
    """What a factor often stands for, or an empty string."""
    return MEANINGS.get(factor, "")
