"""Low-energy weak interactions of a neutrino with a charged lepton of its own or another flavour.

L = -(G_F/sqrt2) sum_{a b} [nubar_a g^m (1-g5) nu_a] [lbar_b g_m (C_V - C_A g5) l_b], with C_V = -1/2 + 2 s2w and
C_A = -1/2 from Z exchange; for a = b W exchange, after a Fierz transformation, adds 1 to both.
"""

from __future__ import annotations

import sympy

from amps.lagrangian import Field, bar, gamma, gamma5, indices, parameters
from amps.model import Model
from amps.models import leptons
from amps.models.leptons import NEUTRINOS
from amps.models.qed import LEPTONS

G_F, s2w = parameters("G_F s2w")
(m,) = indices("m")

TERMS = {}
for _a, _neutrino in NEUTRINOS.items():
    for _b, _lepton in LEPTONS.items():
        _charged = int(_a == _b)
        _C_V, _C_A = 2 * s2w + _charged - sympy.Rational(1, 2), _charged - sympy.Rational(1, 2)
        _nu = Field(_neutrino)
        _current = bar(_lepton) * gamma[m] * (_C_V - _C_A * gamma5) * _lepton
        TERMS[f"weak_{_a}_{_b}"] = -G_F / sympy.sqrt(2) * bar(_nu) * gamma[m] * (1 - gamma5) * _nu * _current

MODEL = Model(
    "neutral_currents",
    (),
    TERMS,
    orders={name: {"Fermi": 1} for name in TERMS},
    extends=(leptons.MODEL,),
    first_order=("Fermi",),
)
