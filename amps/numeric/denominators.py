"""Inverse propagators q^2 - m^2 of given momenta, with as few digits lost as the momenta allow.

For a pair of legs, q^2 - m^2 = (m_a^2 + m_b^2 - m^2) +- 2 p_a.p_b, where masses of one name cancel exactly and
p_a.p_b comes as a sum of positive terms. Larger sets take the smaller of two sums:
over pairs, or of squared components.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from amps.numeric.wavefunctions import Real

if TYPE_CHECKING:
    from amps.particle import Particle
    from amps.reaction import Reaction

# relative size below which a difference of rounded numbers is taken for zero
ROUNDING = 16 * np.finfo(float).eps


class OnShellPropagator(ValueError):
    """A propagator without width whose momentum is on its mass shell."""


def scalar_product(p: Real, q: Real, m_p: Any, m_q: Any) -> tuple[Real, Real]:
    """p.q - m_p m_q and p.q of on-shell momenta of shape (n, 4), both sums of terms that are not negative.

    E_p E_q - |p||q| = (m_p^2 E_q^2 + m_q^2 |p|^2)/(E_p E_q + |p||q|), and less m_p m_q it is
    (m_p |q| - m_q |p|)^2 / (E_p E_q + |p||q| + m_p m_q); the angle adds |p||q|(1 - cos).
    """
    size_p, size_q = (np.sqrt(np.sum(v[:, 1:] ** 2, axis=1)) for v in (p, q))
    energies, sizes = p[:, 0] * q[:, 0], size_p * size_q
    along = np.sum(p[:, 1:] * q[:, 1:], axis=1)
    cross = np.sum(np.cross(p[:, 1:], q[:, 1:]) ** 2, axis=1)
    safe = np.where(along > 0, sizes + along, 1.0)
    angular = np.where(along > 0, cross / safe, sizes - along)
    forward = (m_p**2 * q[:, 0] ** 2 + m_q**2 * size_p**2) / (energies + sizes)
    excess = (m_p * size_q - m_q * size_p) ** 2 / (energies + sizes + m_p * m_q)
    return excess + angular, forward + angular


def mass_counts(legs: Sequence[str | None], propagator: str | None) -> dict[str, int]:
    """How often each squared mass occurs in the sum over legs less that of the propagator."""
    counts = Counter(legs)
    counts.subtract([propagator])
    return {name: n for name, n in counts.items() if name is not None and n}


class Denominators:
    """q^2 - m^2 for sets of external legs, given as bit masks."""

    def __init__(self, reaction: Reaction, momenta: Real, masses: Mapping[str, Any]) -> None:
        self.reaction, self.momenta = reaction, momenta
        self.masses = masses
        self.signs = reaction.signs
        self.everything = (1 << len(reaction.legs)) - 1

    def mass(self, name: str | None) -> Any:
        """Value of a mass parameter, 0 for None."""
        return 0.0 if name is None else self.masses[name]

    def __call__(self, mask: int, particle: Particle, strict: bool = True) -> Real:
        """q^2 - m^2, shape (n,). Raises OnShellPropagator where it vanishes to rounding, unless not `strict`."""
        if mask.bit_count() > (self.everything ^ mask).bit_count():
            mask ^= self.everything
        value, spread = self._side(mask, particle.mass)
        if mask.bit_count() * 2 == len(self.signs):
            # either side gives the momentum: the one whose terms cancel less has kept more digits
            other, other_spread = self._side(mask ^ self.everything, particle.mass)
            better = np.abs(other) * spread > np.abs(value) * other_spread
            value, spread = np.where(better, other, value), np.where(better, other_spread, spread)
        legs = [i for i in range(len(self.signs)) if mask >> i & 1]
        lost = np.abs(value) <= ROUNDING * spread
        if strict and np.any(lost):
            names = " + ".join(f"{'' if self.signs[i] > 0 else '-'}p{i + 1}" for i in legs)
            raise OnShellPropagator(
                f"{self.reaction}: the propagator of {particle.name} with momentum {names} is on its mass shell at "
                f"point {int(np.argmax(lost))}; give it a width"
                + (f" ({particle.width})" if particle.width else "")
                + " or avoid the point"
            )
        return value

    def _side(self, mask: int, mass: str | None) -> tuple[Real, Real]:
        legs = [i for i in range(len(self.signs)) if mask >> i & 1]
        return self._pair(legs, mass) if len(legs) == 2 else self._many(legs, mass)

    def _pair(self, legs: Sequence[int], mass: str | None) -> tuple[Real, Real]:
        a, b = legs
        names = [self.reaction.legs[i].mass for i in legs]
        m_a, m_b, m = (self.mass(name) for name in (*names, mass))
        sign = self.signs[a] * self.signs[b]
        excess, whole = scalar_product(self.momenta[:, a], self.momenta[:, b], m_a, m_b)
        if not mass_counts(names, mass):
            return 2 * sign * whole, 2 * whole
        edge = m_a + sign * m_b if names[0] != names[1] or sign > 0 else 0.0
        offset = (edge - m) * (edge + m)
        return offset + 2 * sign * excess, np.abs(offset) + 2 * excess

    def _many(self, legs: Sequence[int], mass: str | None) -> tuple[Real, Real]:
        names = mass_counts([self.reaction.legs[i].mass for i in legs], mass)
        value = sum((count * self.mass(name) ** 2 for name, count in names.items()), start=np.zeros(len(self.momenta)))
        spread = sum(
            (abs(count) * self.mass(name) ** 2 for name, count in names.items()), start=np.zeros(len(self.momenta))
        )
        for k, a in enumerate(legs):
            for b in legs[k + 1 :]:
                m_a, m_b = (self.mass(self.reaction.legs[i].mass) for i in (a, b))
                product = 2 * scalar_product(self.momenta[:, a], self.momenta[:, b], m_a, m_b)[1]
                value = value + self.signs[a] * self.signs[b] * product
                spread = spread + product
        q = sum((self.signs[i] * self.momenta[:, i] for i in legs), start=np.zeros((len(self.momenta), 4)))
        m = self.mass(mass) ** 2
        squares = np.sum(q**2, axis=1) + m
        direct = q[:, 0] ** 2 - np.sum(q[:, 1:] ** 2, axis=1) - m
        better = squares < spread
        return np.where(better, direct, value), np.where(better, squares, spread)
