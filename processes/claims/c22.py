"""Helicity suppression of K -> mu nu V."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def massless_muon() -> sympy.Expr:
    """|M|^2 at m_mu = 0 with V coupled to the muon and its neutrino alike."""
    import sympy

    from processes.claims.derived import squared
    from processes.core.registry import get

    found = squared(get("k_to_mu_nu_v")).subs(sympy.Symbol("q_nu", positive=True), 1)
    found = found.subs({x: 0 for x in found.free_symbols if x.name.startswith("Gamma")})
    return sympy.factor(sympy.together(found).subs(sympy.Symbol("m_mu", positive=True), 0))


CLAIM = Claim(
    title="K -> mu nu V is helicity suppressed",
    source="T1",
    printed=r"\mathcal{M}(K\to\mu\nu V)\to0\ \text{for}\ m_\mu\to0",
    statements=(
        Statement("|M|^2 at m_mu = 0, q_nu = 1", formula("0", massless_muon), r"|\mathcal{M}|^2 \propto m_\mu^2"),
    ),
    note="the printed |M_V|^2 and |M_phi|^2 are illegible; `amps derive k_to_mu_nu_v` and `k_to_mu_nu_phi` give them",
)
