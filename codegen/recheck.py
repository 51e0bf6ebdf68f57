"""Evaluations rounded upwards and downwards show per point how many digits rounding takes; bad points are done again.

The same code runs with other rounding modes, so nothing more is compiled and every operation counts, phase-space maps
and library functions included. The spread is of the size of the accumulated rounding error. It is an estimate, which
may by chance be too small where few operations are behind it; the majorant of codegen.stability is a bound, which may
be far too large. The idea is that of stochastic arithmetic: J. Vignes, Math. Comput. Simul. 35 (1993) 233.
"""

from __future__ import annotations

import ctypes
import functools
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from codegen.backend import FloatArray, Run
from codegen.double_double import ROUNDING as PAIR_ROUNDING

Indices = NDArray[np.intp]

UPWARD_DOWNWARD = {"x86_64": (0x800, 0x400), "AMD64": (0x800, 0x400), "aarch64": (0x400000, 0x800000)}
UPWARD_DOWNWARD["arm64"] = UPWARD_DOWNWARD["aarch64"]
"""FE_UPWARD and FE_DOWNWARD of <fenv.h> by processor."""
STRIDE, FEWEST = 16, 128
"""One point in 16 is looked at, but some 128 of a short batch; if one of them is bad, all are."""
LARGE = 50
"""Points so much larger than the mean are looked at in any case: what rounding blows up is among them."""
FEWEST_IN_PAIRS, PAIR_GAIN = 8, PAIR_ROUNDING * 2.0**53
"""Points from which on pairs of doubles take less time than mpmath, and their rounding over that of double."""
DIGITS = 120
TRIED = 16
"""Points done with mpmath at a time; where none of them is a number, the formula has none, and the rest is left."""


@functools.cache
def _set_rounding() -> Callable[[int], int] | None:
    """fesetround of the C library, which Python itself is linked to, or None on an unknown processor."""
    function = getattr(ctypes.CDLL(None), "fesetround", None)
    if platform.machine() not in UPWARD_DOWNWARD or function is None:
        return None
    function.argtypes, function.restype = [ctypes.c_int], ctypes.c_int
    set_rounding: Callable[[int], int] = function
    return set_rounding


def directed(run: Run) -> tuple[Run, Run] | None:
    """The same evaluation with upward and with downward rounding, or None where the mode cannot be changed.

    The mode belongs to the thread, and is back to nearest afterwards.
    """
    set_rounding = _set_rounding()
    if set_rounding is None:
        return None

    def in_mode(mode: int) -> Run:
        def evaluate(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
            set_rounding(mode)
            try:
                run(points, uniform, out)
            finally:
                set_rounding(0)

        return evaluate

    upward, downward = UPWARD_DOWNWARD[platform.machine()]
    return in_mode(upward), in_mode(downward)


class Precise(Protocol):
    """The same evaluation beyond double precision, see HigherPrecision.

    `gain` is the rounding of what `quad` gives over that of double.
    """

    gain: float

    @property
    def pairs(self) -> Run | None:
        """In pairs of doubles, where they have all functions."""

    def quad(self, n: int) -> Run | None:
        """In quadruple precision, if that is worth while for n points more."""

    def exact(self, points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray, digits: int) -> None:
        """With any number of digits."""


@dataclass(frozen=True)
class Recheck:
    """Evaluation `run`, the same with directed rounding, and higher precision for the points that need it."""

    run: Run
    upward: Run
    downward: Run
    precise: Precise

    def batch(
        self,
        points: Sequence[FloatArray],
        uniform: Sequence[float],
        out: FloatArray,
        accuracy: float,
        rows: Sequence[int],
    ) -> int:
        """Fill out (n_outputs, n) and return how many points were done again.

        That is a point where one of the outputs `rows` spreads by more than the relative accuracy, or is not a number.
        """
        self.run(points, uniform, out)
        every = np.arange(0, out.shape[1], min(STRIDE, 1 + out.shape[1] // FEWEST))
        bad, noise = self._bad(every, points, uniform, out, accuracy, rows)
        if len(bad):
            bad, noise = self._bad(np.arange(out.shape[1]), points, uniform, out, accuracy, rows)
        else:
            bad, noise = self._bad(_large(out[list(rows)]), points, uniform, out, accuracy, rows)
        if len(bad):
            self._again(bad, noise, points, uniform, out, accuracy, rows)
        return len(bad)

    def _bad(
        self,
        chosen: Indices,
        points: Sequence[FloatArray],
        uniform: Sequence[float],
        out: FloatArray,
        accuracy: float,
        rows: Sequence[int],
    ) -> tuple[Indices, FloatArray]:
        """Those of the chosen points that are off, and the spread of their outputs."""
        if not len(chosen):
            return chosen, np.zeros(0)
        part = [np.ascontiguousarray(array[chosen]) for array in points]
        up, down = (np.empty((out.shape[0], len(chosen))) for _ in range(2))
        self.upward(part, uniform, up)
        self.downward(part, uniform, down)
        which = list(rows)
        with np.errstate(invalid="ignore"):
            three = np.stack([out[which][:, chosen], up[which], down[which]])
            spread = np.max(three, axis=0) - np.min(three, axis=0)
            off = ~(spread <= accuracy * np.abs(three[0])).all(axis=0)
            noise = np.fmax.reduce(spread, axis=0)
        return chosen[off], noise[off]

    def _again(
        self,
        chosen: Indices,
        noise: FloatArray,
        points: Sequence[FloatArray],
        uniform: Sequence[float],
        out: FloatArray,
        accuracy: float,
        rows: Sequence[int],
    ) -> None:
        quad, gain = self.precise.quad(len(chosen)), self.precise.gain
        better = quad
        if better is None and len(chosen) >= FEWEST_IN_PAIRS:
            better, gain = self.precise.pairs, PAIR_GAIN
        if better is not None:
            part = np.empty((out.shape[0], len(chosen)))
            better([np.ascontiguousarray(array[chosen]) for array in points], uniform, part)
            out[:, chosen] = part
            smallest = np.min(np.abs(part[list(rows)]), axis=0)
            lost = noise * gain > accuracy * smallest
            # What is not a number in quadruple precision either stays so; pairs have a smaller range.
            chosen = chosen[lost if quad is not None else lost | ~np.isfinite(part[list(rows)]).all(axis=0)]
        for start in range(0, len(chosen), TRIED):
            piece = chosen[start : start + TRIED]
            part = np.empty((out.shape[0], len(piece)))
            self.precise.exact([np.ascontiguousarray(array[piece]) for array in points], uniform, part, DIGITS)
            out[:, piece] = part
            if not np.isfinite(part[list(rows)]).all(axis=0).any():
                return


def _large(values: FloatArray) -> Indices:
    """Points where a value is far above the mean of its row, or not finite."""
    sizes = np.abs(values)
    finite = np.isfinite(sizes)
    mean = np.mean(sizes, axis=1, where=finite, keepdims=True) if finite.any() else 0.0
    return np.flatnonzero((~(sizes <= LARGE * mean)).any(axis=0))
