"""Decay widths."""
