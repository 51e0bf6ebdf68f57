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

FAINT = 1e-60
"""Energy, GeV, of a massless line that a corner of phase space leaves with none."""


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
class Joint:
    """(a + b)^2 of two parts of different clusters, of which 2 a.b was sampled."""

    a: Leg | Pair
    b: Leg | Pair
    twice_dot: Number

    @property
    def square(self) -> Number:
        """(a + b)^2."""
        return self.a.square + self.b.square + self.twice_dot

    def minus(self, mass: Number) -> Number:
        """(a + b)^2 - mass^2."""
        return exact_sum([self.a.square, self.b.square, -(mass * mass)]) + self.twice_dot


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
class Side:
    """The two particles on one side of a step, in its rest frame: energies, common momentum, and E + p of each, GeV."""

    energies: tuple[Number, Number]
    momentum: Number
    forward: tuple[Number, Number]

    @property
    def swapped(self) -> Side:
        """The two particles in the other order."""
        return Side(self.energies[::-1], self.momentum, self.forward[::-1])


@dataclass(frozen=True)
class Transfer:
    """t = (a - c)^2 of the step a + b -> c + d of mass M, sampled as t = forward - fall, fall = 4 p p' sin^2(theta/2).

    The forward limit has two forms, with z = (E_c + p')/(E_a + p), A = a^2 - c^2, B = b^2 - d^2:

        [A B (M^2 - a^2 - b^2) + b^2 A^2 + a^2 B^2]/(M^2 backward)     a, b legs: one small term for a heavy recoil
        -(1-z)(c^2 - z a^2)/z                                          b exchanged (space-like)

    where for space-like b the slack 1-z is a sum of positive terms.
    """

    lib: Arithmetic
    mass: Number
    a: Invariant
    b: Invariant
    c: Invariant
    d: Invariant
    incoming: Side
    outgoing: Side
    fall: Number

    @cached_property
    def _drops(self) -> tuple[Number, Number]:
        return difference(self.a, self.c), difference(self.b, self.d)

    @property
    def inelasticity(self) -> Number:
        """|a^2 - c^2| + |b^2 - d^2|: conserved currents soften 1/t^2 to 1/t where |t| is smaller than that."""
        one, other = self._drops
        return self.lib.absolute(one) + self.lib.absolute(other)

    @cached_property
    def _rise(self) -> tuple[Number, Number]:
        """E_a - E_c and p - p'."""
        energies = self.incoming.energies[0] + self.outgoing.energies[0]
        momenta = self.incoming.momentum + self.outgoing.momentum + TINY
        rise = (self._drops[0] - self._drops[1]) / (2 * self.mass)
        return rise, (rise * energies - self._drops[0]) / momenta

    @cached_property
    def _fraction(self) -> Number:
        return self.outgoing.forward[0] / self.incoming.forward[0]

    @cached_property
    def _slack(self) -> Number:
        """1 - z."""
        if isinstance(self.b, Leg):
            return sum(self._rise) / self.incoming.forward[0]
        energy, momentum = self.incoming.energies[1], self.incoming.momentum
        ahead = self.b.square / (self.lib.maximum(energy, 0.0) + momentum + TINY)
        behind = self.lib.select_lt(energy, 0.0, energy - momentum, ahead)
        return (self.d.square / self.outgoing.forward[1] - behind) / self.incoming.forward[0]

    @cached_property
    def _forward(self) -> Number:
        drop_a, drop_b = self._drops
        if not isinstance(self.b, Leg):
            remainder = self._slack * self.a.square - drop_a
            if not isinstance(self.a, Leg):
                remainder = self.c.square - self._fraction * self.a.square
            return -(self._slack / self._fraction) * remainder
        rise, narrow = self._rise
        spread = self.incoming.momentum + self.outgoing.momentum
        backward = (rise - spread) * (rise + spread)
        a2, b2, s = self.a.square, self.b.square, self.mass * self.mass
        product = drop_a * drop_b * (s - a2 - b2) + b2 * drop_a * drop_a + a2 * drop_b * drop_b
        # Near an inelastic threshold the backward limit may vanish; there the difference of squares is the good form.
        return self.lib.select_lt(
            backward,
            -(rise * rise),
            product / (s * self.lib.minimum(backward, -(rise * rise) - TINY)),
            (rise - narrow) * (rise + narrow),
        )

    def lost_plus(self, side: int) -> Number:
        """Plus component (line - c)+ that the line gives up; ``side`` 1 if the line runs along +z, 2 if along -z."""
        turned = self.fall / (2 * self.incoming.momentum + TINY)
        if side == 1:
            return self._slack * self.incoming.forward[0] + turned
        return (self._drops[0] - self.c.square * self._slack / self._fraction) / self.incoming.forward[0] - turned

    def forward_minus(self, mass: Number | None) -> Number:
        """Limit of t at theta = 0 minus mass^2 (None: zero)."""
        if mass is None:
            return self._forward
        forms = self._forms(mass)
        if isinstance(self.a, Leg) and isinstance(self.b, Leg):
            forms += self.seen_from_b._forms(mass)
        # Of one sign where t < 0, which it is for all but decays of a: the form for masses that may be zero.
        square = mass * mass
        positive = self.lib.maximum(self._forward, 0.0)
        forms.append((self.lib.minimum(positive, square), self._forward - square))
        cost, best = forms[0]
        for other_cost, other in forms[1:]:
            cost, best = (
                self.lib.minimum(cost, other_cost),
                self.lib.select_lt(other_cost, cost, other, best),
            )
        return best

    def _forms(self, mass: Number) -> list[tuple[Number, Number]]:
        """Two exact forms of the forward limit minus mass^2, each with the size of the terms that may cancel in it."""
        a2, c2, z, slack = self.a.square, self.c.square, self._fraction, self._slack
        near_a, near_c = self.a.minus(mass), self.c.minus(mass)
        size, maximum = self.lib.absolute, self.lib.maximum
        return [
            (size(near_a) + c2 * maximum(-slack, 0.0), near_a - (c2 * slack / z + a2 * z)),
            (size(near_c) + size(a2) * maximum(slack, 0.0), near_c + (a2 * slack - c2 / z)),
        ]

    @cached_property
    def seen_from_b(self) -> Transfer:
        """The same t as (b - d)^2."""
        incoming, outgoing = self.incoming.swapped, self.outgoing.swapped
        return Transfer(self.lib, self.mass, self.b, self.a, self.d, self.c, incoming, outgoing, self.fall)

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


def kallen_root(lib: Arithmetic, total: Total | Pair, a: Invariant, b: Invariant) -> Number:
    """Momentum of a + b in the rest frame of their sum, for space-like lines too, GeV.

    lambda(s, a, b) = (s - a - b)^2 - 4 a b, where s - a comes from the excess of s and -4 a b > 0 if b is space-like.
    """
    mass = total.mass
    if isinstance(a, Leg) and isinstance(b, Leg):
        excess = exact_sum([mass, -a.mass, -b.mass])
        factors = (mass + a.mass + b.mass) * ((mass - a.mass) + b.mass) * ((mass + a.mass) - b.mass)
        return lib.sqrt(lib.maximum(excess * factors, 0.0)) / (2 * mass)
    if isinstance(b, Leg):
        return kallen_root(lib, total, b, a)
    if isinstance(a, Leg):
        gap = total.minus(a.mass) - b.square
        return lib.sqrt(lib.maximum(gap * gap - 4 * a.square * b.square, 0.0)) / (2 * mass)
    s, a2, b2 = total.square, a.square, b.square
    return lib.sqrt(lib.maximum(s * s - 2 * s * (a2 + b2) + (a2 - b2) * (a2 - b2), 0.0)) / (2 * mass)


def incoming_side(lib: Arithmetic, total: Total | Pair, a: Invariant, b: Invariant) -> Side:
    """Energies and momentum of a + b in the rest frame of their sum."""
    momentum = kallen_root(lib, total, a, b)
    energies = (_energy(total, a, b), _energy(total, b, a))
    one, other = (_forward(lib, own, energy, momentum) for own, energy in zip((a, b), energies, strict=True))
    return Side(energies, momentum, (one, other))


def outgoing_side(energies: tuple[Number, Number], momentum: Number) -> Side:
    """The two parts of a decaying mass."""
    return Side(energies, momentum, (energies[0] + momentum, energies[1] + momentum))


def _forward(lib: Arithmetic, own: Invariant, energy: Number, momentum: Number) -> Number:
    """E + p, as k^2/(E - p) for a space-like line of negative energy."""
    direct = energy + momentum + FAINT
    if isinstance(own, Leg):
        return direct
    return lib.select_lt(energy, 0.0, FAINT + own.square / (lib.minimum(energy, 0.0) - momentum - TINY), direct)


def _energy(total: Total | Pair, own: Invariant, other: Invariant) -> Number:
    return (difference(total, other) + own.square) / (2 * total.mass)
