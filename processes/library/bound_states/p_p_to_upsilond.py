"""Production of the spin-1 dark-matter bound state by protons on a nucleus at rest, p p > Upsilon_D, per nucleus.

Quark and antiquark fuse through V mixing; with kappa_D^2 = alpha_D R0^2/(2 m_chi^3) and m_V << m_chi the cross section
per nucleon is 4 pi^2 alpha eps^2 kappa_D^2/(3 s) Sum_q Q_q^2 Int dx/x [q(x) qbar(tau/x) + qbar(x) q(tau/x)], where 1/3
is the colour average and tau = 4 m_chi^2/s.
"""

from processes.core.constants import Parameter
from processes.core.parton_fusion import PartonFusion
from processes.core.process import Reference

PROCESS = PartonFusion(
    model="dark_onium_quarks",
    reaction="p p > Upsilon_D",
    partonic="{quark} {quark}~ > Upsilon_D",
    parameters=(
        Parameter("E_beam", None, "GeV", "total energy of the proton, target at rest", "E"),
        Parameter("m_chi", None, "GeV", "mass of the constituents, half that of the bound state", r"m_\chi"),
        Parameter("m_V", None, "GeV", "dark photon mass", "m_V"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
        Parameter("Z", 1.0, "1", "protons of the target nucleus", "Z"),
        Parameter("A", 1.0, "1", "nucleons of the target nucleus", "A"),
    ),
    references=(
        Reference(
            "cross_section",
            {"E_beam": 400.0, "m_chi": 2.0, "m_V": 0.3, "alpha_D": 0.5, "eps": 1e-3, "R0": 0.5},
            2.087360e-03,
            1e-6,
            "4 pi^2 alpha eps^2 kappa_D^2/(3 s) times the parton luminosity, summed by the trapezium rule",
        ),
    ),
    sources=("An et al., Phys. Rev. Lett. 116 (2016) 151801", "Glueck, Reya, Vogt, Z. Phys. C67 (1995) 433"),
)
