"""Production of the vector dark bound state with a photon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def distribution() -> sympy.Expr:
    """dsigma/dcos of e- e+ -> gamma Upsilon_D by the bound-state projector, R(0) by kappa_D (m_V << m_chi)."""
    import sympy

    from processes.claims.derived import angular_distribution
    from processes.core.registry import reaction

    found = angular_distribution(reaction("e- e+ > gamma Upsilon_D", model="dark_onium"))
    R0, m_chi, alpha_D, kappa_D, m_V = sympy.symbols("R0 m_chi alpha_D kappa_D m_V", positive=True)
    return found.subs(m_V, 0).subs(R0, kappa_D * sympy.sqrt(2 * m_chi**3 / alpha_D))


def printed(pole: str) -> str:
    """The printed formula with (s - pole)^2 in the denominator."""
    return (
        "2*pi*alpha^2*eps^2*kappa_D^2/s*(1 - 4*m_chi^2/s)*(8*s^2*(s^2 + 16*m_chi^4)*(1 - c^2)"
        f"/((s - {pole})^2*(s + 4*m_e^2 - (s - 4*m_e^2)*(2*c^2 - 1))^2) - 1)"
    )


REGION = ("-1 < c < 1", "s > 4*m_chi^2", "s > 4*m_e^2", "m_e << s")

CLAIM = Claim(
    title="e+ e- -> gamma Upsilon_D",
    source="T0 (7)",
    printed=(
        r"\frac{d\sigma}{d\cos\theta}=\frac{2\pi\alpha^2\kappa^2\kappa_D^2}{s}\left(1-\frac{4m_\chi^2}{s}\right)\left["
        r"\frac{8s^2(s^2+16m_\chi^4)\sin^2\theta}{(s-4m_\chi)^2(s+4m_e^2-(s-4m_e^2)\cos2\theta)^2}-1\right]"
    ),
    statements=(
        Statement("as printed, (s - 4 m_chi)^2", formula(printed("4*m_chi"), distribution, *REGION)),
        Statement("with (s - 4 m_chi^2)^2", formula(printed("4*m_chi^2"), distribution, *REGION)),
    ),
    note="as printed, s - 4 m_chi subtracts a mass from a squared mass; with s - 4 m_chi^2 it holds for m_e << s",
)
