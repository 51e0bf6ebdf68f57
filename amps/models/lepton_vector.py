"""A vector V with vector and axial couplings to the leptons.

L = V_m sum_l [ lbar g^m (g_V + g_A g5) l + q_nu g_V nubar_l g^m P_L nu_l ], the sum over e, mu, tau.
"""

from __future__ import annotations

from amps.lagrangian import P_L, Field, bar, gamma, gamma5, indices, parameters
from amps.model import Model
from amps.models import leptons
from amps.models.leptons import NEUTRINOS
from amps.models.qed import LEPTONS
from amps.particle import vector

g_V, g_A, q_nu = parameters("g_V g_A q_nu")
(m,) = indices("m")

VECTOR = vector("V", mass="m_V", latex="V", width="Gamma_V")
V = Field(VECTOR)

TERMS = {f"V_{name}": V[m] * bar(f) * gamma[m] * (g_V + g_A * gamma5) * f for name, f in LEPTONS.items()}
TERMS |= {
    f"V_nu_{name}": g_V * q_nu * V[m] * bar(Field(p)) * gamma[m] * P_L * Field(p) for name, p in NEUTRINOS.items()
}

MODEL = Model("lepton_vector", (VECTOR,), TERMS, orders={name: {"g_V": 1} for name in TERMS}, extends=(leptons.MODEL,))
