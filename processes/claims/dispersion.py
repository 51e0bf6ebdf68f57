"""Kinetic mixing by a loop of charged particles, from tree-level widths by unitarity and a dispersion relation.

Im Pi(s) of the mixed vacuum polarisation is sqrt(s) Gamma(sqrt(s)), the width of a vector of that mass with couplings
e and g; eps at q^2 = 0 is Int ds/(pi s^2) Im Pi over the cut, up to a scale Lambda^2 or in a difference of two loops.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sympy


@cache
def mixing(spin: str) -> sympy.Expr:
    """eps per e g: coefficient of log(Lambda^2/m^2) for a loop of unit charge, "dirac" or "scalar"."""
    import sympy

    from processes.claims import derived
    from processes.core.registry import get

    mass, m_chi, alpha_D = sympy.symbols("m_Ap m_chi alpha_D", positive=True)
    width = derived.width(get("aprime_to_chi_chi").with_options(dm=spin))
    per_coupling = (width / (4 * sympy.pi * alpha_D)).subs(m_chi, 0)
    # Far above threshold sqrt(s) Gamma is proportional to s: Int ds/(pi s^2) sqrt(s) Gamma = coefficient * log.
    return sympy.simplify(per_coupling / mass / sympy.pi)


def mass_logarithm(heavy: str, light: str) -> sympy.Expr:
    """eps per e g of two Dirac loops of opposite charge: the dispersion integrals' difference, masses exact.

    With s = 4 m^2/x the integral to Lambda^2 depends on Lambda/m alone, so the difference is its logarithmic slope
    times log(m_heavy^2/m_light^2).
    """
    import sympy

    m_h, m_l = sympy.symbols(f"{heavy} {light}", positive=True)
    return mixing("dirac") * 2 * sympy.log(m_h / m_l)
