"""Bound states of dark matter: a Dirac chi and its antiparticle held together by the dark photon V.

L = -eps e Q_f V_m fbar g^m f - g_D V_m chibar g^m chi; eta_D (0-+) and Upsilon_D (1--) of mass 2 m_chi.
"""

from __future__ import annotations

import sympy

from amps.bound_states import bound_state
from amps.lagrangian import Field, bar, gamma, indices, parameters
from amps.model import Model
from amps.models import leptons
from amps.models.qed import LEPTONS, e
from amps.particle import fermion, vector

eps, g_D, alpha_D, m_chi, m_onium = parameters("eps g_D alpha_D m_chi m_onium")
(m,) = indices("m")

V = vector("V", mass="m_V", latex="V", width="Gamma_V")
CHI = fermion("chi", mass="m_chi", latex=r"\chi", numbers={"dark": 1})
YUKAWA = ("m_chi", "m_V", "alpha_D")
ETA = bound_state("eta_D", CHI, "0-+", mass="m_onium", latex=r"\eta_D", yukawa=YUKAWA)
UPSILON = bound_state("Upsilon_D", CHI, "1--", mass="m_onium", latex=r"\Upsilon_D", yukawa=YUKAWA)

v, chi = Field(V), Field(CHI)

TERMS = {f"mixing_{name}": eps * e * v[m] * bar(f) * gamma[m] * f for name, f in LEPTONS.items()}
ORDERS = {name: {"eps": 1, "QED": 1} for name in TERMS}
TERMS |= {"dark_chi": -g_D * v[m] * bar(chi) * gamma[m] * chi}
ORDERS |= {"dark_chi": {"dark": 1}}

MODEL = Model(
    name="dark_onium",
    particles=(V, CHI, ETA, UPSILON),
    terms=TERMS,
    definitions={g_D: sympy.sqrt(4 * sympy.pi * alpha_D), m_onium: 2 * m_chi},
    orders=ORDERS,
    extends=(leptons.MODEL,),
)
