"""Feynman rules: what one vertex of a model is, as plain data.

Conventions. Every leg is *incoming*: a leg is named after the particle its field annihilates (psi: "e-", psibar: "e+",
A: "gamma"), and carries the momentum that flows into the vertex. A field phi(x) with incoming momentum p gives
d_mu phi -> -i p_mu phi. The coefficient contains the i of exp(i Int L).

An index is an int: k >= 0 is the Lorentz index of leg k (0-based position in `Vertex.legs`), k < 0 a dummy
that is summed and occurs exactly twice. A chain reads psibar(bar) . elements . psi(leg), matrices from left to right.
No fermion sign is stored: it follows from the order of the chains, each a bosonic bilinear written (bar, leg).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True)
class Gamma:
    """gamma^index."""

    index: int


@dataclass(frozen=True)
class Gamma5:
    """gamma5 = i g0 g1 g2 g3."""


@dataclass(frozen=True)
class Momentum:
    """The vector p_leg^index, p_leg flowing into the vertex."""

    leg: int
    index: int


@dataclass(frozen=True)
class Metric:
    """g^{first second}."""

    first: int
    second: int


@dataclass(frozen=True)
class LeviCivita:
    """epsilon^{indices} with epsilon^{0123} = +1, so that Tr[g5 ga gb gc gd] = -4i epsilon^{abcd}."""

    indices: tuple[int, int, int, int]


Tensor = Momentum | Metric | LeviCivita


@dataclass(frozen=True)
class Chain:
    """psibar(bar) . elements . psi(leg); `bar` and `leg` are leg positions."""

    bar: int
    elements: tuple[Gamma | Gamma5, ...]
    leg: int


@dataclass(frozen=True)
class VertexTerm:
    """coefficient * product of chains * product of tensors."""

    coefficient: sympy.Expr
    chains: tuple[Chain, ...]
    tensors: tuple[Tensor, ...]


@dataclass(frozen=True)
class Vertex:
    """A vertex with its legs (incoming particle names, sorted) and the sum of its terms.

    The sum is symmetrised over identical legs. `order` counts the couplings, e.g. (("QED", 1),). A vertex with an
    `obstacle` exists, but for that reason no amplitude can be made with it; it has no terms.
    """

    legs: tuple[str, ...]
    terms: tuple[VertexTerm, ...]
    order: tuple[tuple[str, int], ...] = ()
    obstacle: str = ""
