"""The combination y of couplings and masses that fixes the relic density."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import scaling

if TYPE_CHECKING:
    import sympy


def sigma_v() -> sympy.Expr:
    """m_chi^2 sigma v/v^2 of complex scalars, from the exact cross section."""
    import sympy

    from processes.claims import c02

    v, m_chi = sympy.symbols("v m_chi", positive=True)
    return c02.sigma_v() * m_chi**2 / v**2


CLAIM = Claim(
    title="y fixes the relic density",
    source="T4",
    printed=r"y=\epsilon^2\alpha_D(m_\chi/m_{A'})^4",
    statements=(
        Statement(
            "m_chi^2 sigma v is proportional to y for m_e << m_chi << m_A'",
            scaling("eps^2*alpha_D*alpha*(m_chi/m_Ap)^4", sigma_v, "m_e << m_chi", "m_chi << m_Ap"),
            r"\sigma v = \frac{8\pi}{3}\frac{\alpha\,y}{m_\chi^2}v^2\ (m_e\ll m_\chi\ll m_{A'})",
        ),
    ),
    note="far from the pole m_A' = 2 m_chi; at m_A' = 3 m_chi the propagator makes sigma v 3.2 times larger",
)
