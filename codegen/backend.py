"""What a backend hands to the kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Run = Callable[[Sequence[FloatArray], Sequence[float], FloatArray], Any]


@dataclass(frozen=True)
class Written:
    """The generated text, and its operations per point."""

    source: str
    operations: dict[str, int]


@dataclass(frozen=True)
class Compiled:
    """Compiled code: `run(points, uniform, out)` fills out (n_outputs, n), unchecked.

    `write` yields the text: writing a long program takes longer than opening what was compiled from it earlier.
    """

    target: str
    run: Run
    write: Callable[[], Written]
    notices: tuple[str, ...] = ()

    @cached_property
    def written(self) -> Written:
        """The generated text."""
        return self.write()
