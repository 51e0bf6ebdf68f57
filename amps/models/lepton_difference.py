"""A vector Zp coupled to the difference of two lepton numbers, L_mu - L_tau unless another pair is built.

L = g_Zp Zp_m (J_i^m - J_j^m), J_i = lbar_i g l_i + nubar_i g P_L nu_i; anomaly-free for any pair.
"""

from __future__ import annotations

from amps.lagrangian import P_L, Field, bar, gamma, indices, parameters
from amps.model import Model
from amps.models import leptons
from amps.models.leptons import NEUTRINOS
from amps.models.qed import LEPTONS
from amps.particle import vector

(g_Zp,) = parameters("g_Zp")
(m,) = indices("m")

ZPRIME = vector("Zp", mass="m_Zp", latex="Z'", width="Gamma_Zp")
Zp = Field(ZPRIME)


def build(name: str, plus: str, minus: str) -> Model:
    """The model of L_plus - L_minus, each of e, mu, tau."""
    terms = {}
    for flavour, charge in ((plus, 1), (minus, -1)):
        lepton, neutrino = LEPTONS[flavour], Field(NEUTRINOS[flavour])
        terms[f"Zp_{flavour}"] = charge * g_Zp * Zp[m] * bar(lepton) * gamma[m] * lepton
        terms[f"Zp_nu_{flavour}"] = charge * g_Zp * Zp[m] * bar(neutrino) * gamma[m] * P_L * neutrino
    return Model(name, (ZPRIME,), terms, orders={t: {"g_Zp": 1} for t in terms}, extends=(leptons.MODEL,))


MODEL = build("lepton_difference", "mu", "tau")
