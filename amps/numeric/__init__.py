"""The numeric second route; the only part of amps that imports numpy."""
