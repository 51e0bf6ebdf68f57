"""A heavy neutrino with a transition dipole (model `dipole`) and a nucleus of spin 0."""

from amps.models import dipole
from amps.models.nuclei import with_nucleus

MODEL = with_nucleus("nuclear_dipole", dipole.MODEL)
