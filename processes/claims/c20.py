"""Kinetic mixing of an L_mu - L_tau vector."""

from __future__ import annotations

from processes.claims.claim import Claim, Statement
from processes.claims.judging import APPROXIMATE, number


def inverse_mixing() -> float:
    """g_V/eps of the mu and tau loops at q^2 = 0."""
    import sympy

    from processes.claims import dispersion
    from processes.core.constants import CONSTANTS

    alpha, m_tau, m_mu = (float(CONSTANTS[name].default) for name in ("alpha", "m_tau", "m_mu"))
    ratio = dispersion.mass_logarithm("m_tau", "m_mu").subs({"m_tau": m_tau, "m_mu": m_mu})
    values = {symbol: {"m_tau": m_tau, "m_mu": m_mu}[symbol.name] for symbol in ratio.free_symbols}
    return float(1 / (sympy.sqrt(4 * sympy.pi * alpha) * ratio.subs(values)))


CLAIM = Claim(
    title="mixing induced by L_mu - L_tau",
    source="T1",
    printed=r"\epsilon\sim g_V/67",
    statements=(
        Statement(
            "g_V/eps at q^2 = 0",
            number(67.0, inverse_mixing, APPROXIMATE),
            r"\epsilon = \frac{e g_V}{6\pi^2}\log\frac{m_\tau}{m_\mu} = g_V/69.3",
        ),
    ),
)
