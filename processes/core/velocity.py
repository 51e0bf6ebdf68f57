"""Annihilation at a given relative velocity: `v` and `sqrt_s` as two ways to state the same energy.

For two particles of mass m, v = 2 beta is their relative velocity in the centre of mass: s = 4 m^2/(1 - v^2/4).
"""

from __future__ import annotations

from math import isclose, sqrt
from typing import TYPE_CHECKING, Any

from processes.core.constants import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.process import Process

FROM_V, FROM_ENERGY = "from v", "from sqrt_s"
"""Defaults that stand for each other."""

ENERGY_OR_VELOCITY = (
    Parameter("sqrt_s", FROM_V, "GeV", "centre-of-mass energy, unless v is given", r"\sqrt{s}"),
    Parameter("v", FROM_ENERGY, "1", "relative velocity 2 beta in the centre of mass, unless sqrt_s is given", "v"),
)
"""The parameters of a process that takes either."""


def pair_energy(mass: float, v: float) -> float:
    """sqrt(s), GeV, of a pair of this mass at relative velocity v. Raises ValueError outside 0 <= v < 2."""
    if not 0 <= v < 2:
        raise ValueError(f"the relative velocity v = 2 beta lies between 0 and 2, but is {v:g}")
    return 2 * mass / sqrt(1 - v**2 / 4)


def pair_velocity(mass: float, sqrt_s: float) -> float:
    """Relative velocity of a pair of this mass; 0 at and below threshold."""
    return 2 * sqrt(max(0.0, 1 - 2 * mass / sqrt_s) * (1 + 2 * mass / sqrt_s))


def with_energy(process: Process, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with both `sqrt_s` and `v` for a process that takes either, unchanged for any other.

    Raises ValueError if neither is given or the two contradict each other.
    """
    found = dict(parameters)
    if "v" not in process.parameters:
        return found
    given, velocity = found.get("sqrt_s", FROM_V), found.get("v", FROM_ENERGY)
    if given == FROM_V and velocity == FROM_ENERGY:
        raise ValueError(f"{process.id or process.reaction} needs sqrt_s [GeV] or the relative velocity v")
    mass = process.masses(found)[0]
    if given == FROM_V:
        return found | {"sqrt_s": pair_energy(mass, velocity)}
    if velocity == FROM_ENERGY:
        return found | {"v": pair_velocity(mass, given)}
    if not isclose(given, pair_energy(mass, velocity), rel_tol=1e-9):
        raise ValueError(f"sqrt_s = {given:g} GeV and v = {velocity:g} contradict each other; give one of them")
    return found
