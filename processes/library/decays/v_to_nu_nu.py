"""Decay of a vector to one flavour of left-handed neutrinos, V > nu_mu nu_mu~."""

from sympy import pi

from processes.core.constants import Parameter
from processes.core.process import Process, Reference


def width(m_V, g_V, q_nu):
    """Half the massless Dirac width, one helicity being absent; massless limit of the PDG 2024 kinematics review."""
    return (g_V * q_nu) ** 2 * m_V / (24 * pi)


PROCESS = Process(
    model="lepton_vector",
    reaction="V > nu_{lepton} nu_{lepton}~",
    parameters=(
        Parameter("m_V", None, "GeV", "mass of the vector", "m_V"),
        Parameter("g_V", None, "1", "its coupling", "g_V"),
        Parameter("q_nu", 1.0, "1", "neutrino charge", r"q_\nu"),
    ),
    options={"lepton": ("mu", "e", "tau")},
    closed_forms={"width": width},
    references=(
        Reference("width", {"m_V": 1.0, "g_V": 1.0}, 0.013262911924, 1e-9, "alpha_V m_V/6 with alpha_V = 1/(4 pi)"),
    ),
)
