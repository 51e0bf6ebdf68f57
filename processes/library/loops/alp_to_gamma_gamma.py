"""Axion-like particle to two photons through one lepton loop, a > gamma gamma.

|F|^2 m_a^3/(64 pi) with F derived from L = i y a lbar gamma5 l and M = eps(mu, nu, k1, k2) F; an a F Ftilde coupling
g_agg would add to F. Far below the lepton's threshold F = alpha y/(pi m), the anomaly. M. Bauer et al.,
arXiv:1708.00443.
"""

from processes.core.constants import Parameter
from processes.core.loop_process import LoopProcess
from processes.core.process import Reference
from processes.core.two_photons import charged_triangle

PROCESS = LoopProcess(
    model="alp",
    reaction="a > gamma gamma",
    derive=charged_triangle("a"),
    parameters=(
        Parameter("m_a", None, "GeV", "mass of the pseudoscalar", "m_a"),
        Parameter("y", None, "1", "its coupling to the lepton", "y"),
    ),
    options={"lepton": ("mu", "e", "tau")},
    references=(
        Reference(
            "width",
            {"m_a": 1e-4, "y": 1.0, "alpha": 0.0072973525693},
            2.4037717e-18,
            1e-6,
            "|alpha y/(pi m_mu)|^2 m_a^3/(64 pi), the anomaly",
        ),
    ),
    sources=("arXiv:1708.00443",),
)
