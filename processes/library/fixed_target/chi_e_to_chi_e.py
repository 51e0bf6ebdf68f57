"""Elastic scattering of light dark matter on an electron at rest, chi e- > chi e-, by dark photon exchange."""

from sympy import pi

from processes.core.constants import Parameter
from processes.core.process import Process, Reference

NAMES = {"dirac": "chi", "scalar": "varphi", "majorana": "chiM"}
CURRENTS = {"dirac": 1, "scalar": 0, "majorana": -1}


def recoil_spectrum(E_chi, T, m_e, m_chi, m_Ap, eps, alpha_D, alpha, current):
    """T = E_e - m_e. Complex scalar (`current` 0): arXiv:1107.4580; vector (1), axial (-1): crossed e+ e- > mu+ mu-."""
    E, M, m2 = E_chi, m_e, m_chi**2
    scalar = 2 * M * E * (E - T) - m2 * T
    fermion = M * (E**2 + (E - T) ** 2) - T * (M**2 + current * m2) - (1 - current) * M * m2
    bracket = fermion if current else scalar
    return 4 * pi * alpha * alpha_D * eps**2 * bracket / ((E**2 - m2) * (m_Ap**2 + 2 * M * T) ** 2)


PROCESS = Process(
    model="dark_photon",
    reaction="{dm} e- > {dm} e-",
    parameters=(
        Parameter("E_chi", None, "GeV", "total energy of the dark matter, electron at rest", r"E_\chi"),
        Parameter("m_chi", None, "GeV", "dark matter mass", r"m_\chi"),
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
    ),
    options={"dm": tuple(NAMES)},
    spellings={"dm": NAMES},
    symbols={"current": CURRENTS},
    closed_forms={"dsigma/dT": recoil_spectrum},
    references=(
        Reference(
            "cross_section",
            {"E_chi": 0.01 * (1 + 5e-7), "m_chi": 0.01, "m_Ap": 0.1, "eps": 1e-3, "alpha_D": 0.1},
            0.033756713,
            1e-5,
            "16 pi alpha alpha_D eps^2 mu^2/m_Ap^4 in the non-relativistic limit, arXiv:1107.4580",
        ),
    ),
)
