"""Kaon decay K+ > mu+ nu_mu phi with a scalar radiated off the muon."""

from processes.core.constants import Parameter
from processes.core.process import Process, Reference

PROCESS = Process(
    model="muonic_forces",
    reaction="K+ > mu+ nu_mu phi",
    parameters=(
        Parameter("m_phi", None, "GeV", "mass of the scalar", r"m_\phi"),
        Parameter("y", None, "1", "its coupling to the muon", "y"),
    ),
    references=(
        Reference(
            "width",
            {"m_phi": 0.1, "y": 1e-3},
            6.8736436e-25,
            1e-6,
            "the one diagram squared by hand with Dirac's equation, integrated over the mass of the muon and phi",
        ),
    ),
)
