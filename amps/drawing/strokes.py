"""Paths of propagators: straight, wavy and curly strokes between two points (complex numbers) as SVG path data."""

from __future__ import annotations

from cmath import exp
from math import cos, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WAVELENGTH = 15.0
AMPLITUDE = 3.6
CURL_PITCH = 10.5
CURL_RADIUS = 4.6
PIECES = 4
"""Bezier curves per period of a wave or curl."""


def coordinates(point: complex) -> str:
    """x and y to a tenth of a pixel."""
    return f"{round(point.real, 1) + 0.0:g} {round(point.imag, 1) + 0.0:g}"


def straight(start: complex, end: complex) -> str:
    """A straight line."""
    return f"M{coordinates(start)}L{coordinates(end)}"


def wavy(start: complex, end: complex) -> str:
    """A sine wave with a whole number of periods."""
    length = abs(end - start)
    periods = max(1, round(length / WAVELENGTH))
    k = 2 * pi * periods
    return _bezier(
        start,
        end,
        lambda u: complex(length * u, AMPLITUDE * sin(k * u)),
        lambda u: complex(length, AMPLITUDE * k * cos(k * u)),
        PIECES * periods,
    )


def curly(start: complex, end: complex) -> str:
    """A chain of loops: a prolate trochoid that starts and ends on the line, running along it."""
    length = abs(end - start)
    loops = max(2, round(length / CURL_PITCH))
    k = 2 * pi * loops
    return _bezier(
        start,
        end,
        lambda u: complex(length * u + CURL_RADIUS * sin(k * u), CURL_RADIUS * (1 - cos(k * u))),
        lambda u: complex(length + CURL_RADIUS * k * cos(k * u), CURL_RADIUS * k * sin(k * u)),
        2 * PIECES * loops,
    )


def _bezier(
    start: complex, end: complex, curve: Callable[[float], complex], slope: Callable[[float], complex], pieces: int
) -> str:
    """Cubic Bezier curves with the points and slopes of curve(u), 0 <= u <= 1, laid from start to end."""
    along = (end - start) / abs(end - start)

    def place(local: complex) -> str:
        return coordinates(start + along * local)

    path = f"M{place(curve(0.0))}"
    for k in range(pieces):
        u, v = k / pieces, (k + 1) / pieces
        third = 1 / (3 * pieces)
        path += f"C{place(curve(u) + third * slope(u))} {place(curve(v) - third * slope(v))} {place(curve(v))}"
    return path


def arc(start: complex, end: complex, is_wavy: bool = False) -> str:
    """Half a circle to the left of the way from start to end, smooth or with a wave on it."""
    half = abs(end - start) / 2
    if not is_wavy:
        return f"M{coordinates(start)}A{half:.1f} {half:.1f} 0 0 1 {coordinates(end)}"
    periods = max(1, round(pi * half / WAVELENGTH))
    k = 2 * pi * periods

    def curve(u: float) -> complex:
        return half - (half + AMPLITUDE * sin(k * u)) * exp(1j * pi * u)

    def slope(u: float) -> complex:
        return -(AMPLITUDE * k * cos(k * u) + 1j * pi * (half + AMPLITUDE * sin(k * u))) * exp(1j * pi * u)

    return _bezier(start, end, curve, slope, PIECES * periods)


def arrow_head(tip: complex, along: complex, size: float) -> str:
    """A closed arrow head with its tip at `tip`, pointing along the unit vector `along`."""
    corners = (tip + size * along * exp(1j * turn) for turn in (pi - 0.42, pi + 0.42))
    return f"M{coordinates(tip)}" + "".join(f"L{coordinates(corner)}" for corner in corners) + "Z"


def head_element(tip: complex, along: complex, size: float) -> str:
    """An arrow head as an SVG element."""
    return f'<path d="{arrow_head(tip, along, size)}" fill="currentColor" stroke="none"/>'


def crossing(a: complex, b: complex, c: complex, d: complex) -> float | None:
    """The fraction of the way from a to b at which the segment from c to d crosses, or None; shared ends do not."""

    def cross(p: complex, q: complex) -> float:
        return (p.conjugate() * q).imag

    bottom = cross(b - a, d - c)
    if abs(bottom) < 1e-9:
        return None
    t, u = cross(c - a, d - c) / bottom, cross(c - a, b - a) / bottom
    margin = 1e-6
    return t if margin < t < 1 - margin and margin < u < 1 - margin else None


def extent(half: complex, direction: complex) -> float:
    """How far a box with half sizes `half` reaches along a unit vector."""
    return abs(direction.real) * half.real + abs(direction.imag) * half.imag


def clearance(centre: complex, half: complex, a: complex, b: complex) -> float:
    """About how far the box around `centre` stays from the segment from a to b; negative where they overlap."""
    along = b - a
    t = ((centre - a) * along.conjugate()).real / abs(along) ** 2
    nearest = a + min(1.0, max(0.0, t)) * along - centre
    return abs(nearest) - (extent(half, nearest / abs(nearest)) if nearest else abs(half))
