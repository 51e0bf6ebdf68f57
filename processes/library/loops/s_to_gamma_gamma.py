"""Scalar to two photons through one loop of a lepton, a charged scalar or a charged vector, S > gamma gamma.

|F|^2 m_S^3/(64 pi) with F derived from L = y S lbar l, g_S S H- H+ or g_S S X-_m X+^m and M = (k1.k2 g - k2 k1) F. Far
below threshold the low-energy theorem gives F = 2 alpha y/(3 pi m), alpha g_S/(12 pi m^2) and 7 alpha g_S/(4 pi m^2).
A. Djouadi, arXiv:hep-ph/0503172, section 2.3.
"""

from processes.core.constants import Parameter
from processes.core.loop_process import LoopProcess
from processes.core.process import Reference
from processes.core.two_photons import charged_triangle

PROCESS = LoopProcess(
    model="{loop}",
    reaction="S > gamma gamma",
    derive=charged_triangle("S"),
    parameters=(
        Parameter("m_S", None, "GeV", "mass of the scalar", "m_S"),
        Parameter("y", None, "1", "its coupling to the lepton", "y"),
        Parameter("m_phi", None, "GeV", "mass of the charged scalar in the loop", r"m_\phi"),
        Parameter("m_V", None, "GeV", "mass of the charged vector in the loop", "m_V"),
        Parameter("g_S", None, "GeV", "coupling of S to the charged scalar or vector", "g_S"),
    ),
    options={"lepton": ("mu", "e", "tau"), "loop": ("lepton", "scalar", "vector")},
    spellings={"loop": {"lepton": "singlet_scalar", "scalar": "charged_portal", "vector": "charged_portal"}},
    references=(
        Reference(
            "width",
            {"m_S": 1e-4, "y": 1.0, "alpha": 0.0072973525693},
            1.0683430e-18,
            1e-6,
            "|2 alpha y/(3 pi m_mu)|^2 m_S^3/(64 pi), low-energy theorem",
        ),
        Reference(
            "width",
            {"loop": "scalar", "m_S": 1e-3, "m_phi": 1.0, "g_S": 1.0, "alpha": 0.0072973525693},
            (0.0072973525693 / (12 * 3.14159265359)) ** 2 * 1e-9 / (64 * 3.14159265359),
            1e-6,
            "|alpha g_S/(12 pi m_phi^2)|^2 m_S^3/(64 pi), low-energy theorem",
        ),
        Reference(
            "width",
            {"loop": "vector", "m_S": 1e-3, "m_V": 1.0, "g_S": 1.0, "alpha": 0.0072973525693},
            (7 * 0.0072973525693 / (4 * 3.14159265359)) ** 2 * 1e-9 / (64 * 3.14159265359),
            1e-6,
            "|7 alpha g_S/(4 pi m_V^2)|^2 m_S^3/(64 pi), low-energy theorem",
        ),
    ),
    sources=("arXiv:hep-ph/0503172",),
)
