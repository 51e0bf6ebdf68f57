"""|M|^2 in the field's usual variables: Mandelstam invariants of pairs, or scalar products of the momenta."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal

import sympy

from amps.algebra.basis import Orientation

if TYPE_CHECKING:
    from amps.algebra.basis import Invariant
    from amps.squared import SquaredAmplitude

Variables = Literal["mandelstam", "dots"]


def in_variables(squared: SquaredAmplitude, variables: Variables) -> sympy.Expr:
    """`squared.expr` with every invariant written in other variables.

    "mandelstam": s, t, u for 2 -> 2, else s_ij = (p_i + p_j)^2 and t_ij = (p_i - p_j)^2; "dots": p_i . p_j as p1_p2.
    Momentum conservation is not used to eliminate any. Raises ValueError for another name.
    """
    if variables not in ("mandelstam", "dots"):
        raise ValueError(f"variables must be 'mandelstam' or 'dots', not {variables!r}")
    replace = {
        squared.symbols[name]: _rewritten(invariant, squared, variables)
        for name, invariant in squared.invariants.items()
        if not isinstance(invariant, Orientation)
    }
    return squared.expr.subs(replace, simultaneous=True)


def _rewritten(invariant: Invariant, squared: SquaredAmplitude, variables: Variables) -> sympy.Expr:
    legs = [i for i, s in enumerate(invariant.signs) if s]
    value = sympy.S.Zero
    for i in legs:
        value += _mass(squared, i) ** 2
    for i, j in combinations(legs, 2):
        value += invariant.signs[i] * invariant.signs[j] * 2 * _dot(squared, i, j, variables)
    for i in invariant.offset:
        value -= _mass(squared, i) ** 2
    return sympy.expand(value)


def _mass(squared: SquaredAmplitude, leg: int) -> sympy.Expr:
    name = squared.reaction.legs[leg].mass
    return sympy.S.Zero if name is None else sympy.Symbol(name, real=True)


def _dot(squared: SquaredAmplitude, i: int, j: int, variables: Variables) -> sympy.Expr:
    if variables == "dots":
        return sympy.Symbol(f"p{i + 1}_p{j + 1}", real=True)
    signs = squared.reaction.signs
    same = signs[i] == signs[j]
    name = f"{'s' if same else 't'}_{i + 1}{j + 1}"
    if len(signs) == 4 and signs[1] > 0:
        name = {(0, 1): "s", (2, 3): "s", (0, 2): "t", (1, 3): "t", (0, 3): "u", (1, 2): "u"}[i, j]
    whole = sympy.Symbol(name, real=True) - _mass(squared, i) ** 2 - _mass(squared, j) ** 2
    return (whole if same else -whole) / 2
