"""Vector decay to a fermion pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def width() -> sympy.Expr:
    """Gamma(V -> mu- mu+) with g_V^2 = 4 pi alpha_V."""
    import sympy

    from processes.claims import derived
    from processes.core.registry import get

    coupling, alpha_V = sympy.symbols("g_V alpha_V", positive=True)
    found = derived.width(get("v_to_l_l")).subs(sympy.Symbol("g_A", positive=True), 0)
    return found.subs(coupling, sympy.sqrt(4 * sympy.pi * alpha_V))


CLAIM = Claim(
    title="V -> f fbar",
    source="T1 (2)",
    printed=r"\Gamma=\frac{\alpha_Vm_V}{3}\left(1+\frac{2m_f^2}{m_V^2}\right)\sqrt{1-\frac{4m_f^2}{m_V^2}}",
    statements=(Statement("width", formula("alpha_V*m_V/3*(1 + 2*m_mu^2/m_V^2)*sqrt(1 - 4*m_mu^2/m_V^2)", width)),),
)
