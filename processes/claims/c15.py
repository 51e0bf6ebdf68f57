"""Invisible Higgs decays to a singlet scalar."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy

    from amps.model import Model


@cache
def higgs_portal() -> Model:
    """lambda S^2 |H|^2 after |H|^2 = (v + h)^2/2 - that is lambda v S^2 h - beside one Standard Model channel."""
    from amps.lagrangian import Field, bar, parameters
    from amps.model import Model
    from amps.models import qed
    from amps.particle import scalar

    lam, v, y = parameters("lam v y")
    h, S = scalar("h", "h", mass="m_h", latex="h"), scalar("S", "S", mass="m_S", latex="S")
    terms = {
        "portal": lam * v * Field(S) * Field(S) * Field(h),
        "yukawa": -y * Field(h) * bar(qed.LEPTONS["tau"]) * qed.LEPTONS["tau"],
    }
    return Model("higgs_portal_claim", (h, S), terms, extends=(qed.MODEL,))


def invisible_width() -> sympy.Expr:
    """Gamma(h -> S S), identical particles counted."""
    from processes.claims.derived import width
    from processes.core.registry import reaction

    return width(reaction("h > S S", model=higgs_portal()))


def visible_fraction() -> sympy.Expr:
    """Share of the Standard Model channel in the sum of derived widths."""
    from processes.claims.derived import width
    from processes.core.registry import reaction

    visible = width(reaction("h > tau- tau+", model=higgs_portal()))
    return visible / (visible + invisible_width())


def coupling() -> sympy.Expr:
    """Coefficient of S^2 h in lambda S^2 |H|^2."""
    import sympy

    lam, v, h = sympy.symbols("lam v h", positive=True)
    return sympy.diff(lam * (v + h) ** 2 / 2, h).subs(h, 0)


CLAIM = Claim(
    title="Higgs width with a singlet scalar",
    source="T0",
    printed=r"\mathcal{L}\supset\lambda v S^2h,\quad R=\frac{\Gamma_{SM}}{\Gamma_{SM}+\Gamma_{SS}}",
    statements=(
        Statement("coefficient of S^2 h in lambda S^2 |H|^2", formula("lam*v", coupling), r"\lambda v"),
        Statement(
            "R, with one fermion channel for the Standard Model",
            formula(
                "y^2*m_h/(8*pi)*sqrt(1-4*m_tau^2/m_h^2)^3/(y^2*m_h/(8*pi)*sqrt(1-4*m_tau^2/m_h^2)^3"
                " + lam^2*v^2/(8*pi*m_h)*sqrt(1-4*m_S^2/m_h^2))",
                visible_fraction,
            ),
            r"R = \frac{\Gamma_{SM}}{\Gamma_{SM}+\Gamma_{SS}},\quad "
            r"\Gamma_{SS} = \frac{\lambda^2v^2}{8\pi m_h}\sqrt{1-4m_S^2/m_h^2}",
        ),
    ),
)
