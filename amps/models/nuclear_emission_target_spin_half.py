"""The model `nuclear_emission` with a nucleus, spin 1/2, that radiates the dark photon too."""

from amps.models.nuclear_emission import EMISSION
from amps.models.nuclei import with_nucleus

MODEL = with_nucleus("nuclear_emission_target_spin_half", EMISSION, "1/2")
