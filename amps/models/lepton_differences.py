"""A vector Z' coupled to a difference of lepton numbers, L = g_Zp Z'_m (J_i^m - J_j^m): l_mu_l_tau and its relatives.

J_l^m = lbar gamma^m l + nubar_l gamma^m P_L nu_l. `MODEL` is L_mu - L_tau; `difference(i, j)` makes any of the three.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from amps.lagrangian import P_L, Field, bar, gamma, indices, parameters
from amps.model import Model
from amps.models import leptons
from amps.models.leptons import NEUTRINOS
from amps.models.qed import LEPTONS
from amps.particle import vector

if TYPE_CHECKING:
    from amps.lagrangian import Expression

(g_Zp,) = parameters("g_Zp")
(m,) = indices("m")

ZPRIME = vector("Zp", mass="m_Zp", latex="Z'", width="Gamma_Zp")
Zp = Field(ZPRIME)


def _current(name: str) -> Expression:
    charged, neutrino = LEPTONS[name], Field(NEUTRINOS[name])
    return bar(charged) * gamma[m] * charged + bar(neutrino) * gamma[m] * P_L * neutrino


@cache
def difference(plus: str, minus: str) -> Model:
    """The model of L_plus - L_minus, each of e, mu, tau."""
    terms = {
        f"Zp_{plus}": g_Zp * Zp[m] * _current(plus),
        f"Zp_{minus}": -g_Zp * Zp[m] * _current(minus),
    }
    orders = {name: {"g_Zp": 1} for name in terms}
    return Model(f"l_{plus}_l_{minus}", (ZPRIME,), terms, orders=orders, extends=(leptons.MODEL,))


MODEL = difference("mu", "tau")
