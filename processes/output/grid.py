"""The values that a scan gives to one parameter."""

from __future__ import annotations

import math
from dataclasses import dataclass

EXAMPLE = "m_V=0.001:0.38:50 or m_V=0.001:0.38:50:log"
MOST_VALUES = 1_000_000


@dataclass(frozen=True)
class Grid:
    """`n` values from `lo` to `hi`, both included, in equal steps or, with `log`, in equal ratios.

    Raises ValueError for ends that are not finite or not in order, for log ends that are not positive, and for n < 2.
    """

    lo: float
    hi: float
    n: int
    log: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lo) and math.isfinite(self.hi) and self.lo < self.hi):
            raise ValueError(f"a grid runs from a smaller to a larger number, not from {self.lo} to {self.hi}")
        if self.log and self.lo <= 0:
            raise ValueError(f"a logarithmic grid needs positive ends, not {self.lo}")
        if isinstance(self.n, bool) or self.n != int(self.n) or not 2 <= self.n <= MOST_VALUES:
            raise ValueError(f"a grid has between 2 and {MOST_VALUES} values, not {self.n}")

    def values(self) -> tuple[float, ...]:
        """The values, in rising order; the ends are exact."""
        import numpy as np

        spaced = np.geomspace if self.log else np.linspace
        return tuple(spaced(self.lo, self.hi, self.n).tolist())

    def __str__(self) -> str:
        return f"{self.lo!r}:{self.hi!r}:{self.n}" + (":log" if self.log else "")


def parse_grid(text: str) -> tuple[str, Grid]:
    """Read "m_V=0.001:0.38:50:log" as a name and its grid.

    Raises ValueError for anything else, and for a grid that cannot be.
    """
    name, equals, numbers = (part.strip() for part in text.partition("="))
    parts = [part.strip() for part in numbers.split(":")]
    if not equals or not name.isidentifier() or len(parts) not in (3, 4):
        raise ValueError(f"cannot read {text!r}; expected NAME=LO:HI:N[:log], for example {EXAMPLE}")
    if len(parts) == 4 and parts[3] not in ("log", "lin"):
        raise ValueError(f"cannot read {text!r}: after the number of points stands 'log' or nothing, not {parts[3]!r}")
    try:
        lo, hi, n = float(parts[0]), float(parts[1]), int(parts[2])
    except ValueError:
        raise ValueError(
            f"cannot read {text!r}: LO and HI must be numbers and N a whole number, for example {EXAMPLE}"
        ) from None
    try:
        return name, Grid(lo, hi, n, parts[-1] == "log")
    except ValueError as error:
        raise ValueError(f"{text}: {error}") from None
