"""Evaluating an integrand on batches of points: fixed chunks, threads, and a count of the points that went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Integrand = Callable[[Array], Any]

CHUNK = 8192
"""Points per call. Fixed, so that the calls, and with them the digits, are the same for any number of workers."""


class Batches:
    """An integrand made safe: (n, dim) points in, (n, k) finite values out.

    A point whose value is NaN or infinite in any output, or negative in the first one (unless `signed`), contributes
    zero and is counted in `n_bad`. An `executor` (threads, MPI ranks) runs the chunks through its `map`.
    """

    def __init__(self, function: Integrand, *, executor: Any = None, signed: bool = False) -> None:
        self._function = function
        self._executor = executor
        self._signed = signed
        self.n_bad = 0
        self.n_evaluations = 0

    def __call__(self, points: Array) -> Array:
        """Values at `points`, shape (n, k). Raises ValueError if the integrand returns another number of points."""
        chunks = [points[i : i + CHUNK] for i in range(0, len(points), CHUNK)]
        each = map(self._checked, chunks) if self._executor is None else self._executor.map(self._checked, chunks)
        values = np.concatenate(list(each))
        bad = ~np.isfinite(values).all(axis=1)
        if not self._signed:
            bad |= values[:, 0] < 0
        n_bad = int(np.count_nonzero(bad))
        if n_bad:
            values[bad] = 0.0
        self.n_bad += n_bad
        self.n_evaluations += len(points)
        return values

    def _checked(self, points: Array) -> Array:
        values = np.array(self._function(points), dtype=float)
        if values.ndim not in (1, 2) or len(values) != len(points):
            raise ValueError(
                f"the integrand must return ({len(points)},) or ({len(points)}, k) values, not {values.shape}"
            )
        return values.reshape(len(points), -1)
