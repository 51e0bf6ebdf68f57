"""Secluded annihilation of dark matter to two dark photons, chi chi~ > Ap Ap, Dirac or complex scalar."""

from sympy import log, pi, sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference
from processes.core.velocity import ENERGY_OR_VELOCITY


def cross_section(sqrt_s, m_chi, m_Ap, alpha_D, is_dirac):
    """Integral over t of the derived |M|^2 with the identical-particle 1/2; at threshold arXiv:0711.4866."""
    s, m2, M2 = sqrt_s**2, m_chi**2, m_Ap**2
    velocities = sqrt(1 - 4 * m2 / s) * sqrt(1 - 4 * M2 / s)
    x = s * velocities
    exchange = log((s - 2 * M2 + x) / (s - 2 * M2 - x)) / (s - 2 * M2)
    double_pole = x / (M2**2 + m2 * (s - 4 * M2))
    if is_dirac:
        single_pole = 4 * M2**2 - 8 * M2 * m2 - 8 * m2**2 + 4 * m2 * s + s**2
        bracket = 2 * single_pole * exchange - 2 * x - 2 * (M2 + 2 * m2) ** 2 * double_pole
    else:
        single_pole = M2**2 - 8 * M2 * m2 + 4 * M2 * s + 16 * m2**2 - 8 * m2 * s
        bracket = 2 * single_pole * exchange + 4 * x + (M2 - 4 * m2) ** 2 * double_pole
    return pi * alpha_D**2 / (s * (s - 4 * m2)) * bracket


PROCESS = Process(
    model="dark_photon",
    reaction="{dm} {dm}~ > Ap Ap",
    parameters=(
        Parameter("m_chi", None, "GeV", "dark matter mass", r"m_\chi"),
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
        *ENERGY_OR_VELOCITY,
    ),
    options={"dm": ("dirac", "scalar")},
    spellings={"dm": {"dirac": "chi", "scalar": "varphi"}},
    symbols={"is_dirac": {"dirac": 1, "scalar": 0}},
    closed_forms={"cross_section": cross_section},
    references=(
        Reference(
            "cross_section",
            {"m_chi": 1.0, "m_Ap": 0.6, "alpha_D": 1.0, "v": 1e-3},
            3.141592653589793e3 * 0.64**1.5 / 0.82**2,
            1e-5,
            "sigma v = pi alpha_D^2 (1 - r)^(3/2)/(m^2 (1 - r/2)^2), r = m_Ap^2/m^2: Pospelov et al., arXiv:0711.4866",
            "GeV^-2",
        ),
    ),
)
