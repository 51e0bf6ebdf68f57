"""Muonic forces: a vector V (muons, and their neutrino with charge q_nu) and a scalar phi, beside Fermi theory.

L = g_V V_m (mubar g^m mu + q_nu nubar_mu g^m P_L nu_mu) + y phi mubar mu.
"""

from __future__ import annotations

from amps.lagrangian import P_L, Field, bar, gamma, indices, parameters
from amps.model import Model
from amps.models import fermi
from amps.models.leptons import NU_MU
from amps.models.qed import LEPTONS
from amps.particle import scalar, vector

g_V, q_nu, y = parameters("g_V q_nu y")
(m,) = indices("m")

VECTOR = vector("V", mass="m_V", latex="V", width="Gamma_V")
SCALAR = scalar("phi", "phi", mass="m_phi", latex=r"\phi", width="Gamma_phi")
V, phi, mu, nu = Field(VECTOR), Field(SCALAR), LEPTONS["mu"], Field(NU_MU)

MODEL = Model(
    name="muonic_forces",
    particles=(VECTOR, SCALAR),
    terms={
        "V_mu": g_V * V[m] * bar(mu) * gamma[m] * mu,
        "V_nu": g_V * q_nu * V[m] * bar(nu) * gamma[m] * P_L * nu,
        "phi_mu": y * phi * bar(mu) * mu,
    },
    orders={"V_mu": {"g_V": 1}, "V_nu": {"g_V": 1}, "phi_mu": {"y": 1}},
    extends=(fermi.MODEL,),
)
