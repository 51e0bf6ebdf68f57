"""ALP production e- e+ > gamma a through a virtual photon; the ALP couples to photons only."""

from sympy import sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference


def cross_section(sqrt_s, m_a, g_agg, alpha, m_e):
    """Dolan et al., arXiv:1709.00009, with the electron mass restored (its current is conserved)."""
    s = sqrt_s**2
    electrons = (1 + 2 * m_e**2 / s) / sqrt(1 - 4 * m_e**2 / s)
    return alpha * g_agg**2 / 24 * electrons * (1 - m_a**2 / s) ** 3


PROCESS = Process(
    model="alp",
    reaction="e- e+ > gamma a",
    parameters=(
        Parameter("sqrt_s", None, "GeV", "centre-of-mass energy", r"\sqrt{s}"),
        Parameter("m_a", None, "GeV", "ALP mass", "m_a"),
        Parameter("g_agg", None, "GeV^-1", "coupling to photons", r"g_{a\gamma\gamma}"),
    ),
    order={"y": 0},
    closed_forms={"cross_section": cross_section},
    references=(
        Reference(
            "cross_section",
            {"sqrt_s": 10.0, "m_a": 1e-3, "g_agg": 1.0},
            1 / (24 * 137.035999),
            1e-6,
            "alpha g^2/24 for s >> m_a^2",
            "GeV^-2",
        ),
    ),
)
