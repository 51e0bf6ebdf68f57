"""The model `nuclear_emission` with a nucleus of spin 1/2."""

from amps.models.nuclear_emission import EMISSION
from amps.models.nuclei import with_nucleus

MODEL = with_nucleus("nuclear_emission_spin_half", EMISSION, "1/2", dark=False)
