"""From a branching fraction of J/psi -> gamma a to the photon coupling of an ALP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import APPROXIMATE, formula, number

if TYPE_CHECKING:
    import sympy

BR_EE = 0.05971
"""Br(J/psi -> e+ e-), PDG."""


def ratio() -> sympy.Expr:
    """Gamma(gamma a)/Gamma(e- e+) of a vector that couples like a photon: the mixing cancels.

    The vertex is that of a pseudoscalar with two photons, -(g/4) a F Ftilde, one of them mixed with the vector.
    """
    import sympy

    from processes.claims.derived import width
    from processes.core.registry import reaction

    radiative, leptonic = (reaction(f"Ap > {x}", model="mesons") for x in ("gamma pi0", "e- e+"))
    symbols = sympy.symbols("m_Ap m_pi0 g_pi0gg m_J m_a g_agg m_e", positive=True)
    m_Ap, m_pi0, g_pi0, m_J, m_a, g_agg, m_e = symbols
    found = width(radiative, keep=("g_pi0gg",)) / width(leptonic)
    return found.subs({m_Ap: m_J, m_pi0: m_a, g_pi0: g_agg, m_e: 0})


def coupling(branching: float, mass: float) -> float:
    """g_agg in 1/GeV for a branching fraction and a mass in GeV."""
    import sympy

    from processes.core.constants import CONSTANTS

    values = {"alpha": float(CONSTANTS["alpha"].default), "m_J": float(CONSTANTS["m_Jpsi"].default)}
    values |= {"m_a": mass, "g_agg": 1.0}
    found = ratio()
    number = found.subs({x: values[x.name] for x in found.free_symbols})
    return float(sympy.sqrt(branching / (BR_EE * number)))


def branching(coupling_value: float, mass: float) -> float:
    """Br(J/psi -> gamma a) for a coupling in 1/GeV."""
    return (coupling_value / coupling(1.0, mass)) ** 2


CLAIM = Claim(
    title="J/psi -> gamma a",
    source="T4 (BESIII)",
    printed=r"\mathrm{Br}=(3.7\ldots48.5)\times10^{-8}"
    r"\leftrightarrow g_{a\gamma\gamma}=(2.2\ldots101.8)\times10^{-4}/\mathrm{GeV}",
    statements=(
        Statement(
            "Br(gamma a)/Br(e+ e-)",
            formula("m_J^2*g_agg^2/(32*pi*alpha)*(1 - m_a^2/m_J^2)^3", ratio),
            r"\frac{\mathrm{Br}(J/\psi\to\gamma a)}{\mathrm{Br}(J/\psi\to e^+e^-)} = "
            r"\frac{m_J^2g_{a\gamma\gamma}^2}{32\pi\alpha}\left(1-\frac{m_a^2}{m_J^2}\right)^3",
        ),
        Statement(
            "smallest coupling: Br = 3.7e-8 at the light end, 0.18 GeV, in 1e-4/GeV",
            number(2.2, lambda: 1e4 * coupling(3.7e-8, 0.18), APPROXIMATE),
        ),
        Statement(
            "largest coupling: the branching fraction at 2.85 GeV for 101.8e-4/GeV, against the middle of the range",
            number((3.7e-8 + 48.5e-8) / 2, lambda: branching(101.8e-4, 2.85), 0.86),
        ),
    ),
    note="101.8e-4 at 2.85 GeV needs Br = 2.9e-7, inside the printed range: the two ends are not one and the same mass",
)
