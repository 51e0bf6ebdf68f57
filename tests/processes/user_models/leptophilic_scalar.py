"""A scalar coupled to leptons in proportion to their masses."""

from amps.lagrangian import Field, bar, parameters
from amps.model import Model
from amps.models.qed import LEPTONS
from amps.models.qed import MODEL as QED
from amps.particle import scalar

xi, v = parameters("xi v")
phi = Field(scalar("phi", "phi", mass="m_phi", width="Gamma_phi"))
masses = dict(zip(LEPTONS, parameters("m_e m_mu m_tau"), strict=True))
terms = {f"phi_{name}": -xi * masses[name] / v * phi * bar(f) * f for name, f in LEPTONS.items()}
MODEL = Model("leptophilic_scalar", (phi,), terms, extends=(QED,))
