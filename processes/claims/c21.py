"""Three-body phase space of K -> mu nu X in Dalitz variables."""

from __future__ import annotations

from processes.claims.claim import Claim, Statement
from processes.claims.judging import number

POINT = {"m_V": 0.1, "g_V": 1e-3}


def dalitz_width() -> float:
    """Int |M|^2 dm12^2 dm23^2 over the Dalitz region with the printed factor and the printed m12^2 limits, GeV."""
    import numpy as np
    import sympy

    from processes.core.constants import CONSTANTS
    from processes.core.registry import get

    process = get("k_to_mu_nu_v")
    given = {name: POINT.get(name, p.default) for name, p in process.arguments.items()}
    values = {name: float(value) for name, value in given.items() if isinstance(value, (int, float))}
    found = process.squared_amplitude()
    expression = found.in_variables("mandelstam")
    expression = expression.subs({x: values[x.name] for x in expression.free_symbols if x.name in values})
    m_K, m_mu, m_X = (float(CONSTANTS["m_K"].default), float(CONSTANTS["m_mu"].default), POINT["m_V"])
    m12, m23 = sympy.symbols("m12 m23")
    total = m_K**2 + m_mu**2 + m_X**2
    # p1 = K, p2 = mu (k), p3 = nu (q), p4 = X (l)
    named = {"s_34": m12, "s_24": m23, "s_23": total - m12 - m23}
    named |= {"t_12": m12, "t_13": m23, "t_14": total - m12 - m23}
    expression = expression.subs({x: named[x.name] for x in expression.free_symbols})
    density = sympy.lambdify((m12, m23), expression, "numpy")
    nodes, weights = np.polynomial.legendre.leggauss(60)
    low, high = m_X**2, (m_K - m_mu) ** 2
    result = 0.0
    # The end points of m23^2 have a square root at the ends of m12^2: x = sin^2 removes it.
    for node, weight in zip(nodes, weights, strict=True):
        angle = np.pi / 4 * (node + 1)
        a = low + (high - low) * np.sin(angle) ** 2
        jacobian = (high - low) * np.sin(2 * angle) * np.pi / 4 * weight
        energy_X, energy_mu = (a + m_X**2) / (2 * a**0.5), (m_K**2 - a - m_mu**2) / (2 * a**0.5)
        p_X, p_mu = (energy_X**2 - m_X**2) ** 0.5, (energy_mu**2 - m_mu**2) ** 0.5
        centre, half = m_X**2 + m_mu**2 + 2 * energy_X * energy_mu, 2 * p_X * p_mu
        result += jacobian * half * float(np.sum(weights * density(a, centre + half * nodes)))
    return float(result / (256 * np.pi**3 * m_K**3))


def width() -> float:
    """The width by the phase space of the process itself, GeV."""
    from processes.core.registry import get

    return float(get("k_to_mu_nu_v").width(**POINT, method="quadrature"))


CLAIM = Claim(
    title="three-body phase space",
    source="T1 (A.4)",
    printed=(
        r"\Gamma=\frac{1}{256\pi^3m_K^3}\int|\mathcal{M}|^2dm_{12}^2dm_{23}^2,"
        r"\ m_{12}^2=(l+q)^2\in[m_X^2,(m_K-m_\mu)^2]"
    ),
    statements=(
        Statement(
            "width of K -> mu nu V at m_V = 0.1 GeV with the printed measure",
            lambda: number(dalitz_width(), width, 1e-5)(),
            r"\Gamma=\frac{1}{256\pi^3m_K^3}\int|\mathcal{M}|^2dm_{12}^2dm_{23}^2,\ "
            r"m_{23}^2 = m_X^2+m_\mu^2+2E_XE_\mu\pm2p_Xp_\mu",
        ),
    ),
    note="the limits of m23^2 are illegible in print: with E, p in the rest frame of l + q they are those given here",
)
