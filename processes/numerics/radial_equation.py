"""Bound states of the radial Schroedinger equation, by shooting with the Pruefer angle.

In units of a length a, u(x) = r R(r) obeys u'' = w u with w = ell(ell+1)/x^2 + U(x) + k^2, where U = 2 mu a^2 V and the
energy is -k^2/(2 mu a^2). With tan(theta) = u/u' the equation becomes theta' = cos^2 - w sin^2: theta/pi counts nodes
and grows monotonically with the energy, so that every state is bracketed and none is missed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Shape = Callable[[float], float]

_RTOL = 1e-12
_DECAY = 36.0
"""Decay lengths 1/k after which the wave function is negligible (exp(-36) = 2e-16)."""
_START = 1e-5
_SHALLOWEST = 1e-9
"""Smallest k looked for; shallower states count as unbound."""
_DEEPEST = 1e4


@dataclass(frozen=True)
class Solution:
    """k, and the coefficient c of u = c x^(ell+1) + ... at the origin where the integral of u^2 over x is 1."""

    k: float
    coefficient: float


def solve(shape: Shape, nodes: int = 0, ell: int = 0) -> Solution | None:
    """The state with `nodes` zeros in the attractive potential U(x) = shape(x), or None if there is none.

    U may diverge like 1/x at the origin and must vanish at infinity.
    """
    from scipy.optimize import brentq

    def mismatch(k: float) -> float:
        middle = _turning_point(shape, ell, k)
        return _outward(shape, ell, k, middle) - _inward(shape, ell, k, middle) - nodes * math.pi

    low = 1.0
    while mismatch(low) < 0:
        low /= 4
        if low < _SHALLOWEST:
            return None
    high = 2 * low
    while mismatch(high) > 0:
        low, high = high, 2 * high
        if high > _DEEPEST:
            raise ValueError("the potential is deeper than 1e8 in the units of its length; give a shorter length")
    k = brentq(mismatch, low, high, xtol=1e-15, rtol=1e-13)
    return Solution(k, _coefficient(shape, ell, k))


def zero_energy_phase(shape: Shape, end: float, ell: int = 0) -> float:
    """Nodes at zero energy, continued between integers: n at the coupling that just binds the n-th state (from 1).

    `end` is an x where U is negligible; there u is a sum of x^(ell+1) and x^-ell, the latter alone at
    threshold.
    """
    theta = _outward(shape, ell, 0.0, end)
    decaying = math.pi / 2 if ell == 0 else math.pi - math.atan(end / ell)
    return (theta - decaying) / math.pi + 1


def _weight(shape: Shape, ell: int, k: float) -> Shape:
    centrifugal = ell * (ell + 1)
    return lambda x: centrifugal / (x * x) + shape(x) + k * k


def _turning_point(shape: Shape, ell: int, k: float) -> float:
    """The outermost point where w changes sign (0.5 at least): integration is stable towards it from both sides."""
    weight = _weight(shape, ell, k)
    x, found, far = 0.1, 0.5, 10 / min(k, 1.0) ** 2 + _DECAY / k
    while x < far:
        if weight(x) < 0:
            found = max(found, x)
        x *= 1.05
    return found


def _outward(shape: Shape, ell: int, k: float, end: float) -> float:
    """theta at `end` of the solution that is regular at the origin."""
    weight = _weight(shape, ell, k)

    def slope(x: float, theta: Any) -> list[float]:
        s, c = math.sin(theta[0]), math.cos(theta[0])
        return [c * c - weight(x) * s * s]

    u, derivative = _series(shape, ell, k)
    return _integrated(slope, _START, end, [math.atan2(u, derivative)])[0]


def _inward(shape: Shape, ell: int, k: float, end: float) -> float:
    """theta at `end` of the solution that decays at infinity, in (0, pi) far out."""
    weight = _weight(shape, ell, k)

    def slope(x: float, theta: Any) -> list[float]:
        s, c = math.sin(theta[0]), math.cos(theta[0])
        return [c * c - weight(x) * s * s]

    start = 2 * end + _DECAY / k
    return _integrated(slope, start, end, [math.pi - math.atan(1 / math.sqrt(weight(start)))])[0]


def _series(shape: Shape, ell: int, k: float) -> tuple[float, float]:
    """u/x^ell and u'/x^ell at the start of u = x^(ell+1) (1 + b x + c x^2 + ...) for U = -Z/x + U0."""
    x = _START
    first, second = x * shape(x), 2 * x * shape(2 * x)
    charge, constant = -(2 * first - second), (second - first) / x
    b = -charge / (2 * ell + 2)
    c = (constant + k * k - charge * b) / (4 * ell + 6)
    return x * (1 + b * x + c * x * x), (ell + 1) + (ell + 2) * b * x + (ell + 3) * c * x * x


def _coefficient(shape: Shape, ell: int, k: float) -> float:
    """Leading coefficient of the normalised wave function, from both sides joined at the middle."""
    weight, middle = _weight(shape, ell, k), _turning_point(shape, ell, k)

    def slope(x: float, y: Any) -> list[float]:
        return [y[1], weight(x) * y[0], y[0] * y[0]]

    u, derivative = (v * _START**ell for v in _series(shape, ell, k))
    inner = _integrated(slope, _START, middle, [u, derivative, u * u * _START / (2 * ell + 3)])
    start = 2 * middle + _DECAY / k
    kappa = math.sqrt(weight(start))
    size = 1e-12
    outer = _integrated(slope, start, middle, [size, -kappa * size, -size * size / (2 * kappa)])
    # the side with the larger amplitude of its own scale fixes the joint, so that a node there does no harm
    scale = math.hypot(inner[0], inner[1]) / math.hypot(outer[0], outer[1])
    return 1 / math.sqrt(inner[2] - outer[2] * scale * scale)


def _integrated(slope: Callable[[float, Any], list[float]], start: float, end: float, y: list[float]) -> list[float]:
    from scipy.integrate import solve_ivp

    found = solve_ivp(slope, (start, end), y, method="DOP853", rtol=_RTOL, atol=1e-30 if len(y) > 1 else 1e-14)
    if not found.success:
        raise ValueError(f"the radial equation could not be integrated from {start:g} to {end:g}: {found.message}")
    return [float(v) for v in found.y[:, -1]]
