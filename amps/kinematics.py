"""Two- and three-body kinematics in forms without cancellation.

Every function takes plain numbers: floats, arrays, multiprecision numbers or SymPy expressions. Those that need a
square root take it as ``sqrt`` (``math.sqrt`` unless told otherwise). GeV throughout; metric (+,-,-,-).
Formulas: E. Byckling and K. Kajantie, *Particle Kinematics* (Wiley, 1973).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

Number = Any
SquareRoot = Callable[[Any], Any]


def kallen(a: Number, b: Number, c: Number) -> Number:
    """Källén function a^2 + b^2 + c^2 - 2ab - 2bc - 2ca."""
    return (a - b - c) * (a - b - c) - 4 * b * c


def kallen_of_masses(mass: Number, m1: Number, m2: Number) -> Number:
    """kallen(M^2, m1^2, m2^2) as a product of four factors: exact to rounding just above threshold."""
    return ((mass - m1) - m2) * (mass + m1 + m2) * ((mass - m1) + m2) * ((mass + m1) - m2)


def breakup_momentum(mass: Number, m1: Number, m2: Number, sqrt: SquareRoot = math.sqrt) -> Number:
    """Momentum of either particle of M -> m1 m2 in the rest frame, GeV.

    Raises:
        ValueError: numbers below threshold, m1 + m2 > M, with the default square root.
    """
    return sqrt(kallen_of_masses(mass, m1, m2)) / (2 * mass)


def breakup_energy(mass: Number, m1: Number, m2: Number) -> Number:
    """Energy of particle 1 of M -> m1 m2 in the rest frame, GeV."""
    return m1 + ((mass - m1) - m2) * ((mass - m1) + m2) / (2 * mass)


def kibble(s12: Number, s13: Number, s23: Number, mass: Number, m1: Number, m2: Number, m3: Number) -> Number:
    """Kibble function of M -> m1 m2 m3: negative inside the Dalitz region, zero on its boundary, GeV^12."""
    square = mass * mass
    return kallen(kallen(square, s12, m3 * m3), kallen(square, s13, m2 * m2), kallen(square, s23, m1 * m1))


def gram_determinant(dots: Sequence[Sequence[Number]]) -> Number:
    """Determinant of a table of dot products p_i.p_j, up to four or five momenta (expansion by minors).

    Raises:
        ValueError: the table is not square.
    """
    if any(len(row) != len(dots) for row in dots):
        raise ValueError(f"expected a square table of dot products, found rows of {[len(row) for row in dots]}")
    if not dots:
        return 1
    total: Number = 0
    for column, entry in enumerate(dots[0]):
        minor = [[*row[:column], *row[column + 1 :]] for row in dots[1:]]
        total = total + (-1) ** column * entry * gram_determinant(minor)
    return total


def t_limits(sqrt_s: Number, m1: Number, m2: Number, m3: Number, m4: Number, sqrt: SquareRoot = math.sqrt) -> Any:
    """Limits (t0, t1) of t = (p1 - p3)^2 in 1 2 -> 3 4: forward (largest t) first, GeV^2.

    t0 = (product of the roots)/t1, so that the minimal momentum transfer to a heavy target keeps all its digits.
    """
    initial, final = breakup_momentum(sqrt_s, m1, m2, sqrt), breakup_momentum(sqrt_s, m3, m4, sqrt)
    drop13, drop24 = (m1 - m3) * (m1 + m3), (m2 - m4) * (m2 + m4)
    energy_difference = (drop13 - drop24) / (2 * sqrt_s)
    backward = (energy_difference - (initial + final)) * (energy_difference + (initial + final))
    product = drop13 * drop24 + (m2 * m2 * drop13 - m1 * m1 * drop24) * (drop13 - drop24) / (sqrt_s * sqrt_s)
    return product / backward, backward


def sqrt_s_fixed_target(energy: Number, beam: Number, target: Number, sqrt: SquareRoot = math.sqrt) -> Number:
    """Centre-of-mass energy of a beam of total energy E on a target at rest, GeV: s = m^2 + M^2 + 2 E M."""
    return sqrt(beam * beam + target * target + 2 * energy * target)


def lab_energy(sqrt_s: Number, beam: Number, target: Number) -> Number:
    """Total energy of the beam in the rest frame of the target, GeV; inverse of :func:`sqrt_s_fixed_target`."""
    return beam + ((sqrt_s - target) - beam) * (sqrt_s + target + beam) / (2 * target)


def flux_decay(mass: Number) -> Number:
    """Flux factor of a width, 1/(2M), GeV^-1: width = flux_decay * Int dLIPS |M|^2."""
    return 1 / (2 * mass)


def flux_scatter(sqrt_s: Number, m1: Number, m2: Number, sqrt: SquareRoot = math.sqrt) -> Number:
    """Flux factor of a cross section, 1/(4 sqrt((p1.p2)^2 - m1^2 m2^2)), GeV^-2."""
    return 1 / (2 * sqrt(kallen_of_masses(sqrt_s, m1, m2)))
