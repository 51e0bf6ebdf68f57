"""Dirac dark matter with a contact interaction of dimension 6 and a magnetic moment."""

from amps.lagrangian import F, Field, bar, gamma, indices, parameters, sigma
from amps.model import Model, ModelParameter
from amps.models.qed import LEPTONS, A
from amps.models.qed import MODEL as QED
from amps.particle import fermion

(Lambda, mu_chi), (m, n) = parameters("Lambda mu_chi"), indices("m n")
chi, e = Field(fermion("chi", mass="m_chi")), LEPTONS["e"]
MODEL = Model(
    "effective_dm",
    (chi,),
    {
        "contact": bar(chi) * gamma[m] * chi * bar(e) * gamma[m] * e / Lambda**2,
        "moment": mu_chi / 2 * bar(chi) * sigma(m, n) * chi * F(A, m, n),
    },
    orders={"contact": {"contact": 1}, "moment": {"moment": 1}},
    parameters={
        "Lambda": ModelParameter("GeV", "scale of the contact interaction", 1000.0),
        "mu_chi": ModelParameter("GeV^-1", "magnetic moment"),
    },
    extends=(QED,),
)
