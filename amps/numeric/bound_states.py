"""Helicity amplitudes with bound legs: explicit spinors of the free pairs combined with Clebsch-Gordan coefficients.

Both constituents carry P/2, so their helicities are spin projections on one axis, and v = C ubar^T gives
antiparticles the phases of particles: |0 0> = (+- - -+)/sqrt2, |1 0> = (+- + -+)/sqrt2, |1 +-1> = ++, --. No projector
is used.
"""

from __future__ import annotations

from itertools import product
from math import pi, prod, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from amps.bound_states import BoundState, free_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.model import Model
    from amps.numeric.wavefunctions import Complex, Real
    from amps.reaction import Reaction

_UP, _DOWN = 0.5, -0.5
_ROOT = 1 / sqrt(2)
CLEBSCH_GORDAN: dict[tuple[str, float], dict[tuple[float, float], float]] = {
    ("0", 0.0): {(_UP, _DOWN): _ROOT, (_DOWN, _UP): -_ROOT},
    ("1", 1.0): {(_UP, _UP): 1.0},
    ("1", 0.0): {(_UP, _DOWN): _ROOT, (_DOWN, _UP): _ROOT},
    ("1", -1.0): {(_DOWN, _DOWN): 1.0},
}
"""Coefficients of (helicity of f, helicity of fbar) by spin and helicity of the bound state."""


def free_momenta(reaction: Reaction, momenta: Real) -> Real:
    """Momenta (n, legs, 4) with those of bound states split into two halves."""
    columns = []
    for leg, particle in enumerate(reaction.legs):
        p = momenta[:, leg]
        columns += [p / 2, p / 2] if isinstance(particle, BoundState) else [p]
    return np.stack(columns, axis=1)


def bound_amplitudes(
    reaction: Reaction,
    model: Model,
    momenta: Real,
    parameters: Mapping[str, Any],
    order: Mapping[str, int] | None,
    exclude: tuple[str, ...],
    fixed: Mapping[int, Any],
    check: bool,
) -> Complex:
    """M per point and helicity configuration of a reaction with bound legs; see `spinors.helicity_amplitudes`."""
    from amps.numeric.spinors import helicity_amplitudes, leg_helicities

    free = free_pairs(reaction, model)
    places = {}
    for leg, particle in enumerate(reaction.legs):
        places[leg] = leg + sum(isinstance(p, BoundState) for p in reaction.legs[:leg])
        if isinstance(particle, BoundState) and np.ndim(fixed.get(leg + 1, 0)):
            raise ValueError(f"leg {leg + 1} ({particle.name}) is a bound state and takes a helicity, not a vector")
    passed = {places[k - 1] + 1: v for k, v in fixed.items() if not isinstance(reaction.legs[k - 1], BoundState)}
    amplitudes = helicity_amplitudes(
        free, model, free_momenta(reaction, momenta), parameters, order, exclude, passed, check
    )
    sizes = [len(leg_helicities(p, k, passed)) for k, p in enumerate(free.legs, start=1)]
    grid = amplitudes.reshape(len(momenta), *sizes)
    # from the last leg on, so that the axes before it stay in place
    for leg in reversed(range(len(reaction.legs))):
        particle = reaction.legs[leg]
        if not isinstance(particle, BoundState):
            continue
        axis = places[leg] + 1
        spins = leg_helicities(free.legs[places[leg]], 0, {})
        states = []
        for helicity in leg_helicities(particle, leg + 1, fixed):
            found: Any = 0.0
            table = CLEBSCH_GORDAN[particle.spin, float(helicity or 0.0)]
            for (i, first), (j, second) in product(enumerate(spins), repeat=2):
                weight = table.get((float(first or 0.0), float(second or 0.0)))
                if weight:
                    found = found + weight * np.take(np.take(grid, j, axis=axis + 1), i, axis=axis)
            states.append(found * _normalisation(particle, free.legs[places[leg]].colour, model, parameters))
        grid = np.stack(states, axis=axis)
    return grid.reshape(len(momenta), prod(grid.shape[1:]))


def _normalisation(particle: BoundState, colour: int, model: Model, parameters: Mapping[str, Any]) -> Any:
    """R0/sqrt(4 pi m), and sqrt(3) for the colour singlet of quarks."""
    fermion = model.species[particle.fermion]
    for name in (particle.R0, fermion.mass):
        if name not in parameters:
            raise KeyError(f"{particle.name} needs the parameter {name!r}")
    return parameters[particle.R0] / sqrt(4 * pi * parameters[str(fermion.mass)]) * sqrt(colour)
