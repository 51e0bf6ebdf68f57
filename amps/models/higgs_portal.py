"""The Higgs boson h and a singlet scalar S mixed with it: L = -(h + sin_theta S) sum_f (m_f/v) fbar f, f massive."""

from __future__ import annotations

from amps.lagrangian import Expression, Field, bar, parameters
from amps.model import Model
from amps.models import leptons, quarks
from amps.models.qed import LEPTONS
from amps.models.quarks import QUARKS
from amps.models.singlet_scalar import SINGLET
from amps.models.top_loops import HIGGS

sin_theta, v = parameters("sin_theta v")

h, S = Field(HIGGS), Field(SINGLET)
FERMIONS = {**LEPTONS, **{name: Field(quark) for name, quark in QUARKS.items()}}
MASSES = {"e": "m_e", "mu": "m_mu", "tau": "m_tau", **{name: f"m_{name}" for name in QUARKS}}

TERMS: dict[str, Expression] = {}
for _name, _f in FERMIONS.items():
    (_m,) = parameters(MASSES[_name])
    TERMS |= {f"h_{_name}": -_m / v * h * bar(_f) * _f, f"S_{_name}": -sin_theta * _m / v * S * bar(_f) * _f}

ORDERS = {name: {"Higgs": 1, "mixing": int(name.startswith("S_"))} for name in TERMS}

MODEL = Model("higgs_portal", (HIGGS, SINGLET), TERMS, orders=ORDERS, extends=(leptons.MODEL, quarks.MODEL))
