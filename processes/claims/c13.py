"""The b-s-h vertex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def vertex() -> sympy.Expr:
    """Coefficient of sbar_L b_R h from the derivative of the top loops with respect to v."""
    from amps.loops.flavour_change import soft_higgs_vertex
    from amps.models.top_loops import MODEL, v

    return soft_higgs_vertex(MODEL, "b", "s", v)


CLAIM = Claim(
    title="flavour-changing Higgs vertex",
    source="T0",
    printed=r"\mathcal{L}=\frac{3g_W^2m_bm_t^2V_{ts}^*V_{tb}}{64\pi^2M_W^2v}\,\bar s_Lb_Rh+h.c.",
    statements=(
        Statement(
            "coefficient, with g_W = 2 M_W/v",
            formula("3*(2*m_W/v)^2*m_b*m_t^2*V_ts*V_tb/(64*pi^2*m_W^2*v)", vertex),
            r"\frac{3m_bm_t^2V_{ts}^*V_{tb}}{16\pi^2v^3}",
        ),
    ),
)
