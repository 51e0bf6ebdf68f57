"""Secluded annihilation of Dirac dark matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def sigma_v() -> sympy.Expr:
    """sigma v_rel of chi chi~ -> Ap Ap at threshold, both diagrams, identical particles counted."""
    from processes.claims.derived import annihilation, leading_in_velocity
    from processes.core.registry import reaction

    return leading_in_velocity(annihilation(reaction("chi chi~ > Ap Ap", model="dark_photon"), keep=("g_D",)), 0)


CLAIM = Claim(
    title="chi chi~ -> Z' Z'",
    source="T2",
    printed=r"\langle\sigma v\rangle\sim\frac{g_\chi^4}{8\pi m_\chi^2}",
    statements=(
        Statement(
            "sigma v at threshold for m_Z' << m_chi",
            formula("g_D^4/(8*pi*m_chi^2)", sigma_v, "m_Ap << m_chi"),
            r"\sigma v = \frac{g_\chi^4}{16\pi m_\chi^2}\frac{(1-r)^{3/2}}{(1-r/2)^2},\ r = m_{Z'}^2/m_\chi^2",
        ),
    ),
)
