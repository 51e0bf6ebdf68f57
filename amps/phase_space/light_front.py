"""Momenta as light-front components: plus, transverse velocity, mass.

With p+ = E + pz and v = pT/p+ every product of two momenta is a sum of positive terms,

    2 p_i.p_j = m_i^2 x_j/x_i + m_j^2 x_i/x_j + x_i x_j |v_i - v_j|^2        (x = p+)

and the velocities of a decay chain simply add: the velocity of the common parent drops out *before* anything is
computed, so narrow pairs far from the axis lose no digits. Directions are spinors (cos theta/2, e^{i phi} sin theta/2),
whose rotation never subtracts cosines from one. Light-front variables: S. J. Brodsky, H.-C. Pauli and S. S. Pinsky,
Phys. Rept. 301 (1998) 299, arXiv:hep-ph/9705477.
"""

from __future__ import annotations

from dataclasses import dataclass

from amps.phase_space.arithmetic import TINY, Arithmetic, Number


@dataclass(frozen=True)
class Plane:
    """A vector transverse to the axis, or a complex number x + i y."""

    x: Number
    y: Number

    def __add__(self, other: Plane) -> Plane:
        return Plane(self.x + other.x, self.y + other.y)

    def __sub__(self, other: Plane) -> Plane:
        return Plane(self.x - other.x, self.y - other.y)

    def __mul__(self, factor: Number) -> Plane:
        return Plane(self.x * factor, self.y * factor)

    def __neg__(self) -> Plane:
        return Plane(-self.x, -self.y)

    def times(self, other: Plane) -> Plane:
        """Complex product."""
        return Plane(self.x * other.x - self.y * other.y, self.x * other.y + self.y * other.x)

    @property
    def conjugate(self) -> Plane:
        """Complex conjugate."""
        return Plane(self.x, -self.y)

    @property
    def square(self) -> Number:
        """Squared length."""
        return self.x * self.x + self.y * self.y


ORIGIN = Plane(0.0, 0.0)


@dataclass(frozen=True)
class Direction:
    """Unit vector as a spinor: upper = cos(theta/2), lower = e^{i phi} sin(theta/2), up to a common phase."""

    upper: Plane
    lower: Plane

    @property
    def transverse(self) -> Plane:
        """Transverse part of the unit vector, sin(theta) e^{i phi}."""
        return self.lower.times(self.upper.conjugate) * 2

    @property
    def opposite(self) -> Direction:
        """The reversed direction."""
        return Direction(-self.lower.conjugate, self.upper.conjugate)

    def rotated(self, lib: Arithmetic, sine2: Number, cosine2: Number, phi: Number) -> Direction:
        """Direction at polar angle theta and azimuth phi about this one, sine2 = sin^2(theta/2)."""
        cosine, sine = lib.sqrt(cosine2), lib.sqrt(sine2)
        tilt = Plane(sine * lib.cos(phi), sine * lib.sin(phi))
        return Direction(
            self.upper * cosine - self.lower.conjugate.times(tilt),
            self.lower * cosine + self.upper.conjugate.times(tilt),
        )


AXIS = Direction(Plane(1.0, 0.0), ORIGIN)


def direction_of(lib: Arithmetic, transverse: Plane, longitudinal: Number) -> Direction:
    """Direction of a three-momentum; the smaller half-angle comes from the transverse part."""
    length = lib.sqrt(transverse.square + longitudinal * longitudinal) + TINY
    big = lib.sqrt((length + lib.absolute(longitudinal)) / (2 * length))
    small = transverse * (1 / (2 * length * big))
    zero = 0.0 * big
    return Direction(
        Plane(lib.select_lt(longitudinal, 0.0, small.x, big), lib.select_lt(longitudinal, 0.0, -small.y, zero)),
        Plane(lib.select_lt(longitudinal, 0.0, big, small.x), lib.select_lt(longitudinal, 0.0, zero, small.y)),
    )


@dataclass(frozen=True)
class Vector:
    """A momentum: plus component, squared mass, and the velocity steps from the total momentum down to it.

    ``minus`` is given for incoming legs, which may be massless along the negative axis (plus = 0).
    """

    plus: Number
    square: Number
    steps: tuple[tuple[int, Plane], ...] = ()
    incoming_minus: Number = None

    @property
    def velocity(self) -> Plane:
        """Transverse velocity pT/p+ in the frame of the total momentum."""
        return _sum([step for _, step in self.steps])

    @property
    def transverse(self) -> Plane:
        """Transverse momentum, GeV."""
        velocity = self.velocity
        return Plane(velocity.x * self.plus, velocity.y * self.plus)

    @property
    def minus(self) -> Number:
        """P- = E - pz = (m^2 + pT^2)/p+, GeV."""
        if self.incoming_minus is not None:
            return self.incoming_minus
        return self.square / self.plus + self.plus * self.velocity.square

    @property
    def components(self) -> tuple[Number, Number, Number, Number]:
        """(E, px, py, pz), GeV."""
        return self.boosted(1.0)

    def boosted(self, scale: Number) -> tuple[Number, Number, Number, Number]:
        """(E, px, py, pz) after the boost along the axis that multiplies p+ by ``scale``, GeV."""
        transverse, plus, minus = self.transverse, self.plus * scale, self.minus / scale
        return (plus + minus) / 2, transverse.x, transverse.y, (plus - minus) / 2


def dot(one: Vector, other: Vector) -> Number:
    """Product of two momenta as a sum of positive terms, GeV^2."""
    if one.incoming_minus is not None or other.incoming_minus is not None:
        return (one.plus * other.minus + one.minus * other.plus) / 2
    relative = relative_velocity(one, other)
    ratio = other.plus / one.plus
    return (one.square * ratio + other.square / ratio + one.plus * other.plus * relative.square) / 2


def relative_velocity(one: Vector, other: Vector) -> Plane:
    """Difference of the velocities, summed only from where the two decay chains part."""
    shared = 0
    for (a, _), (b, _) in zip(one.steps, other.steps, strict=False):
        if a != b:
            break
        shared += 1
    return _sum([step for _, step in one.steps[shared:]]) - _sum([step for _, step in other.steps[shared:]])


def _sum(steps: list[Plane]) -> Plane:
    total = ORIGIN
    for step in steps:
        total = total + step
    return total
