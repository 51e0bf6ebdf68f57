"""A scalar phi coupled to the charged leptons, L = y phi lbar l for e, mu and tau."""

from __future__ import annotations

from amps.lagrangian import Field, bar, parameters
from amps.model import Model
from amps.models import leptons
from amps.models.qed import LEPTONS
from amps.particle import scalar

(y,) = parameters("y")

SCALAR = scalar("phi", "phi", mass="m_phi", latex=r"\phi", width="Gamma_phi")
phi = Field(SCALAR)

TERMS = {f"phi_{name}": y * phi * bar(f) * f for name, f in LEPTONS.items()}

MODEL = Model("lepton_scalar", (SCALAR,), TERMS, orders={name: {"y": 1} for name in TERMS}, extends=(leptons.MODEL,))
