"""Decay of a vector to charged leptons, V > mu- mu+, with vector and axial couplings."""

from sympy import pi, sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference


def width(m_V, g_V, g_A, m_l):
    """PDG 2024, kinematics and electroweak reviews: vector and axial parts fall as beta (3 - beta^2)/2 and beta^3."""
    r = m_l**2 / m_V**2
    return m_V / (12 * pi) * sqrt(1 - 4 * r) * (g_V**2 * (1 + 2 * r) + g_A**2 * (1 - 4 * r))


PROCESS = Process(
    model="lepton_vector",
    reaction="V > {lepton}- {lepton}+",
    parameters=(
        Parameter("m_V", None, "GeV", "mass of the vector", "m_V"),
        Parameter("g_V", None, "1", "its vector coupling", "g_V"),
        Parameter("g_A", 0.0, "1", "its axial coupling", "g_A"),
    ),
    options={"lepton": ("mu", "e", "tau")},
    symbols={"m_l": "m_{lepton}"},
    closed_forms={"width": width},
    references=(
        Reference(
            "width", {"m_V": 1.0, "g_V": 1e-3, "lepton": "e"}, 1e-6 / 37.69911184, 1e-9, "massless limit g^2 m/(12 pi)"
        ),
    ),
)
