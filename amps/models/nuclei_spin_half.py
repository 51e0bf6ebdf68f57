"""As `nuclei` with a nucleus of spin 1/2."""

from amps.models import dark_photon
from amps.models.nuclei import with_nucleus

MODEL = with_nucleus("nuclei_spin_half", dark_photon.MODEL, "1/2")
