"""Quantum electrodynamics of the charged leptons: L = -e Q_f A_mu fbar gamma^mu f."""

from __future__ import annotations

import sympy

from amps.lagrangian import Field, bar, gamma, indices, parameters
from amps.model import Model
from amps.particle import fermion, vector

e, alpha = parameters("e alpha")
(mu,) = indices("mu")

ELECTRON = fermion("e-", mass="m_e", charge=-1, pdg=11, latex="e^-", numbers={"L_e": 1})
MUON = fermion("mu-", mass="m_mu", charge=-1, pdg=13, latex=r"\mu^-", numbers={"L_mu": 1})
TAU = fermion("tau-", mass="m_tau", charge=-1, pdg=15, latex=r"\tau^-", numbers={"L_tau": 1})
PHOTON = vector("gamma", pdg=22, latex=r"\gamma")

A = Field(PHOTON)
LEPTONS = {"e": Field(ELECTRON), "mu": Field(MUON), "tau": Field(TAU)}

MODEL = Model(
    name="qed",
    particles=(ELECTRON, MUON, TAU, PHOTON),
    terms={f"qed_{name}": e * A[mu] * bar(f) * gamma[mu] * f for name, f in LEPTONS.items()},
    definitions={e: sympy.sqrt(4 * sympy.pi * alpha)},
    orders={f"qed_{name}": {"QED": 1} for name in LEPTONS},
)
