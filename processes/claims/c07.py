"""The wave function at the origin in the Hulthen potential."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def wave_function() -> sympy.Expr:
    """R(0) of the ground state, from its radial function u = exp(-k r) (1 - exp(-d r)), reduced mass m_chi/2.

    Raises ValueError if u did not solve the radial equation -u''/m_chi + V u = E u.
    """
    import sympy

    r, d, m_chi, alpha_D = sympy.symbols("r d m_chi alpha_D", positive=True)
    momentum = alpha_D * m_chi / 2 - d / 2
    k = sympy.Symbol("k", positive=True)
    u = sympy.exp(-k * r) * (1 - sympy.exp(-d * r))
    potential = -alpha_D * d * sympy.exp(-d * r) / (1 - sympy.exp(-d * r))
    residual = -sympy.diff(u, r, 2) / m_chi + potential * u + k**2 / m_chi * u
    if sympy.simplify(sympy.expand(residual.subs(k, momentum))) != 0:
        raise ValueError("the trial function does not solve the radial equation")
    norm = sympy.integrate(sympy.expand(u**2), (r, 0, sympy.oo))
    slope = sympy.diff(u, r).subs(r, 0)
    squared = sympy.factor(sympy.simplify((slope**2 / norm).subs(k, momentum)))
    return sympy.sqrt(squared)


CLAIM = Claim(
    title="R(0) in the Hulthen potential",
    source="T0",
    printed=r"R(0)=(4-\delta^2a_0^2)^{1/2}a_0^{-3/2},\quad a_0=\frac{2}{\alpha_Dm_\chi},\ \delta=\frac{\pi^2}{6}m_V",
    statements=(
        Statement(
            "R(0)",
            formula(
                "sqrt(4 - d^2*(2/(alpha_D*m_chi))^2)*(2/(alpha_D*m_chi))^(-3/2)", wave_function, "alpha_D*m_chi > d"
            ),
            r"R(0)=\sqrt{4-\delta^2a_0^2}\;a_0^{-3/2}",
        ),
    ),
)
