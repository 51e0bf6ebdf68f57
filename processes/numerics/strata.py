"""How the variance of an integrand is spread over the strata of the unit cube.

Two or three points of one iteration say little about the variance in a stratum. What earlier iterations found there
counts as well, and so do the strata next to it: without them a stratum whose points happen to miss an edge would get
the fewest points for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_NEIGHBOURS = 4.0
"""Degrees of freedom that the mean variance of the adjacent strata counts for."""


@dataclass(frozen=True)
class Strata:
    """Variances of a point's value in every stratum and their degrees of freedom, each of one entry along each axis.

    Strata without degrees of freedom are unknown; their variance is not used.
    """

    variance: Array
    freedom: Array

    @classmethod
    def unknown(cls, shape: Sequence[int]) -> Strata:
        """As many strata along each axis as `shape` says, none of them looked at."""
        return cls(np.zeros(shape), np.zeros(shape))

    def pooled(self, variance: Array, freedom: Array) -> Strata:
        """Together with new variances and their degrees of freedom, flat with the first axis running fastest."""
        shape = self.variance.shape
        new = freedom.reshape(shape, order="F")
        total = self.freedom + new
        both = self.freedom * self.variance + new * variance.reshape(shape, order="F")
        return Strata(_ratio(both, total), total)

    def divided(self, shape: Sequence[int]) -> Strata:
        """Another division of the same cube: every new stratum is like the old one at its centre."""
        old = self.variance.shape
        nearest = np.ix_(*(((np.arange(b) + 0.5) * a / b).astype(int) for a, b in zip(old, shape, strict=True)))
        finer = min(1.0, self.variance.size / int(np.prod(shape)))
        return Strata(self.variance[nearest], finer * self.freedom[nearest])

    @property
    def spread(self) -> Array:
        """Standard deviation in every stratum, that of its neighbours counted in; flat, the first axis fastest."""
        weighted = self.variance * self.freedom
        around, freedom = np.zeros_like(weighted), np.zeros_like(weighted)
        for axis in range(weighted.ndim):
            for total, part in ((around, weighted), (freedom, self.freedom)):
                total, part = np.moveaxis(total, axis, 0), np.moveaxis(part, axis, 0)
                total[1:] += part[:-1]
                total[:-1] += part[1:]
        known = np.where(freedom > 0, _NEIGHBOURS, 0.0)
        smooth = _ratio(weighted + known * _ratio(around, freedom), self.freedom + known)
        return np.sqrt(smooth).ravel(order="F")


def _ratio(part: Array, whole: Array) -> Array:
    """part/whole, 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
