"""Leptonic kaon decay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processes.claims.claim import Claim, Statement
from processes.claims.judging import APPROXIMATE, formula, number

if TYPE_CHECKING:
    import sympy


def width() -> sympy.Expr:
    """Gamma(K -> mu nu) from the diagram."""
    from processes.claims import derived
    from processes.core.registry import get

    return derived.width(get("k_to_mu_nu"))


def coupling() -> float:
    """2 G_F f_K m_mu V_us at today's constants."""
    from processes.core.constants import CONSTANTS

    G_F, f_K, m_mu, V_us = (float(CONSTANTS[name].default) for name in ("G_F", "f_K", "m_mu", "V_us"))
    return 2 * G_F * f_K * m_mu * V_us


def total_width() -> float:
    """hbar/tau_K in MeV."""
    from processes.core.constants import CONSTANTS
    from processes.core.units import convert

    return 1e3 / float(convert(float(CONSTANTS["tau_K"].default), "s", "GeV^-1"))


def branching_fraction() -> float:
    """Derived width over hbar/tau_K."""
    from processes.core.registry import get

    return 1e3 * float(get("k_to_mu_nu").width()) / total_width()


CLAIM = Claim(
    title="K -> mu nu",
    source="T1 (A.1), (A.2)",
    printed=(
        r"\Gamma=\frac{m_K\lambda_\mu^2}{2\pi}\left(1-\frac{m_\mu^2}{m_K^2}\right)^2,\ "
        r"\lambda_\mu=2G_Ff_Km_\mu V_{us}\simeq8.7\times10^{-8}"
    ),
    statements=(
        Statement(
            "width with the printed lambda_mu",
            formula("m_K*(2*G_F*f_K*m_mu*V_us)^2/(2*pi)*(1 - m_mu^2/m_K^2)^2", width),
            r"\Gamma = \frac{G_F^2f_K^2V_{us}^2m_\mu^2m_K}{8\pi}\left(1-\frac{m_\mu^2}{m_K^2}\right)^2"
            r" = \frac{m_K\lambda_\mu^2}{32\pi}\left(1-\frac{m_\mu^2}{m_K^2}\right)^2",
        ),
        Statement("lambda_mu", number(8.7e-8, coupling, 0.02)),
        Statement("Gamma_K in MeV", number(5.3e-14, total_width, 0.01)),
        Statement("branching fraction", number(0.63, branching_fraction, APPROXIMATE)),
    ),
    note="f_K = 155.7 MeV, as the printed lambda_mu needs; with F = f/sqrt2 the width would still be 8 times too large",
)
