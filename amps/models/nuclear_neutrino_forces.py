"""The model `neutrino_forces` (L_mu - L_tau), a nucleus of spin 0 and its nucleons."""

from amps.model import Model
from amps.models import neutrino_forces, nucleons
from amps.models.nuclei import with_nucleus

BASE = Model("neutrinos_and_nucleons", extends=(neutrino_forces.MODEL, nucleons.MODEL))
MODEL = with_nucleus("nuclear_neutrino_forces", BASE)
