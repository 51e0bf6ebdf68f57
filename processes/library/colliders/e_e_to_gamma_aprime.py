"""Dark photon production e- e+ > gamma Ap, electron mass kept (collinear logarithms)."""

from sympy import log, pi, sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference


def cross_section(sqrt_s, m_Ap, eps, alpha, m_e):
    """Integral over t of the derived |M|^2; for m_Ap -> 0 twice eps^2 the two-photon annihilation cross section."""
    s, M2, m2 = sqrt_s**2, m_Ap**2, m_e**2
    beta = sqrt(1 - 4 * m2 / s)
    collinear = (s**2 + M2**2 + 4 * m2 * (s - M2 - 2 * m2)) * log((1 + beta) ** 2 * s / (4 * m2))
    bracket = (collinear - 2 * s * (M2 + 2 * m2) * beta) / (s - M2) - (s - M2) * beta
    return 4 * pi * alpha**2 * eps**2 / (s**2 * beta**2) * bracket


PROCESS = Process(
    model="dark_photon",
    reaction="e- e+ > gamma Ap",
    parameters=(
        Parameter("sqrt_s", None, "GeV", "centre-of-mass energy", r"\sqrt{s}"),
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
    ),
    closed_forms={"cross_section": cross_section},
    references=(
        Reference(
            "cross_section",
            {"sqrt_s": 10.0, "m_Ap": 1e-4, "eps": 1.0},
            48890.7053,
            1e-6,
            "twice 2 pi alpha^2/s (ln(s/m^2) - 1), the two-photon rate with distinguishable photons",
        ),
    ),
)
