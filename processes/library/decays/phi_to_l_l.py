"""Decay of a scalar or pseudoscalar to charged leptons, phi > mu- mu+."""

from sympy import pi, sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference

POWERS = {"scalar": 3, "pseudoscalar": 1}


def width(m_phi, y, m_l, threshold_power):
    """y^2 m/(8 pi) beta^3 (scalar, P wave) or beta (pseudoscalar, S wave); PDG 2024, Higgs review."""
    return y**2 * m_phi / (8 * pi) * sqrt(1 - 4 * m_l**2 / m_phi**2) ** threshold_power


PROCESS = Process(
    model="lepton_{mediator}",
    reaction="phi > {lepton}- {lepton}+",
    parameters=(
        Parameter("m_phi", None, "GeV", "mass of the scalar", r"m_\phi"),
        Parameter("y", None, "1", "its coupling", "y"),
    ),
    options={"mediator": ("scalar", "pseudoscalar"), "lepton": ("mu", "e", "tau")},
    symbols={"m_l": "m_{lepton}", "threshold_power": POWERS},
    closed_forms={"width": width},
    references=(
        Reference("width", {"m_phi": 1.0, "y": 1.0, "lepton": "e"}, 0.03978873577, 2e-6, "massless limit y^2 m/(8 pi)"),
    ),
)
