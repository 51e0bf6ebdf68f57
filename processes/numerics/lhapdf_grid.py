"""Reader of LHAPDF6 grids (.info and .dat files), interpolated bicubically in log x and log Q.

The format and the interpolation (cubic Hermite, derivatives by differences, one set of coefficients per subgrid between
flavour thresholds) are those of LHAPDF6 (Buckley et al., Eur. Phys. J. C75 (2015) 132).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from processes.numerics.parton_densities import FLAVOURS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Real = NDArray[np.float64]

_NUMBERS = dict(zip(FLAVOURS, (1, 2, 3, 4, 5, -1, -2, -3, -4, -5, 21), strict=True))


@dataclass(frozen=True)
class _Subgrid:
    """Values of x f, shape (x, Q, flavour), on a rectangle of ln x and ln Q."""

    log_x: Real
    log_q: Real
    values: Real


@dataclass(frozen=True, eq=False)
class LHAPDFGrid:
    """One member of a set in the directory NAME that holds NAME.info and NAME_0000.dat.

    Raises FileNotFoundError where the files are missing, ValueError where a file is not of the format lhagrid1.
    """

    directory: Path
    member: int = 0

    @property
    def name(self) -> str:
        """Name of the set."""
        return Path(self.directory).name

    @cached_property
    def info(self) -> dict[str, str]:
        """The entries of the .info file, as text."""
        text = (Path(self.directory) / f"{self.name}.info").read_text(encoding="utf-8")
        pairs = (line.split(":", 1) for line in text.splitlines() if ":" in line and not line.startswith((" ", "#")))
        return {key.strip(): value.strip() for key, value in pairs}

    @cached_property
    def _read(self) -> tuple[tuple[int, ...], tuple[_Subgrid, ...]]:
        path = Path(self.directory) / f"{self.name}_{self.member:04d}.dat"
        head, *blocks = path.read_text(encoding="utf-8").split("\n---")
        if "lhagrid1" not in head:
            raise ValueError(f"{path} is not an LHAPDF6 grid: its header names no format lhagrid1")
        flavours: tuple[int, ...] = ()
        grids = []
        for block in blocks:
            lines = [line.split() for line in block.strip().splitlines() if line.strip()]
            if not lines:
                continue
            try:
                x, q = (np.array(line, dtype=float) for line in lines[:2])
                flavours = tuple(int(f) for f in lines[2])
                values = np.array(lines[3:], dtype=float)
            except (ValueError, IndexError) as error:
                raise ValueError(
                    f"{path}: a subgrid is cut short or holds what is no number ({error}); fetch the set again"
                ) from error
            if values.shape != (len(x) * len(q), len(flavours)):
                raise ValueError(
                    f"{path}: a subgrid has {values.shape} values, expected {len(x) * len(q)} rows of {len(flavours)}"
                )
            grids.append(_Subgrid(np.log(x), np.log(q), values.reshape(len(x), len(q), len(flavours))))
        if not grids:
            raise ValueError(f"{path} holds no subgrid")
        return flavours, tuple(grids)

    def xf(self, flavour: str, x: ArrayLike, q2: float) -> Real:
        """X f(x, Q^2) of the proton. Raises KeyError for an unknown flavour, ValueError outside the grid."""
        if flavour not in _NUMBERS:
            raise KeyError(f"no parton is called {flavour!r}; there are {', '.join(FLAVOURS)}")
        flavours, grids = self._read
        points, log_q = np.log(np.asarray(x, dtype=float)), 0.5 * np.log(q2)
        if _NUMBERS[flavour] not in flavours:
            return np.zeros_like(points)
        column = flavours.index(_NUMBERS[flavour])
        tolerance = 1e-12
        grid = next((g for g in grids if g.log_q[0] - tolerance <= log_q <= g.log_q[-1] + tolerance), None)
        if grid is None or np.any(points < grid.log_x[0] - tolerance) or np.any(points > grid.log_x[-1] + tolerance):
            low, high = np.exp(2 * grids[0].log_q[0]), np.exp(2 * grids[-1].log_q[-1])
            raise ValueError(
                f"{self.name} holds for x > {np.exp(grids[0].log_x[0]):g} and {low:g} < Q^2 < {high:g} GeV^2; found "
                f"x from {np.exp(np.min(points)):g} and Q^2 = {q2:g}"
            )
        rows = _hermite(grid.log_q, grid.values[:, :, column].T, np.array(log_q))
        return np.asarray(_hermite(grid.log_x, rows, points))


def _hermite(knots: Real, values: Real, at: Any) -> Any:
    """Cubic Hermite interpolation along the first axis, knot derivatives being means of the slopes on both sides."""
    if len(knots) < 2:
        return values[0] + 0 * at
    k = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, len(knots) - 2)
    width = np.diff(knots)
    slopes = np.diff(values, axis=0) / width.reshape(-1, *(1,) * (values.ndim - 1))
    derivative = np.concatenate([slopes[:1], (slopes[1:] + slopes[:-1]) / 2, slopes[-1:]])
    t, h = (at - knots[k]) / width[k], width[k]
    return (
        values[k] * (1 + 2 * t) * (1 - t) ** 2
        + derivative[k] * h * t * (1 - t) ** 2
        + values[k + 1] * t**2 * (3 - 2 * t)
        + derivative[k + 1] * h * t**2 * (t - 1)
    )
