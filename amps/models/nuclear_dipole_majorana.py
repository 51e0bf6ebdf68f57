"""A heavy Majorana neutrino with a transition dipole (model `dipole_majorana`) and a nucleus of spin 0."""

from amps.models import dipole_majorana
from amps.models.nuclei import with_nucleus

MODEL = with_nucleus("nuclear_dipole_majorana", dipole_majorana.MODEL)
