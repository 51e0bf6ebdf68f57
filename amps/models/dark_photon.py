"""A dark photon A' kinetically mixed with the photon, and dark matter charged under it.

L = -eps e Q_f A'_m fbar g^m f - g_D A'_m chibar g^m chi - g_D A'^m i(varphi* d_m varphi - varphi d_m varphi*)
    + g_D^2 A'^2 |varphi|^2 - (g_D/2) A'_m chiMbar g^m g5 chiM, with chi a Dirac fermion, varphi a complex scalar and
    chiM a Majorana fermion, which has no vector current, all of mass m_chi: alternatives.
"""

from __future__ import annotations

import sympy

from amps.lagrangian import Field, bar, conj, d, gamma, gamma5, indices, parameters
from amps.model import Model
from amps.models import leptons
from amps.models.qed import LEPTONS, e
from amps.particle import fermion, scalar, vector

eps, g_D, alpha_D = parameters("eps g_D alpha_D")
(m,) = indices("m")

APRIME = vector("Ap", mass="m_Ap", latex="A'", width="Gamma_Ap")
CHI = fermion("chi", mass="m_chi", latex=r"\chi", numbers={"dark": 1})
MAJORANA = fermion("chiM", "chiM", mass="m_chi", latex=r"\chi")
VARPHI = scalar("varphi", mass="m_chi", latex=r"\varphi", numbers={"dark": 1})

Ap, chi, chiM, varphi = Field(APRIME), Field(CHI), Field(MAJORANA), Field(VARPHI)
CURRENT = sympy.I * (conj(varphi) * d(varphi, m) - varphi * d(conj(varphi), m))

TERMS = {f"mixing_{name}": eps * e * Ap[m] * bar(f) * gamma[m] * f for name, f in LEPTONS.items()}
ORDERS = {name: {"eps": 1, "QED": 1} for name in TERMS}
TERMS |= {
    "dark_chi": -g_D * Ap[m] * bar(chi) * gamma[m] * chi,
    "dark_majorana": -g_D / 2 * Ap[m] * bar(chiM) * gamma[m] * gamma5 * chiM,
    "dark_varphi": -g_D * Ap[m] * CURRENT,
    "dark_seagull": g_D**2 * Ap[m] * Ap[m] * conj(varphi) * varphi,
}
ORDERS |= {name: {"dark": 1} for name in ("dark_chi", "dark_majorana", "dark_varphi")} | {"dark_seagull": {"dark": 2}}

MODEL = Model(
    name="dark_photon",
    particles=(APRIME, CHI, MAJORANA, VARPHI),
    terms=TERMS,
    definitions={g_D: sympy.sqrt(4 * sympy.pi * alpha_D)},
    orders=ORDERS,
    extends=(leptons.MODEL,),
    alternatives=(("chi", "varphi", "chiM"),),
)
