"""Annihilation of complex scalar dark matter through a dark photon, draft version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def sigma_v() -> sympy.Expr:
    """Leading term, order v^2, of sigma v_rel from the exact cross section."""
    from processes.claims.derived import annihilation, leading_in_velocity
    from processes.core.registry import reaction

    return leading_in_velocity(annihilation(reaction("varphi varphi~ > e- e+", model="dark_photon")), 2)


CORRECT = (
    r"\sigma v = \frac{8\pi}{3}\,\alpha\alpha_D\kappa^2 v^2\,"
    r"\frac{m_\chi^2+m_e^2/2}{(m_{A'}^2-4m_\chi^2)^2}\sqrt{1-m_e^2/m_\chi^2}"
)

CLAIM = Claim(
    title="complex scalar dark matter annihilates to e- e+ through a dark photon",
    source="T0 (3.4), draft",
    printed=r"\sigma v = \frac{4\pi}{3}\alpha_D\alpha\kappa^2v^2\frac{m_\chi^2}{(m_{A'}^2-4m_\chi^2)^2}",
    statements=(
        Statement(
            "sigma v for m_chi >> m_e",
            formula("4*pi/3*alpha_D*alpha*eps^2*v^2*m_chi^2/(m_Ap^2 - 4*m_chi^2)^2", sigma_v, "m_e << m_chi"),
            CORRECT,
        ),
    ),
    note="v is the relative velocity; for that of one particle the coefficient is 8 times the printed one",
)
