"""A scalar singlet S coupled to the charged leptons, L = y S lbar l for e, mu and tau."""

from __future__ import annotations

from amps.lagrangian import Field, bar, parameters
from amps.model import Model
from amps.models import leptons
from amps.models.qed import LEPTONS
from amps.particle import scalar

(y,) = parameters("y")

SINGLET = scalar("S", "S", mass="m_S", latex="S", width="Gamma_S")
S = Field(SINGLET)

TERMS = {f"S_{name}": y * S * bar(f) * f for name, f in LEPTONS.items()}

MODEL = Model("singlet_scalar", (SINGLET,), TERMS, orders={n: {"y": 1} for n in TERMS}, extends=(leptons.MODEL,))
