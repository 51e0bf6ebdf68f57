"""Inelastic dark matter: L = -g_D A'_m (chi2bar g^m chi1 + h.c.), chi1 and chi2 Dirac, m_2 = m_1 + delta."""

from __future__ import annotations

from amps.lagrangian import Expression, Field, bar, gamma, hc, indices, parameters
from amps.model import Model
from amps.models import dark_photon
from amps.models.dark_photon import Ap, g_D
from amps.particle import Particle, fermion

m_1, m_2, delta = parameters("m_1 m_2 delta")
(m,) = indices("m")

CHI1 = fermion("chi1", mass="m_1", latex=r"\chi_1", numbers={"dark": 1})
CHI2 = fermion("chi2", mass="m_2", latex=r"\chi_2", width="Gamma_chi2", numbers={"dark": 1})

CURRENT = Ap[m] * bar(Field(CHI2)) * gamma[m] * Field(CHI1)


def build(name: str, chi1: Particle, chi2: Particle, term: Expression) -> Model:
    """Two states of dark matter and the term that joins them."""
    return Model(
        name,
        (chi1, chi2),
        {"dark_inelastic": term},
        definitions={m_2: m_1 + delta},
        orders={"dark_inelastic": {"dark": 1}},
        extends=(dark_photon.MODEL,),
        alternatives=(("chi1", "chi", "varphi", "chiM"),),
    )


MODEL = build("inelastic_dm", CHI1, CHI2, -g_D * (CURRENT + hc(CURRENT)))
