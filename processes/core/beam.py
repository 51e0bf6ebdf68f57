"""A beam on a target at rest: its total energy E_... in place of the centre-of-mass energy."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.process import Process


def with_beam(process: Process, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with sqrt_s, GeV, of leg 1 with total energy E_... on leg 2 at rest; unchanged without a beam.

    A total energy below the beam particle's mass leaves it at rest, which is below any threshold.
    """
    found = dict(parameters)
    if not process.beam or process.quantity == "width":
        return found
    from amps.kinematics import sqrt_s_fixed_target

    beam, target = process.masses(found)[:2]
    return found | {"sqrt_s": sqrt_s_fixed_target(max(found[process.beam], beam), beam, target, sqrt)}
