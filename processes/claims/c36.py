"""Dipole upscattering on a spin-1/2 target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import formula

if TYPE_CHECKING:
    import sympy


def spectrum() -> sympy.Expr:
    """dsigma/dT, |F| = 1."""
    from processes.claims.upscattering import recoil_spectrum

    return recoil_spectrum("1/2")


BRACKET = "(1/T - 1/E + m_N^2/(4*M_A*E^2)*(1 - (M_A + 2*E)/T) + m_N^4/(8*M_A^2*E^2*T)*(1 - M_A/T))"

CLAIM = Claim(
    title="nu A -> N A by a dipole, spin-1/2 target",
    source="T3 (15)",
    printed=(
        r"\frac{d\sigma}{dT}=\frac{4\pi\alpha^2}{m_e^2}\left(\frac{\mu_{tr}}{\mu_B}\right)^2Z^2|F|^2\left[\frac1T-\frac1E"
        r"+\frac{m_N^2}{4ME^2}\left(1-\frac{M+2E}{T}\right)+\frac{m_N^4}{8M^2E^2T}\left(1-\frac MT\right)\right]"
    ),
    statements=(
        Statement(
            "dsigma/dT",
            formula(f"4*pi*alpha^2/m_e^2*r^2*Z^2*{BRACKET}", spectrum),
            r"\frac{d\sigma}{dT}=\frac{\pi\alpha^2}{m_e^2}\left(\frac{\mu_{tr}}{\mu_B}\right)^2Z^2|F|^2\left[\frac1T-\frac1E"
            r"+\frac{m_N^2}{4ME^2}\left(1-\frac{M+2E}{T}\right)+\frac{m_N^4}{8M^2E^2T}\left(1-\frac MT\right)\right]",
        ),
        Statement("the bracket", formula(f"pi*alpha^2/m_e^2*r^2*Z^2*{BRACKET}", spectrum)),
    ),
    note="mu_tr in units of mu_B = e/(2 m_e), L = (mu_tr/2) Nbar sigma nu_L F + h.c.",
)
