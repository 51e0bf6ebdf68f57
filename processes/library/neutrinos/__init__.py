"""Neutrino scattering and production of heavy neutrinos."""
