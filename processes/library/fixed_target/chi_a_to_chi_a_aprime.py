"""Dark trident: a dark photon radiated by dark matter on a nucleus, chi nucleus > chi nucleus Ap."""

from processes.core.constants import Parameter
from processes.core.form_factors import form_factor_warnings, nuclear_form_factor, shapes
from processes.core.nuclei import TARGET
from processes.core.process import Process, Reference

NAMES = {"dirac": "chi", "scalar": "varphi", "majorana": "chiM"}
MODELS = {0: "nuclei", 0.5: "nuclei_spin_half"}
AT = {"E_chi": 1.0, "Z": 18, "A": 40, "m_chi": 0.01, "m_Ap": 0.05, "eps": 1e-3, "alpha_D": 0.1}
BY_HAND = "Dirac matrices, or currents of scalars, integrated over laboratory energies and angles"

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
    sources=("arXiv:1809.06388",),
    references=(
        Reference("cross_section", AT, 4190.3, 3e-3, BY_HAND),
        Reference("cross_section", {**AT, "dm": "scalar"}, 2697.9, 3e-3, BY_HAND),
    ),
)
