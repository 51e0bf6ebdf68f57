"""A charge-radius sized contribution to the muon's anomalous moment: the numbers."""

from __future__ import annotations

from math import pi

from processes.claims.claim import Claim, Statement
from processes.claims.judging import ONE_DIGIT, number


def moment(factor: float) -> float:
    """C alpha m_mu m_p/(8 pi^3) times `factor`, C = 4 pi alpha * 0.01 fm^2."""
    from processes.core.constants import CONSTANTS
    from processes.core.units import convert

    alpha, m_mu, m_p = (float(CONSTANTS[name].default) for name in ("alpha", "m_mu", "m_p"))
    contact = 4 * pi * alpha * 0.01 * convert(1.0, "fm^2", "GeV^-2")
    return float(contact * alpha * m_mu * m_p / (8 * pi**3) * factor)


CLAIM = Claim(
    title="size of a proton-radius contact term in the muon's moment",
    source="T3 (1)-(3)",
    printed=(
        r"C=4\pi\alpha\times0.01\,\mathrm{fm}^2,\ \Delta a_\mu\sim-C\frac{\alpha m_\mu m_p}{8\pi^3}\times\{1.7,0.08\}"
        r"\ \to\ 10^{-7}\ldots5\times10^{-9}"
    ),
    statements=(
        Statement("with 1.7", number(1e-7, lambda: moment(1.7), ONE_DIGIT)),
        Statement("with 0.08", number(5e-9, lambda: moment(0.08), ONE_DIGIT)),
    ),
    note="the numbers follow from the printed estimate; its coefficients 1.7 and 0.08 are taken as given",
)
