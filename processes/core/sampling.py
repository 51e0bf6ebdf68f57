"""Generic parameter values and random momenta at which a process is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.process import Process

COUPLING, SPARE = 0.3, 0.37


def generic_parameters(process: Process) -> dict[str, float]:
    """Values for every argument: defaults, the first reference's, then couplings of 0.3 and masses inside phase
    space.
    """
    from processes.core.constants import CONSTANTS
    from processes.core.velocity import FROM_ENERGY, FROM_V, with_energy

    values: dict[str, float] = {}
    at = dict(process.references[0].at) if process.references else {}
    for name, parameter in process.arguments.items():
        if name in at:
            values[name] = at[name]
        elif parameter.default is not None and parameter.default not in (FROM_V, FROM_ENERGY):
            values[name] = parameter.default
        elif parameter.default is None and name in CONSTANTS:
            values[name] = CONSTANTS[name].default
    open_names = [name for name in process.arguments if name not in values]
    masses = {p.mass for p in process.parsed.legs if p.mass in process.arguments}
    for name in open_names:
        if name not in masses and name not in ("sqrt_s", "v"):
            values[name] = COUPLING
    free = [name for name in open_names if name in masses]
    if process.quantity == "width":
        _decay_masses(process, values, free)
    else:
        for k, name in enumerate(free):
            values[name] = 0.11 * (k + 1)
        if "sqrt_s" in open_names and "v" not in at:
            total = max(
                sum(process.mass(p.mass, values) for p in side)
                for side in (process.parsed.initial, process.parsed.final)
            )
            values["sqrt_s"] = 1.3 * total + SPARE
    for name, parameter in process.arguments.items():
        if parameter.derive and name not in at:
            values[name] = parameter.derive(values)
    return with_energy(process, values)


def _decay_masses(process: Process, values: dict[str, float], free: list[str]) -> None:
    parent = process.parsed.initial[0].mass
    final = [p.mass for p in process.parsed.final if p.mass]
    if parent in free or parent not in values:
        for k, name in enumerate(n for n in free if n != parent):
            values[name] = 0.11 * (k + 1)
        if parent in free:
            values[str(parent)] = 1.3 * sum(values[m] for m in final) + SPARE
        return
    known = sum(values[m] for m in final if m in values)
    unknown = [m for m in final if m not in values]
    for name in set(unknown):
        values[name] = 0.4 * (values[str(parent)] - known) / len(unknown)


def random_points(process: Process, parameters: Mapping[str, float], n: int, seed: int) -> Any:
    """Momenta (n, legs, 4) distributed over phase space."""
    from amps.numeric.momenta import random_momenta

    masses = process.masses(parameters)
    incoming = len(process.parsed.initial)
    spare = 1.3 * max(sum(masses[:incoming]), sum(masses[incoming:])) + SPARE
    energy = masses[0] if incoming == 1 else parameters.get("sqrt_s", spare)
    return random_momenta(process.parsed, masses, energy, n, seed)
