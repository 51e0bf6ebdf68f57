"""A number with its error, unit and provenance: what every rate returns."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from processes.core.printing import format_latex, format_value
from processes.core.units import convert, is_lifetime_inversion, unit_value

if TYPE_CHECKING:
    from collections.abc import Mapping

Method = Literal["closed form", "quadrature", "vegas"]
BELOW_THRESHOLD = "below threshold"


@dataclass(frozen=True, eq=False, kw_only=True)
class Estimate:
    """A rate: value ± error in `unit`.

    `value` and `error` are floats, or arrays of one shape where a parameter was an array. `error` is that of the
    integration alone (0 for a closed form); where gvar parameters were given, `parametric` is the value as a gvar that
    carries their errors and correlations. `chi2_dof` and `Q` judge the agreement of the Monte Carlo iterations,
    `n_evaluations` includes the adaptation, `n_bad` counts points with a NaN or a negative weight.
    """

    value: Any
    error: Any = 0.0
    unit: str
    quantity: str
    method: Method = "closed form"
    converged: bool = True
    warnings: tuple[str, ...] = ()
    chi2_dof: float | None = None
    Q: float | None = None
    n_evaluations: int = 0
    n_bad: int = 0
    seed: int | None = None
    seconds: float = 0.0
    parameters: Mapping[str, Any] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    id: str = ""
    reaction: str = ""
    parametric: Any = None

    def __post_init__(self) -> None:
        unit_value(self.unit)
        object.__setattr__(self, "value", _number(self.value))
        object.__setattr__(self, "error", _number(self.error))
        object.__setattr__(self, "warnings", tuple(self.warnings))
        object.__setattr__(self, "references", tuple(self.references))
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    @classmethod
    def below_threshold(cls, *, quantity: str, unit: str, **provenance: Any) -> Estimate:
        """The exact zero of a reaction that the masses or the energy forbid; `provenance` are further fields."""
        return cls(value=0.0, error=0.0, quantity=quantity, unit=unit, warnings=(BELOW_THRESHOLD,), **provenance)

    def to(self, unit: str) -> Estimate:
        """The same estimate in `unit`; a width in "s" is the lifetime, in "m" c tau.

        Raises ValueError if the dimensions do not match.
        """
        value = convert(self.value, self.unit, unit, self.quantity)
        parametric = None if self.parametric is None else convert(self.parametric, self.unit, unit, self.quantity)
        quantity, error = self.quantity, self.error
        if is_lifetime_inversion(self.unit, unit, self.quantity):
            quantity = "lifetime" if unit.endswith("s") else "ctau"
            error = _inverted_error(self.value, self.error, value)
        else:
            error = convert(self.error, self.unit, unit)
        return replace(self, value=value, error=error, unit=unit, quantity=quantity, parametric=parametric)

    @property
    def gvar(self) -> Any:
        """The value as a gvar (or array of them): integration and parameter errors together.

        The integration errors of an array's elements are taken as independent.
        """
        import gvar

        if self.parametric is None:
            return gvar.gvar(self.value, self.error)
        return self.parametric + gvar.gvar(0 * self.value, self.error)

    def __float__(self) -> float:
        return float(self.value)

    def __str__(self) -> str:
        text = format_value(self.value, self.error)
        return text if self.unit == "1" else f"{text} {self.unit}"

    def _repr_latex_(self) -> str:
        return format_latex(self.value, self.error, unit=self.unit, quantity=self.quantity)

    def as_dict(self) -> dict[str, Any]:
        """Plain values ready for JSON; numbers that JSON cannot hold (infinite, undefined) become None."""
        kept = {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "parametric"}
        order = ("id", "reaction", "quantity", "value", "error", "unit", "method", "converged", "warnings")
        return {name: kept.pop(name) for name in order} | _references_last(kept)

    def __reduce__(self) -> tuple[Any, ...]:
        state = {f.name: getattr(self, f.name) for f in fields(self)}
        return _rebuild, (state | {"parameters": dict(self.parameters)},)


def _number(value: Any) -> Any:
    """Python's own float or complex, or an array."""
    if getattr(value, "ndim", 0) > 0:
        return value
    return complex(value) if isinstance(value, complex) else float(value)


def _rebuild(state: dict[str, Any]) -> Estimate:
    return Estimate(**state)


def _references_last(kept: dict[str, Any]) -> dict[str, Any]:
    references = kept.pop("references")
    return kept | {"references": references}


def _inverted_error(value: Any, error: Any, inverse: Any) -> Any:
    """Error of 1/value; zero where the value is an exact zero (a stable particle lives for ever, exactly)."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(np.asarray(error) == 0, 0.0, np.abs(inverse) * np.asarray(error) / np.abs(value))
    return spread if isinstance(value, np.ndarray) else float(spread)


def _plain(value: Any) -> Any:
    import numpy as np

    if isinstance(value, (np.ndarray, np.generic)):
        value = value.tolist()
    if hasattr(value, "items"):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, complex):
        return {"real": _plain(value.real), "imag": _plain(value.imag)}
    if hasattr(value, "sdev"):
        return {"mean": _plain(float(value.mean)), "sdev": _plain(float(value.sdev))}
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return str(value)
