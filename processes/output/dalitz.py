"""Where in the Dalitz plane a three-body decay goes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from processes.core.process import Process


@dataclass(frozen=True, eq=False)
class DalitzDensity:
    """d^2 Gamma/(d s12 d s23) in GeV^-3 at the centres of cells; NaN outside the allowed region.

    `s12` and `s23` are the centres, GeV^2; `values` has shape (cells, cells), s12 first. `boundary` is the closed
    curve around the region, shape (2, points).
    """

    process: Process
    parameters: dict[str, float]
    s12: Any
    s23: Any
    values: Any
    boundary: Any


def dalitz_density(process: Process, *, cells: int = 240, **given: Any) -> DalitzDensity:
    """|M|^2 S/(256 pi^3 M^3) of 1 -> 2 3 4 at every cell (PDG review of kinematics, Dalitz plots).

    s12 is the squared mass of the first two final particles, s23 that of the last two. Raises ValueError unless the
    process is a decay to three above threshold.
    """
    import numpy as np

    from processes.core.rate import is_below_threshold

    process, arguments = process.read(given)
    if len(process.parsed.initial) != 1 or len(process.parsed.final) != 3:
        raise ValueError(f"a Dalitz plane belongs to a decay to three particles, not to {process.reaction}")
    parameters = {name: arguments.parameters[name] for name in process.arguments}
    if is_below_threshold(process, parameters):
        raise ValueError(f"{process.reaction} is below threshold at these parameters: there is no Dalitz plane")
    parent, *masses = process.masses(parameters)
    s12 = _centres((masses[0] + masses[1]) ** 2, (parent - masses[2]) ** 2, cells)
    s23 = _centres((masses[1] + masses[2]) ** 2, (parent - masses[0]) ** 2, cells)
    one, two = np.meshgrid(s12, s23, indexing="ij")
    low, high = s23_range(one, parent, masses)
    inside = (two > low) & (two < high)
    momenta = _momenta(one[inside], two[inside], parent, masses)
    values = np.full(one.shape, np.nan)
    squared = process.evaluate(momenta, route="trace", **parameters)
    factor = float(process.parsed.symmetry_factor) / (256 * math.pi**3 * parent**3)
    values[inside] = squared * factor
    return DalitzDensity(process, parameters, s12, s23, values, _boundary(s12, parent, masses))


def s23_range(s12: Any, parent: float, masses: list[float]) -> tuple[Any, Any]:
    """Smallest and largest s23 at given s12, in the frame where particles 1 and 2 are back to back."""
    import numpy as np

    m1, m2, m3 = masses
    root = np.sqrt(s12)
    energy2 = (s12 - m1**2 + m2**2) / (2 * root)
    energy3 = (parent**2 - s12 - m3**2) / (2 * root)
    p2 = np.sqrt(np.maximum(energy2**2 - m2**2, 0))
    p3 = np.sqrt(np.maximum(energy3**2 - m3**2, 0))
    total = (energy2 + energy3) ** 2
    return total - (p2 + p3) ** 2, total - (p2 - p3) ** 2


def _centres(low: float, high: float, cells: int) -> Any:
    import numpy as np

    return low + (high - low) * (np.arange(cells) + 0.5) / cells


def _boundary(s12: Any, parent: float, masses: list[float]) -> Any:
    import numpy as np

    step = (s12[1] - s12[0]) / 2
    along = np.linspace(s12[0] - step, s12[-1] + step, 8 * len(s12))
    # the ends of the range are thresholds: a rounding error beyond them would have no root
    low, high = s23_range(along, parent, masses)
    return np.array([[*along, *along[::-1]], [*low, *high[::-1]]])


def _momenta(s12: Any, s23: Any, parent: float, masses: list[float]) -> Any:
    """Momenta (n, 4, 4) of parent and products in the parent's rest frame, in one plane."""
    import numpy as np

    m1, m2, m3 = masses
    e1 = (parent**2 + m1**2 - s23) / (2 * parent)
    e3 = (parent**2 + m3**2 - s12) / (2 * parent)
    e2 = parent - e1 - e3
    p1, p2 = (np.sqrt(np.maximum(e**2 - m**2, 0)) for e, m in ((e1, m1), (e2, m2)))
    with np.errstate(invalid="ignore", divide="ignore"):
        cosine = np.clip(np.nan_to_num((m1**2 + m2**2 + 2 * e1 * e2 - s12) / (2 * p1 * p2)), -1, 1)
    sine = np.sqrt(1 - cosine**2)
    zero = np.zeros_like(e1)
    first = np.stack([e1, zero, zero, p1], axis=-1)
    second = np.stack([e2, p2 * sine, zero, p2 * cosine], axis=-1)
    rest = np.stack([np.full_like(e1, parent), zero, zero, zero], axis=-1)
    return np.stack([rest, first, second, rest - first - second], axis=1)
