"""Production of the pseudoscalar dark bound state with a dark photon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def distribution() -> sympy.Expr:
    """dsigma/dcos of e- e+ -> eta_D V by the bound-state projector."""
    from processes.claims.derived import angular_distribution
    from processes.core.registry import reaction

    return angular_distribution(reaction("e- e+ > eta_D V", model="dark_onium"))


MOMENTUM = "(sqrt((s - (2*m_chi + m_V)^2)*(s - (2*m_chi - m_V)^2))/(2*sqrt(s)))"
PRINTED = f"4*pi*alpha*alpha_D^2*eps^2*R0^2*(1 + c^2)*{MOMENTUM}^3/(m_chi*s^(3/2)*(s - 4*m_chi^2 + m_V^2)^2)"
CORRECT = (
    r"\frac{d\sigma}{d\cos\theta}=\frac{16\pi\alpha\alpha_D^2\kappa^2R(0)^2(1+\cos^2\theta)|p|^3\sqrt s}"
    r"{m_\chi(s-m_V^2)^2(s-4m_\chi^2+m_V^2)^2}"
)
REGION = ("-1 < c < 1", "s > 4*m_chi^2 + 4*m_chi*m_V + m_V^2")

CLAIM = Claim(
    title="e+ e- -> eta_D V",
    source="T0 (4)",
    printed=(
        r"\frac{d\sigma}{d\cos\theta}=\frac{4\pi\alpha\alpha_D^2\kappa^2R(0)^2(1+\cos^2\theta)|p|^3}"
        r"{m_\chi s^{3/2}(s-4m_\chi^2+m_V^2)^2}"
    ),
    statements=(
        Statement(
            "dsigma/dcos for m_e, m_V -> 0",
            formula(PRINTED, distribution, *REGION, "m_e << s", "m_V << s"),
            CORRECT,
        ),
        Statement(
            "with the propagator 1/(s - m_V^2)^2 of the exchanged V in place of 1/s^2, m_V kept",
            formula(f"{PRINTED}*s^2/(s - m_V^2)^2", distribution, *REGION, "m_e << s"),
            CORRECT,
        ),
    ),
    note="the print takes the exchanged V as massless, 1/s^2 for 1/(s - m_V^2)^2, but keeps m_V elsewhere",
)
