"""Annihilation of dark matter."""
