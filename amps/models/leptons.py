"""Neutrinos, shared by the models that hold them: massless, left-handed, one helicity each."""

from __future__ import annotations

from amps.model import Model
from amps.models import qed
from amps.particle import fermion

NU_E = fermion("nu_e", pdg=12, latex=r"\nu_e", chiral=True, numbers={"L_e": 1})
NU_MU = fermion("nu_mu", pdg=14, latex=r"\nu_\mu", chiral=True, numbers={"L_mu": 1})
NU_TAU = fermion("nu_tau", pdg=16, latex=r"\nu_\tau", chiral=True, numbers={"L_tau": 1})
NEUTRINOS = {"e": NU_E, "mu": NU_MU, "tau": NU_TAU}

MODEL = Model(name="leptons", particles=(NU_E, NU_MU, NU_TAU), extends=(qed.MODEL,))
