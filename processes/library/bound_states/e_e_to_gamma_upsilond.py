"""Production of the spin-1 dark-matter bound state, e- e+ > gamma Upsilon_D; electron mass kept (collinear logarithms).

Upsilon_D mixes with V and so with the photon: it is produced like a dark photon of mass 2 m_chi with the mixing
eps kappa_D, kappa_D = sqrt(alpha_D/(2 m_chi^3)) R0/(1 - m_V^2/4 m_chi^2).
"""

from sympy import sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference
from processes.library.colliders.e_e_to_gamma_aprime import cross_section as to_dark_photon


def kappa_D(m_chi, m_V, alpha_D, R0):
    """Kinetic mixing of Upsilon_D with V."""
    return sqrt(alpha_D / (2 * m_chi**3)) * R0 / (1 - m_V**2 / (4 * m_chi**2))


def mixing(m_chi, m_V, eps, alpha_D, R0):
    """Square of the kinetic mixing of Upsilon_D with the photon."""
    return eps**2 * kappa_D(m_chi, m_V, alpha_D, R0) ** 2


def cross_section(sqrt_s, m_chi, m_V, eps, alpha_D, R0, alpha, m_e):
    """That of a dark photon with the mass and mixing of the bound state."""
    return mixing(m_chi, m_V, eps, alpha_D, R0) * to_dark_photon(sqrt_s, 2 * m_chi, 1, alpha, m_e)


PROCESS = Process(
    model="dark_onium",
    reaction="e- e+ > gamma Upsilon_D",
    parameters=(
        Parameter("sqrt_s", None, "GeV", "centre-of-mass energy", r"\sqrt{s}"),
        Parameter("m_chi", None, "GeV", "mass of the constituents, half that of the bound state", r"m_\chi"),
        Parameter("m_V", None, "GeV", "dark photon mass", "m_V"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
    ),
    closed_forms={"cross_section": cross_section, "mixing": mixing, "kappa_D": kappa_D},
    references=(
        Reference(
            "cross_section",
            {"sqrt_s": 10.0, "m_chi": 0.01, "m_V": 1e-4, "eps": 1.0, "alpha_D": 0.1, "R0": 1e-3 * 20**0.5},
            48890.7053 * 0.01 * 100,
            1e-4,
            "kappa_D^2 times twice 2 pi alpha^2/s (ln(s/m^2) - 1), two distinguishable photons",
        ),
    ),
)
