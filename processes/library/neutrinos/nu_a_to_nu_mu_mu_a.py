"""Neutrino trident, nu_mu nucleus > nu_mu mu- mu+ nucleus, by weak currents and a Zp; coherent, or on its nucleons."""

from processes.core.constants import Parameter
from processes.core.contributions import CONTRIBUTIONS, TARGETS, NuclearProcess
from processes.core.equivalent_photons import EquivalentPhotons
from processes.core.form_factors import form_factor_warnings, nuclear_form_factor, shapes
from processes.core.nuclei import TARGET
from processes.core.nucleons import FERMI_MOMENTUM, dirac_form_factor, pauli_form_factor
from processes.core.process import Reference

MODELS = {0: "nuclear_neutrino_forces", 0.5: "nuclear_neutrino_forces_spin_half"}
ARGON = {"Z": 18, "A": 40, "G_F": 1.16637e-5, "s2w": 0.23119}

PROCESS = NuclearProcess(
    model="{target_spin}",
    reaction="nu_mu {contribution} > nu_mu mu- mu+ {contribution}",
    parameters=(
        Parameter("E_nu", None, "GeV", "neutrino energy, nucleus at rest", r"E_\nu"),
        *TARGET,
        Parameter("m_Zp", 1.0, "GeV", "mass of the vector of L_mu - L_tau", "m_{Z'}"),
        Parameter("g_Zp", 0.0, "1", "its gauge coupling", "g_{Z'}"),
        FERMI_MOMENTUM,
    ),
    options={"form_factor": shapes("fourier_bessel"), "target_spin": (0, 0.5), "contribution": CONTRIBUTIONS},
    spellings={"target_spin": MODELS, "contribution": TARGETS},
    functions={"F": nuclear_form_factor, "F1": dirac_form_factor, "F2": pauli_form_factor},
    validity=form_factor_warnings,
    comparisons={name: {"epa": EquivalentPhotons()} for name in ("epa", "ww")},
    references=tuple(
        Reference("cross_section", {**ARGON, "E_nu": energy}, value, 5e-3, "arXiv:1807.10973, argon table", "fb")
        for energy, value in ((1.0398, 1.61467e-5), (10.8118, 6.55454e-3), (112.421, 0.251853))
    ),
)
