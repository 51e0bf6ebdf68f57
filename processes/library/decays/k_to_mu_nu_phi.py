"""Kaon decay K+ > mu+ nu_mu phi with a scalar radiated off the muon."""

from processes.core.constants import Parameter
from processes.core.process import Process

PROCESS = Process(
    model="muonic_forces",
    reaction="K+ > mu+ nu_mu phi",
    parameters=(
        Parameter("m_phi", None, "GeV", "mass of the scalar", r"m_\phi"),
        Parameter("y", None, "1", "its coupling to the muon", "y"),
    ),
)
