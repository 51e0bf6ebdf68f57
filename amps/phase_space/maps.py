"""One-dimensional maps from the unit interval to an invariant on [lower, lower + width].

Each returns the distance to *both* ends and to the pole, so that no end ever needs a subtraction.
``gap`` is the distance from the pole up to the lower end (negative for a resonance inside the interval).

    Flat            density 1                                       no structure
    Inverse         density 1/(gap + y)                             1/t, 1/(p.k), photon splitting; y in log
    SoftInverse     about 1/(gap + y)                               the same where a numerator may take the pole away
    InverseSquare   density 1/((gap + y)(gap + y + knee))           1/t^2, only 1/t below a knee
    TwoSided        density 1/(gap + y) + 1/(upper_gap + width - y) emission from both incoming lines
    Logarithmic     density 1/|gap + y|                             a line that is never on shell, from either side
    BreitWigner     nearly 1/((gap + y)^2 + (m Gamma)^2)            resonance in a pair mass, with room for its tails
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from amps.phase_space.arithmetic import TINY, Arithmetic, Number

POLE_INSIDE = 1e-8
"""Share of the width used as the gap when a logarithmic map is asked for a pole inside the interval."""


LEAST_WIDTH = 1e-30
"""Least m Gamma in units of the size of the interval, for which the angles are still numbers."""

LEAST_KNEE = 1e-12
"""Knee in units of the gap where there is none, for which the logarithms are still numbers."""

SOFT = 4.0
"""Logarithms from the far end of an interval over which a softened pole is still sampled evenly."""

TAILS = 2.0
"""Logarithms of the distance from a resonance, in widths, that its map samples evenly."""


class Interval(NamedTuple):
    """Width and pole positions of the variable y in [0, width]; squared GeV throughout.

    gap = lower end minus the pole below it, upper_gap = the pole above minus the upper end, knee = distance from the
    pole below at which the power of the density changes.
    """

    width: Number
    gap: Number
    upper_gap: Number = 0.0
    mass_width: Number = 0.0
    knee: Number = 0.0


class Sampled(NamedTuple):
    """Distance from the lower end, to the upper end, from the pole, and d(variable)/dx."""

    below: Number
    above: Number
    from_pole: Number
    jacobian: Number


@dataclass(frozen=True)
class Flat:
    """Density 1."""

    def sample(self, lib: Arithmetic, x: Number, interval: Interval) -> Sampled:
        """Value at x."""
        below = x * interval.width
        return Sampled(below, (1 - x) * interval.width, interval.gap + below, interval.width)


@dataclass(frozen=True)
class Inverse:
    """Density 1/(gap + y)."""

    def sample(self, lib: Arithmetic, x: Number, interval: Interval) -> Sampled:
        """Value at x."""
        gap = _outside(lib, interval.gap, interval.width)
        log = lib.log1p(interval.width / gap)
        below = gap * lib.expm1(x * log)
        above = -(gap + interval.width) * lib.expm1((x - 1) * log)
        return Sampled(below, above, interval.gap + below, (gap + below) * log)


@dataclass(frozen=True)
class SoftInverse:
    """Density 1/((gap + y) (SOFT^2 + w^2)), w = ln((gap + width)/(gap + y)): the far end keeps points.

    A numerator may take the pole away (longitudinal vectors, small charges); what is left is large where w < 1, which
    the plain logarithm leaves a small share of the points over many decades.
    """

    def sample(self, lib: Arithmetic, x: Number, interval: Interval) -> Sampled:
        """Value at x."""
        gap = _outside(lib, interval.gap, interval.width)
        log = lib.log1p(interval.width / gap)
        start, span = lib.atan2(SOFT, log), lib.atan2(log, SOFT)
        cosine = lib.sin(start + x * span)
        near = _hypotenuse(lib, SOFT, log) * lib.sin(x * span) / cosine
        below = gap * lib.expm1(near)
        above = -(gap + interval.width) * lib.expm1(-SOFT * lib.sin((1 - x) * span) / cosine)
        return Sampled(below, above, interval.gap + below, (gap + below) * SOFT * span / (cosine * cosine))


@dataclass(frozen=True)
class InverseSquare:
    """Density 1/((gap + y)(gap + y + knee)): log(1 + knee/(gap + y)) is uniform."""

    def sample(self, lib: Arithmetic, x: Number, interval: Interval) -> Sampled:
        """Value at x."""
        width, gap = interval.width, _outside(lib, interval.gap, interval.width)
        knee = interval.knee + LEAST_KNEE * gap
        span = lib.log1p(width / gap * (knee / (gap + width + knee)))
        end = lib.log1p(knee / (gap + width))
        growth = lib.expm1(end + (1 - x) * span)
        below = gap * lib.expm1(x * span) / growth * (1 + growth)
        above = (gap + width) * lib.expm1((1 - x) * span) / growth * (1 + knee / (gap + width))
        distance = gap + below
        return Sampled(below, above, interval.gap + below, span * distance * (distance / knee + 1))


@dataclass(frozen=True)
class TwoSided:
    """Density 1/(gap + y) + 1/(upper_gap + width - y): the logarithm of the ratio is uniform."""

    def sample(self, lib: Arithmetic, x: Number, interval: Interval) -> Sampled:
        """Value at x."""
        gap, upper_gap = self._gaps(lib, interval)
        total = gap + upper_gap + interval.width
        lowest, highest = gap / (upper_gap + interval.width), (gap + interval.width) / upper_gap
        log = lib.log1p(interval.width / gap) + lib.log1p(interval.width / upper_gap)
        growth = lib.expm1(x * log)
        ratio = lowest * (growth + 1)
        below = total * lowest * growth / ((1 + ratio) * (1 + lowest))
        above = -total * highest * lib.expm1((x - 1) * log) / ((1 + ratio) * (1 + highest))
        jacobian = log * (gap + below) * (upper_gap + above) / total
        return Sampled(below, above, interval.gap + below, jacobian)

    def _gaps(self, lib: Arithmetic, interval: Interval) -> tuple[Number, Number]:
        return _outside(lib, interval.gap, interval.width), _outside(lib, interval.upper_gap, interval.width)


@dataclass(frozen=True)
class Logarithmic:
    """Density 1/|gap + y| of a pole below or above the interval."""

    def sample(self, lib: Arithmetic, x: Number, interval: Interval) -> Sampled:
        """Value at x."""
        width, gap = interval.width, interval.gap

        def by_side(if_below: Number, if_above: Number) -> Number:
            return lib.select_lt(0.0, 2 * gap + width, if_below, if_above)

        near = _outside(lib, by_side(gap, -(gap + width)), width)
        log = lib.log1p(width / near)
        grown = near * lib.expm1(by_side(x, 1 - x) * log)
        left = -(near + width) * lib.expm1(-by_side(1 - x, x) * log)
        from_pole = by_side(gap + grown, -(near + grown))
        return Sampled(by_side(grown, left), by_side(left, grown), from_pole, (near + grown) * log)


@dataclass(frozen=True)
class BreitWigner:
    """Density 1/(sqrt(d^2 + w^2) (TAILS^2 + v^2)), v = arsinh(d/w), for d = gap + y and w = m Gamma.

    On the peak this is nearly 1/(d^2 + w^2); away from it every factor of e in |d| keeps a share of the points. The
    arctangent of d/w would leave them a share of w/|d|: none, where a threshold or a cut makes the peak itself small.
    Without a width the density is that of Logarithmic: the pole is then outside the interval.

    v = -TAILS cot(A), with angles A from one end of the arctangent and B = pi - A from the other: the smaller of the
    two is always known to full relative accuracy, on the peak and a million widths away from it.
    """

    def sample(self, lib: Arithmetic, x: Number, interval: Interval) -> Sampled:
        """Value at x."""
        pairs = zip(self._on_shell(lib, x, interval), Logarithmic().sample(lib, x, interval), strict=True)
        return Sampled(*(lib.select_lt(0.0, interval.mass_width, on, off) for on, off in pairs))

    def _on_shell(self, lib: Arithmetic, x: Number, interval: Interval) -> Sampled:
        width, gap = interval.width, interval.gap
        scale = lib.maximum(interval.mass_width, LEAST_WIDTH * (lib.absolute(gap) + width + TINY))
        low, high = _arsinh(lib, gap / scale), _arsinh(lib, (gap + width) / scale)
        rise = _arsinh_difference(lib, gap / scale, (gap + width) / scale, width / scale)
        span = lib.atan2(TAILS * rise, TAILS * TAILS + low * high)
        start, end = lib.atan2(TAILS, -low), lib.atan2(TAILS, high)
        angle, complement = start + x * span, end + (1 - x) * span
        cosine = lib.sin(lib.minimum(angle, complement))
        from_low = _hypotenuse(lib, TAILS, low) * lib.sin(lib.minimum(x * span, end + start + (1 - x) * span)) / cosine
        from_high = lib.sin(lib.minimum((1 - x) * span, end + start + x * span)) / cosine
        from_high = from_high * _hypotenuse(lib, TAILS, high)
        v = -TAILS * lib.cos(angle) / cosine
        below = 2 * scale * _sinh(lib, from_low / 2) * _cosh(lib, low + from_low / 2)
        above = 2 * scale * _sinh(lib, from_high / 2) * _cosh(lib, high - from_high / 2)
        return Sampled(below, above, scale * _sinh(lib, v), scale * _cosh(lib, v) * TAILS * span / (cosine * cosine))


Map = Flat | Inverse | SoftInverse | InverseSquare | TwoSided | Logarithmic | BreitWigner


def _outside(lib: Arithmetic, gap: Number, width: Number) -> Number:
    return lib.select_lt(0.0, gap, gap, POLE_INSIDE * width + TINY)


def _hypotenuse(lib: Arithmetic, a: Number, b: Number) -> Number:
    return lib.sqrt(a * a + b * b)


def _arsinh(lib: Arithmetic, t: Number) -> Number:
    size = lib.absolute(t)
    value = lib.log1p(size + size * size / (1 + lib.sqrt(1 + size * size)))
    return lib.select_lt(t, 0.0, -value, value)


def _arsinh_difference(lib: Arithmetic, a: Number, b: Number, step: Number) -> Number:
    """arsinh(b) - arsinh(a) for b = a + step > a, to full relative accuracy also where both are close."""
    near, far = (f(lib.absolute(a), lib.absolute(b)) for f in (lib.minimum, lib.maximum))
    roots = lib.sqrt(1 + near * near), lib.sqrt(1 + far * far)
    close = lib.log1p(step * (1 + (near + far) / (roots[0] + roots[1])) / (near + roots[0]))
    return lib.select_lt(a * b, 0.0, _arsinh(lib, near) + _arsinh(lib, far), close)


def _sinh(lib: Arithmetic, v: Number) -> Number:
    grown = lib.expm1(lib.absolute(v))
    value = (grown + grown / (grown + 1)) / 2
    return lib.select_lt(v, 0.0, -value, value)


def _cosh(lib: Arithmetic, v: Number) -> Number:
    grown = lib.exp(lib.absolute(v))
    return (grown + 1 / grown) / 2
