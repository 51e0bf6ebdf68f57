"""Decay of the heavier state of inelastic dark matter, chi2 > chi1 e- e+, through a dark photon.

chi1 and chi2 are Dirac particles or, with `pseudo_dirac`, Majorana ones.
"""

from processes.core.constants import Parameter
from processes.core.process import Process, Reference

PROCESS = Process(
    model="inelastic_dm{pseudo_dirac}",
    reaction="chi2 > chi1 {lepton}- {lepton}+",
    parameters=(
        Parameter("m_1", None, "GeV", "mass of chi1", "m_1"),
        Parameter("delta", None, "GeV", "mass splitting m_2 - m_1", r"\delta"),
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
    ),
    options={"lepton": ("e", "mu", "tau"), "pseudo_dirac": (False, True)},
    spellings={"pseudo_dirac": {False: "", True: "_majorana"}},
    references=(
        Reference(
            "width",
            {"m_1": 100.0, "delta": 0.01, "m_Ap": 3.0, "eps": 1.0, "alpha_D": 1.0, "m_e": 1e-8},
            4 / 137.035999 * 0.01**5 / (47.12388980384690 * 3.0**4),
            2e-3,
            "4 eps^2 alpha alpha_D delta^5/(15 pi m_Ap^4) for m_e << delta << m_1, arXiv:1508.03050",
        ),
    ),
)
