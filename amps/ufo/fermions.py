"""Fermions of a vertex: which field stands where, the signs of their orderings, and legs in our order.

A chain between particles (i, j) of the list is psibar_i ... psi_j: outgoing i, an outgoing antiparticle j. Met the
other way round it is turned, psibar_i G psi_j = psibar^c_j (C G^T C^-1) psi^c_i, with C gamma^T C^-1 = -gamma and
C gamma5^T C^-1 = gamma5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amps.ufo.errors import UnsupportedUFO
from amps.vertices import Chain, Gamma, LeviCivita, Metric, Momentum, VertexTerm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.particle import Particle
    from amps.ufo.errors import Place
    from amps.vertices import Tensor


class FermionNumber(ValueError):
    """A vertex that joins two Dirac particles, or two antiparticles: fermion number is not conserved."""


def in_our_order(term: VertexTerm, listed: Sequence[Particle], fields: frozenset[str], place: Place) -> VertexTerm:
    """A term on the particles of a UFO vertex (outgoing, numbered from 0) on our legs (incoming, sorted by name).

    `fields` names the particles that psi annihilates; the others are antiparticles or Majorana.

    Raises FermionNumber for psi^T C psi, UnsupportedUFO where fermions of several chains are not listed in pairs.
    """
    sign = ordering_sign(term.chains, listed, fields, place)
    chains = []
    for chain in term.chains:
        turned, flip = _oriented(chain, listed, fields)
        sign *= flip
        chains.append(turned)
    place_of = our_places(listed)

    def index(k: int) -> int:
        return place_of[k] if k >= 0 else k

    moved = tuple(
        Chain(
            place_of[c.bar],
            tuple(Gamma(index(e.index)) if isinstance(e, Gamma) else e for e in c.elements),
            place_of[c.leg],
        )
        for c in chains
    )
    return VertexTerm(
        sign * term.coefficient,
        tuple(sorted(moved, key=lambda c: c.bar)),
        tuple(_moved(t, place_of) for t in term.tensors),
    )


def our_places(listed: Sequence[Particle]) -> dict[int, int]:
    """Where each particle of a UFO vertex stands among our legs."""
    order = sorted(range(len(listed)), key=lambda n: (listed[n].antiname, n))
    return {old: new for new, old in enumerate(order)}


def _moved(tensor: Tensor, place_of: dict[int, int]) -> Tensor:
    def index(k: int) -> int:
        return place_of[k] if k >= 0 else k

    match tensor:
        case Momentum(leg, mu):
            return Momentum(place_of[leg], index(mu))
        case Metric(first, second):
            return Metric(index(first), index(second))
        case LeviCivita(indices):
            a, b, c, e = (index(i) for i in indices)
            return LeviCivita((a, b, c, e))


def ordering_sign(chains: tuple[Chain, ...], listed: Sequence[Particle], fields: frozenset[str], place: Place) -> int:
    """Sign of the fermions in the order of the chains against their order in the list, pair by pair as psibar psi."""
    fermions = [n for n, p in enumerate(listed) if p.is_fermion]
    pairs = list(zip(fermions[::2], fermions[1::2], strict=True))
    if {frozenset({c.bar, c.leg}) for c in chains} == {frozenset(pair) for pair in pairs}:
        return 1
    reference: list[int] = []
    for a, b in pairs:
        if _fits(listed[b], True, fields) and _fits(listed[a], False, fields):
            reference += (b, a)
        elif _fits(listed[a], True, fields) and _fits(listed[b], False, fields):
            reference += (a, b)
        else:
            raise UnsupportedUFO(place, "its fermions are not listed in pairs of a field and a conjugate field")
    sequence = [end for c in chains for end in _ends(c, listed, fields)]
    positions = [reference.index(n) for n in sequence]
    inversions = sum(a > b for k, a in enumerate(positions) for b in positions[k + 1 :])
    return -1 if inversions % 2 else 1


def _ends(chain: Chain, listed: Sequence[Particle], fields: frozenset[str]) -> tuple[int, int]:
    turned, _ = _oriented(chain, listed, fields)
    return turned.bar, turned.leg


def _oriented(chain: Chain, listed: Sequence[Particle], fields: frozenset[str]) -> tuple[Chain, int]:
    """The chain read from psibar to psi, and the sign that turning it gives."""
    bar, leg = listed[chain.bar], listed[chain.leg]
    if _fits(bar, True, fields) and _fits(leg, False, fields):
        return chain, 1
    if not (_fits(bar, False, fields) and _fits(leg, True, fields)):
        raise FermionNumber(f"it joins {bar.name} and {leg.name}, two fields or two conjugate fields of Dirac fermions")
    gammas = sum(isinstance(e, Gamma) for e in chain.elements)
    return Chain(chain.leg, tuple(reversed(chain.elements)), chain.bar), -1 if gammas % 2 else 1


def _fits(particle: Particle, at_bar: bool, fields: frozenset[str]) -> bool:
    """Whether an outgoing particle comes from psibar (a declared particle) or psi (an antiparticle)."""
    return particle.self_conjugate or (particle.name in fields) == at_bar
