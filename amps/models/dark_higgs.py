"""A dark Higgs boson of unit charge that gives the dark photon its mass: L = g_D m_Ap hD A'_m A'^m."""

from __future__ import annotations

from amps.lagrangian import Field, indices, parameters
from amps.model import Model
from amps.models import dark_photon
from amps.models.dark_photon import Ap, g_D
from amps.particle import scalar

(m_Ap,) = parameters("m_Ap")
(m,) = indices("m")

DARK_HIGGS = scalar("hD", "hD", mass="m_hD", latex="h_D", width="Gamma_hD")

MODEL = Model(
    name="dark_higgs",
    particles=(DARK_HIGGS,),
    terms={"dark_higgs": g_D * m_Ap * Field(DARK_HIGGS) * Ap[m] * Ap[m]},
    orders={"dark_higgs": {"dark": 1}},
    extends=(dark_photon.MODEL,),
)
