"""The model `neutrino_forces` (L_mu - L_tau) and a nucleus of spin 0."""

from amps.models import neutrino_forces
from amps.models.nuclei import with_nucleus

MODEL = with_nucleus("nuclear_neutrino_forces", neutrino_forces.MODEL)
