"""A heavy neutrino with a transition dipole (model `dipole`) and a nucleus of spin 1/2."""

from amps.models import dipole
from amps.models.nuclei import with_nucleus

MODEL = with_nucleus("nuclear_dipole_spin_half", dipole.MODEL, "1/2")
