"""Dark-matter bound states and quarks: the dark photon V couples to quarks with eps times their electric charge."""

from __future__ import annotations

from amps.lagrangian import Field, bar, gamma, indices
from amps.model import Model
from amps.models import dark_onium
from amps.models.dark_onium import eps, v
from amps.models.qed import e
from amps.models.quarks import CHARGES, QUARKS

(m,) = indices("m")

TERMS = {
    f"mixing_{name}": -eps * e * CHARGES[name].numerator / CHARGES[name].denominator * v[m] * bar(q) * gamma[m] * q
    for name, q in ((name, Field(quark)) for name, quark in QUARKS.items())
}

MODEL = Model(
    "dark_onium_quarks",
    tuple(QUARKS.values()),
    TERMS,
    orders={name: {"QED": 1, "eps": 1} for name in TERMS},
    extends=(dark_onium.MODEL,),
)
