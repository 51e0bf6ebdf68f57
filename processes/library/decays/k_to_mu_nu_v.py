"""Kaon decay K+ > mu+ nu_mu V with a vector V radiated off the muon and, with charge q_nu, off the neutrino."""

from processes.core.constants import Parameter
from processes.core.process import Process

PROCESS = Process(
    model="muonic_forces",
    reaction="K+ > mu+ nu_mu V",
    parameters=(
        Parameter("m_V", None, "GeV", "mass of the vector", "m_V"),
        Parameter("g_V", None, "1", "its coupling to the muon", "g_V"),
        Parameter("q_nu", 1.0, "1", "neutrino charge: 1 for L_mu, 0 for muons only", r"q_\nu"),
    ),
)
