"""Moments with a charged mediator as straight-line programs, accurate for any masses of a stable fermion.

With the masses M of the particle that emits the photon, m_s of the other one, m outside, and v = 1 - u,

    Delta = u^2 M^2 + v^2 m_s^2 + u v R,   R = M^2 + m_s^2 - m^2 = 2 M m_s cos(theta),

theta being the angle between M and m_s in a triangle of the three masses. Where cos(theta) is large, no two terms
cancel, and u = 1/(1 + exp(-s)) turns the integral into one over the real axis with poles at Im s = pi - theta or
beyond: the trapezium rule converges like exp(-2 pi (pi - theta)/h), however far apart the masses are. Else the larger
of M and m_s is of the size of m, and moments go upward from Int 1/Delta = 2 theta/sqrt(-lambda): for M > m_s

    U_k = Int u^k/Delta,   m^2 U_{k+2} = 1/(k+1) - (R - 2 m_s^2) U_{k+1} - m_s^2 U_k,

and for M < m_s, where Delta is smallest near v = 0, those of v^k, with M and m_s exchanged. For M + m_s < m, where the
external fermion decays, the program gives NaN.
"""

from __future__ import annotations

from math import comb, exp
from typing import TYPE_CHECKING

import sympy

from amps.loops.moment_integral import U
from amps.loops.moment_program import Recorder, StraightLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.loops.moment_integral import MomentIntegral

STEP = 0.4
LARGE_COSINE = 0.71
"""exp(-2 pi (pi - theta)/STEP) is 1e-16 here."""
FIRST, LAST = -38.0, 72.0
"""The range of s: integrands fall like exp(s) and, down to M/m_s = 1e-7, exp(-s) beyond."""
TINY = 1e-300


def charged_program(
    integrals: Sequence[MomentIntegral], external: sympy.Symbol, emitter: sympy.Symbol, spectator: sympy.Symbol
) -> StraightLine:
    """The sum of the integrals as operations; raises ValueError unless Delta is that of these three masses."""
    wanted = (spectator**2, emitter**2 - spectator**2 - external**2, external**2)
    for integral in integrals:
        if integral.constant != 0 or any(sympy.expand(c - d) for c, d in zip(integral.delta, wanted, strict=True)):
            raise ValueError("compiled moments of this kind are for a mediator that emits the photon")
    total = sum(c * U**k for integral in integrals for k, c in enumerate(integral.numerator))
    powers = sympy.Poly(sympy.expand(total), U).all_coeffs()[::-1]
    degree = len(powers) - 1
    # in the basis u^k v^(degree - k), where what is small at u = 1 has a small coefficient of its own
    mixed = [sum(powers[j] * comb(degree - j, k - j) for j in range(k + 1)) for k in range(degree + 1)]
    in_v = sympy.Poly(sympy.expand(total.subs(U, 1 - U)), U).all_coeffs()[::-1]
    inputs = {"m": external, "M": emitter, "m_s": spectator}
    for letter, coefficients in (("u", powers), ("w", in_v), ("b", mixed)):
        inputs |= {f"{letter}{k}": sympy.factor(c) for k, c in enumerate(coefficients)}
    op = Recorder()
    emitter2, spectator2 = op("mul", "M", "M"), op("mul", "m_s", "m_s")
    # the smaller of the two masses is added last: R is needed to a part of M m_s
    differences = (op("mul", op("sub", x, "m"), op("add", x, "m")) for x in ("M", "m_s"))
    sums = [op("add", d, square) for d, square in zip(differences, (spectator2, emitter2), strict=True)]
    cross = op("select_lt", "m_s", "M", *sums)
    used = [f"b{k}" for k, c in enumerate(mixed) if c != 0]
    summed = _summed(op, emitter2, spectator2, cross, used, degree)
    whole = _whole(op, cross)
    in_u = op.dot([f"u{k}" for k in range(degree + 1)], _upward(op, emitter2, spectator2, cross, whole, degree))
    from_v = op.dot([f"w{k}" for k in range(degree + 1)], _upward(op, spectator2, emitter2, cross, whole, degree))
    upward = op("select_lt", "m_s", "M", in_u, from_v)
    bound = op("mul", 2 * LARGE_COSINE, op("mul", "M", "m_s"))
    value = op("select_lt", cross, bound, upward, summed)
    margin = op("sub", op("add", "M", "m_s"), "m")
    op("select_lt", margin, 0, op("sqrt", margin), value)
    return StraightLine(inputs, tuple(op.assignments), frozenset({spectator.name}))


def _summed(op: Recorder, emitter2: str, spectator2: str, cross: str, mixed: list[str], degree: int) -> str:
    """The trapezium rule in s for Int_0^1 du N/Delta, N = Sum b_k u^k v^(degree - k)."""
    total = op("mul", 0, "m")
    s = FIRST
    while s <= LAST:
        u, v = 1 / (1 + exp(-s)), 1 / (1 + exp(s))
        above = op.dot([STEP * u * v * u ** int(name[1:]) * v ** (degree - int(name[1:])) for name in mixed], mixed)
        below = op.dot([u * u, v * v, u * v], [emitter2, spectator2, cross])
        total = op("add", total, op("div", above, below))
        s += STEP
    return total


def _whole(op: Recorder, cross: str) -> str:
    """Int du/Delta, with theta from the area of the triangle of the masses."""
    sides = (
        op("add", op("add", "M", "m_s"), "m"),
        op("sub", op("add", "M", "m_s"), "m"),
        op("add", op("sub", "m", "M"), "m_s"),
        op("add", op("sub", "m", "m_s"), "M"),
    )
    # 16 times the area squared is -lambda
    product = op("mul", op("mul", sides[0], sides[1]), op("mul", sides[2], sides[3]))
    root = op("sqrt", op("max", product, TINY))
    return op("div", op("mul", 2, op("atan2", root, cross)), root)


def _upward(op: Recorder, far: str, near: str, cross: str, whole: str, degree: int) -> list[str]:
    """Moments 0 ... degree of u (near = m_s^2) or v (near = M^2); Delta is `far` where the variable is 1."""
    square, slope = op("mul", "m", "m"), op("sub", cross, op("mul", 2, near))
    logarithm = op("log", op("div", op("max", far, TINY), op("max", near, TINY)))
    moments = [whole, op("div", op("sub", logarithm, op("mul", slope, whole)), op("mul", 2, square))]
    for k in range(degree - 1):
        rest = op("add", op("mul", slope, moments[-1]), op("mul", near, moments[-2]))
        moments.append(op("div", op("sub", 1 / (k + 1), rest), square))
    return moments[: degree + 1]
