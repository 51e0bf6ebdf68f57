"""What a backend hands to the kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Run = Callable[[Sequence[FloatArray], Sequence[float], FloatArray], Any]


@dataclass(frozen=True)
class Compiled:
    """Compiled code: `run(points, uniform, out)` fills out (n_outputs, n), unchecked."""

    target: str
    source: str
    run: Run
    operations: dict[str, int]
    notices: tuple[str, ...] = ()
