"""Fermi theory: charged-current contact interactions of leptons and of charged pseudoscalar mesons.

L = -(G_F/sqrt2) [nubar_a g^m (1-g5) l_a] [lbar_b g_m (1-g5) nu_b] + h.c. for a != b; and for each meson of decay
constant f and quark mixing V, L = -(G_F f V/sqrt2) d_m P nubar g^m (1-g5) l + h.c., P annihilating the positive meson.
"""

from __future__ import annotations

import sympy

from amps.lagrangian import Expression, Field, bar, conj, d, gamma, gamma5, hc, indices, parameters
from amps.model import Model
from amps.models.leptons import MODEL as LEPTONS_MODEL
from amps.models.leptons import NEUTRINOS
from amps.models.qed import LEPTONS, A, e
from amps.particle import scalar

(mu,) = indices("mu")
G_F, *CONSTANTS = parameters("G_F f_pi V_ud f_K V_us f_D V_cd f_Ds V_cs f_B V_ub")

PION = scalar("pi+", mass="m_pi", charge=1, pdg=211, latex=r"\pi^+")
KAON = scalar("K+", mass="m_K", charge=1, pdg=321, latex="K^+")
D_MESON = scalar("D+", mass="m_D", charge=1, pdg=411, latex="D^+")
DS_MESON = scalar("D_s+", mass="m_Ds", charge=1, pdg=431, latex="D_s^+")
B_MESON = scalar("B+", mass="m_B", charge=1, pdg=521, latex="B^+")
MESONS = {"pi": PION, "K": KAON, "D": D_MESON, "Ds": DS_MESON, "B": B_MESON}

NU = {name: Field(p) for name, p in NEUTRINOS.items()}
V_MINUS_A = gamma[mu] * (1 - gamma5)


def _meson_terms() -> dict[str, Expression]:
    terms: dict[str, Expression] = {}
    for (name, meson), f, V in zip(MESONS.items(), CONSTANTS[::2], CONSTANTS[1::2], strict=True):
        for flavour, lepton in LEPTONS.items():
            weak = bar(NU[flavour]) * V_MINUS_A * lepton
            current, contact = d(Field(meson), mu) * weak, sympy.I * e * A[mu] * Field(meson) * weak
            terms[f"{name}_{flavour}"] = -G_F * f * V / sympy.sqrt(2) * (current + hc(current))
            terms[f"{name}_{flavour}_photon"] = -G_F * f * V / sympy.sqrt(2) * (contact + hc(contact))
    return terms


def _meson_qed() -> dict[str, Expression]:
    """Scalar QED of the mesons, from D = d + i e A."""
    terms: dict[str, Expression] = {}
    for name, meson in MESONS.items():
        P = Field(meson)
        terms[f"qed_{name}"] = -sympy.I * e * A[mu] * (conj(P) * d(P, mu) - P * d(conj(P), mu))
        terms[f"qed2_{name}"] = e**2 * A[mu] * A[mu] * conj(P) * P
    return terms


def _lepton_terms() -> dict[str, Expression]:
    terms: dict[str, Expression] = {}
    for a, b in (("mu", "e"), ("tau", "e"), ("tau", "mu")):
        current = bar(NU[a]) * V_MINUS_A * LEPTONS[a] * bar(LEPTONS[b]) * V_MINUS_A * NU[b]
        terms[f"fermi_{a}_{b}"] = -G_F / sympy.sqrt(2) * (current + hc(current))
    return terms


TERMS = {**_lepton_terms(), **_meson_terms(), **_meson_qed()}
ORDERS = {
    name: {"QED": 1 + name.startswith("qed2")}
    if name.startswith("qed")
    else {"Fermi": 1, "QED": int(name.endswith("photon"))}
    for name in TERMS
}

MODEL = Model(
    name="fermi",
    particles=tuple(MESONS.values()),
    terms=TERMS,
    orders=ORDERS,
    first_order=("Fermi",),
    extends=(LEPTONS_MODEL,),
)
