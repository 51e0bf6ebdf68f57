"""Neutrinos: a massless neutral fermion of which every vertex takes one helicity only is a single state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

from amps.vertices import Gamma5

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amps.particle import Particle
    from amps.vertices import Chain, Vertex


def is_chiral(particle: Particle, vertices: Iterable[Vertex]) -> bool:
    """Whether the right-handed part of a massless neutral Dirac fermion couples to nothing."""
    if not particle.is_fermion or particle.mass or particle.charge or particle.self_conjugate or particle.colour != 1:
        return False
    own = {particle.name, particle.antiname}
    mine = [v for v in vertices if own & set(v.legs)]
    return bool(mine) and all(_is_left_handed(v, own) for v in mine)


def _is_left_handed(vertex: Vertex, own: set[str]) -> bool:
    """psi of this particle stands behind P_L, psibar before P_R: gamma5 next to it is -1 or +1."""
    for leg, name in enumerate(vertex.legs):
        if name not in own:
            continue
        sums: dict[object, list[sympy.Expr]] = {}
        for term in vertex.terms:
            (chain,) = (c for c in term.chains if leg in (c.bar, c.leg))
            others = tuple(c for c in term.chains if c is not chain)
            bare, power, sign = _moved_to(chain, leg)
            parts = sums.setdefault((bare, others, term.tensors), [sympy.S.Zero, sympy.S.Zero])
            parts[power] += sign * term.coefficient
        # a + b gamma5 next to the field vanishes on the right-handed part if a = -b (psi) or a = b (psibar).
        if any(sympy.expand(a + b if leg_is_psi(vertex, leg) else a - b) != 0 for a, b in sums.values()):
            return False
    return bool(vertex.terms) or not own & set(vertex.legs)


def leg_is_psi(vertex: Vertex, leg: int) -> bool:
    """Whether a leg stands at the right end of its chain."""
    return any(c.leg == leg for term in vertex.terms for c in term.chains)


def _moved_to(chain: Chain, leg: int) -> tuple[object, int, int]:
    """The chain without gamma5, the power of gamma5 once moved to the end of `leg`, and the sign of moving it."""
    elements = chain.elements if chain.leg == leg else tuple(reversed(chain.elements))
    sign, bare = 1, []
    fives = 0
    for element in elements:
        if isinstance(element, Gamma5):
            fives += 1
        else:
            bare.append(element)
            sign *= -1 if fives % 2 else 1
    return (chain.bar, tuple(bare), chain.leg), fives % 2, sign
