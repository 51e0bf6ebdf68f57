"""A pseudoscalar phi coupled to the charged leptons, L = i y phi lbar g5 l for e, mu and tau."""

from __future__ import annotations

import sympy

from amps.lagrangian import Field, bar, gamma5, parameters
from amps.model import Model
from amps.models import leptons
from amps.models.lepton_scalar import SCALAR
from amps.models.qed import LEPTONS

(y,) = parameters("y")

phi = Field(SCALAR)

TERMS = {f"phi_{name}": sympy.I * y * phi * bar(f) * gamma5 * f for name, f in LEPTONS.items()}

MODEL = Model(
    "lepton_pseudoscalar", (SCALAR,), TERMS, orders={name: {"y": 1} for name in TERMS}, extends=(leptons.MODEL,)
)
