"""A gauge boson of B - L with the scalar that breaks it, and no right-handed neutrinos."""

from sympy import Rational

from amps.lagrangian import P_L, Field, bar, gamma, indices, parameters
from amps.model import Model, ModelParameter
from amps.models.leptons import MODEL as LEPTONS_MODEL
from amps.models.leptons import NEUTRINOS
from amps.models.qed import LEPTONS
from amps.models.quarks import QUARKS
from amps.particle import scalar, vector

g_BL, m_ZBL = parameters("g_BL m_ZBL")
(m,) = indices("m")
Z = Field(vector("ZBL", mass="m_ZBL", width="Gamma_ZBL", latex="Z_{B-L}"))
S = Field(scalar("S", "S", mass="m_S"))
quarks = sum(bar(Field(q)) * gamma[m] * Field(q) for q in QUARKS.values())
leptons = sum(bar(f) * gamma[m] * f for f in LEPTONS.values())
neutrinos = sum(bar(Field(p)) * gamma[m] * P_L * Field(p) for p in NEUTRINOS.values())

MODEL = Model(
    "b_minus_l",
    particles=(Z, S, *QUARKS.values()),
    terms={
        "current": g_BL * Z[m] * (Rational(1, 3) * quarks - leptons - neutrinos),
        "higgs": 2 * g_BL * m_ZBL * S * Z[m] * Z[m],
    },
    parameters={"g_BL": ModelParameter("1", "gauge coupling of B - L", 1e-3)},
    extends=(LEPTONS_MODEL,),
)
