"""Decay of a neutral pseudoscalar meson to a photon and a dark photon, pi0 > gamma Ap."""

from processes.core.constants import TWO_PHOTON_WIDTH, Parameter
from processes.core.process import Process, Reference


def width(Gamma_gg, eps, m_Ap, m_P):
    """Batell, Pospelov and Ritz, arXiv:0906.5614."""
    return 2 * eps**2 * Gamma_gg * (1 - m_Ap**2 / m_P**2) ** 3


PROCESS = Process(
    model="mesons",
    reaction="{meson} > gamma Ap",
    parameters=(
        Parameter("m_Ap", None, "GeV", "dark photon mass", "m_{A'}"),
        Parameter("eps", None, "1", "kinetic mixing", r"\epsilon"),
        TWO_PHOTON_WIDTH,
    ),
    options={"meson": ("pi0", "eta")},
    symbols={"m_P": "m_{meson}"},
    closed_forms={"width": width},
    references=(
        Reference(
            "width", {"m_Ap": 0.0001349768, "eps": 1.0, "Gamma_gg": 1.0}, 2.0, 4e-6, "a second, distinguishable photon"
        ),
    ),
)
