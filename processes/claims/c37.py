"""Dipole upscattering on a scalar target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula, undecidable

if TYPE_CHECKING:
    import sympy


def spectrum() -> sympy.Expr:
    """dsigma/dT, |F| = 1."""
    from processes.claims.upscattering import recoil_spectrum

    return recoil_spectrum("0")


def massless() -> sympy.Expr:
    """The spectrum at m_N = 0."""
    import sympy

    return sympy.factor(spectrum().subs(sympy.Symbol("m_N", positive=True), 0))


CLAIM = Claim(
    title="nu A -> N A by a dipole, scalar target",
    source="T3 (16)",
    printed=r"\text{as (15) with a bracket that is partly illegible}",
    statements=(
        Statement(
            "dsigma/dT",
            undecidable(spectrum, "the bracket is illegible; the derived spectrum is given"),
            r"\frac{d\sigma}{dT}=\frac{\pi\alpha^2}{m_e^2}\left(\frac{\mu_{tr}}{\mu_B}\right)^2Z^2|F|^2\left[\frac1T-\frac1E"
            r"+\frac{T}{4E^2}+\frac{m_N^2}{4ME^2}\left(\frac12-\frac{M+2E}{T}\right)-\frac{m_N^4}{8ME^2T^2}\right]",
        ),
        Statement(
            "literature for m_N -> 0",
            formula("pi*alpha^2/m_e^2*r^2*Z^2/T*(1 - T/(2*E))^2", massless),
            r"\frac{\pi\alpha^2}{m_e^2}\left(\frac{\mu_{tr}}{\mu_B}\right)^2\frac{Z^2}{T}\left(1-\frac{T}{2E}\right)^2",
        ),
    ),
)
