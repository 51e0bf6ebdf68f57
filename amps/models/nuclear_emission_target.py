"""The model `nuclear_emission` with a nucleus, spin 0, that radiates the dark photon too."""

from amps.models.nuclear_emission import EMISSION
from amps.models.nuclei import with_nucleus

MODEL = with_nucleus("nuclear_emission_target", EMISSION)
