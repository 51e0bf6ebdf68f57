"""A heavy neutral lepton that is its own antiparticle: every decay of `hnl` and its conjugate."""

from __future__ import annotations

from amps.models.hnl import MAJORANA, build

MODEL = build("hnl_majorana", MAJORANA)
