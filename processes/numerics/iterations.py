"""Independent Monte Carlo estimates of the same integrals, and their average."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_ROUNDING = 1e-15
"""Relative error below which an iteration is not believed: sums of doubles are not better."""


@dataclass(frozen=True)
class Iteration:
    """One estimate of k integrals: means and their variances, each of shape (k,), from n points."""

    mean: Array
    variance: Array
    n: int

    @property
    def relative_error(self) -> float:
        """Error of the first integral over its value; infinite if the value is 0."""
        mean = abs(float(self.mean[0]))
        return float(np.sqrt(self.variance[0])) / mean if mean > 0 else float("inf")


def stratum_sums(weighted: Array, strata: NDArray[np.intp]) -> tuple[Array, Array, NDArray[np.intp]]:
    """Sum and variance of the sum of `weighted` values (n, k) in each stratum, and which strata they are.

    `strata` is sorted; every stratum holds at least two points.
    """
    starts = np.flatnonzero(np.diff(strata, prepend=-1))
    counts = np.diff(starts, append=len(strata))[:, None]
    sums = np.add.reduceat(weighted, starts, axis=0)
    deviations = weighted - np.repeat(sums / counts, counts[:, 0], axis=0)
    variances = np.add.reduceat(deviations**2, starts, axis=0) * counts / (counts - 1)
    return sums, variances, strata[starts]


def bin_sums(weighted: Array, places: NDArray[np.intp], strata: NDArray[np.intp], bins: int) -> tuple[Array, Array]:
    """Sums of `weighted` values (n,) over `bins` bins and their variances, as `stratum_sums` of n x bins columns.

    `places` (n,) are the bins; `strata` is sorted, every stratum holds at least two points.
    """
    starts = np.flatnonzero(np.diff(strata, prepend=-1))
    counts = np.diff(starts, append=len(strata))
    own = np.repeat(np.arange(len(starts)), counts)
    squares = np.bincount(places, weighted**2 * (counts / (counts - 1))[own], bins)
    cells, inverse = np.unique(own * bins + places, return_inverse=True)
    sums = np.bincount(inverse, weighted)
    within = counts[cells // bins]
    excess = np.bincount(cells % bins, sums**2 / (within - 1), bins)
    totals = np.bincount(cells % bins, sums, bins).astype(float)
    return totals, np.maximum(squares - excess, 0.0)


def average(iterations: Sequence[Iteration]) -> Iteration:
    """Average weighted by the numbers of points.

    Weights 1/variance would bias the result: an iteration that misses a peak reports a small value and a small error.
    """
    n = np.array([i.n for i in iterations], dtype=float)
    share = (n / n.sum())[:, None]
    mean = np.sum(share * [i.mean for i in iterations], axis=0)
    variance = np.sum(share**2 * [i.variance for i in iterations], axis=0)
    return Iteration(mean, variance, int(n.sum()))


def agreement(iterations: Sequence[Iteration]) -> tuple[float | None, float | None]:
    """chi^2 per degree of freedom of the first integral's estimates and its p-value Q; None for a single iteration."""
    if len(iterations) < 2:
        return None, None
    from gvar import gammaQ

    means = np.array([i.mean[0] for i in iterations])
    variances = np.array([i.variance[0] for i in iterations]) + (_ROUNDING * means) ** 2
    if not variances.all():
        return None, None
    centre = np.sum(means / variances) / np.sum(1 / variances)
    chi2, dof = float(np.sum((means - centre) ** 2 / variances)), len(iterations) - 1
    return chi2 / dof, float(gammaQ(dof / 2, chi2 / 2))
