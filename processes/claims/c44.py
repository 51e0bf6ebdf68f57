"""The heaviest dark antibaryon that a B0 can decay to."""

from __future__ import annotations

from processes.claims.claim import Claim, Statement
from processes.claims.judging import number


def largest_mass() -> float:
    """m_B0 - m_Lambda in GeV, PDG."""
    from hepunits import GeV
    from particle import Particle

    heavy, light = (float(Particle.from_pdgid(pdg).mass or 0.0) for pdg in (511, 3122))
    return (heavy - light) / float(GeV)


CLAIM = Claim(
    title="kinematic limit of B0 -> Lambda psi",
    source="T4",
    printed=r"m_\psi<m_{B^0}-m_\Lambda\approx4.16\,\mathrm{GeV}",
    statements=(Statement("m_B0 - m_Lambda in GeV", number(4.16, largest_mass, 0.0013)),),
)
