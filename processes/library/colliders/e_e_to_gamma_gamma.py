"""Annihilation to two photons e- e+ > gamma gamma, electron mass kept; identical-particle factor 1/2 in the rate."""

from sympy import log, pi, sqrt

from processes.core.process import Process, Reference


def cross_section(sqrt_s, alpha, m_e):
    """Berestetskii, Lifshitz and Pitaevskii (1982), in tau = s/m^2."""
    tau = sqrt_s**2 / m_e**2
    root = sqrt(tau * (tau - 4))
    bracket = (tau**2 + 4 * tau - 8) * log((sqrt(tau) + sqrt(tau - 4)) / (sqrt(tau) - sqrt(tau - 4))) - (tau + 4) * root
    return 2 * pi * alpha**2 / m_e**2 / (tau**2 * (tau - 4)) * bracket


PROCESS = Process(
    model="qed",
    reaction="e- e+ > gamma gamma",
    closed_forms={"cross_section": cross_section},
    references=(
        Reference(
            "cross_section",
            {"sqrt_s": 10.0},
            24445.35,
            1e-6,
            "2 pi alpha^2/s (ln(s/m^2) - 1) for s >> m^2",
        ),
    ),
)
