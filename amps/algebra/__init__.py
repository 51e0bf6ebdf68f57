"""Exact polynomials, Clifford algebra and spin sums."""
