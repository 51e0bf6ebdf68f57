"""Dark trident: a dark photon radiated by dark matter on a nucleus, chi nucleus > chi nucleus Ap."""

from amps.phase_space.scatter3 import bremsstrahlung
from processes.core.constants import Parameter
from processes.core.form_factors import form_factor_warnings, nuclear_form_factor, shapes
from processes.core.nuclei import TARGET
from processes.core.process import Process

NAMES = {"dirac": "chi", "scalar": "varphi", "majorana": "chiM"}
MODELS = {0: "nuclei", 0.5: "nuclei_spin_half"}

PROCESS = Process(
    model="{target_spin}",
    reaction="{dm} nucleus > {dm} nucleus Ap",
    parameters=(
        Parameter("E_chi", None, "GeV", "total energy of the dark matter, nucleus at rest", r"E_\chi"),
        *TARGET,
        Parameter("m_chi", None, "GeV", "dark matter mass", r"m_\chi"),
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
    ),
    options={
        "dm": tuple(NAMES),
        "form_factor": shapes("helm"),
        "target_spin": (0, 0.5),
        "target_emission": (False, True),
    },
    spellings={"dm": NAMES, "target_spin": MODELS, "target_emission": {False: "1", True: "2"}},
    functions={"F": nuclear_form_factor},
    validity=form_factor_warnings,
    order={"eps": "{target_emission}"},
    phase_space=bremsstrahlung(recoil=4, continued=3, emitted=5),
    sources=("arXiv:1809.06388",),
)
