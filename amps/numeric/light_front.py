"""Light-front wave functions and invariants on a tape: no square root, few operations, many zero components.

Spinors of light-front states (J.B. Kogut and D.E. Soper, Phys. Rev. D1 (1970) 2901) times sqrt(p^p), p^p = E + p_3:
u = (m, 0, p^p, p^t) and (-p^s, p^p, 0, m) in the components of `dirac`; the caller divides |M|^2 by the product of
all p^p. Polarisation vectors are real, in light-cone gauge. Sums over states are those over helicity states.
The third axis is y, away from beams along z: only a massless momentum exactly along -y (p^p = 0) has no wave function.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from amps.numeric.dirac import Vector, bar_of, column_of_row
from amps.numeric.tape import Recorded, Tape

if TYPE_CHECKING:
    from amps.particle import Particle

Objects = NDArray[np.object_]


@dataclass(frozen=True)
class FrontMomentum:
    """An external momentum with what is shared between its uses: components, 1/p^p and p^t/p^p."""

    vector: Vector
    mass: Recorded | None
    inverse: Recorded
    slope: Recorded

    @property
    def plus(self) -> Recorded:
        """p^p."""
        return self.vector[0]  # type: ignore[no-any-return]


def front_momentum(tape: Tape, leg: int, mass: Recorded | None) -> FrontMomentum:
    """The momentum of leg (from 1), read from inputs p<leg>_E, p<leg>_x, p<leg>_y, p<leg>_z.

    The smaller of E +- y is (m^2 + x^2 + z^2) over the larger, so that p^2 = m^2 holds to rounding.
    """
    energy, x, y, z = (tape.input(f"p{leg}_{axis}") for axis in "Exyz")
    across = z + tape.constant(1j) * x
    square = Recorded(tape, across.squared_modulus(), 0)
    if mass is not None:
        square = square + mass * mass
    large = energy + y.real_function("abs")
    small = square / large
    plus, minus = (
        Recorded(tape, tape.apply("select_lt", y.re, 0, *pair), 0)
        for pair in ((small.re, large.re), (large.re, small.re))
    )
    inverse = 1 / plus
    return FrontMomentum((plus, minus, across, across.conjugate()), mass, inverse, across * inverse)


def products(p: FrontMomentum, q: FrontMomentum) -> tuple[Recorded, Recorded]:
    """2 (p.q - m_p m_q) and 2 p.q as sums of squares.

    2 p.q = m_p^2 q^p/p^p + m_q^2 p^p/q^p + p^p q^p |p^t/p^p - q^t/q^p|^2.
    """
    slopes = p.slope - q.slope
    tape = slopes.tape
    both = p.plus * q.plus
    angular = both * Recorded(tape, slopes.squared_modulus(), 0)
    whole = excess = angular
    if p.mass is not None:
        whole = whole + p.mass * p.mass * (q.plus * p.inverse)
    if q.mass is not None:
        whole = whole + q.mass * q.mass * (p.plus * q.inverse)
    if p.mass is None or q.mass is None:
        excess = whole
    else:
        difference = p.mass * q.plus - q.mass * p.plus
        excess = excess + difference * difference * (p.inverse * q.inverse)
    return excess, whole


def external_states(
    tape: Tape, particle: Particle, p: FrontMomentum, incoming: bool, column: bool
) -> list[tuple[Recorded, ...]]:
    """All states of an external leg; spinors carry a factor sqrt(p^p)."""
    zero, one = tape.constant(0), tape.constant(1)
    plus, minus, t, s = p.vector
    if particle.spin == "0":
        return [(one,)]
    if particle.spin == "1":
        i = tape.constant(1j)
        slope = (p.slope + p.slope.conjugate(), (p.slope - p.slope.conjugate()) * -i)
        states: list[tuple[Recorded, ...]] = [(zero, slope[0], one, one), (zero, slope[1], i, -i)]
        if p.mass is not None:
            unit = 1 / p.mass
            states.append((plus * unit, minus * unit - 2 * p.mass * p.inverse, t * unit, s * unit))
        return states
    mass = zero if p.mass is None else p.mass
    spinors: list[tuple[Recorded, ...]] = [(mass, zero, plus, t), (-s, plus, zero, mass)]
    if column != incoming:
        spinors = [tuple(column_of_row(bar_of(u))) for u in spinors]
    return spinors if column else [tuple(bar_of(u)) for u in spinors]


def stacked(states: list[tuple[Recorded, ...]], leg: int, legs: int) -> tuple[Objects, ...]:
    """Components with the states on the axis of their leg."""
    shape = [len(states) if k == leg else 1 for k in range(legs)]
    components = []
    for c in range(len(states[0])):
        values = np.empty(len(states), dtype=object)
        for k, state in enumerate(states):
            values[k] = state[c]
        components.append(values.reshape(shape))
    return tuple(components)
