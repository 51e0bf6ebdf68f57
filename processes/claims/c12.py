"""Charge radius of dark matter coupled to a dark photon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import convention

if TYPE_CHECKING:
    import sympy


def form_factor() -> sympy.Expr:
    """F(q^2) with |M(chi e)|^2 = F^2 |M(mu e)|^2, muon-electron scattering at the muon mass m_chi."""
    import sympy

    from processes.claims.derived import squared
    from processes.core.registry import reaction

    dark = squared(reaction("chi e- > chi e-", model="dark_photon"))
    charged = squared(reaction("mu- e- > mu- e-", model="qed"))
    charged = charged.subs(sympy.Symbol("m_mu", positive=True), sympy.Symbol("m_chi", positive=True))
    u, s, t = (sympy.Symbol(name, real=name != "s" or None, positive=name == "s" or None) for name in "ust")
    masses = 2 * sympy.Symbol("m_chi", positive=True) ** 2 + 2 * sympy.Symbol("m_e", positive=True) ** 2
    ratio = sympy.factor(sympy.simplify((dark / charged).subs(u, masses - s - t)))
    ratio = ratio.subs({x: 0 for x in ratio.free_symbols if x.name.startswith("Gamma")})
    q2 = sympy.Symbol("q2", positive=True)
    return sympy.sqrt(sympy.factor(ratio.subs(t, -q2)))


def radius_squared() -> sympy.Expr:
    """6 |dF/dq^2| at q^2 = 0."""
    import sympy

    q2 = sympy.Symbol("q2", positive=True)
    return sympy.simplify(6 * sympy.limit(sympy.simplify(form_factor() / q2), q2, 0))


def charge() -> sympy.Expr:
    """F for m_Ap -> 0, in units of e."""
    import sympy

    return sympy.simplify(form_factor().subs(sympy.Symbol("m_Ap", positive=True), 0))


CLAIM = Claim(
    title="charge radius and millicharge of dark matter behind kinetic mixing",
    source="T0",
    printed=r"r^2 \sim 6\kappa/m_V^2,\quad q = e\kappa\ (m_V\to0)",
    statements=(
        Statement(
            "r^2 for |q^2| << m_V^2",
            convention(
                "6*eps/m_Ap^2", radius_squared, "right where the dark coupling g_D equals e (charges in units of both)"
            ),
            r"|r^2| = 6\,\kappa\,\frac{g_D}{e}\,\frac{1}{m_V^2}",
        ),
        Statement(
            "charge for m_V -> 0, in units of e",
            convention("eps", charge, "right where the dark coupling g_D equals e"),
            r"q = \kappa g_D",
        ),
    ),
)
