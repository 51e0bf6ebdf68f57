"""Deterministic integration of vectorised integrands: adaptive Gauss-Kronrod and tensor Gauss-Legendre.

Both take functions of points (n, dimension) -> (n,), as the Monte Carlo does, and count their evaluations.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processes.numerics.batches import Array, Integrand

DEFAULT_RTOL = 1e-8
_SUBDIVISIONS = 2000
_FIRST_ORDER = 6
_TENSOR_BUDGET = 4_000_000
_BLOCK = 65536
_ROUNDING = 1e-14
_PROBES, _HALVINGS = 4096, 60


@dataclass(frozen=True)
class Quadrature:
    """Value and estimated error of an integral, the number of evaluations, and whether the accuracy was reached."""

    value: float
    error: float
    n_evaluations: int
    converged: bool
    warnings: tuple[str, ...]
    seconds: float


def gauss_kronrod(
    function: Integrand,
    lower: float = 0.0,
    upper: float = 1.0,
    *,
    rtol: float = DEFAULT_RTOL,
    points: Sequence[float] = (),
    has_edges: bool = False,
) -> Quadrature:
    """Integrate over one variable by adaptive 21-point Gauss-Kronrod to the relative accuracy `rtol`.

    `points` are places where the integrand peaks or has a kink. `has_edges` says that it vanishes abruptly in parts of
    the interval: their edges are then looked for, since the rule might step over a narrow part and know nothing of it.
    Without edges limits may be infinite. Raises ValueError if the integrand is not finite at some point.
    """
    from scipy.integrate import cubature

    _check_rtol(rtol)
    start, counted = time.perf_counter(), _Counted(function)
    total, error, converged = 0.0, 0.0, True
    inner = [*points, *(_support_edges(counted, lower, upper) if has_edges else ())]
    edges = [lower, *sorted(p for p in inner if lower < p < upper), upper]
    for a, b in pairwise(edges):
        part = cubature(counted, [a], [b], rule="gk21", rtol=rtol, atol=0.0, max_subdivisions=_SUBDIVISIONS)
        total, error = total + float(part.estimate), error + float(part.error)
        converged &= part.status == "converged"
    # Many intervals that each meet rtol meet it together; an error at the level of rounding cannot be improved.
    converged |= error <= max(rtol, _ROUNDING) * abs(total)
    return _result(total, error, counted, converged, rtol, start)


def gauss_legendre(
    function: Integrand, dimension: int, *, rtol: float = DEFAULT_RTOL, neval: int = _TENSOR_BUDGET
) -> Quadrature:
    """Integrate over the unit cube of `dimension` by products of Gauss-Legendre rules of doubling order.

    In every variable x = t^2 (3 - 2 t), which makes the square roots at the ends of phase space smooth and leaves
    polynomials polynomials. The error is the difference of the last two orders. Converges fast for smooth integrands
    in few dimensions, slowly where they have edges inside. Stops at `neval` evaluations. Raises ValueError if the
    integrand is not finite at some point.
    """
    _check_rtol(rtol)
    if dimension < 1:
        raise ValueError(f"dimension must be at least 1, not {dimension}")
    if neval < _FIRST_ORDER**dimension + (2 * _FIRST_ORDER) ** dimension:
        raise ValueError(f"{neval} evaluations are too few for two product rules in {dimension} dimensions; use VEGAS")
    start, counted = time.perf_counter(), _Counted(function)
    order, value, error = _FIRST_ORDER, _product_rule(counted, dimension, _FIRST_ORDER), np.inf
    while error > rtol * abs(value) and counted.n_evaluations + (2 * order) ** dimension <= neval:
        order *= 2
        finer = _product_rule(counted, dimension, order)
        value, error = finer, max(abs(finer - value), _ROUNDING * abs(finer))
    return _result(value, float(error), counted, error <= max(rtol, _ROUNDING) * abs(value), rtol, start)


class _Counted:
    """The integrand, counted and checked."""

    def __init__(self, function: Integrand) -> None:
        self._function = function
        self.n_evaluations = 0

    def __call__(self, x: Array) -> Array:
        values = np.asarray(self._function(x), dtype=float)
        if values.shape != (len(x),):
            raise ValueError(f"the integrand must return ({len(x)},) values, not {values.shape}")
        if not np.isfinite(values).all():
            where = x[~np.isfinite(values)][0]
            raise ValueError(f"the integrand is not finite at {where.tolist()}")
        self.n_evaluations += len(x)
        return values


def _support_edges(function: _Counted, lower: float, upper: float) -> list[float]:
    """Places where an integrand starts or stops to vanish, to the last digit.

    Found between neighbours among points that crowd towards both ends.
    """
    ends = np.logspace(-15, np.log10(1 / _PROBES), _PROBES // 16)
    shares = np.unique([*ends, *((np.arange(_PROBES) + 0.5) / _PROBES), *(1 - ends)])
    probes = lower + (upper - lower) * shares
    inside = function(probes[:, None]) != 0
    (flips,) = np.nonzero(inside[1:] != inside[:-1])
    low, high, before = probes[flips], probes[flips + 1], inside[flips]
    for _ in range(_HALVINGS if len(flips) else 0):
        middle = (low + high) / 2
        same = (function(middle[:, None]) != 0) == before
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return [float(edge) for edge in (low + high) / 2]


def _product_rule(function: _Counted, dimension: int, order: int) -> float:
    roots, weights = np.polynomial.legendre.leggauss(order)
    t = (roots + 1) / 2
    nodes, weights = t * t * (3 - 2 * t), 3 * t * (1 - t) * weights
    total = 0.0
    for first in range(0, order**dimension, _BLOCK):
        index = np.unravel_index(np.arange(first, min(first + _BLOCK, order**dimension)), (order,) * dimension)
        x = np.column_stack([nodes[i] for i in index])
        total += float(np.prod([weights[i] for i in index], axis=0) @ function(x))
    return total


def _check_rtol(rtol: float) -> None:
    if not 0 < rtol < 1:
        raise ValueError(f"rtol must be between 0 and 1, not {rtol}")


def _result(value: float, error: float, counted: _Counted, converged: bool, rtol: float, start: float) -> Quadrature:
    warnings = () if converged else (f"quadrature reached the error {error:.2g} for rtol {rtol:g}",)
    seconds = time.perf_counter() - start
    return Quadrature(value, error, counted.n_evaluations, bool(converged), warnings, seconds)
