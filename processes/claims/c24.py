"""Decay probability between two distances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula, number

if TYPE_CHECKING:
    import sympy


def probability() -> sympy.Expr:
    """The decay density exp(-x/L)/L, normalised to one over all distances, integrated from l1 to l2."""
    import sympy

    x, one, two, length = sympy.symbols("x l1 l2 L", positive=True)
    density = sympy.exp(-x / length)
    density /= sympy.integrate(density, (x, 0, sympy.oo))
    return sympy.integrate(density, (x, one, two))


CLAIM = Claim(
    title="probability of a decay between l1 and l2",
    source="T2",
    printed=r"P=e^{-l_1/\gamma\beta c\tau}-e^{-l_2/\gamma\beta c\tau}",
    statements=(
        Statement(
            "P with L = gamma beta c tau",
            formula("exp(-l1/L) - exp(-l2/L)", probability, "l1 < l2"),
            r"P=e^{-l_1/\gamma\beta c\tau}-e^{-l_2/\gamma\beta c\tau}",
        ),
        Statement(
            "length of the cylinder from 579 m to 584 m against its diameter 2 R = 5 m, its axis across the beam",
            number(584.0 - 579.0, lambda: 2 * 2.5, 1e-12),
        ),
    ),
    note="for a particle along the beam through the axis; off it the chord of the cylinder replaces l2 - l1",
)
