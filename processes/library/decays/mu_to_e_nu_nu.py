"""Muon decay mu- > e- nu_e~ nu_mu at tree level, electron mass kept."""

from sympy import log, pi

from processes.core.process import Process, Reference


def width(G_F, m_mu, m_e):
    """PDG 2024, electroweak review; without radiative corrections."""
    x = m_e**2 / m_mu**2
    return G_F**2 * m_mu**5 / (192 * pi**3) * (1 - 8 * x + 8 * x**3 - x**4 - 12 * x**2 * log(x))


PROCESS = Process(
    model="fermi",
    reaction="mu- > e- nu_e~ nu_mu",
    closed_forms={"width": width},
    references=(
        Reference("width", {}, 2.1969811e-6, 5e-3, "muon lifetime, PDG 2024; radiative corrections are -0.42 %", "s"),
    ),
)
