"""Emission of a light boson by a charged lepton near a nucleus of spin 0.

L = eps e lbar X l with X the dark photon Ap (vector), an axial vector Zp (g^m g5), a scalar S or a pseudoscalar
a (i g5), all of mass m_Ap; nothing but the photon couples to the nucleus here (`nuclear_emission_target` adds Ap).
"""

from __future__ import annotations

import sympy

from amps.lagrangian import Field, bar, gamma, gamma5, indices
from amps.model import Model
from amps.models import nuclei, qed
from amps.models.dark_photon import APRIME, Ap, eps
from amps.models.qed import LEPTONS, e
from amps.particle import scalar, vector

(m,) = indices("m")

AXIAL = vector("Zp", mass="m_Ap", latex="Z'")
SCALAR = scalar("S", "S", mass="m_Ap", latex="S")
PSEUDOSCALAR = scalar("a", "a", mass="m_Ap", latex="a")

TERMS = {}
for _name, _l in LEPTONS.items():
    TERMS[f"vector_{_name}"] = eps * e * Ap[m] * bar(_l) * gamma[m] * _l
    TERMS[f"axial_{_name}"] = eps * e * Field(AXIAL)[m] * bar(_l) * gamma[m] * gamma5 * _l
    TERMS[f"scalar_{_name}"] = eps * e * Field(SCALAR) * bar(_l) * _l
    TERMS[f"pseudoscalar_{_name}"] = sympy.I * eps * e * Field(PSEUDOSCALAR) * bar(_l) * gamma5 * _l

EMISSION = Model(
    "emission",
    (APRIME, AXIAL, SCALAR, PSEUDOSCALAR),
    TERMS,
    orders={name: {"eps": 1, "QED": 1} for name in TERMS},
    extends=(qed.MODEL,),
)
MODEL = nuclei.with_nucleus("nuclear_emission", EMISSION, dark=False)
