"""Neutral pseudoscalars and two photons, pi0 and eta, with the dark photon mixed in: A -> A + eps A'.

L = -(g/4) P F Ftilde with g^2 = 64 pi Gamma_gg / m^3, so that every rate is normalised to Gamma(gamma gamma). The one
Gamma_gg is that of the meson at hand: pi0 and eta are alternatives.
"""

from __future__ import annotations

import sympy

from amps.lagrangian import Expression, F, Fdual, Field, indices, parameters
from amps.model import Model
from amps.models import dark_photon
from amps.models.dark_photon import Ap, eps
from amps.models.qed import A
from amps.particle import scalar

m, n = indices("m n")
Gamma_gg, m_pi0, m_eta, g_pi0, g_eta = parameters("Gamma_gg m_pi0 m_eta g_pi0gg g_etagg")

PI0 = scalar("pi0", "pi0", mass="m_pi0", pdg=111, latex=r"\pi^0")
ETA = scalar("eta", "eta", mass="m_eta", pdg=221, latex=r"\eta")

TERMS: dict[str, Expression] = {}
ORDERS: dict[str, dict[str, int]] = {}
for _coupling, _meson in ((g_pi0, PI0), (g_eta, ETA)):
    P = Field(_meson)
    TERMS[f"{_meson.name}_photons"] = -_coupling / 4 * P * F(A, m, n) * Fdual(A, m, n)
    TERMS[f"{_meson.name}_mixed"] = -_coupling * eps / 2 * P * F(A, m, n) * Fdual(Ap, m, n)
    TERMS[f"{_meson.name}_dark"] = -_coupling * eps**2 / 4 * P * F(Ap, m, n) * Fdual(Ap, m, n)
    ORDERS |= {f"{_meson.name}_photons": {"P": 1}, f"{_meson.name}_mixed": {"P": 1, "eps": 1}}
    ORDERS |= {f"{_meson.name}_dark": {"P": 1, "eps": 2}}

MODEL = Model(
    name="mesons",
    particles=(PI0, ETA),
    terms=TERMS,
    definitions={
        g_pi0: 8 * sympy.sqrt(sympy.pi * Gamma_gg / m_pi0**3),
        g_eta: 8 * sympy.sqrt(sympy.pi * Gamma_gg / m_eta**3),
    },
    orders=ORDERS,
    extends=(dark_photon.MODEL,),
    alternatives=(("pi0", "eta"),),
)
