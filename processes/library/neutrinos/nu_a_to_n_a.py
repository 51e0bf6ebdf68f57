"""Dipole upscattering of a neutrino on a nucleus, nu_mu nucleus > N nucleus, by photon exchange.

A left-handed beam makes a Dirac and a Majorana N at the same rate.
"""

from processes.core.constants import Parameter
from processes.core.form_factors import form_factor_warnings, nuclear_form_factor, shapes
from processes.core.nuclei import TARGET
from processes.core.process import Process, Reference

HEAVY = {False: "nuclear_dipole", True: "nuclear_dipole_majorana"}
TARGET_SPIN = {0: "", 0.5: "_spin_half"}


def recoil_spectrum(E_nu, T, Z, M_A, m_N, mu_tr, alpha, F, is_spin_half):
    """arXiv:1803.03262, appendix; for spin 0 and m_N -> 0 the bracket is (1 - T/(2E))^2/T."""
    E, M, m2 = E_nu, M_A, m_N**2
    if is_spin_half:
        bracket = (
            1 / T - 1 / E + m2 / (4 * M * E**2) * (1 - (M + 2 * E) / T) + m2**2 / (8 * M**2 * E**2 * T) * (1 - M / T)
        )
    else:
        bracket = 1 / T - 1 / E + T / (4 * E**2) + m2 / (8 * M * E**2) * (1 - 2 * (M + 2 * E) / T)
        bracket -= m2**2 / (8 * M * E**2 * T**2)
    return alpha * mu_tr**2 * (Z * F) ** 2 * bracket


PROCESS = Process(
    model="{majorana}{target_spin}",
    reaction="nu_mu nucleus > N nucleus",
    parameters=(
        Parameter("E_nu", None, "GeV", "neutrino energy, nucleus at rest", r"E_\nu"),
        Parameter("m_N", None, "GeV", "heavy neutrino mass", "m_N"),
        Parameter("mu_tr", None, "GeV^-1", "transition dipole moment", r"\mu_{tr}"),
        *TARGET,
    ),
    options={"form_factor": shapes("helm"), "target_spin": (0, 0.5), "majorana": (False, True)},
    spellings={"target_spin": TARGET_SPIN, "majorana": HEAVY},
    symbols={"is_spin_half": {0: 0, 0.5: 1}},
    functions={"F": nuclear_form_factor},
    closed_forms={"dsigma/dT": recoil_spectrum},
    validity=form_factor_warnings,
    references=(
        Reference(
            "cross_section",
            {"E_nu": 1.0, "m_N": 0.05, "mu_tr": 1e-6, "Z": 18, "A": 40, "form_factor": "point"},
            0.0125589161,
            1e-6,
            "point nucleus: dsigma/dT integrated by hand between the kinematic limits",
        ),
    ),
)
