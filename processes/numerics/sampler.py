"""Where VEGAS draws its points; nothing else in the project calls vegas.

One sampler serves one function: its map adapts to each axis, its strata to where the variance is. Several functions
are channels of one integral; each has a sampler, and points are shared out as the errors fall fastest, in proportion
to (variance of a point)^(1/2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import vegas

from processes.numerics.batches import Batches
from processes.numerics.iterations import Iteration, bin_sums, stratum_sums
from processes.numerics.strata import Strata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import SeedSequence

    from processes.numerics.batches import Array, Integrand

    Grid = tuple[Array, ...]

_PLANE = 2
_MAP_DAMPING_IN_PLANE, _MAP_DAMPING = 0.5, 0.8
_MAP_BINS_IN_PLANE, _MAP_BINS = 1000, 100
"""Most bins of a map along an axis. In more than two dimensions their noise costs more than their fineness gains: of a
hundred the map can be trusted, and follow the integrand faster."""
_SHARE_DAMPING = 0.5
_MOVED = 0.5
"""Share of the points that go where the variance is; the others are spread evenly, two in each stratum. A finer
division of the cube is worth more than moving more points between its parts."""
LEAST_POINTS = 16
_LEAST_SHARE = 0.02
"""Of an equal share of the points: what a channel keeps that seems to contribute nothing, and `LEAST_POINTS`."""
_BATCH = 65536
_FEW_POINTS = 10
"""Points of a bin of the map that one point of another kind makes a difference to."""
_ROUNDING = 1e-13
"""Relative variations within a stratum that are those of rounding, so that a constant stays exact."""
_UNDECIDED = 12**-0.5
"""Error, in units of its content, of the one stratum that an edge of the integrand crosses in one dimension: its few
points often lie all on one side, their variance is then zero, and the edge may be anywhere in it."""


class Channels:
    """Samplers of several functions over unit cubes of one dimension, for the sum of their integrals."""

    def __init__(
        self,
        functions: Sequence[Integrand],
        dimension: int,
        *,
        seed: int,
        grids: Sequence[Sequence[Sequence[float] | Array]] | None = None,
        floor: float = 0.0,
        executor: Any = None,
        signed: bool = False,
        bins: int = 0,
    ) -> None:
        count = len(functions)
        seeds = [np.random.SeedSequence(seed)] if count == 1 else np.random.SeedSequence(seed).spawn(count)
        self.dimension = dimension
        self._batches = [Batches(function, executor=executor, signed=signed) for function in functions]
        self._samplers = [
            Sampler(batches, dimension, seed=own, grid=None if grids is None else grids[k], floor=floor, bins=bins)
            for k, (batches, own) in enumerate(zip(self._batches, seeds, strict=True))
        ]
        self._shares = np.full(count, 1 / count)

    def __len__(self) -> int:
        return len(self._samplers)

    @property
    def n_evaluations(self) -> int:
        """Points so far."""
        return sum(batches.n_evaluations for batches in self._batches)

    @property
    def n_bad(self) -> int:
        """Points left out so far."""
        return sum(batches.n_bad for batches in self._batches)

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The map of every channel."""
        return tuple(sampler.grid for sampler in self._samplers)

    def iterate(self, n: int, *, adapt_map: bool) -> Iteration:
        """One estimate of the sum from about `n` points (never more); later ones sample better for it."""
        free = n - LEAST_POINTS * len(self)
        found = [
            sampler.iterate(LEAST_POINTS + int(free * share), adapt_map=adapt_map)
            for sampler, share in zip(self._samplers, self._shares, strict=True)
        ]
        self._share_out(np.array([float(each.variance[0]) * each.n for each in found]) ** 0.5)
        mean, variance = sum(each.mean for each in found), sum(each.variance for each in found)
        return Iteration(np.asarray(mean), np.asarray(variance), sum(each.n for each in found))

    def _share_out(self, spread: Array) -> None:
        if not spread.any():
            return
        count = len(spread)
        wanted = (1 - _SHARE_DAMPING) * spread / spread.sum() + _SHARE_DAMPING * self._shares
        self._shares = _LEAST_SHARE / count + (1 - _LEAST_SHARE) * wanted


class Sampler:
    """Draws points for the integrand `batches` in the unit cube of `dimension`; `grid` is the map to start from."""

    def __init__(
        self,
        batches: Batches,
        dimension: int,
        *,
        seed: int | SeedSequence,
        grid: Sequence[Sequence[float] | Array] | None = None,
        floor: float = 0.0,
        bins: int = 0,
    ) -> None:
        edges = [[0.0, 1.0]] * dimension if grid is None else [list(axis) for axis in grid]
        self._batches = batches
        self._floor, self._bins = floor, bins
        self.dimension = dimension
        self._strata, self._is_new_map = Strata.unknown((1,) * dimension), False
        self._damping = _MAP_DAMPING_IN_PLANE if dimension <= _PLANE else _MAP_DAMPING
        self._vegas = vegas.Integrator(
            vegas.AdaptiveMap(edges),
            neval_frac=_MOVED,
            alpha=self._damping,
            maxinc_axis=_MAP_BINS_IN_PLANE if dimension <= _PLANE else _MAP_BINS,
            min_neval_batch=_BATCH,
            ran_array_generator=np.random.default_rng(seed).random,
        )

    @property
    def grid(self) -> Grid:
        """Edges of the map's bins along each axis."""
        return tuple(np.array(axis) for axis in self._vegas.map.extract_grid())

    def iterate(self, n: int, *, adapt_map: bool) -> Iteration:
        """One estimate from about `n` points (never more); later ones sample better for it.

        The stratification always learns, the map only if `adapt_map`.
        """
        self._resize(n)
        variance_of_point, freedom = np.zeros(self._vegas.nhcube), np.zeros(self._vegas.nhcube)
        mean = variance = np.zeros(1)
        points, trained, largest = 0, 0.0, 0.0
        for x, y, weight, stratum in self._vegas.random_batch(yield_y=True, yield_hcube=True):
            values = self._batches(x)
            weighted = weight[:, None] * (values[:, :1] if self._bins else values)
            sums, variances, strata = stratum_sums(weighted, stratum)
            total, error = sums.sum(axis=0), variances.sum(axis=0)
            if self._bins:
                parts = bin_sums(weighted[:, 0], values[:, 1].astype(np.intp), stratum, self._bins)
                total, error = np.concatenate([total, parts[0]]), np.concatenate([error, parts[1]])
            mean, variance = mean + total, variance + error
            counts = np.bincount(stratum - strata[0])
            variance_of_point[strata], freedom[strata] = counts * variances[:, 0], counts - 1
            points += len(x)
            largest = max(largest, float(np.abs(sums[:, 0]).max()))
            if adapt_map:
                squares = (weighted[:, 0] * counts[stratum - strata[0]]) ** 2
                trained += float(squares.sum())
                self._vegas.map.add_training_data(y, squares)
        if adapt_map:
            if self._floor:
                self._keep_everywhere(self._floor * trained / points, points)
            self._vegas.map.adapt(alpha=self._damping)
        variance_of_point[variance_of_point < (_ROUNDING * float(mean[0]) / len(freedom)) ** 2] = 0.0
        if self._is_new_map:
            # what was learned with another map misleads
            self._strata = Strata.unknown(self._strata.variance.shape)
        self._strata, self._is_new_map = self._strata.pooled(variance_of_point, freedom), adapt_map
        self._distribute()
        if self._floor and self.dimension == 1:
            variance[0] += (_UNDECIDED * largest) ** 2
        return Iteration(mean, variance, points)

    def _keep_everywhere(self, square: float, points: int) -> None:
        """Count every bin of the map as if a tenth of its `points` had at least this square.

        A bin that the map stretches over an empty region and beyond its edge would hold rare, huge weights.
        """
        count = max(len(axis) for axis in self.grid) - 1
        centres = np.repeat(((np.arange(count) + 0.5) / count)[:, None], self.dimension, axis=1)
        self._vegas.map.add_training_data(
            np.ascontiguousarray(centres), np.full(count, square * max(1.0, points / (_FEW_POINTS * count)))
        )

    def _resize(self, n: int) -> None:
        """Prepare for `n` points, carrying what is known about the strata over to a finer or coarser division."""
        self._vegas.set(neval=n)
        shape = tuple(int(count) for count in self._vegas.nstrat)
        if shape != self._strata.variance.shape:
            self._strata = self._strata.divided(shape)
            self._distribute()

    def _distribute(self) -> None:
        spread = self._strata.spread
        if len(spread) > 1:
            self._vegas.set(sigf=spread if spread.any() else np.ones(len(spread)))
