"""Beams on targets at rest: scattering, bremsstrahlung, dark tridents."""
