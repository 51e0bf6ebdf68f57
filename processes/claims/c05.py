"""Mixing of the vector dark bound state with the photon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def mixing() -> sympy.Expr:
    """kappa_D: the mixing with which an Upsilon_D would decay to e- e+ like a dark photon of its mass."""
    import sympy

    from processes.claims.derived import width
    from processes.core.registry import get, reaction

    onium = width(reaction("Upsilon_D > e- e+", model="dark_onium"))
    onium = onium.subs({x: 0 for x in onium.free_symbols if x.name.startswith("Gamma_")})
    m_Ap, m_chi = sympy.symbols("m_Ap m_chi", positive=True)
    photon = width(get("aprime_to_l_l")).subs(m_Ap, 2 * m_chi)
    return sympy.sqrt(sympy.factor(sympy.simplify(onium / photon)))


def coulomb() -> sympy.Expr:
    """kappa_D with the Coulomb wave function of C07 at zero screening, m_V -> 0."""
    import sympy

    from processes.claims.c07 import wave_function

    R0, m_V, d = sympy.symbols("R0 m_V d", positive=True)
    return sympy.simplify(mixing().subs(m_V, 0).subs(R0, wave_function().subs(d, 0)))


CLAIM = Claim(
    title="mixing of Upsilon_D with the photon",
    source="T0 (6)",
    printed=(
        r"\kappa_D=\sqrt{\frac{\alpha_D}{2m_\chi^3}}R(0)\ (m_V\ll m_\chi),"
        r"\quad\kappa_D\to\alpha_D^2/2\ (m_V\ll\alpha_Dm_\chi)"
    ),
    statements=(
        Statement(
            "kappa_D",
            formula("sqrt(alpha_D/(2*m_chi^3))*R0", mixing, "m_V << m_chi"),
            r"\kappa_D=\sqrt{\frac{\alpha_D}{2m_\chi^3}}\,\frac{R(0)}{1-m_V^2/4m_\chi^2}",
        ),
        Statement("kappa_D with the Coulomb wave function", formula("alpha_D^2/2", coulomb), r"\alpha_D^2/2"),
    ),
)
