"""Elastic scattering of light dark matter on a nucleus, chi nucleus > chi nucleus, by dark photon exchange."""

from sympy import pi

from processes.core.constants import Parameter
from processes.core.form_factors import form_factor_warnings, nuclear_form_factor, shapes
from processes.core.nuclei import TARGET
from processes.core.process import Process, Reference

NAMES = {"dirac": "chi", "scalar": "varphi", "majorana": "chiM"}
CURRENTS = {"dirac": 1, "scalar": 0, "majorana": -1}
MODELS = {0: "nuclei", 0.5: "nuclei_spin_half"}
AT = {"Z": 18, "A": 40, "m_chi": 0.01, "m_Ap": 0.1, "eps": 1e-3, "alpha_D": 0.1}


def recoil_spectrum(E_chi, T, Z, M_A, m_chi, m_Ap, eps, alpha_D, alpha, F, current, is_spin_half):
    """One-boson exchange; complex scalar chi: arXiv:1107.4580. `current` is 1 (vector), 0 (scalar) or -1 (axial)."""
    E, M, m2 = E_chi, M_A, m_chi**2
    if current == 0:
        bracket = 2 * M * E * (E - T) - m2 * T if is_spin_half else M * (2 * E - T) ** 2 / 2
    elif is_spin_half:
        bracket = M * (E**2 + (E - T) ** 2) - T * (M**2 + current * m2) - (1 - current) * M * m2
    else:
        bracket = M * (2 * E * (E - T) - M * T) - (1 - current) * (2 * M + T) * m2 / 2
    return 4 * pi * alpha * alpha_D * (eps * Z * F) ** 2 * bracket / ((E**2 - m2) * (m_Ap**2 + 2 * M * T) ** 2)


PROCESS = Process(
    model="{target_spin}",
    reaction="{dm} nucleus > {dm} nucleus",
    parameters=(
        Parameter("E_chi", None, "GeV", "total energy of the dark matter, nucleus at rest", r"E_\chi"),
        *TARGET,
        Parameter("m_chi", None, "GeV", "dark matter mass", r"m_\chi"),
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
    ),
    options={"dm": tuple(NAMES), "form_factor": shapes("helm"), "target_spin": (0, 0.5)},
    spellings={"dm": NAMES, "target_spin": MODELS},
    symbols={"current": CURRENTS, "is_spin_half": {0: 0, 0.5: 1}},
    functions={"F": nuclear_form_factor},
    closed_forms={"dsigma/dT": recoil_spectrum},
    validity=form_factor_warnings,
    references=(
        Reference(
            "cross_section",
            {"E_chi": 0.01 * (1 + 5e-7), **AT},
            4625.0885,
            1e-5,
            "16 pi alpha alpha_D eps^2 mu^2 Z^2/m_Ap^4 in the non-relativistic limit, arXiv:1107.4580",
        ),
    ),
)
