"""Annihilation by the weak interaction, order of magnitude."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import ONE_DIGIT, formula, number

if TYPE_CHECKING:
    import sympy

    from amps.model import Model


@cache
def contact() -> Model:
    """L = -(G_F/sqrt2) [chibar g (1-g5) chi] [ebar g (1-g5) e]: one fermion species with V-A on both sides."""
    import sympy

    from amps.lagrangian import Field, bar, gamma, gamma5, indices, parameters
    from amps.model import Model
    from amps.models import qed
    from amps.particle import fermion

    (G_F,) = parameters("G_F")
    (mu,) = indices("mu")
    chi = fermion("chi", mass="m_chi", latex=r"\chi", numbers={"dark": 1})
    left = gamma[mu] * (1 - gamma5)
    term = bar(Field(chi)) * left * Field(chi) * bar(qed.LEPTONS["e"]) * left * qed.LEPTONS["e"]
    return Model("weak_contact_claim", (chi,), {"contact": -G_F / sympy.sqrt(2) * term}, extends=(qed.MODEL,))


def sigma_v() -> sympy.Expr:
    """sigma v_rel at threshold for massless final fermions."""
    import sympy

    from processes.claims.derived import annihilation, leading_in_velocity
    from processes.core.registry import reaction

    found = leading_in_velocity(annihilation(reaction("chi chi~ > e- e+", model=contact())), 0)
    return sympy.simplify(found.subs(sympy.Symbol("m_e", positive=True), 0))


def in_pb(mass: float, coefficient: float) -> float:
    """coefficient G_F^2 mass^2 in pb."""
    from processes.core.constants import CONSTANTS
    from processes.core.units import convert

    return float(convert(coefficient * float(CONSTANTS["G_F"].default) ** 2 * mass**2, "GeV^-2", "pb"))


def t2_number() -> float:
    """G_F^2 m^2/pi at 5 GeV, pb."""
    from math import pi

    return in_pb(5.0, 1 / pi)


def t1_number() -> float:
    """G_F^2 m^2 at 1 GeV in cm^3/s."""
    from processes.claims.c27 import picobarn

    return in_pb(1.0, 1.0) * picobarn()


CORRECT = r"\sigma v = \frac{G_F^2m_\chi^2}{\pi}\times(\text{number of species and couplings})"

CLAIM = Claim(
    title="weak-scale annihilation",
    source="T2, T1",
    printed=(
        r"\langle\sigma v\rangle\sim\frac{G_F^2m_\chi^2}{\pi}"
        r"\sim1\,\mathrm{pb}\left(\frac{m_\chi}{5\,\mathrm{GeV}}\right)^2"
        r";\ \sigma v\sim G_F^2m_\chi^2\sim10^{-29}\,\mathrm{cm^3/s}\left(\frac{m_\chi}{\mathrm{GeV}}\right)^2"
    ),
    statements=(
        Statement("T2: power of m_chi and G_F, V-A contact interaction", formula("G_F^2*m_chi^2/pi", sigma_v), CORRECT),
        Statement("T2: 1 pb at 5 GeV", number(1.0, t2_number, ONE_DIGIT)),
        Statement("T1: 1e-29 cm^3/s at 1 GeV", number(1e-29, t1_number, ONE_DIGIT)),
    ),
)
