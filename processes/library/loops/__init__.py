"""Quantities that start at one loop."""
