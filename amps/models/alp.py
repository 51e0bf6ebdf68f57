"""An axion-like particle: L = -(g_agg/4) a F_{mn} Ftilde^{mn} + i y a lbar g5 l for the charged leptons."""

from __future__ import annotations

import sympy

from amps.lagrangian import F, Fdual, Field, bar, gamma5, indices, parameters
from amps.model import Model
from amps.models import leptons
from amps.models.qed import LEPTONS, A
from amps.particle import scalar

g_agg, y = parameters("g_agg y")
m, n = indices("m n")

ALP = scalar("a", "a", mass="m_a", latex="a", width="Gamma_a")
a = Field(ALP)

TERMS = {"alp_photons": -g_agg / 4 * a * F(A, m, n) * Fdual(A, m, n)}
TERMS |= {f"alp_{name}": sympy.I * y * a * bar(f) * gamma5 * f for name, f in LEPTONS.items()}
ORDERS = {name: {"g_agg": 1} if name == "alp_photons" else {"y": 1} for name in TERMS}

MODEL = Model("alp", (ALP,), TERMS, orders=ORDERS, extends=(leptons.MODEL,))
