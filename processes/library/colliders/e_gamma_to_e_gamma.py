"""Compton scattering e- gamma > e- gamma; in the electron's rest frame the Klein-Nishina formula."""

from sympy import log, pi

from processes.core.process import Process, Reference


def cross_section(sqrt_s, alpha, m_e):
    """Berestetskii, Lifshitz and Pitaevskii (1982), in x = (s - m^2)/m^2."""
    x = sqrt_s**2 / m_e**2 - 1
    bracket = (1 - 4 / x - 8 / x**2) * log(1 + x) + 1 / 2 + 8 / x - 1 / (2 * (1 + x) ** 2)
    return 2 * pi * alpha**2 / (m_e**2 * x) * bracket


PROCESS = Process(
    model="qed",
    reaction="e- gamma > e- gamma",
    closed_forms={"cross_section": cross_section},
    references=(
        Reference(
            "cross_section",
            {"sqrt_s": 0.00051099895 * 1.0001},
            0.665245873,
            5e-4,
            "Thomson cross section, CODATA 2018; Klein-Nishina is lower by 2 omega/m",
            "b",
        ),
    ),
)
