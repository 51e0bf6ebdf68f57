"""Muon pair production e- e+ > mu- mu+ through a virtual photon, both masses kept."""

from sympy import pi, sqrt

from processes.core.process import Process, Reference


def cross_section(sqrt_s, alpha, m_e, m_mu):
    """Peskin and Schroeder (1995), eq. (5.13), with the electron mass restored by crossing symmetry."""
    s = sqrt_s**2
    velocities = sqrt(1 - 4 * m_mu**2 / s) / sqrt(1 - 4 * m_e**2 / s)
    return 4 * pi * alpha**2 / (3 * s) * velocities * (1 + 2 * m_mu**2 / s) * (1 + 2 * m_e**2 / s)


PROCESS = Process(
    model="qed",
    reaction="e- e+ > mu- mu+",
    closed_forms={"cross_section": cross_section},
    references=(
        Reference(
            "cross_section",
            {"sqrt_s": 10.0},
            868.57,
            1e-4,
            "4 pi alpha^2/(3 s) = 86.85 nb GeV^2/s, PDG 2024",
        ),
    ),
)
