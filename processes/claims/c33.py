"""The trident rate where a heavy vector explains the muon's moment."""

from __future__ import annotations

from processes.claims.claim import Claim, Statement
from processes.claims.judging import ONE_DIGIT, number


def scale(difference: float) -> float:
    """v_phi = m_V/g_V in GeV for which a heavy vector gives this a_mu: the derived moment for m_V >> m_mu."""
    import sympy

    from processes.claims.anomaly import vector_moment
    from processes.core.constants import CONSTANTS

    m_V, m_mu, g_V = sympy.symbols("m_V m_mu g_V", positive=True)
    mass = 1e6
    found = vector_moment().subs({g_V: mass, m_V: mass, m_mu: float(CONSTANTS["m_mu"].default)})
    return float(sympy.sqrt(found.evalf(10) / difference))


def overprediction(difference: float, relative_to: float) -> float:
    """Trident rate at that v_phi over the Standard Model, over what is measured relative to it."""
    from processes.claims.c30 import ratio
    from processes.core.constants import CONSTANTS

    found = ratio()
    values = {"s2w": float(CONSTANTS["s2w"].default), "v": float(CONSTANTS["v"].default), "v_phi": scale(difference)}
    return float(found.subs({x: values[x.name] for x in found.free_symbols})) / relative_to


CLAIM = Claim(
    title="trident rate of the best fit to the muon's moment",
    source="T3",
    printed=r"\text{contact regime, best fit of }(g-2)_\mu:\ \text{overpredicted by a factor}\sim8",
    statements=(
        Statement(
            "over the measured average 0.83, with a_mu off by 249e-11",
            number(8.0, lambda: overprediction(249e-11, 0.83), ONE_DIGIT),
        ),
        Statement(
            "over the measured average 0.83, with a_mu off by 287e-11",
            number(8.0, lambda: overprediction(287e-11, 0.83), ONE_DIGIT),
        ),
    ),
    note="over the Standard Model rate instead of the measured one it would be 5.8 (249e-11) or 6.9 (287e-11)",
)
