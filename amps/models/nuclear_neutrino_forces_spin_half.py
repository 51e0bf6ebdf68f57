"""The model `neutrino_forces` (L_mu - L_tau) and a nucleus of spin 1/2."""

from amps.models import neutrino_forces
from amps.models.nuclei import with_nucleus

MODEL = with_nucleus("nuclear_neutrino_forces_spin_half", neutrino_forces.MODEL, "1/2")
