"""Invisible dark photon decay Ap > chi chi~ to Dirac, complex scalar or Majorana dark matter."""

from sympy import sqrt

from processes.core.constants import Parameter
from processes.core.process import Process, Reference

PAIRS = {"dirac": "chi chi~", "scalar": "varphi varphi~", "majorana": "chiM chiM"}


def width(m_Ap, alpha_D, m_chi, states):
    """Dirac: alpha_D m (1 + 2r) beta/3; P wave of `states` (1 scalar, 2 Majorana): alpha_D m beta^3 states/12."""
    r = m_chi**2 / m_Ap**2
    beta = sqrt(1 - 4 * r)
    return alpha_D * m_Ap / 3 * beta * (1 + 2 * r if states == 4 else beta**2 * states / 4)


PROCESS = Process(
    model="dark_photon",
    reaction="Ap > {dm}",
    parameters=(
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("alpha_D", None, "1", "dark fine-structure constant", r"\alpha_D"),
        Parameter("m_chi", None, "GeV", "dark matter mass", r"m_\chi"),
    ),
    options={"dm": ("dirac", "scalar", "majorana")},
    spellings={"dm": PAIRS},
    symbols={"states": {"dirac": 4, "scalar": 1, "majorana": 2}},
    closed_forms={"width": width},
    references=(
        Reference("width", {"m_Ap": 3.0, "alpha_D": 0.5, "m_chi": 0.0}, 0.5, 1e-12, "alpha_D m_Ap/3 for massless chi"),
    ),
)
