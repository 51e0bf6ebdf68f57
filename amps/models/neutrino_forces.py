"""Weak interactions of neutrinos with charged leptons (`neutral_currents`) beside a Zp coupled to L_i - L_j.

`MODEL` has L_mu - L_tau; `with_difference(i, j)` makes any of the three.
"""

from __future__ import annotations

from functools import cache

from amps.model import Model
from amps.models import neutral_currents
from amps.models.lepton_differences import difference


@cache
def with_difference(plus: str, minus: str) -> Model:
    """Neutral and charged currents with the vector of L_plus - L_minus, each of e, mu, tau."""
    return Model(f"neutrino_forces_{plus}_{minus}", extends=(neutral_currents.MODEL, difference(plus, minus)))


MODEL = with_difference("mu", "tau")
