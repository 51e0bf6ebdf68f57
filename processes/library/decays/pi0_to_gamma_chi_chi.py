"""Decay pi0 > gamma chi chi~ through a dark photon, on or off its mass shell; chi Dirac, complex scalar or Majorana."""

from processes.core.constants import TWO_PHOTON_WIDTH, Parameter
from processes.core.process import Process, Reference

PROCESS = Process(
    model="mesons",
    reaction="{meson} > gamma {dm}",
    parameters=(
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
        Parameter("m_chi", None, "GeV", "dark matter mass", r"m_\chi"),
        TWO_PHOTON_WIDTH,
    ),
    options={"meson": ("pi0", "eta"), "dm": ("dirac", "scalar", "majorana")},
    spellings={"dm": {"dirac": "chi chi~", "scalar": "varphi varphi~", "majorana": "chiM chiM"}},
    references=(
        Reference(
            "width",
            {"m_Ap": 1e-6, "eps": 1.0, "alpha_D": 1 / 137.035999, "m_chi": 0.00051099895, "Gamma_gg": 1.0},
            0.01185,
            2e-3,
            "a massless dark photon with eps^2 alpha_D = alpha makes this the Dalitz decay: Nuovo Cim. 16 (1960) 997",
        ),
    ),
)
