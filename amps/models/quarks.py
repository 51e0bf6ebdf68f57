"""Quarks: L = -e Q qbar (A + eps A') q - g_s G^a qbar T^a q, without the self-coupling of the gluon."""

from __future__ import annotations

from fractions import Fraction

from amps.lagrangian import Expression, Field, bar, gamma, indices, parameters
from amps.model import Model
from amps.models import dark_photon
from amps.models.dark_photon import Ap, eps
from amps.models.qed import A, e
from amps.particle import fermion, vector

(g_s,) = parameters("g_s")
(m,) = indices("m")

UP, DOWN = Fraction(2, 3), Fraction(-1, 3)
CHARGES = {"d": DOWN, "u": UP, "s": DOWN, "c": UP, "b": DOWN, "t": UP}

QUARKS = {
    name: fermion(name, mass=f"m_{name}", charge=charge, pdg=k + 1, latex=name, colour=3)
    for k, (name, charge) in enumerate(CHARGES.items())
}
GLUON = vector("g", pdg=21, latex="g", colour=8)
G = Field(GLUON)

TERMS: dict[str, Expression] = {}
ORDERS: dict[str, dict[str, int]] = {}
for _name, _quark in QUARKS.items():
    q = Field(_quark)
    _current = bar(q) * gamma[m] * q
    _charge = e * CHARGES[_name].numerator / CHARGES[_name].denominator
    TERMS |= {f"qed_{_name}": -_charge * A[m] * _current, f"mixing_{_name}": -eps * _charge * Ap[m] * _current}
    TERMS |= {f"qcd_{_name}": -g_s * G[m] * _current}
    ORDERS |= {f"qed_{_name}": {"QED": 1}, f"mixing_{_name}": {"QED": 1, "eps": 1}, f"qcd_{_name}": {"QCD": 1}}

MODEL = Model("quarks", (*QUARKS.values(), GLUON), TERMS, orders=ORDERS, extends=(dark_photon.MODEL,))
