"""Branching fractions of a particle's decays as curves over its mass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.unstable import Unstable

ABOVE_THRESHOLD = (0.0, 1e-3, 3e-3, 0.01, 0.03, 0.06, 0.1, 0.2)
"""Relative distances above a threshold at which a curve is followed beside the masses of its grid."""


def branching_curves(particle: Unstable, name: str, masses: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Branching fraction of every channel at each mass; NaN where the particle is stable."""
    import numpy as np

    widths: dict[str, list[float]] = {final: [] for final in particle.channels}
    for mass in masses:
        for final, width in particle.partial_widths(**{**given, name: float(mass)}).items():
            widths[final].append(float(width))
    found = {final: np.array(values) for final, values in widths.items()}
    total = sum(found.values())
    with np.errstate(invalid="ignore"):
        return {final: values / total for final, values in found.items()}


def with_thresholds(particle: Unstable, name: str, masses: Any, given: Mapping[str, Any]) -> Any:
    """The masses and, in between, those at and just above the threshold of every channel, where curves turn."""
    import numpy as np

    found = [float(mass) for mass in masses]
    for channel in particle.channels.values():
        own = {key: value for key, value in given.items() if key in channel.arguments}
        _, arguments = channel.read({**own, name: found[-1]})
        threshold = sum(channel.masses(arguments.parameters)[1:])
        found += [threshold * (1 + distance) for distance in ABOVE_THRESHOLD if threshold > 0]
    return np.unique([mass for mass in found if masses[0] <= mass <= masses[-1]])


def from_threshold(curve: Any) -> Any:
    """A curve without its zeros, except those next to a value: it then rises from the axis."""
    import numpy as np

    padded = np.concatenate([[0], np.nan_to_num(curve), [0]]) > 0
    return np.where(padded[:-2] | padded[1:-1] | padded[2:], curve, np.nan)
