"""Scalar to two photons through one lepton loop, S > gamma gamma.

|F|^2 m_S^3/(64 pi) with F derived from L = y S lbar l and M = (k1.k2 g - k2 k1) F. Far below the lepton's threshold
F = 2 alpha y/(3 pi m), the low-energy theorem. A. Djouadi, arXiv:hep-ph/0503172, section 2.3.
"""

from processes.core.constants import Parameter
from processes.core.loop_process import LoopProcess
from processes.core.process import Reference
from processes.core.two_photons import lepton_triangle

PROCESS = LoopProcess(
    model="singlet_scalar",
    reaction="S > gamma gamma",
    derive=lepton_triangle("S"),
    parameters=(
        Parameter("m_S", None, "GeV", "mass of the scalar", "m_S"),
        Parameter("y", None, "1", "its coupling to the lepton", "y"),
    ),
    options={"lepton": ("mu", "e", "tau")},
    references=(
        Reference(
            "width",
            {"m_S": 1e-4, "y": 1.0, "alpha": 0.0072973525693},
            1.0683430e-18,
            1e-6,
            "|2 alpha y/(3 pi m_mu)|^2 m_S^3/(64 pi), low-energy theorem",
        ),
    ),
    sources=("arXiv:hep-ph/0503172",),
)
