"""One phase-space point (or an array of them): weight, dot products, virtualities, momenta."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from amps.phase_space.arithmetic import Arithmetic, Number, exact_sum
from amps.phase_space.invariants import Invariant, Joint, Pair, Total, Transfer
from amps.phase_space.light_front import Vector, dot
from amps.phase_space.tree import Reference, Signs, canonical, equivalents


@dataclass(frozen=True)
class Point:
    """A point of phase space. Legs are numbered from 1, initial ones first; all energies are positive.

    Attributes:
        total: sqrt(s), or the mass of the decaying particle, GeV.
        weight: Jacobian, such that the integral over the unit cube of weight * |M|^2 is
            Int Prod d^3p/((2 pi)^3 2E) (2 pi)^4 delta^4 |M|^2, GeV^(2n-4). Zero below threshold.
    """

    lib: Arithmetic
    n_in: int
    masses: tuple[Number, ...]
    total: Number
    weight: Number
    vectors: Mapping[int, Vector]
    known: Mapping[Signs, Invariant]
    poles: Mapping[tuple[Signs, Reference], Number]
    resolve: Callable[[Reference], Number]

    def dot(self, i: int, j: int) -> Number:
        """Product p_i.p_j, GeV^2."""
        one, other = self.masses[i - 1], self.masses[j - 1]
        if i == j:
            return one * one
        together = (i <= self.n_in) == (j <= self.n_in)
        known = self._lookup(tuple({i: 1, j: 1 if together else -1}.get(leg, 0) for leg in self._legs))
        if together and isinstance(known, Pair):
            return one * other + known.excess / 2
        if together and isinstance(known, Joint):
            return known.twice_dot / 2
        if together and isinstance(known, Total):
            return one * other + exact_sum([known.mass, -one, -other]) * (known.mass + one + other) / 2
        if isinstance(known, Transfer):
            light, heavy = self.lib.minimum(one, other), self.lib.maximum(one, other)
            return (light * light - known.minus(heavy)) / 2
        return dot(self.vectors[i], self.vectors[j])

    def virtuality(self, signs: Signs, offset: Reference = None) -> Number:
        """(sum of signs_i p_i)^2 - m_offset^2, GeV^2: the inverse propagator of a line.

        Args:
            signs: -1, 0 or +1 for every leg.
            offset: whose squared mass is subtracted: a leg, a named argument (mass of a resonance), None for zero.

        Raises:
            ValueError: the wrong number of signs, or entries other than -1, 0, 1.
        """
        if len(signs) != len(self.masses):
            raise ValueError(f"expected {len(self.masses)} signs, one per leg, found {len(signs)}: {signs}")
        sampled = self.poles.get((canonical(signs, self.n_in), offset))
        if sampled is not None:
            return sampled
        subtracted = None if offset is None else self.resolve(offset)
        forms = sorted(equivalents(signs, self.n_in), key=lambda form: sum(map(abs, form)))
        recoil = next((form for form in forms if form[0] == 1 and max(form[1:]) <= 0), None)
        if self.n_in == 1 and offset == 1 and recoil is not None:
            return self._recoil(recoil)
        known = self._lookup(signs)
        if known is not None:
            return known.square if subtracted is None else known.minus(subtracted)
        for form in forms:
            initial = [leg for leg in self._legs[: self.n_in] if form[leg - 1]]
            final = [leg for leg in self._legs[self.n_in :] if form[leg - 1]]
            aligned = {form[leg - 1] for leg in final}
            if not initial and len(aligned) == 1:
                return self._cluster(final, subtracted)
            if self.n_in == 2 and len(initial) == 1 and aligned == {-form[initial[0] - 1]}:
                return self._transfer(initial[0], final, subtracted)
        return self._bilinear(signs, subtracted)

    def _lookup(self, signs: Signs) -> Invariant | None:
        return self.known.get(canonical(signs, self.n_in))

    @property
    def _legs(self) -> tuple[int, ...]:
        return tuple(range(1, len(self.masses) + 1))

    def _cluster(self, legs: list[int], mass: Number) -> Number:
        """(sum of final momenta)^2 - mass^2."""
        squares = [self.masses[leg - 1] * self.masses[leg - 1] for leg in legs]
        total = exact_sum([*squares, *([] if mass is None else [-(mass * mass)])])
        for i, j in combinations(legs, 2):
            total = total + 2 * self.dot(i, j)
        return total

    def _recoil(self, form: Signs) -> Number:
        """(p1 - K)^2 - m1^2 = K^2 - 2 p1.K of a decay: small when K is soft."""
        legs = [leg for leg in self._legs[1:] if form[leg - 1]]
        total = self._cluster(legs, None) if legs else 0.0
        for leg in legs:
            total = total - 2 * self.dot(1, leg)
        return total

    def _transfer(self, line: int, legs: list[int], mass: Number) -> Number:
        """(p_a - K)^2 - mass^2 with z = K+/p_a+ (minus components for leg 2), all terms of one sign if m_a = mass.

        t       = -[pT^2 + (1-z) (K^2 - m_a^2 + (1-z) m_a^2)]/z
        t - m^2 = -[pT^2 + (1-z) K^2 + z^2 m_a^2 + z (m^2 - m_a^2)]/z
        """
        initial, members = self.vectors[line], [self.vectors[leg] for leg in legs]
        side = [vector.plus if line == 1 else vector.minus for vector in (initial, *members)]
        z = sum(side[2:], side[1]) / side[0]
        transverse = sum((vector.transverse for vector in members[1:]), members[0].transverse).square
        own, square = self.masses[line - 1], self._cluster(legs, None)
        if mass is None:
            return -(transverse + (1 - z) * (self._cluster(legs, own) + (1 - z) * own * own)) / z
        shift = z * (mass - own) * (mass + own)
        return -(transverse + (1 - z) * square + z * z * own * own + shift) / z

    def _bilinear(self, signs: Signs, mass: Number) -> Number:
        used = [leg for leg in self._legs if signs[leg - 1]]
        total = exact_sum([*(self.masses[leg - 1] ** 2 for leg in used), *([] if mass is None else [-(mass * mass)])])
        for i, j in combinations(used, 2):
            total = total + 2 * signs[i - 1] * signs[j - 1] * self.dot(i, j)
        return total

    def momenta(self, at_rest: int | None = None) -> tuple[tuple[Number, Number, Number, Number], ...]:
        """(E, px, py, pz) of every leg, GeV, in the frame of total momentum zero or with an initial leg at rest.

        Leg 1 of a scattering runs along +z (leg 2 along -z if leg 1 is at rest); of a decay, the first part of the
        tree runs along +x.

        Raises:
            ValueError: ``at_rest`` is not an initial leg.
        """
        if at_rest is None:
            return tuple(self.vectors[leg].components for leg in self._legs)
        if not 1 <= at_rest <= self.n_in:
            raise ValueError(f"expected one of the initial legs 1 to {self.n_in} at rest, found {at_rest}")
        vector = self.vectors[at_rest]
        # A boost along the beam rescales p+ and p-; the ratio is taken from the component that is large.
        scale = self.masses[at_rest - 1] / vector.plus if at_rest == 1 else vector.minus / self.masses[at_rest - 1]
        return tuple(self.vectors[leg].boosted(scale) for leg in self._legs)

    def light_cone(self, leg: int) -> tuple[Number, Number, Number, Number]:
        """(E + pz, E - pz, px, py): a boost along the beam only rescales the first two, GeV."""
        vector = self.vectors[leg]
        return vector.plus, vector.minus, vector.transverse.x, vector.transverse.y
