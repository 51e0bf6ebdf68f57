"""The neutrino dipole portal with a Majorana N, which decays to neutrino and to antineutrino."""

from __future__ import annotations

from amps.models.dipole import MAJORANA, build

MODEL = build("dipole_majorana", MAJORANA)
