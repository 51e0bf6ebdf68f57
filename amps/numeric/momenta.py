"""Momenta of a reaction: random ones for checks, and the test that given ones are on shell and conserved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from amps.reaction import Reaction

Real = NDArray[np.float64]
TOLERANCE = 1e-6


def check_momenta(reaction: Reaction, momenta: Real, masses: Sequence[Any]) -> None:
    """Raise ValueError where p^2 is off m^2 by more than 1e-6 E^2, or momentum is not conserved to 1e-6 of the energy.

    `momenta` has shape (n, legs, 4); `masses` holds a number or an array of shape (n,) per leg, in GeV.
    """
    for leg, (particle, mass) in enumerate(zip(reaction.legs, masses, strict=True)):
        p = momenta[:, leg]
        square = p[:, 0] ** 2 - np.sum(p[:, 1:] ** 2, axis=1)
        expected = np.broadcast_to(np.asarray(mass, dtype=float) ** 2, square.shape)
        wrong = ~(np.abs(square - expected) <= TOLERANCE * p[:, 0] ** 2) | ~(p[:, 0] > 0)
        if np.any(wrong):
            k = int(np.argmax(wrong))
            raise ValueError(
                f"{reaction}: leg {leg + 1} ({particle.name}) is off its mass shell at point {k}: expected E > 0 and "
                f"p^2 = m^2 = {expected[k]:.9g} GeV^2, found E = {p[k, 0]:.9g} GeV and p^2 = {square[k]:.9g} GeV^2"
            )
    sign = np.array(reaction.signs, dtype=float)[None, :, None]
    before, after = (np.sum(np.where(side * sign > 0, momenta, 0.0), axis=1) for side in (1, -1))
    wrong = ~np.all(np.abs(before - after) <= TOLERANCE * before[:, :1], axis=1)
    if np.any(wrong):
        k = int(np.argmax(wrong))
        raise ValueError(
            f"{reaction}: momentum is not conserved at point {k}: the initial momenta sum to {before[k].tolist()} GeV, "
            f"the final ones to {after[k].tolist()}; momenta have positive energies and the order of the legs"
        )


def boosted(momentum: Real, frame: Real, mass: Real | float) -> Real:
    """A momentum given in the rest frame of `frame` (of that mass), seen where `frame` has its momentum."""
    along = np.sum(momentum[..., 1:] * frame[..., 1:], axis=-1)
    energy = (momentum[..., 0] * frame[..., 0] + along) / mass
    factor = (momentum[..., 0] + energy) / (frame[..., 0] + mass)
    return np.concatenate([energy[..., None], momentum[..., 1:] + factor[..., None] * frame[..., 1:]], axis=-1)


def _two_body(parent: Real, mass: Real, m1: Real, m2: Real, generator: np.random.Generator) -> tuple[Real, Real]:
    """An isotropic decay."""
    kallen = (mass - m1 - m2) * (mass + m1 + m2) * (mass - m1 + m2) * (mass + m1 - m2)
    size = np.sqrt(np.maximum(kallen, 0)) / (2 * mass)
    cosine, phi = generator.uniform(-1, 1, len(mass)), generator.uniform(0, 2 * np.pi, len(mass))
    sine = np.sqrt(1 - cosine**2)
    p = size[:, None] * np.stack([sine * np.cos(phi), sine * np.sin(phi), cosine], axis=1)
    first = np.concatenate([np.sqrt(m1**2 + size**2)[:, None], p], axis=1)
    second = np.concatenate([np.sqrt(m2**2 + size**2)[:, None], -p], axis=1)
    return boosted(first, parent, mass), boosted(second, parent, mass)


def random_momenta(reaction: Reaction, masses: Sequence[float], sqrt_s: float, n: int, seed: int = 0) -> Real:
    """Random physical momenta, shape (n, legs, 4): a decay at rest (`sqrt_s` not used) or a CM collision along z.

    A chain of isotropic two-body decays with uniform intermediate masses: every point of phase space is reached, with
    a density that is not flat. `masses` per leg in GeV. Raises ValueError below threshold.
    """
    generator = np.random.default_rng(seed)
    initial, final = len(reaction.initial), [float(m) for m in masses[len(reaction.initial) :]]
    energy = float(masses[0]) if initial == 1 else sqrt_s
    threshold = max(sum(final), 0.0 if initial == 1 else sum(masses[:2]))
    if energy < threshold or (initial == 1 and energy <= threshold):
        raise ValueError(f"{reaction}: {energy} GeV is below the threshold {threshold} GeV")
    rest = np.zeros((n, 4))
    rest[:, 0] = energy
    legs = [rest]
    if initial == 2:
        m1, m2 = masses[:2]
        size = np.sqrt((energy - m1 - m2) * (energy + m1 + m2) * (energy - m1 + m2) * (energy + m1 - m2)) / (2 * energy)
        legs = [np.tile([np.hypot(m, size), 0.0, 0.0, side * size], (n, 1)) for m, side in ((m1, 1), (m2, -1))]
    if len(final) == 1:
        return np.stack([*legs, rest], axis=1)
    free = energy - sum(final)
    cuts = np.sort(generator.uniform(0, 1, (n, len(final) - 2)), axis=1)[:, ::-1]
    parent, mass = rest, np.full(n, energy)
    for k, m in enumerate(final[:-1]):
        tail = sum(final[k + 1 :])
        last = k == len(final) - 2
        left = np.full(n, final[-1]) if last else tail + free * cuts[:, k]
        one, parent = _two_body(parent, mass, np.full(n, m), left, generator)
        legs.append(one)
        mass = left
    legs.append(parent)
    momenta = np.stack(legs, axis=1)
    for leg, m in enumerate(masses):
        momenta[:, leg, 0] = np.sqrt(float(m) ** 2 + np.sum(momenta[:, leg, 1:] ** 2, axis=1))
    return momenta
