"""Neutrino scattering on an electron at rest, nu_mu e- > nu_mu e-, by weak currents and a light Zp of L_e - L_mu."""

from sympy import Rational, pi, sqrt

from amps.models.neutrino_forces import with_difference
from processes.core.constants import Parameter
from processes.core.process import Process, Reference

CHARGES = {"mu": -1, "e": 1}


def recoil_spectrum(E_nu, T, m_e, G_F, s2w, m_Zp, g_Zp, charge):
    """G. 't Hooft, Phys. Lett. B 37 (1971) 195; a Zp adds charges g^2/(sqrt2 G_F (m_Zp^2 - t)) to g_V."""
    own = (1 + charge) / 2
    g_V = 2 * s2w - Rational(1, 2) + own + charge * g_Zp**2 / (sqrt(2) * G_F * (m_Zp**2 + 2 * m_e * T))
    g_A = own - Rational(1, 2)
    left, right = (g_V + g_A) / 2, (g_V - g_A) / 2
    bracket = left**2 + right**2 * (1 - T / E_nu) ** 2 - left * right * m_e * T / E_nu**2
    return 2 * G_F**2 * m_e / pi * bracket


PROCESS = Process(
    model=with_difference("e", "mu"),
    reaction="nu_{neutrino} e- > nu_{neutrino} e-",
    parameters=(
        Parameter("E_nu", None, "GeV", "neutrino energy, electron at rest", r"E_\nu"),
        Parameter("m_Zp", 1.0, "GeV", "mass of the vector", "m_{Z'}"),
        Parameter("g_Zp", 0.0, "1", "its gauge coupling", "g_{Z'}"),
    ),
    options={"neutrino": ("mu", "e")},
    symbols={"charge": CHARGES},
    closed_forms={"dsigma/dT": recoil_spectrum},
    references=(
        Reference(
            "cross_section",
            {"E_nu": 1.0, "m_Zp": 0.02, "g_Zp": 0.0},
            1.5521672e-6,
            1e-3,
            "G_F^2 m_e E/(2 pi) [(g_V + g_A)^2 + (g_V - g_A)^2/3] for E >> m_e, PDG 2024, electroweak review",
        ),
    ),
)
