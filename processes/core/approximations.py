"""A rate beside its approximations: exact, approximate, and their ratios."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.estimate import Estimate
    from processes.core.options import Arguments
    from processes.core.process import Process


class Approximation(Protocol):
    """Another way to a process's rate."""

    def rate(self, process: Process, arguments: Arguments) -> Estimate:
        """The approximate rate, in the unit of the exact one."""


@dataclass(frozen=True)
class Comparison:
    """The exact rate and its approximations by name."""

    exact: Estimate
    approximate: Mapping[str, Estimate]

    def to(self, unit: str) -> Comparison:
        """The same in another unit. Raises ValueError if the dimensions do not match."""
        approximate = {name: estimate.to(unit) for name, estimate in self.approximate.items()}
        return Comparison(self.exact.to(unit), approximate)

    def ratio(self, name: str) -> tuple[float, float]:
        """Approximate over exact rate, with the error of the integrations; both NaN where the exact rate is zero."""
        other, exact = self.approximate[name], self.exact
        if exact.value == 0:
            return float("nan"), float("nan")
        ratio = float(other.value / exact.value)
        relative = (exact.error / exact.value) ** 2 + (other.error / other.value) ** 2 if other.value else 0.0
        return ratio, abs(ratio) * float(relative) ** 0.5

    def as_dict(self) -> dict[str, Any]:
        """Plain values by name: value, error, unit, ratio to the exact rate and its error (None where undefined)."""
        found = {}
        for name, estimate in self.approximate.items():
            ratio, error = (None if isnan(x) else x for x in self.ratio(name))
            found[name] = {
                "value": float(estimate.value),
                "error": float(estimate.error),
                "unit": estimate.unit,
                "ratio": ratio,
                "ratio_error": error,
            }
        return found

    def lines(self) -> list[str]:
        """One line per approximation."""
        from processes.core.printing import format_value

        found = []
        for name, estimate in self.approximate.items():
            ratio, error = self.ratio(name)
            shown = "undefined" if isnan(ratio) else format_value(ratio, error)
            found.append(f"{name} = {estimate}, {name}/exact = {shown}")
        return found


def compare(process: Process, name: str, given: Mapping[str, Any]) -> Comparison:
    """The rate of a process beside the approximations that `name` stands for.

    Raises ValueError for an unknown name (listing the known ones), array or gvar parameters, cuts, and whatever the
    rate raises.
    """
    import numpy as np

    known: Mapping[str, Mapping[str, Approximation]] = getattr(process, "comparisons", {})
    if name not in known:
        listed = ", ".join(known) or "none for this process"
        raise ValueError(f"{process.id or process.reaction} is not compared with {name!r}; known: {listed}")
    chosen, arguments = process.read(given)
    for parameter in chosen.arguments:
        value = arguments.parameters[parameter]
        if np.ndim(value) or hasattr(value, "sdev"):
            raise ValueError(f"a comparison takes one value of {parameter}, not {value!r}")
    approximate = {label: way.rate(chosen, arguments) for label, way in known[name].items()}
    return Comparison(chosen.rate(**given), approximate)
