"""The muon's anomalous moment from a vector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def moment() -> sympy.Expr:
    """Derived a_mu of a vector with coupling g_V."""
    from processes.claims.anomaly import vector_moment

    return vector_moment()


PRINTED = "alpha/(2*pi)*(g_V^2/(4*pi*alpha))*Int(2*m_mu^2*z*(1-z)^2/(m_mu^2*(1-z)^2 + m_V^2*z), z, 0, 1)"

CLAIM = Claim(
    title="a_l of a vector",
    source="T0 (3.1)",
    printed=(r"a_l=\frac{\alpha}{2\pi}\left(\frac{g'}{e}\right)^2\int_0^1dz\frac{2m_l^2z(1-z)^2}{m_l^2(1-z)^2+m_V^2z}"),
    statements=(
        Statement(
            "the integral over a Feynman parameter",
            formula(PRINTED, moment),
            r"\frac{\alpha}{2\pi}\left(\frac{g'}{e}\right)^2\int_0^1dz\frac{2m_l^2z(1-z)^2}{m_l^2(1-z)^2+m_V^2z}",
        ),
        Statement("m_l >> m_V", formula("g_V^2/(8*pi^2)", moment, "m_V << m_mu"), r"\frac{g'^2}{8\pi^2}"),
        Statement(
            "m_l << m_V",
            formula("g_V^2/(8*pi^2)*2*m_mu^2/(3*m_V^2)", moment, "m_mu << m_V"),
            r"\frac{g'^2}{8\pi^2}\frac{2m_l^2}{3m_V^2}",
        ),
    ),
)
