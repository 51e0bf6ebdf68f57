"""Symbolic physics: from Lagrangian terms to exact squared amplitudes."""
