"""Reading the keywords of a rate: parameters, options and settings, each checked before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, get_args

from processes.core.constants import CONSTANTS, Parameter
from processes.core.estimate import Method
from processes.core.nuclei import check_target, expand_nucleus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RESERVED = frozenset({"rtol", "seed", "neval", "method", "cuts", "workers", "progress", "unit"})
"""Keywords that no parameter may take; they are the fields of `Settings`."""

OBJECT_OPTIONS = frozenset({"form_factor"})
"""Options that accept a callable beside their named values."""


@dataclass(frozen=True)
class Settings:
    """How to compute a rate: relative accuracy, budget, method and so on.

    `neval` is the total number of integrand evaluations allowed, adaptation included (None: the integrator's default);
    `seed` None is the integrator's stated default; `method` "auto" takes the closed form where there is one, then
    one-dimensional quadrature, then VEGAS; `workers` are threads, or "mpi" all ranks of an MPI run. Raises ValueError
    for an impossible setting.
    """

    rtol: float = 1e-3
    seed: int | None = None
    neval: int | None = None
    method: str = "auto"
    cuts: str | None = None
    workers: int | Literal["mpi"] = 1
    progress: bool = False
    unit: str | None = None

    def __post_init__(self) -> None:
        if not _is_number(self.rtol) or not 0 < self.rtol < 1:
            raise ValueError(f"rtol must be between 0 and 1, not {self.rtol!r}")
        if self.cuts is not None and not (isinstance(self.cuts, str) and self.cuts.strip()):
            raise ValueError(f"cuts must be a text such as 'E_gamma > 0.5', not {self.cuts!r}")
        methods = ("auto", *get_args(Method))
        if self.method not in methods:
            raise ValueError(f"method must be one of {', '.join(map(repr, methods))}, not {self.method!r}")
        for name, lowest in (("seed", 0), ("neval", 1), ("workers", 1)):
            value = getattr(self, name)
            if (value is None and name != "workers") or (name == "workers" and value == "mpi"):
                continue
            if not _is_number(value) or value != int(value) or value < lowest:
                raise ValueError(f"{name} must be a whole number of at least {lowest}, not {value!r}")
            object.__setattr__(self, name, int(value))


class MissingParameters(ValueError):
    """Parameters without a default that were not given."""

    def __init__(self, process: str, missing: Sequence[Parameter]) -> None:
        needs = ", ".join(f"{p.symbol} [{p.unit}] ({p.meaning})" for p in missing)
        super().__init__(f"{process} needs {needs}")
        self.process = process
        self.names = tuple(p.symbol for p in missing)


@dataclass(frozen=True)
class Arguments:
    """Checked keywords: every parameter (defaults filled in, constants included), every option, and the settings."""

    parameters: Mapping[str, Any]
    options: Mapping[str, Any]
    settings: Settings


def read_arguments(
    given: Mapping[str, Any], *, parameters: Mapping[str, Parameter], options: Mapping[str, Sequence[Any]], process: str
) -> Arguments:
    """Sort and check the keywords `given` to `process`.

    `parameters` are the process's own; the constants are accepted besides. `options` maps a name to its allowed
    values, the default first. Raises ValueError naming what is unknown (with close names), missing (with units),
    not finite or negative where it must not be.
    """
    given = expand_nucleus(given, parameters)
    known = {**CONSTANTS, **parameters}
    clash = RESERVED & (set(parameters) | set(options))
    if clash:
        raise ValueError(f"{process}: {', '.join(sorted(clash))} is reserved and cannot be a parameter or an option")
    unknown = [name for name in given if name not in known and name not in options and name not in RESERVED]
    if unknown:
        raise ValueError(_unknown(unknown[0], process, parameters, options))
    settings = Settings(**{name: given[name] for name in RESERVED & set(given)})
    chosen = {name: _choice(name, given.get(name, values[0]), values) for name, values in options.items()}
    values = {name: check_value(known[name], given[name]) for name in given if name in known and name not in options}
    missing = [p for p in parameters.values() if p.is_required and p.symbol not in values and p.symbol not in options]
    if missing:
        raise MissingParameters(process, missing)
    check_target(values)
    filled = {name: p.default for name, p in known.items() if p.default is not None} | values
    filled |= {name: p.derive(filled) for name, p in parameters.items() if p.derive and name not in filled}
    return Arguments(MappingProxyType(filled), MappingProxyType(chosen), settings)


def read_options(given: Mapping[str, Any], *, allowed: Mapping[str, Sequence[Any]], process: str) -> dict[str, Any]:
    """Option values as they are listed in `allowed`. Raises ValueError for an unknown option or value."""
    unknown = [name for name in given if name not in allowed]
    if unknown:
        raise ValueError(f"{process} has no option {unknown[0]!r}; its options are {', '.join(allowed) or 'none'}")
    return {name: _choice(name, value, allowed[name]) for name, value in given.items()}


def check_value(parameter: Parameter, value: Any) -> Any:
    """`value` (number, array or gvar) as a float or float array; gvars pass as they are.

    Raises ValueError if it is not numeric, not finite, or negative for a mass, energy, width or lifetime.
    """
    import numpy as np

    if isinstance(value, str) and value == parameter.default:
        return value
    wanted = f"{parameter.symbol} [{parameter.unit}] ({parameter.meaning})"
    array = np.asarray(value)
    elements = array.ravel()
    if array.dtype == object and all(_is_gvar(x) or _is_number(x) for x in elements):
        numbers = np.array([x.mean if _is_gvar(x) else x for x in elements], dtype=float)
        spreads = np.array([x.sdev for x in elements if _is_gvar(x)], dtype=float)
        if not np.isfinite(spreads).all():
            raise ValueError(f"the error of {wanted} must be finite, not {value}")
    elif array.dtype.kind in "iuf":
        numbers, array = elements.astype(float), array.astype(float)
    else:
        raise ValueError(f"{wanted} must be a number, not {value!r}")
    if array.size == 0:
        raise ValueError(f"{wanted} is an empty array; give at least one value")
    value = array if array.ndim else array.item()
    if not np.isfinite(numbers).all():
        raise ValueError(f"{wanted} must be finite, not {value}")
    if parameter.is_non_negative and (numbers < 0).any():
        raise ValueError(f"{wanted} must not be negative, but is {value}")
    return value


def parse_assignment(text: str) -> tuple[str, float | bool | str]:
    """Read "m_V=0.1" as ("m_V", 0.1); "lepton=e" keeps a word, "majorana=true" a truth value.

    Raises ValueError if there is no name, no equals sign or no value.
    """
    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not name.isidentifier() or not value:
        raise ValueError(f"cannot read {text!r}; expected NAME=VALUE, for example m_V=0.1 or lepton=e")
    if value.lower() in ("true", "false"):
        return name, value.lower() == "true"
    try:
        return name, float(value)
    except ValueError:
        return name, value


def _choice(name: str, value: Any, allowed: Sequence[Any]) -> Any:
    for candidate in allowed:
        if candidate == value and isinstance(candidate, bool) == isinstance(value, bool):
            return candidate
    if name in OBJECT_OPTIONS and callable(value):
        return value
    raise ValueError(f"option {name} must be one of {', '.join(map(str, allowed))}, not {value!r}")


def _unknown(name: str, process: str, parameters: Mapping[str, Parameter], options: Mapping[str, Any]) -> str:
    own = [*parameters, *options]
    candidates = [*own, *CONSTANTS, *RESERVED]
    same_letters = [c for c in candidates if c.casefold() == name.casefold()]
    close = same_letters or get_close_matches(name, candidates, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(close)}?" if close else f"its own are {', '.join(own) or 'none'}"
    return f"{process} has no parameter {name!r}; {hint}"


def _is_gvar(value: Any) -> bool:
    return hasattr(value, "sdev") and hasattr(value, "mean")


def _is_number(value: Any) -> bool:
    import numpy as np

    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
