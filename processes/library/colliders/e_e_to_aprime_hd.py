"""Dark Higgsstrahlung e- e+ > Ap hD through a virtual dark photon, electron mass kept."""

from sympy import pi, sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference


def cross_section(sqrt_s, m_Ap, m_hD, eps, alpha_D, alpha, m_e):
    """Batell, Pospelov and Ritz, arXiv:0903.0363, with the electron mass restored (its current is conserved)."""
    s = sqrt_s**2
    kallen = (1 - (m_Ap + m_hD) ** 2 / s) * (1 - (m_Ap - m_hD) ** 2 / s)
    electrons = (1 + 2 * m_e**2 / s) / sqrt(1 - 4 * m_e**2 / s)
    higgsstrahlung = sqrt(kallen) * (kallen + 12 * m_Ap**2 / s) / (1 - m_Ap**2 / s) ** 2
    return pi * alpha * alpha_D * eps**2 / (3 * s) * electrons * higgsstrahlung


PROCESS = Process(
    model="dark_higgs",
    reaction="e- e+ > Ap hD",
    parameters=(
        Parameter("sqrt_s", None, "GeV", "centre-of-mass energy", r"\sqrt{s}"),
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("m_hD", None, "GeV", "dark Higgs mass", "m_{h_D}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
    ),
    closed_forms={"cross_section": cross_section},
    references=(
        Reference(
            "cross_section",
            {"sqrt_s": 10.0, "m_Ap": 1e-3, "m_hD": 1e-3, "eps": 1.0, "alpha_D": 1 / 137.035999},
            868.57 / 4,
            1e-4,
            "for s >> m^2 a pair of charged scalars, a quarter of 4 pi alpha^2/(3 s); PDG 2024 eq. (51.3)",
        ),
    ),
)
