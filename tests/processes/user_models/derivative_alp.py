"""An axion-like particle with a derivative coupling to electrons and one to photons."""

from amps.lagrangian import F, Fdual, Field, bar, d, gamma, gamma5, indices, parameters
from amps.model import Model
from amps.models.qed import LEPTONS, A
from amps.models.qed import MODEL as QED
from amps.particle import scalar

(g_agg, c_e, f_a), (m, n) = parameters("g_agg c_e f_a"), indices("m n")
a, e = Field(scalar("a", "a", mass="m_a", width="Gamma_a")), LEPTONS["e"]
MODEL = Model(
    "derivative_alp",
    (a,),
    {
        "photons": -g_agg / 4 * a * F(A, m, n) * Fdual(A, m, n),
        "electrons": c_e / (2 * f_a) * d(a, m) * bar(e) * gamma[m] * gamma5 * e,
    },
    extends=(QED,),
)
