"""Neutral pion decay to a photon and a dark photon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def ratio() -> sympy.Expr:
    """Gamma(pi0 -> gamma Ap)/Gamma(pi0 -> gamma gamma), one P F Ftilde vertex."""
    from processes.claims.derived import width
    from processes.core.registry import reaction

    dark, visible = (reaction(f"pi0 > gamma {x}", model="mesons") for x in ("Ap", "gamma"))
    return width(dark) / width(visible)


CLAIM = Claim(
    title="pi0 -> gamma A'",
    source="T2",
    printed=r"\mathrm{Br}=2\epsilon^2(1-m_{A'}^2/m_{\pi^0}^2)^3",
    statements=(
        Statement(
            "relative to Gamma(gamma gamma)",
            formula("2*eps^2*(1 - m_Ap^2/m_pi0^2)^3", ratio),
            r"\frac{\Gamma(\pi^0\to\gamma A')}{\Gamma(\pi^0\to\gamma\gamma)} = 2\epsilon^2(1-m_{A'}^2/m_{\pi^0}^2)^3",
        ),
    ),
    note="normalised to the two-photon width; the branching fraction is this times Br(gamma gamma) = 0.98823",
)
