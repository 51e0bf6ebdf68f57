"""Leptonic decay of a charged pseudoscalar meson, K+ > mu+ nu_mu and its kin; `neutrino="massive"` is K+ > mu+ N."""

from sympy import pi, sqrt

from amps.kinematics import kallen_of_masses
from processes.core.process import Process, Reference

NAMES = {"pi": "pi+", "K": "K+", "D": "D+", "Ds": "D_s+", "B": "B+"}
MIXING = {"pi": "V_ud", "K": "V_us", "D": "V_cd", "Ds": "V_cs", "B": "V_ub"}


def width(G_F, f_P, V, U, m_P, m_l, m_N):
    """PDG 2024, review of leptonic decays; with a massive N of mixing U: R. E. Shrock, Phys. Rev. D 24 (1981) 1232."""
    common = G_F**2 * f_P**2 * (V * U) ** 2 / (8 * pi)
    if m_N == 0:
        return common * m_l**2 * m_P * (1 - m_l**2 / m_P**2) ** 2
    momentum = sqrt(kallen_of_masses(m_P, m_l, m_N)) / 2
    return common * 2 * momentum / m_P**3 * (m_P**2 * (m_l**2 + m_N**2) - (m_l**2 - m_N**2) ** 2)


PROCESS = Process(
    model="hnl",
    reaction="{meson} > {lepton}+ {neutrino}",
    options={
        "meson": ("K", "pi", "D", "Ds", "B"),
        "lepton": ("mu", "e", "tau"),
        "neutrino": ("massless", "massive"),
    },
    spellings={"meson": NAMES, "neutrino": {"massless": "nu_{lepton}", "massive": "N"}},
    symbols={
        "f_P": "f_{meson}",
        "m_P": "m_{meson}",
        "m_l": "m_{lepton}",
        "V": MIXING,
        "m_N": {"massless": 0, "massive": "m_N"},
        "U": {"massless": 1, "massive": "U_{lepton}"},
    },
    closed_forms={"width": width},
    references=(
        Reference(
            "width", {}, 5.3167e-17 * 0.6356, 2e-2, "hbar / 1.2380e-8 s times Br 0.6356, PDG 2024; f_K and V_us to 1 %"
        ),
    ),
)
