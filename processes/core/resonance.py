"""Energies on a pole: two particles into one, and rates beside a resonance that is given no width."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from processes.core.estimate import Estimate
from processes.core.unstable import AUTOMATIC, channel_sum

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.beam_spectrum import Spectrum
    from processes.core.process import Process


NEAR = 10
"""|s - m^2|/(m Gamma) below which a rate without the width is warned of: there it is wrong by 1 % and more."""
ENERGIES = ("sqrt_s", "v")
FAR, ON_POLE = 1.0, 1e-12
"""|s - m^2|/m^2 above which widths are not looked at, and below which the rate is infinite."""


def makes_one_particle(process: Process) -> bool:
    """Whether the reaction itself is 2 -> 1; of hadrons the densities of partons already average over the pole."""
    from processes.core.parton_fusion import PartonFusion

    is_collision = process.quantity == "cross_section" and len(process.parsed.final) == 1
    return is_collision and not isinstance(process, PartonFusion)


def check_no_pole(process: Process, parameters: Mapping[str, float]) -> None:
    """Raises ValueError for a 2 -> 1 reaction at one energy, where its rate is zero or infinite."""
    if makes_one_particle(process):
        raise ValueError(
            f"{process.reaction}: the cross section of one final particle is a delta function at sqrt(s) = "
            f"{process.masses(parameters)[2]:g} GeV; average it over a beam (spectrum_average, --spectrum) or let the "
            "particle decay"
        )


def notes_on_poles(process: Process, parameters: Mapping[str, float]) -> tuple[str, ...]:
    """Warnings where the energy of a collision lies close to the pole of a particle whose width is zero.

    A width that is left out counts only where a pole lies inside phase space, which at one energy is never the case for
    what all of the final state comes from. Raises ValueError on the pole itself.
    """
    from processes.core.propagators import internal_lines

    if process.quantity != "cross_section":
        return ()
    notes, s = [], parameters["sqrt_s"] ** 2
    for line in internal_lines(process):
        is_whole = not line.initial and len(line.final) == len(process.parsed.final)
        if not is_whole or line.width is None or parameters.get(line.width) != 0:
            continue
        mass = process.mass(line.mass, parameters)
        if abs(s - mass**2) > FAR * mass**2:
            continue
        if abs(s - mass**2) <= ON_POLE * mass**2:
            raise ValueError(f"sqrt(s) is the mass of {line.particle}, where the rate is infinite: give {line.width}")
        others = {name: value for name, value in parameters.items() if name not in (*ENERGIES, process.beam)}
        width = _open_width(process, line.particle, frozenset({**others, line.width: AUTOMATIC}.items()))
        distance = abs(s - mass**2) / (mass * width) if width else math.inf
        if distance < NEAR:
            notes.append(
                f"sqrt(s) is {distance / 2:.2g} widths from the pole of {line.particle}, whose width is taken as 0; "
                f"its open channels sum to {line.width} = {width:.4g} GeV"
            )
    return tuple(notes)


@lru_cache(maxsize=128)
def _open_width(process: Process, particle: str, parameters: frozenset[tuple[str, Any]]) -> float:
    """Sum of the open channels of a particle, GeV; 0 where one needs parameters that the reaction has no use for."""
    try:
        return channel_sum(process, particle, dict(parameters))
    except ValueError:
        return 0.0


def average_over_pole(process: Process, spectrum: Spectrum, parameters: Mapping[str, Any]) -> Estimate:
    """The average of sigma = 2 pi |M|^2 delta(s - M^2)/(4 p M) over a spectrum, in GeV^-2.

    ds is 2 sqrt(s) d sqrt(s), or twice the target's mass times dE. `parameters` are those of the process.
    """
    import numpy as np

    from amps.kinematics import lab_energy

    masses = process.masses(parameters)
    one, two, mass = masses
    name = process.beam or "sqrt_s"
    common: dict[str, Any] = {
        "unit": "GeV^-2",
        "quantity": process.quantity,
        "id": process.id,
        "reaction": process.reaction,
        "references": process.sources,
        "parameters": {**parameters, name: spectrum.energies, "flux": spectrum.flux, **process.chosen},
    }
    if mass <= one + two:
        return Estimate.below_threshold(**common)
    momentum = math.sqrt((mass - one - two) * (mass + one + two) * (mass - one + two) * (mass + one - two)) / (2 * mass)
    energies = [math.hypot(momentum, m) for m in (one, two)]
    point = np.array([[[energies[0], 0, 0, momentum], [energies[1], 0, 0, -momentum], [mass, 0, 0, 0]]])
    own = {key: value for key, value in parameters.items() if key in process.arguments and key != name}
    squared = float(process.evaluate(point, **own)[0])
    energy, slope = (lab_energy(mass, one, two), 2 * two) if process.beam else (mass, 2 * mass)
    flux = float(np.interp(energy, spectrum.energies, spectrum.flux, left=0.0, right=0.0))
    return Estimate(
        value=flux / spectrum.total * 2 * math.pi * squared / (4 * momentum * mass * slope), n_evaluations=1, **common
    )
