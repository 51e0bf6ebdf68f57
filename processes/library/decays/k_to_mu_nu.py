"""Leptonic decay of a charged pseudoscalar meson, K+ > mu+ nu_mu and its kin."""

from sympy import pi

from processes.core.process import Process, Reference

NAMES = {"pi": "pi+", "K": "K+", "D": "D+", "Ds": "D_s+", "B": "B+"}
MIXING = {"pi": "V_ud", "K": "V_us", "D": "V_cd", "Ds": "V_cs", "B": "V_ub"}


def width(G_F, f_P, V, m_P, m_l):
    """PDG 2024, review of leptonic decays of charged pseudoscalar mesons."""
    return G_F**2 * f_P**2 * V**2 * m_l**2 * m_P / (8 * pi) * (1 - m_l**2 / m_P**2) ** 2


PROCESS = Process(
    model="fermi",
    reaction="{meson} > {lepton}+ nu_{lepton}",
    options={"meson": ("K", "pi", "D", "Ds", "B"), "lepton": ("mu", "e", "tau")},
    spellings={"meson": NAMES},
    symbols={"f_P": "f_{meson}", "m_P": "m_{meson}", "m_l": "m_{lepton}", "V": MIXING},
    closed_forms={"width": width},
    references=(
        Reference(
            "width", {}, 5.3167e-17 * 0.6356, 2e-2, "hbar / 1.2380e-8 s times Br 0.6356, PDG 2024; f_K and V_us to 1 %"
        ),
    ),
)
