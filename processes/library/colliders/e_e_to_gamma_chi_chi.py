"""Mono-photon events e- e+ > gamma chi chi~ through a dark photon, electron mass kept.

The total cross section diverges for soft photons: give cuts, e.g. cuts="E_gamma > 0.5 and abs(cos_gamma) < 0.9".
"""

from processes.core.constants import Parameter
from processes.core.process import Process, Reference

PROCESS = Process(
    model="dark_photon",
    reaction="e- e+ > gamma {dm}",
    parameters=(
        Parameter("sqrt_s", None, "GeV", "centre-of-mass energy", r"\sqrt{s}"),
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
        Parameter("m_chi", None, "GeV", "dark matter mass", r"m_\chi"),
    ),
    options={"dm": ("dirac", "scalar", "majorana")},
    spellings={"dm": {"dirac": "chi chi~", "scalar": "varphi varphi~", "majorana": "chiM chiM"}},
    references=(
        Reference(
            "cross_section",
            {
                **{"sqrt_s": 10.0, "m_Ap": 3.0, "eps": 1e-4, "alpha_D": 1e-5, "m_chi": 0.3},
                "cuts": "E_gamma > 0.5 and abs(cos_gamma) < 0.9",
            },
            6365.1893e-8,
            1e-3,
            "narrow Ap: e- e+ > gamma Ap of massless electrons within the angle, Essig et al., arXiv:0903.3941",
        ),
    ),
)
