"""Kaon decay K+ > mu+ nu_mu V with a vector V radiated off the muon and, with charge q_nu, off the neutrino."""

from processes.core.constants import Parameter
from processes.core.process import Process, Reference

PROCESS = Process(
    model="muonic_forces",
    reaction="K+ > mu+ nu_mu V",
    parameters=(
        Parameter("m_V", None, "GeV", "mass of the vector", "m_V"),
        Parameter("g_V", None, "1", "its coupling to the muon", "g_V"),
        Parameter("q_nu", 1.0, "1", "neutrino charge: 1 for L_mu, 0 for muons only", r"q_\nu"),
    ),
    references=(
        Reference(
            "width",
            {"m_V": 1e-4, "g_V": 1e-3, "q_nu": 0.0},
            4.8323596e-18,
            1e-3,
            "growth as 1/m_V^2 for q_nu = 0: the longitudinal V is a massless scalar with the vertex K mu nu times "
            "g_V/m_V, its three-body width integrated by hand over the mass of muon and neutrino",
        ),
    ),
)
