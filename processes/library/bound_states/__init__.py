"""Bound states of dark matter: production and decay of eta_D and Upsilon_D."""
