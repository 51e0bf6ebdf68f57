"""Dark photon decay to a charged-lepton pair, Ap > e- e+."""

from sympy import sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference


def width(m_Ap, eps, alpha, m_l):
    """arXiv:0906.0580, eq. (7)."""
    r = m_l**2 / m_Ap**2
    return alpha * eps**2 * m_Ap / 3 * sqrt(1 - 4 * r) * (1 + 2 * r)


PROCESS = Process(
    model="dark_photon",
    reaction="Ap > {lepton}- {lepton}+",
    parameters=(
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
    ),
    options={"lepton": ("e", "mu", "tau")},
    symbols={"m_l": "m_{lepton}"},
    closed_forms={"width": width},
    references=(
        Reference("width", {"m_Ap": 0.025, "eps": 1.0}, 3.24491e-12, 1e-5, "c tau for e+ e- alone at eps = 1", "m"),
    ),
)
