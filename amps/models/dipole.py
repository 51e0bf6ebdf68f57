"""A heavy neutrino N with a transition dipole to the muon neutrino: L = (mu_tr/2) Nbar sigma^{mn} nu_L F_{mn} + h.c.

N is Dirac here; `dipole_majorana` has the Majorana one.
"""

from __future__ import annotations

from amps.lagrangian import P_L, F, Field, bar, hc, indices, parameters, sigma
from amps.model import Model
from amps.models import leptons
from amps.models.leptons import NU_MU
from amps.models.qed import A
from amps.particle import Particle, fermion

(mu_tr,) = parameters("mu_tr")
m, n = indices("m n")

HEAVY = fermion("N", mass="m_N", latex="N", width="Gamma_N", numbers={"L_mu": 1})
MAJORANA = fermion("N", "N", mass="m_N", latex="N", width="Gamma_N")


def build(name: str, heavy: Particle) -> Model:
    """The dipole Lagrangian for a Dirac or Majorana N."""
    term = bar(Field(heavy)) * sigma(m, n) * P_L * Field(NU_MU) * F(A, m, n)
    return Model(
        name,
        (heavy,),
        {"dipole": mu_tr / 2 * (term + hc(term))},
        orders={"dipole": {"dipole": 1}},
        extends=(leptons.MODEL,),
    )


MODEL = build("dipole", HEAVY)
