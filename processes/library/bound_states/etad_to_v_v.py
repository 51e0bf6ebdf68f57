"""Decay of the spin-0 dark-matter bound state, eta_D > V V."""

from sympy import sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference


def width(m_chi, m_V, alpha_D, R0):
    """alpha_D^2 R0^2/m_chi^2 (1 - x^2)^(3/2)/(1 - x^2/2)^2, x = m_V/m_chi: the two vectors are in a P wave."""
    x2 = m_V**2 / m_chi**2
    return alpha_D**2 * R0**2 / m_chi**2 * sqrt(1 - x2) ** 3 / (1 - x2 / 2) ** 2


PROCESS = Process(
    model="dark_onium",
    reaction="eta_D > V V",
    parameters=(
        Parameter("m_chi", None, "GeV", "mass of the constituents, half that of the bound state", r"m_\chi"),
        Parameter("m_V", None, "GeV", "dark photon mass", "m_V"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
    ),
    closed_forms={"width": width},
    references=(
        Reference(
            "width",
            {"m_chi": 1.0, "m_V": 1e-4, "alpha_D": 0.1, "R0": 0.2},
            4e-4,
            1e-7,
            "massless vectors: alpha^2 R0^2/m^2 (Wheeler 1946 for positronium)",
        ),
        Reference(
            "width",
            {"m_chi": 0.51099895e-3, "m_V": 0.0, "alpha_D": 1 / 137.035999},
            8.0325e9 * 6.582119569e-25,
            5e-6,
            "parapositronium at tree level, 8.0325e9 /s; R0 from the Coulomb potential",
        ),
    ),
)
