"""A nucleon of spin 1/2 and mass m_p in the field of photons, with Dirac and Pauli form factors.

L = -e A_m F1(q^2) Nbar g^m N - e/(4 m_p) F2(q^2) Nbar sigma^{mn} N F_mn: with q flowing in, the vertex is
-i e (F1 g^m + i F2 sigma^{mn} q_n/(2 m_p)). F1 and F2 tell protons from neutrons, or stand for a sum over both.
"""

from __future__ import annotations

from amps.form_factors import form_factor
from amps.lagrangian import F, Field, bar, gamma, indices, parameters, sigma
from amps.model import Model
from amps.models import qed
from amps.models.qed import PHOTON, A, e
from amps.particle import fermion

(m_p,) = parameters("m_p")
m, n = indices("m n")

NUCLEON = fermion("nucleon", mass="m_p", latex="N", numbers={"nucleon": 1})
N = Field(NUCLEON)

MODEL = Model(
    "nucleons",
    (NUCLEON,),
    {
        "nucleon_dirac": -e * form_factor("F1", PHOTON) * A[m] * bar(N) * gamma[m] * N,
        "nucleon_pauli": -e / (4 * m_p) * form_factor("F2", PHOTON) * bar(N) * sigma(m, n) * N * F(A, m, n),
    },
    orders={"nucleon_dirac": {"QED": 1, "nucleus": 1}, "nucleon_pauli": {"QED": 1, "nucleus": 1}},
    extends=(qed.MODEL,),
)
