"""Radiation of a Zp of L_mu - L_tau off muons, e- e+ > mu- mu+ Zp."""

from processes.core.constants import Parameter
from processes.core.process import Process, Reference

PROCESS = Process(
    model="lepton_differences",
    reaction="e- e+ > mu- mu+ Zp",
    parameters=(
        Parameter("sqrt_s", None, "GeV", "centre-of-mass energy", r"\sqrt{s}"),
        Parameter("m_Zp", None, "GeV", "mass of the Zp", "m_{Z'}"),
        Parameter("g_Zp", None, "1", "its coupling", "g_{Z'}"),
    ),
    references=(
        Reference(
            "cross_section",
            {"sqrt_s": 1000.0, "m_Zp": 100.0, "g_Zp": 1.0},
            0.01045458087,
            1e-3,
            "massive vector off massless muons, Beneke and Braun, hep-ph/9411229; tests integrate the spectrum",
        ),
    ),
)
