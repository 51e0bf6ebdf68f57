"""Production of the vector dark bound state in proton collisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def parton_coefficient() -> sympy.Expr:
    """Factor of delta(shat - M^2) Q^2 in the cross section of q qbar -> Upsilon_D, massless quarks, colour averaged.

    One-particle phase space: 2 pi delta(shat - M^2) |M|^2/(2 shat). The vertex is that of a dark photon of the bound
    state's mass with kappa kappa_D in place of its mixing (C05). Over momentum fractions delta(x1 x2 s - M^2) leaves
    (1/s) Int_tau^1 dx/x, tau = M^2/s.
    """
    import sympy

    from processes.claims.derived import squared
    from processes.core.registry import reaction

    found = squared(reaction("u u~ > Ap", model="quarks"))
    m_u, M, eps, kappa, kappa_D, charge2 = sympy.symbols("m_u m_Ap eps kappa kappa_D Q2", positive=True)
    per_charge = found.subs(m_u, 0).subs(eps, kappa * kappa_D) / sympy.Rational(4, 9) * charge2
    return sympy.simplify(sympy.pi * per_charge / M**2)


CLAIM = Claim(
    title="p p(n) -> Upsilon_D",
    source="T0 (10)",
    printed=(
        r"\sigma=\frac{4\pi^2\alpha\kappa^2\kappa_D^2}{s}\sum_qQ_q^2\int_\tau^1\frac{dx}{x}\left[f_{q/p}(x)"
        r"f_{\bar q/p(n)}(\tau/x)+f_{\bar q/p}(x)f_{q/p(n)}(\tau/x)\right],\ \tau=m_V^2/s"
    ),
    statements=(
        Statement(
            "coefficient of Q_q^2 Int dx/x [..]/s",
            formula("4*pi^2*alpha*kappa^2*kappa_D^2*Q2", parton_coefficient),
            r"\sigma=\frac{4\pi^2\alpha\kappa^2\kappa_D^2}{3s}\sum_qQ_q^2\int_\tau^1\frac{dx}{x}[\dots],\ "
            r"\tau=4m_\chi^2/s",
        ),
    ),
    note="the colour average 1/3 is missing; in tau the mass is that of Upsilon_D, 2 m_chi",
)
