"""A neutral scalar S coupled to a charged scalar H and a charged vector X: what lets it decay to two photons.

L = g_S S H- H+ + g_S S X-_m X+^m beside `charged_mediators`, g_S in GeV; for the W boson of the Standard Model and its
Higgs boson g_S = 2 m_W^2/v.
"""

from __future__ import annotations

from amps.lagrangian import Field, conj, indices, parameters
from amps.model import Model
from amps.models import charged_mediators
from amps.models.charged_mediators import H, X
from amps.models.singlet_scalar import SINGLET

(g_S,) = parameters("g_S")
(m,) = indices("m")
S = Field(SINGLET)

TERMS = {"S_H": g_S * S * conj(H) * H, "S_X": g_S * S * conj(X[m]) * X[m]}

MODEL = Model(
    "charged_portal",
    (SINGLET,),
    TERMS,
    orders={name: {"portal": 1} for name in TERMS},
    extends=(charged_mediators.MODEL,),
)
