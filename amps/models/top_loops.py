"""Charged currents of the third generation with their Goldstone boson, in 't Hooft-Feynman gauge, and the Higgs boson.

With k_mu (tbar gamma^mu P_L d) = tbar (m_t P_L - m_d P_R) d, the vector W+ and the Goldstone boson G+ of the same mass
couple with
    L = (sqrt2 m_W/v) V_td W+_m tbar gamma^m P_L d + (sqrt2/v) V_td G+ tbar (m_t P_L - m_d P_R) d + h.c.,  d = b, s,
m_s being neglected. h couples to masses: L = -(m/v) h fbar f + (2 m_W^2/v) h W-_m W+^m.
"""

from __future__ import annotations

from fractions import Fraction

import sympy

from amps.lagrangian import P_L, P_R, Field, bar, conj, gamma, hc, indices, parameters
from amps.model import Model
from amps.particle import fermion, scalar, vector

m_t, m_b, m_W, v, V_tb, V_ts = parameters("m_t m_b m_W v V_tb V_ts")
(m,) = indices("m")

TOP = fermion("t", mass="m_t", charge=Fraction(2, 3), pdg=6, latex="t", colour=3)
BOTTOM = fermion("b", mass="m_b", charge=Fraction(-1, 3), pdg=5, latex="b", colour=3)
STRANGE = fermion("s", charge=Fraction(-1, 3), pdg=3, latex="s", colour=3)
W_BOSON = vector("W+", mass="m_W", charge=1, pdg=24, latex="W^+")
GOLDSTONE = scalar("G+", mass="m_W", charge=1, latex="G^+")
HIGGS = scalar("h", "h", mass="m_h", pdg=25, latex="h")
t, b, s, W, G, h = (Field(p) for p in (TOP, BOTTOM, STRANGE, W_BOSON, GOLDSTONE, HIGGS))

_CURRENTS = {
    "W_b": sympy.sqrt(2) * m_W / v * V_tb * W[m] * bar(t) * gamma[m] * P_L * b,
    "W_s": sympy.sqrt(2) * m_W / v * V_ts * W[m] * bar(t) * gamma[m] * P_L * s,
    "G_b": sympy.sqrt(2) / v * V_tb * G * bar(t) * (m_t * P_L - m_b * P_R) * b,
    "G_s": sympy.sqrt(2) / v * V_ts * m_t * G * bar(t) * P_L * s,
}

MODEL = Model(
    name="top_loops",
    particles=(TOP, BOTTOM, STRANGE, W_BOSON, GOLDSTONE, HIGGS),
    terms={
        **{name: term + hc(term) for name, term in _CURRENTS.items()},
        "h_t": -m_t / v * h * bar(t) * t,
        "h_b": -m_b / v * h * bar(b) * b,
        "h_W": 2 * m_W**2 / v * h * conj(W[m]) * W[m],
    },
    orders={name: {"weak": 1} for name in (*_CURRENTS, "h_t", "h_b", "h_W")},
)
