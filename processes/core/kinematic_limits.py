"""What values observables can have at given masses and energy, and cuts that lie beyond them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.cuts import Cut
    from processes.core.observables import Observable
    from processes.core.process import Process

ENERGIES = frozenset({"E", "p", "pT"})


def kinematic_limits(
    process: Process, observable: Observable, parameters: Mapping[str, float]
) -> tuple[float, float] | None:
    """Smallest and largest value of an observable above threshold, or None where no short formula gives them.

    They are given for invariant masses of final legs, for cosines, and for energies and momenta in the rest frame of
    the reaction: E of a leg of mass m reaches (s + m^2 - M^2)/(2 sqrt(s)) where all others move together, with M the
    sum of their masses.
    """
    incoming = len(process.parsed.initial)
    masses = process.masses(parameters)
    total = masses[0] if incoming == 1 else parameters["sqrt_s"]
    if observable.kind in ("mass", "square"):
        if any(observable.signs[:incoming]) or set(observable.signs) - {0, 1}:
            return None
        final = list(zip(masses, observable.signs, strict=True))[incoming:]
        low, high = sum(m for m, sign in final if sign), total - sum(m for m, sign in final if not sign)
        return (low, high) if observable.kind == "mass" else (low**2, high**2)
    if observable.kind == "cos":
        return -1.0, 1.0
    if observable.kind not in ENERGIES or observable.at_rest is not None:
        return None
    mass = masses[observable.leg - 1]
    others = sum(masses[incoming:]) - mass
    most = (total**2 + mass**2 - others**2) / (2 * total)
    if observable.kind == "E":
        return mass, most
    return 0.0, math.sqrt(max(most - mass, 0.0) * (most + mass))


def check_reachable(process: Process, cut: Cut | None, parameters: Mapping[str, float]) -> None:
    """Raises ValueError where a cut asks of an observable what no point of phase space has, naming its range."""
    from processes.core.cuts import EMPTY

    if cut is None:
        return
    for observable, (low, high) in cut.bounds().items():
        limits = kinematic_limits(process, observable, parameters)
        if limits is not None and (low >= limits[1] or high <= limits[0]):
            unit = "" if observable.unit == "1" else f" {observable.unit}"
            raise ValueError(
                f'{EMPTY} "{cut.text}": {observable.name} lies between {limits[0]:.6g} and {limits[1]:.6g}{unit}'
            )
