"""Annihilation of dark matter to charged leptons through a dark photon, varphi varphi~ > e- e+ and chi chi~ > e- e+.

Complex scalars, Dirac fermions (vector coupling) or Majorana fermions (axial coupling), both masses kept.
"""

from sympy import pi, sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference
from processes.core.velocity import ENERGY_OR_VELOCITY

PAIRS = {"scalar": "varphi varphi~", "dirac": "chi chi~", "majorana": "chiM chiM"}


def cross_section(sqrt_s, m_chi, m_Ap, Gamma_Ap, eps, alpha_D, alpha, m_l, is_dirac):
    """Crossing of Peskin and Schroeder (1995), eq. (5.13) and problem 9.1: scalar and axial pairs in P wave."""
    s = sqrt_s**2
    beta = sqrt(1 - 4 * m_chi**2 / s)
    leptons = sqrt(1 - 4 * m_l**2 / s) * (1 + 2 * m_l**2 / s)
    pair = (1 + 2 * m_chi**2 / s) / beta if is_dirac else beta
    return 4 * pi / 3 * alpha * alpha_D * eps**2 * s / ((s - m_Ap**2) ** 2 + (m_Ap * Gamma_Ap) ** 2) * leptons * pair


PROCESS = Process(
    model="dark_photon",
    reaction="{dm} > {lepton}- {lepton}+",
    parameters=(
        Parameter("m_chi", None, "GeV", "dark matter mass", r"m_\chi"),
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
        *ENERGY_OR_VELOCITY,
    ),
    options={"dm": ("scalar", "dirac", "majorana"), "lepton": ("e", "mu", "tau")},
    spellings={"dm": PAIRS},
    symbols={"m_l": "m_{lepton}", "is_dirac": {"scalar": 0, "dirac": 1, "majorana": 0}},
    closed_forms={"cross_section": cross_section},
    references=(
        Reference(
            "cross_section",
            {"m_chi": 0.1, "m_Ap": 0.3, "eps": 1.0, "alpha_D": 1.0, "v": 1e-3},
            8.377580409572781 / 137.035999 * 0.01 * 1e-3 / (0.09 - 0.04) ** 2,
            1e-4,
            "sigma = 8 pi alpha alpha_D eps^2 m_chi^2 v/(3 (m_Ap^2 - 4 m_chi^2)^2): Boehm and Fayet, hep-ph/0305261",
            "GeV^-2",
        ),
    ),
)
