"""The second route to |M|^2: explicit spinors and polarisation vectors, off-shell currents, no traces.

Momenta have shape (n, legs, 4), (E, px, py, pz) in GeV, legs in the order of the reaction, positive energies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from amps.bound_states import has_bound_legs
from amps.numeric.arrays import ArrayArithmetic
from amps.numeric.bound_states import bound_amplitudes
from amps.numeric.currents import amplitude
from amps.numeric.dirac import light_cone
from amps.numeric.momenta import check_momenta
from amps.numeric.recursion import Plan, make_plan
from amps.numeric.wavefunctions import Complex, Real, external, helicities

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from amps.model import Model
    from amps.particle import Particle
    from amps.reaction import Reaction

# points per batch: keeps all helicity configurations of a current in the processor's cache
BATCH = 1024
Fixed = Mapping[int, "float | ArrayLike"]


def helicity_configurations(reaction: Reaction, fixed: Fixed | None = None) -> tuple[tuple[float | None, ...], ...]:
    """The columns of `helicity_amplitudes`: a helicity per leg (None where a polarisation vector is given)."""
    missing = [leg for leg in fixed or {} if not 1 <= leg <= len(reaction.legs)]
    if missing:
        raise ValueError(f"{reaction} has legs 1 to {len(reaction.legs)}, found a spin state for leg {missing[0]}")
    return tuple(product(*(leg_helicities(p, leg, fixed or {}) for leg, p in enumerate(reaction.legs, start=1))))


def leg_helicities(particle: Particle, leg: int, fixed: Fixed) -> tuple[float | None, ...]:
    """Helicities of a leg (numbered from 1)."""
    if leg not in fixed:
        return helicities(particle)
    value = fixed[leg]
    if np.ndim(value):
        if particle.spin != "1":
            raise ValueError(f"leg {leg} ({particle.name}) has spin {particle.spin} and takes no polarisation vector")
        return (None,)
    if value not in helicities(particle):
        raise ValueError(f"leg {leg} ({particle.name}) has helicities {helicities(particle)}, found {value!r}")
    return (float(value),)  # type: ignore[arg-type]


def helicity_amplitudes(
    reaction: Reaction,
    model: Model,
    momenta: ArrayLike,
    parameters: Mapping[str, Any],
    order: Mapping[str, int] | None = None,
    exclude: tuple[str, ...] = (),
    fixed: Fixed | None = None,
    check: bool = True,
) -> Complex:
    """M per point and helicity configuration, shape (n, configurations); see `helicity_configurations` for the columns.

    `parameters` gives every mass, width (GeV; absent means 0) and coupling, a number or shape (n,); what the
    model defines may be left out. `order` bounds couplings from above, `exclude` names particles that must not
    propagate. `fixed` sets for a leg (from 1) a helicity or a polarisation vector: four Cartesian components, or shape
    (n, 4), used as given (no complex conjugation for an outgoing leg).

    Raises ValueError for momenta off shell or not conserved (if `check`), KeyError for a missing parameter,
    ImpossibleReaction when there is no tree diagram, OnShellPropagator for a resonance hit without a width.
    """
    points = np.asarray(momenta, dtype=float)
    if points.ndim != 3 or points.shape[1:] != (len(reaction.legs), 4):
        raise ValueError(f"{reaction} takes momenta of shape (n, {len(reaction.legs)}, 4), found {points.shape}")
    if has_bound_legs(reaction):
        return bound_amplitudes(reaction, model, points, parameters, order, exclude, fixed or {}, check)
    plan = make_plan(reaction, model, order, exclude)
    results = []
    for start in range(0, max(len(points), 1), BATCH):
        part = slice(start, start + BATCH)
        batch = points[part]
        local = {k: _part(v, part, len(points)) for k, v in parameters.items()}
        polarised = {k: _part(v, part, len(points)) if np.ndim(v) == 2 else v for k, v in (fixed or {}).items()}
        results.append(_batch(plan, model, batch, local, polarised, check))
    return np.concatenate(results)


def _part(value: Any, part: slice, n: int) -> Any:
    array = np.asarray(value)
    if array.ndim and len(array) not in (1, n):
        raise ValueError(f"parameter arrays have one entry per point ({n}), found shape {array.shape}")
    return array[part] if array.ndim and len(array) == n else array if array.ndim == 0 else array[0]


def _batch(plan: Plan, model: Model, points: Real, parameters: Mapping[str, Any], fixed: Fixed, check: bool) -> Complex:
    reaction = plan.reaction
    arithmetic = ArrayArithmetic(reaction, model, points, parameters)
    if check:
        check_momenta(reaction, points, [arithmetic.mass_value(p) for p in reaction.legs])
    columns = {p.name for p in model.all_particles}
    legs = len(reaction.legs)
    waves = {}
    shape = [len(points)]
    for leg, particle in enumerate(reaction.legs):
        values = leg_helicities(particle, leg + 1, fixed)
        shape.append(len(values))
        incoming = reaction.signs[leg] > 0
        column = reaction.incoming_names()[leg] in columns
        mass = None if particle.mass is None else arithmetic.mass_value(particle)
        states = []
        for value in values:
            if value is None:
                vector = np.broadcast_to(np.asarray(fixed[leg + 1], dtype=complex), (len(points), 4))
                states.append(tuple(light_cone(vector.T)))
            else:
                states.append(external(particle, points[:, leg], mass, incoming, column, value))
        axes = [len(points), *(len(values) if k == leg else 1 for k in range(legs))]
        waves[leg] = tuple(
            np.stack([np.broadcast_to(state[c], len(points)) for state in states], axis=1).reshape(axes)
            for c in range(len(states[0]))
        )
    found = amplitude(plan, model, waves, arithmetic)
    whole = np.zeros(shape, dtype=complex) if found is None else np.broadcast_to(found, shape)
    return whole.reshape(len(points), prod(shape[1:]))


def squared_amplitude(
    reaction: Reaction,
    model: Model,
    momenta: ArrayLike,
    parameters: Mapping[str, Any],
    order: Mapping[str, int] | None = None,
    exclude: tuple[str, ...] = (),
    fixed: Fixed | None = None,
) -> Real:
    """|M|^2, shape (n,): averaged over initial and summed over final states, without the factor of identical particles.

    A leg of `fixed` helicity or polarisation is neither summed nor averaged over. Raises as `helicity_amplitudes` does.
    """
    amplitudes = helicity_amplitudes(reaction, model, momenta, parameters, order, exclude, fixed)
    states = 1
    for leg, particle in enumerate(reaction.initial, start=1):
        states *= particle.colour * (1 if leg in (fixed or {}) else particle.states)
    return np.asarray(np.sum(np.abs(amplitudes) ** 2, axis=1) / states)


def ward(
    reaction: Reaction,
    model: Model,
    momenta: ArrayLike,
    parameters: Mapping[str, Any],
    leg: int,
    order: Mapping[str, int] | None = None,
    exclude: tuple[str, ...] = (),
) -> Real:
    """|k.M| relative to the largest |M_mu| E_k for a vector leg (from 1): 0 to rounding if its current is conserved.

    Shape (n,), the largest over the other helicities. Raises ValueError if the leg is not a vector.
    """
    if not 1 <= leg <= len(reaction.legs) or reaction.legs[leg - 1].spin != "1":
        raise ValueError(f"{reaction} has no vector on leg {leg}; legs are {[p.name for p in reaction.legs]}")
    points = np.asarray(momenta, dtype=float)
    replaced = helicity_amplitudes(reaction, model, points, parameters, order, exclude, {leg: points[:, leg - 1]})
    components: Sequence[Complex] = [
        helicity_amplitudes(reaction, model, points, parameters, order, exclude, {leg: np.eye(4)[mu]})
        for mu in range(4)
    ]
    scale = np.max([np.max(np.abs(c), axis=1) for c in components], axis=0) * points[:, leg - 1, 0]
    return np.asarray(np.max(np.abs(replaced), axis=1) / np.where(scale > 0, scale, 1.0))
