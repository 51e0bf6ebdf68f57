"""Dark bremsstrahlung on a nucleus, e- nucleus > e- nucleus Ap (also mu-; axial vector, scalar, pseudoscalar).

The lepton couples by eps e to every mediator: vector, axial (g^m g5), scalar (1) or pseudoscalar (i g5). The nucleus
radiates the vector alone, and only with target_emission=True.
"""

from processes.core.constants import Parameter
from processes.core.equivalent_photons import EquivalentPhotons
from processes.core.form_factors import form_factor_warnings, nuclear_form_factor, shapes
from processes.core.nuclei import TARGET
from processes.core.process import Process, Reference

TARGET_EMISSION = {False: "", True: "_target"}
TARGET_SPIN = {0: "", 0.5: "_spin_half"}
EMITTED = {"vector": "Ap", "axial": "Zp", "scalar": "S", "pseudoscalar": "a"}
LEAD = {"E_beam": 20.0, "Z": 82, "A": 207, "M_A": 207 * 0.93149410, "eps": 1e-4}
CALIBRATION = {
    ("tsai", 0.0167): 3180.00,
    ("tsai", 0.1): 62.092,
    ("tsai", 1.0): 0.019871,
    ("tsai_elastic", 0.0167): 3138.84,
    ("tsai_elastic", 0.1): 61.193,
    ("tsai_elastic", 1.0): 0.017942,
}

PROCESS = Process(
    model="nuclear_emission{target_emission}{target_spin}",
    reaction="{lepton}- nucleus > {lepton}- nucleus {mediator}",
    parameters=(
        Parameter("E_beam", None, "GeV", "total energy of the lepton, nucleus at rest", "E_0"),
        *TARGET,
        Parameter("m_Ap", None, "GeV", "mass of the emitted boson", "m_{A'}"),
        Parameter("eps", None, "1", "its coupling to the lepton over e", r"\epsilon"),
    ),
    options={
        "lepton": ("e", "mu"),
        "mediator": tuple(EMITTED),
        "form_factor": shapes("tsai"),
        "target_spin": (0, 0.5),
        "target_emission": (False, True),
    },
    spellings={"mediator": EMITTED, "target_emission": TARGET_EMISSION, "target_spin": TARGET_SPIN},
    functions={"F": nuclear_form_factor},
    validity=form_factor_warnings,
    order={"eps": 1},
    comparisons={"ww": {"ww": EquivalentPhotons(radiated=5), "iww": EquivalentPhotons(radiated=5, is_improved=True)}},
    references=tuple(
        Reference("cross_section", {**LEAD, "form_factor": shape, "m_Ap": mass}, value, 3e-3, "exact tree, scalar lead")
        for (shape, mass), value in CALIBRATION.items()
    ),
)
