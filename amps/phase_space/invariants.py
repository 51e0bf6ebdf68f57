"""Squared four-momenta that remember how they were sampled, so that differences keep their digits.

``square`` is K^2; ``minus(mass)`` is K^2 - mass^2, the inverse propagator, and both carry full relative accuracy:

    a leg          m^2                               (m - mass)(m + mass)
    a cluster      (sum of masses + kinetic)^2       the kinetic excess is what was sampled
    a transfer     t = t0 - tau                      tau is what was sampled, t0 is known in factored form
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from amps.phase_space.arithmetic import TINY, Arithmetic, Number, exact_sum


class Invariant(Protocol):
    """A squared four-momentum, GeV^2."""

    @property
    def square(self) -> Number:
        """Square of the momentum."""
        ...

    def minus(self, mass: Number) -> Number:
        """Square of the momentum minus mass^2."""
        ...


@dataclass(frozen=True)
class Leg:
    """An external leg: the square of its mass."""

    mass: Number

    @property
    def square(self) -> Number:
        """Squared mass."""
        return self.mass * self.mass

    def minus(self, mass: Number) -> Number:
        """Squared mass minus the square of another."""
        return (self.mass - mass) * (self.mass + mass)


@dataclass(frozen=True)
class Pair:
    """A cluster of final legs of mass ``threshold + kinetic``, threshold being the sum of ``masses``."""

    masses: tuple[Number, ...]
    kinetic: Number

    @cached_property
    def threshold(self) -> Number:
        """Sum of the masses, GeV."""
        return sum(self.masses[1:], self.masses[0])

    @property
    def mass(self) -> Number:
        """Invariant mass, GeV."""
        return self.threshold + self.kinetic

    @property
    def excess(self) -> Number:
        """s minus the square of the threshold."""
        return self.kinetic * (self.kinetic + 2 * self.threshold)

    @property
    def square(self) -> Number:
        """Invariant mass squared."""
        return self.mass * self.mass

    def minus(self, mass: Number) -> Number:
        """S - mass^2, exact in the soft limit where the threshold is that mass."""
        return exact_sum([*self.masses, -mass]) * (self.threshold + mass) + self.excess


@dataclass(frozen=True)
class Total:
    """The whole final state: s, of which M or sqrt(s) is given."""

    mass: Number

    @property
    def square(self) -> Number:
        """S or M^2."""
        return self.mass * self.mass

    def minus(self, mass: Number) -> Number:
        """S - mass^2."""
        return (self.mass - mass) * (self.mass + mass)


@dataclass(frozen=True)
class Transfer:
    """t = (a - c)^2 of the step a + b -> c + d in the rest frame of mass ``mass``, with t = forward - ``fall``.

    ``fall`` = 4 p p' sin^2(theta/2). The forward value is the product of both limits over the backward one:
    with A = a^2 - c^2 and B = b^2 - d^2 that product is (A B (s - a^2 - b^2) + b^2 A^2 + a^2 B^2)/s, which for
    a heavy recoil (A = 0) is a single small term.
    """

    lib: Arithmetic
    mass: Number
    a: Invariant
    b: Invariant
    c: Invariant
    d: Invariant
    incoming: Number
    outgoing: Number
    fall: Number

    @cached_property
    def _energy_difference(self) -> Number:
        return (difference(self.a, self.c) - difference(self.b, self.d)) / (2 * self.mass)

    @cached_property
    def _forward(self) -> Number:
        drop_a, drop_b = difference(self.a, self.c), difference(self.b, self.d)
        a2, b2, s = self.a.square, self.b.square, self.mass * self.mass
        product = drop_a * drop_b * (s - a2 - b2) + b2 * drop_a * drop_a + a2 * drop_b * drop_b
        spread, rise = self.incoming + self.outgoing, self._energy_difference
        backward = (rise - spread) * (rise + spread)
        square = rise * rise
        narrow = self._momentum_difference
        # Near threshold the backward limit may vanish; there the plain difference of squares is the good form.
        return self.lib.select_lt(
            backward,
            -square,
            product / (s * self.lib.minimum(backward, -square - TINY)),
            (rise - narrow) * (rise + narrow),
        )

    @cached_property
    def _momentum_difference(self) -> Number:
        energies = self._energy(self.a, self.b) + self._energy(self.c, self.d)
        drop = self._energy_difference * energies - difference(self.a, self.c)
        return drop / (self.incoming + self.outgoing + TINY)

    def _energy(self, one: Invariant, other: Invariant) -> Number:
        return (self.mass * self.mass + one.square - other.square) / (2 * self.mass)

    def forward_minus(self, mass: Number | None) -> Number:
        """Limit of t at theta = 0 minus mass^2 (None: zero)."""
        if mass is None:
            return self._forward
        a2, c2 = self.a.square, self.c.square
        near_a, near_c = self.a.minus(mass), self.c.minus(mass)
        energies = self._energy(self.a, self.b) + self.incoming, self._energy(self.c, self.d) + self.outgoing
        fraction = energies[1] / energies[0]
        slack = (self._energy_difference + self._momentum_difference) / energies[0]
        return self.lib.select_lt(
            self.lib.absolute(near_a),
            self.lib.absolute(near_c),
            near_a - (c2 * slack / fraction + a2 * fraction),
            near_c + (a2 * slack - c2 / fraction),
        )

    @property
    def square(self) -> Number:
        """The momentum transfer t, negative when space-like."""
        return self._forward - self.fall

    def minus(self, mass: Number) -> Number:
        """T - mass^2."""
        return self.forward_minus(mass) - self.fall


def difference(one: Invariant, other: Invariant) -> Number:
    """one - other without losing the digits that their common mass would hide."""
    if isinstance(other, Leg):
        return one.minus(other.mass)
    if isinstance(one, Leg):
        return -other.minus(one.mass)
    return one.square - other.square


def kallen_root(lib: Arithmetic, mass: Number, a: Invariant, b: Invariant) -> Number:
    """Momentum of a + b -> mass in its rest frame, for space-like lines too, GeV.

    lambda(s, a, b) = (s - a + |b|)^2 + 4 a |b| when b < 0: written so that no large squares are subtracted.
    """
    if isinstance(a, Leg) and isinstance(b, Leg):
        excess = exact_sum([mass, -a.mass, -b.mass])
        factors = (mass + a.mass + b.mass) * ((mass - a.mass) + b.mass) * ((mass + a.mass) - b.mass)
        return lib.sqrt(lib.maximum(excess * factors, 0.0)) / (2 * mass)
    if isinstance(a, Leg):
        return kallen_root(lib, mass, b, a)
    s, a2, b2 = mass * mass, a.square, b.square
    if isinstance(b, Leg):
        gap = (mass - b.mass) * (mass + b.mass) - a2
        return lib.sqrt(lib.maximum(gap * gap - 4 * a2 * b2, 0.0)) / (2 * mass)
    return lib.sqrt(lib.maximum(s * s - 2 * s * (a2 + b2) + (a2 - b2) * (a2 - b2), 0.0)) / (2 * mass)
