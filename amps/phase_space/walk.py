"""Walk a tree of clusters outside in: unit-cube variables become cluster masses, transfers and momenta.

One step parent -> first + second contributes, with p the break-up momentum and M the parent mass,

    p/(4 pi M) dcos(theta)/2 dphi/(2 pi)        isotropic
    dt/(16 pi M p_line) dphi/(2 pi)             exchange, t = (line - first)^2
    ds/(2 pi)                                   for every cluster below the top

(E. Byckling and K. Kajantie, Nucl. Phys. B9 (1969) 568).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from amps.phase_space.arithmetic import TINY, Arithmetic, Number, exact_sum
from amps.phase_space.frames import Frame, Line, Recoil, collinear, recoil_of
from amps.phase_space.invariants import Invariant, Joint, Leg, Pair, Side, Transfer, incoming_side, outgoing_side
from amps.phase_space.light_front import AXIS, Direction, Plane, Vector, direction_of
from amps.phase_space.maps import Flat, Interval, Map, Sampled
from amps.phase_space.tree import AngleMap, Cluster, MassMap, Reference, Signs, canonical, legs_of

SMALLEST, LARGEST = 1e-20, 1 - 2.0**-53
"""Bounds on unit-cube variables; the upper one is the largest double below 1."""

LEAST_KINETIC = 1e-45
"""Kinetic energy, in units of the mass, where cuts leave none: the weight is zero, the momenta stay finite."""


@dataclass
class Walk:
    """Consumes unit-cube variables; collects momenta, known invariants, distances from poles and the weight."""

    lib: Arithmetic
    n_in: int
    masses: tuple[Number, ...]
    resolve: Callable[[Reference], Number]
    variables: list[Number]
    total: Number
    trivial_angles: int
    weight: Number = 1.0
    vectors: dict[int, Vector] = field(default_factory=dict)
    known: dict[Signs, Invariant] = field(default_factory=dict)
    poles: dict[tuple[Signs, Reference], Number] = field(default_factory=dict)
    steps: int = 0

    def split(self, cluster: Cluster, frame: Frame) -> None:
        """Place both parts of a cluster, then go on inside them."""
        lib, mass = self.lib, frame.mass
        parts, kinetic = self._part_masses(cluster, frame)
        kinetic = lib.maximum(kinetic, LEAST_KINETIC * mass)
        first, second = (part.mass for part in parts)
        momentum = lib.sqrt(kinetic * (kinetic + 2 * first) * (kinetic + 2 * second) * (mass + first + second))
        momentum = momentum / (2 * mass)
        energies = (
            first + kinetic * (kinetic + 2 * second) / (2 * mass),
            second + kinetic * (kinetic + 2 * first) / (2 * mass),
        )
        direction, transfer = self._direction(cluster, frame, parts, outgoing_side(energies, momentum))
        kick = direction.transverse * momentum
        cosines = direction.upper.square, direction.lower.square
        plus = [
            frame.plus * ((part.square / (energy + momentum + TINY) + 2 * momentum * cosine) / mass + TINY)
            for part, energy, cosine in zip(parts, energies, cosines, strict=True)
        ]
        velocities = kick * (1 / plus[0]), -kick * (1 / plus[1])
        for index, (part, invariant) in enumerate(zip(cluster.parts, parts, strict=True)):
            self.steps += 1
            steps = (*frame.steps, (self.steps, velocities[index]))
            if isinstance(part, int) or isinstance(invariant, Leg):
                self.vectors[legs_of(part)[0]] = Vector(plus[index], invariant.square, steps)
            else:
                lines = self._lines(cluster, frame, index, plus, velocities[index], transfer)
                sibling = legs_of(cluster.parts[1 - index]), parts[1 - index]
                order, along = (energies, direction) if index == 0 else (energies[::-1], direction.opposite)
                recoil = recoil_of(lib, mass, *sibling, order, momentum, invariant.mass, along)
                self.split(part, Frame(invariant, invariant.kinetic, plus[index], steps, lines, recoil))

    def _part_masses(self, cluster: Cluster, frame: Frame) -> tuple[tuple[Leg | Pair, Leg | Pair], Number]:
        """Masses of both parts and the kinetic energy left to them."""
        kinetic, parts = frame.kinetic, list[Leg | Pair]()
        for part, sibling in zip(cluster.parts, reversed(cluster.parts), strict=True):
            if isinstance(part, int):
                parts.append(Leg(self.masses[part - 1]))
            else:
                pair, kinetic = self._cluster_mass(part, sibling, frame.mass, kinetic)
                parts.append(pair)
        return (parts[0], parts[1]), kinetic

    def _cluster_mass(
        self, cluster: Cluster, sibling: int | Cluster, parent: Number, kinetic: Number
    ) -> tuple[Pair, Number]:
        """Sample s between its threshold and what the parent leaves; return it and the energy left over."""
        lib, spec = self.lib, cluster.mass
        masses = tuple(self.masses[leg - 1] for leg in cluster.legs)
        bottom = Pair(masses, 0.0)
        whole = kinetic * (kinetic + 2 * bottom.threshold)
        low, cut = self._mass_cuts(spec, bottom, whole, sibling, parent)
        pole = self.resolve(spec.pole)
        width = lib.maximum(whole - low - cut, 0.0)
        scale = pole * self.resolve(spec.width)
        key = self._key(dict.fromkeys(cluster.legs, 1))
        sampled = spec.shape.sample(lib, self._next(), Interval(width, bottom.minus(pole) + low, 0.0, scale))
        excess, left = low + sampled.below, cut + sampled.above
        square = bottom.threshold * bottom.threshold
        gained = excess / (lib.sqrt(square + excess) + bottom.threshold + TINY)
        pair = Pair(masses, lib.maximum(gained, LEAST_KINETIC * parent))
        self.known[key], self.poles[key, spec.pole] = pair, sampled.from_pole
        self.weight = self.weight * sampled.jacobian / (2 * lib.pi)
        return pair, left / (2 * bottom.threshold + kinetic + gained + TINY)

    def _mass_cuts(
        self, spec: MassMap, bottom: Pair, whole: Number, sibling: int | Cluster, parent: Number
    ) -> tuple[Number, Number]:
        """What cuts leave out at both ends of s, which has the range `whole` above the threshold."""
        lib = self.lib
        low: Number = 0.0
        high: Number = 0.0
        if spec.least is not None:
            low = lib.maximum(-bottom.minus(self.resolve(spec.least)), 0.0)
        if spec.most is not None:
            high = lib.maximum(whole + bottom.minus(self.resolve(spec.most)), 0.0)
        if isinstance(sibling, int):
            # s = M^2 + m^2 - 2 M E, which ends where the leg of energy E is at rest.
            if spec.recoil_energy is not None:
                kinetic = self.resolve(spec.recoil_energy) - self.masses[sibling - 1]
                high = lib.maximum(2 * parent * kinetic, high)
            if spec.most_recoil_energy is not None:
                kinetic = self.resolve(spec.most_recoil_energy) - self.masses[sibling - 1]
                low = lib.maximum(whole - 2 * parent * kinetic, low)
        return low, high

    def _direction(
        self, cluster: Cluster, frame: Frame, parts: tuple[Leg | Pair, Leg | Pair], outgoing: Side
    ) -> tuple[Direction, Transfer | None]:
        """Direction of the first part in the rest frame, and the transfer it was sampled in."""
        lib = self.lib
        if cluster.exchange is None:
            self.weight = self.weight * outgoing.momentum / (4 * lib.pi * frame.mass)
            if self.trivial_angles > 1:
                self.trivial_angles = 1
                # Across the axis: a massless particle along -z would have no plus component.
                half = lib.sqrt(0.5)
                return Direction(Plane(half, 0.0), Plane(half, 0.0)), None
            axis, sine2, cosine2 = self._helicity(cluster, frame.recoil, parts, outgoing)
            return axis.rotated(lib, sine2, cosine2, self._azimuth()), None
        transfer, sine2, cosine2 = self._exchange(cluster.exchange, cluster, frame, parts, outgoing)
        return self._line_direction(cluster.exchange, frame).rotated(lib, sine2, cosine2, self._azimuth()), transfer

    def _helicity(
        self, cluster: Cluster, recoil: Recoil | None, parts: tuple[Leg | Pair, Leg | Pair], outgoing: Side
    ) -> tuple[Direction, Number, Number]:
        """Axis of an isotropic decay and the half-angles about it: (recoil + first)^2 grows with sin^2(theta/2)."""
        spec = cluster.angle
        is_bounded = spec.least_energies != (None, None)
        if recoil is None or (self.n_in == 2 and isinstance(spec.shape, Flat) and not is_bounded):
            # Nothing to follow: the beam axis keeps products with the initial legs exact.
            sampled = self._within(Flat(), 1.0, (0.0, 0.0), self._cosine_cuts(spec, 1, 1.0))
            self.weight = self.weight * sampled.jacobian
            return AXIS, sampled.below, sampled.above
        joints = collinear(recoil, parts[0], outgoing, 0), collinear(recoil, parts[1], outgoing, 1)
        span = 4 * recoil.momentum * outgoing.momentum
        keys = [self._key(dict.fromkeys((*recoil.legs, *legs_of(part)), 1)) for part in cluster.parts]
        poles = [self.resolve(spec.pole), self.resolve(spec.upper_pole)]
        gaps = joints[0].minus(poles[0]), joints[1].minus(poles[1])
        sampled = self._within(spec.shape, span, gaps, self._energy_cuts(spec, joints, span))
        for key, joint, distance in zip(keys, joints, (sampled.below, sampled.above), strict=True):
            self.known[key] = replace(joint, twice_dot=joint.twice_dot + distance)
        self.poles[keys[0], spec.pole] = sampled.from_pole
        self.weight = self.weight * sampled.jacobian / (span + TINY)
        return recoil.direction, sampled.below / (span + TINY), sampled.above / (span + TINY)

    def _azimuth(self) -> Number:
        if self.trivial_angles:
            self.trivial_angles = 0
            return 0.0
        return 2 * self.lib.pi * self._next()

    def _next(self) -> Number:
        """The next unit-cube variable, kept a hair inside (0, 1)."""
        return self.lib.minimum(self.lib.maximum(self.variables.pop(0), SMALLEST), LARGEST)

    def _within(
        self,
        shape: Map,
        span: Number,
        gaps: tuple[Number, Number],
        left_out: tuple[Number, Number],
        knee: Number = 0.0,
    ) -> Sampled:
        """Value between the ends of an interval of which cuts leave out a part at either end."""
        low, high = (self.lib.minimum(part, span) for part in left_out)
        width = self.lib.maximum(span - low - high, 0.0)
        sampled = shape.sample(self.lib, self._next(), Interval(width, gaps[0] + low, gaps[1] + high, knee=knee))
        return sampled._replace(below=low + sampled.below, above=high + sampled.above)

    def _energy_cuts(self, spec: AngleMap, joints: tuple[Joint, Joint], span: Number) -> tuple[Number, Number]:
        """What least energies leave out of (recoil + first)^2 = s + m^2 - 2 sqrt(s) E of the second part."""
        left_out = list[Number]()
        for index, bound in enumerate(spec.least_energies):
            if bound is None:
                left_out.append(0.0)
                continue
            farthest = joints[1 - index].square + span
            own = joints[index].b.square
            allowed = self.total * (self.total - 2 * self.resolve(bound)) + own
            left_out.append(self.lib.maximum(farthest - allowed, 0.0))
        return left_out[0], left_out[1]

    def _cosine_cuts(self, spec: AngleMap, side: int, span: Number) -> tuple[Number, Number]:
        """What bounds on a cosine leave out of 4 p p' sin^2(theta/2), theta being the angle to the line."""
        (least, most), (least_opposite, most_opposite) = spec.cosines, spec.opposite_cosines
        near = self._left_out(span, most, least_opposite)
        far = self._left_out(span, most_opposite, least)
        return (near, far) if side == 1 else (far, near)

    def _left_out(self, span: Number, most: Reference, least: Reference) -> Number:
        """Part of the interval within which the cosine exceeds one bound or its opposite falls below the other."""
        one = 0.0 if most is None else span * (1 - self.resolve(most)) / 2
        other = 0.0 if least is None else span * (1 + self.resolve(least)) / 2
        if most is None or least is None:
            return one + other
        return self.lib.maximum(one, other)

    def _exchange(
        self, side: int, cluster: Cluster, frame: Frame, parts: tuple[Leg | Pair, Leg | Pair], outgoing: Side
    ) -> tuple[Transfer, Number, Number]:
        """Sample t; return it with sin^2 and cos^2 of half the angle between the line and the first part."""
        lib, spec = self.lib, cluster.angle
        line, other = frame.lines[side], frame.lines[3 - side]
        incoming = incoming_side(lib, frame.invariant, line.invariant, other.invariant)
        forward = Transfer(
            lib, frame.mass, line.invariant, other.invariant, parts[0], parts[1], incoming, outgoing, 0.0
        )
        if isinstance(forward.b, Leg) and not isinstance(forward.a, Leg):
            forward = forward.seen_from_b
        backward = replace(forward, c=forward.d, d=forward.c, outgoing=forward.outgoing.swapped)
        t_key = self._key({**line.signs, **dict.fromkeys(legs_of(cluster.first), -1)})
        u_key = self._key({**line.signs, **dict.fromkeys(legs_of(cluster.second), -1)})
        gap = -forward.forward_minus(self._mass(spec.pole))
        upper_gap = -backward.forward_minus(self._mass(spec.upper_pole))
        span = 4 * incoming.momentum * outgoing.momentum
        left_out = self._cosine_cuts(spec, side, span)
        sampled = self._within(spec.shape, span, (gap, upper_gap), left_out, forward.inelasticity)
        forward, backward = replace(forward, fall=sampled.below), replace(backward, fall=sampled.above)
        self.known[t_key], self.known[u_key] = forward, backward
        self.poles[t_key, spec.pole] = -sampled.from_pole
        self.weight = self.weight * sampled.jacobian / (16 * lib.pi * frame.mass * (incoming.momentum + TINY))
        return forward, sampled.below / (span + TINY), sampled.above / (span + TINY)

    def _mass(self, reference: Reference) -> Number | None:
        return None if reference is None else self.resolve(reference)

    def _line_direction(self, side: int, frame: Frame) -> Direction:
        """Direction of a line in the rest frame, taken from whichever of the two lines has emitted nothing."""
        if not frame.steps:
            return AXIS if side == 1 else AXIS.opposite
        reference = side if len(frame.lines[side].signs) == 1 else 3 - side
        line, partner = frame.lines[reference], frame.lines[3 - reference]
        energies = incoming_side(self.lib, frame.invariant, line.invariant, partner.invariant).energies
        scale = frame.mass / frame.plus
        own, others = line.plus * scale - energies[0], energies[1] - partner.plus * scale
        # Both are p_z of the line; a line nearly at rest knows it through its partner only.
        longitudinal = self.lib.select_lt(self.lib.absolute(energies[1]), energies[0], others, own)
        found = direction_of(self.lib, line.transverse, longitudinal)
        return found if reference == side else found.opposite

    def _lines(
        self, cluster: Cluster, frame: Frame, index: int, plus: list[Number], velocity: Plane, transfer: Transfer | None
    ) -> dict[int, Line]:
        """Incoming lines of one part: the line that met it, and the other one after emitting its sibling."""
        if cluster.exchange is None or transfer is None:
            return {}
        met = cluster.exchange if index == 0 else 3 - cluster.exchange
        kept, emitter = frame.lines[met], frame.lines[3 - met]
        transverse = kept.transverse - velocity * kept.plus
        sibling = legs_of(cluster.parts[1 - index])
        left = emitter.plus - plus[1 - index]
        if not frame.steps:
            # (p - first)+ for the line of the exchange; the other line then holds (p' - second)+ = -(p - first)+.
            lost = transfer.lost_plus(cluster.exchange)
            left = lost if index == 1 else -lost
        return {
            met: replace(kept, transverse=transverse),
            3 - met: emitter.emit(sibling, left, transfer, -transverse),
        }

    def _key(self, signs: Mapping[int, int]) -> Signs:
        return canonical(tuple(signs.get(leg, 0) for leg in range(1, len(self.masses) + 1)), self.n_in)


def total_kinetic(mass: Number, masses: tuple[Number, ...]) -> Number:
    """Energy above threshold, M - sum of masses, GeV; negative below."""
    return exact_sum([mass, *(-other for other in masses)])
