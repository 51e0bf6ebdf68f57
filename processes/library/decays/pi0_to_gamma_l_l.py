"""Dalitz decay of a neutral pseudoscalar meson, pi0 > gamma e- e+, lepton mass kept, without transition form factor."""

from sympy import log, pi, sqrt

from processes.core.constants import TWO_PHOTON_WIDTH
from processes.core.process import Process, Reference


def width(Gamma_gg, alpha, m_l, m_P):
    """Kroll and Wada, Phys. Rev. 98 (1955) 1355, integrated over the pair's mass without approximation."""
    r = 4 * m_l**2 / m_P**2
    beta = sqrt(1 - r)
    collinear = (1 - 9 * r**2 / 8 + r**3 / 8) * log((1 + beta) ** 2 / r)
    return 2 * alpha / (3 * pi) * Gamma_gg * (collinear - beta * (14 - 13 * r - r**2) / 4)


PROCESS = Process(
    model="mesons",
    reaction="{meson} > gamma {lepton}- {lepton}+",
    parameters=(TWO_PHOTON_WIDTH,),
    options={"meson": ("pi0", "eta"), "lepton": ("e", "mu", "tau")},
    symbols={"m_P": "m_{meson}", "m_l": "m_{lepton}"},
    exclude=("Ap",),
    closed_forms={"width": width},
    references=(
        Reference("width", {"Gamma_gg": 1.0}, 0.01185, 1e-3, "Joseph, Nuovo Cim. 16 (1960) 997: ratio at tree level"),
        Reference(
            "width", {"Gamma_gg": 1.0}, 0.01174 / 0.98823, 1.2e-2, "PDG 2024: measured, form factor and loops in it"
        ),
    ),
)
