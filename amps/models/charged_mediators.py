"""Charged mediators between charged leptons and a neutral fermion N: a scalar H and a vector X, both of unit charge.

L = y H+ Nbar P_R l + g_V X+_m Nbar gamma^m P_L l + h.c. for l = e, mu, tau; scalar QED for H; for X the photon
couplings of a W boson, -|D_m X_n - D_n X_m|^2/2 + i e X-_m X+_n F^{mn} with D = d + i e A (gyromagnetic ratio 2).
"""

from __future__ import annotations

import sympy

from amps.lagrangian import P_L, P_R, Expression, F, Field, bar, conj, d, gamma, hc, indices, parameters
from amps.model import Model
from amps.models import qed
from amps.models.qed import LEPTONS, A, e
from amps.particle import fermion, scalar, vector

y, g_V = parameters("y g_V")
m, n = indices("m n")

NEUTRAL = fermion("N", mass="m_N", latex="N")
SCALAR = scalar("H+", "H-", mass="m_phi", charge=1, latex="H^+")
VECTOR = vector("X+", "X-", mass="m_V", charge=1, latex="X^+")
N, H, X = Field(NEUTRAL), Field(SCALAR), Field(VECTOR)


def _square(free: Expression, photon: Expression) -> Expression:
    """|free + photon|^2 without |free|^2, which the particles imply."""
    return conj(free) * photon + conj(photon) * free + conj(photon) * photon


CURL = d(X[n], m) - d(X[m], n), sympy.I * e * (A[m] * X[n] - A[n] * X[m])

TERMS = {
    "H_photons": _square(d(H, m), sympy.I * e * A[m] * H),
    "X_photons": -_square(*CURL) / 2,
    "X_moment": sympy.I * e * conj(X[m]) * X[n] * F(A, m, n),
}
ORDERS = {name: {"QED": 1} for name in TERMS}
for name, lepton in LEPTONS.items():
    scalar_term, vector_term = y * H * bar(N) * P_R * lepton, g_V * X[m] * bar(N) * gamma[m] * P_L * lepton
    TERMS |= {f"H_{name}": scalar_term + hc(scalar_term), f"X_{name}": vector_term + hc(vector_term)}
    ORDERS |= {f"H_{name}": {"y": 1}, f"X_{name}": {"g_V": 1}}

MODEL = Model(
    name="charged_mediators",
    particles=(NEUTRAL, SCALAR, VECTOR),
    terms=TERMS,
    orders=ORDERS,
    extends=(qed.MODEL,),
)
