"""Majorana dark matter with a scalar mediator to electrons."""

from amps.lagrangian import Field, bar, parameters
from amps.model import Model
from amps.models.qed import LEPTONS
from amps.models.qed import MODEL as QED
from amps.particle import fermion, scalar

y_chi, y_e = parameters("y_chi y_e")
S = Field(scalar("S", "S", mass="m_S", width="Gamma_S"))
chi = Field(fermion("chi", "chi", mass="m_chi"))
e = LEPTONS["e"]
MODEL = Model(
    "majorana_dm", (S, chi), {"chi": y_chi / 2 * S * bar(chi) * chi, "e": y_e * S * bar(e) * e}, extends=(QED,)
)
