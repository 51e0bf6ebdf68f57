"""Vector decay to neutrinos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def width() -> sympy.Expr:
    """Gamma(V -> nu nubar), one left-handed flavour of unit charge."""
    import sympy

    from processes.claims import derived
    from processes.core.registry import get

    coupling, q_nu, alpha_V = sympy.symbols("g_V q_nu alpha_V", positive=True)
    found = derived.width(get("v_to_nu_nu")).subs(q_nu, 1)
    return found.subs(coupling, sympy.sqrt(4 * sympy.pi * alpha_V))


CLAIM = Claim(
    title="V -> nu nubar",
    source="T1",
    printed=r"\Gamma=\alpha_Vm_V/6",
    statements=(Statement("width per flavour", formula("alpha_V*m_V/6", width)),),
)
