"""Production of the spin-0 dark-matter bound state, e- e+ > eta_D V; electron mass kept."""

from sympy import pi, sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference


def cross_section(sqrt_s, m_chi, m_V, eps, alpha_D, R0, alpha, m_e):
    """The integral of `angular` at m_e = 0 with the (1 + 2 m_e^2/s)/beta_e of any vector exchange in the s channel."""
    r = m_e**2 / sqrt_s**2
    return _size(sqrt_s, m_chi, m_V, eps, alpha_D, R0, alpha) * (1 + 2 * r) / sqrt(1 - 4 * r) * 8 / 3


def angular(sqrt_s, m_chi, m_V, eps, alpha_D, R0, alpha, cos_theta):
    """dsigma/dcos(theta) for m_e << sqrt(s)."""
    return _size(sqrt_s, m_chi, m_V, eps, alpha_D, R0, alpha) * (1 + cos_theta**2)


def _size(sqrt_s, m_chi, m_V, eps, alpha_D, R0, alpha):
    s = sqrt_s**2
    p = sqrt((s - (2 * m_chi + m_V) ** 2) * (s - (2 * m_chi - m_V) ** 2)) / (2 * sqrt_s)
    propagators = (s - m_V**2) ** 2 * (s - 4 * m_chi**2 + m_V**2) ** 2
    return 16 * pi * alpha * alpha_D**2 * eps**2 * R0**2 * p**3 * sqrt_s / (m_chi * propagators)


PROCESS = Process(
    model="dark_onium",
    reaction="e- e+ > eta_D V",
    parameters=(
        Parameter("sqrt_s", None, "GeV", "centre-of-mass energy", r"\sqrt{s}"),
        Parameter("m_chi", None, "GeV", "mass of the constituents, half that of the bound state", r"m_\chi"),
        Parameter("m_V", None, "GeV", "dark photon mass", "m_V"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
    ),
    closed_forms={"cross_section": cross_section, "angular": angular},
    references=(
        Reference(
            "cross_section",
            {"sqrt_s": 1e3, "m_chi": 1.0, "m_V": 1e-3, "eps": 1.0, "alpha_D": 0.1, "R0": 0.2},
            # (8/3) 16 pi alpha alpha_D^2 R0^2/(8 m s^2)
            8 / 3 * 2 * 3.14159265359 / 137.035999 * 0.01 * 0.04 / 1e12 * 3.893793722e8,
            2e-5,
            "s much larger than all masses: 16 pi alpha eps^2 alpha_D^2 R0^2/(3 m_chi s^2)",
        ),
    ),
)
