"""Radiative decay of a heavy neutrino by its transition dipole, N > nu_mu gamma."""

from sympy import pi

from processes.core.constants import Parameter
from processes.core.process import Process, Reference


def width(m_N, mu_tr):
    """Gamma = mu_tr^2 m_N^3/(16 pi) for L = (mu_tr/2) Nbar sigma nu_L F + h.c.; arXiv:1803.03262 with d = mu_tr/2."""
    return mu_tr**2 * m_N**3 / (16 * pi)


PROCESS = Process(
    model="dipole",
    reaction="N > nu_mu gamma",
    parameters=(
        Parameter("m_N", None, "GeV", "heavy neutrino mass", "m_N"),
        Parameter("mu_tr", None, "GeV^-1", "transition dipole moment", r"\mu_{tr}"),
    ),
    closed_forms={"width": width},
    references=(Reference("width", {"m_N": 0.05, "mu_tr": 1e-6}, 2.48679599e-18, 1e-8, "mu^2 m^3/(16 pi)"),),
)
