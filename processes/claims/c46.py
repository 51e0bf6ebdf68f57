"""The share of dark photons that decay in FASER."""

from __future__ import annotations

from processes.claims.claim import Claim, Statement
from processes.claims.judging import ONE_DIGIT, number

DISTANCE, LENGTH = 480.0, 1.5
EPS, MASS = 3e-5, 0.025


def probability(energy: float) -> float:
    """Of a dark photon of this energy (GeV) along the axis, from the derived width."""
    from math import exp, sqrt

    from processes.core.unstable import particle

    proper = float(
        particle("Ap", model="dark_photon").partial_widths(m_Ap=MASS, eps=EPS, alpha_D=0.0, m_chi=1.0)["e- e+"].to("m")
    )
    decay_length = proper * sqrt(energy**2 - MASS**2) / MASS
    return exp(-DISTANCE / decay_length) - exp(-(DISTANCE + LENGTH) / decay_length)


def largest_probability() -> float:
    """At the most favourable energy."""
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(lambda energy: -probability(energy), bounds=(100.0, 7000.0), method="bounded")
    return -float(found.fun)


CLAIM = Claim(
    title="dark photons that decay in FASER",
    source="T4 (FASER)",
    printed=r"10^{-3}\ \text{of 25 MeV dark photons with}\ \epsilon=3\times10^{-5}\ \text{decay in the volume}",
    statements=(
        Statement("at the most favourable energy", number(1e-3, largest_probability, ONE_DIGIT)),
        Statement("at 2 TeV", number(1e-3, lambda: probability(2000.0), ONE_DIGIT)),
    ),
    note="the energy is not printed: between 1.7 TeV and the beam's 7 TeV it is 0.8e-3 to 1.15e-3, at 1 TeV 3.7e-4",
)
