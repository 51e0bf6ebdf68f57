"""Units of a rate: powers of GeV, times, lengths and areas, with hbar = c = 1.

In natural units every unit is a number times a power of GeV, so two units convert into each other exactly when that
power is the same. The one exception, and a deliberate one, is a width read as a lifetime ("s") or as c tau ("m").
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTHS = frozenset({"width", "total_width"})
"""Quantities whose inverse is a lifetime."""

_FACTOR = re.compile(r"([A-Za-z]+)(?:\^(-?\d+))?")
_PREFIXES = {"m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15, "a": 1e-18}


@cache
def _base_units() -> Mapping[str, tuple[float, int]]:
    """Unit name -> (value in GeV^power, power); hbar and c are the exact SI values held by hepunits."""
    from hepunits import GeV, c_light, hbar, meter, second

    per_second = hbar / (GeV * second)
    per_metre = hbar * c_light / (GeV * meter)
    time, length = 1 / per_second, 1 / per_metre
    barn = 1e-28 * length**2
    units = {"1": (1.0, 0), "eV": (1e-9, 1), "keV": (1e-6, 1), "MeV": (1e-3, 1), "GeV": (1.0, 1), "TeV": (1e3, 1)}
    units |= {"s": (time, -1), "m": (length, -1), "km": (1e3 * length, -1), "cm": (1e-2 * length, -1), "b": (barn, -2)}
    for prefix, size in _PREFIXES.items():
        units |= {prefix + "s": (size * time, -1), prefix + "m": (size * length, -1), prefix + "b": (size * barn, -2)}
    return units


def unit_value(unit: str) -> tuple[float, int]:
    """`unit` as (value, power): one `unit` is value GeV^power.

    `unit` is "1" or factors such as "pb", "cm^2", "GeV^-2 s^-1", "pb/GeV" (everything after a slash divides).
    Raises ValueError for an unknown unit.
    """
    numerator, *denominators = unit.split("/")
    value, power = 1.0, 0
    for sign, group in [(1, numerator), *((-1, d) for d in denominators)]:
        if not group.split():
            raise ValueError(f"cannot read the unit {unit!r}; expected for example 'GeV', 'pb', 'cm^2' or 'pb/GeV'")
        for factor in group.split():
            factor_value, factor_power = _factor(factor, unit)
            value *= factor_value**sign
            power += sign * factor_power
    return value, power


def _factor(factor: str, unit: str) -> tuple[float, int]:
    if factor == "1":
        return 1.0, 0
    match = _FACTOR.fullmatch(factor)
    base = _base_units().get(match[1]) if match else None
    if match is None or base is None:
        raise ValueError(
            f"unknown unit {factor!r} in {unit!r}; known units: {', '.join(_base_units())}, and their powers"
        )
    exponent = int(match[2] or 1)
    return base[0] ** exponent, base[1] * exponent


def is_lifetime_inversion(from_unit: str, to_unit: str, quantity: str) -> bool:
    """True if `to_unit` asks for the lifetime or c tau of a width (an energy, read as an inverse energy)."""
    return quantity in WIDTHS and unit_value(from_unit)[1] == 1 and unit_value(to_unit)[1] == -1


def convert(value: Any, from_unit: str, to_unit: str, quantity: str = "") -> Any:
    """`value` in `to_unit`; float, array or gvar in and out.

    A `quantity` "width" or "total_width" converts to times and lengths as hbar/Gamma and hbar c/Gamma (a zero width
    gives infinity). Raises ValueError if the dimensions differ otherwise.
    """
    from_value, from_power = unit_value(from_unit)
    to_value, to_power = unit_value(to_unit)
    if from_power == to_power:
        return value * (from_value / to_value)
    if is_lifetime_inversion(from_unit, to_unit, quantity):
        return _inverse(value * from_value * to_value)
    raise ValueError(
        f"cannot convert {quantity or 'a quantity'} from {from_unit!r} (GeV^{from_power}) to {to_unit!r} "
        f"(GeV^{to_power}); only a width has the one inversion, to a lifetime ('s') or to c tau ('m')"
    )


def _inverse(value: Any) -> Any:
    import numpy as np

    if isinstance(value, (int, float, np.ndarray)) and np.asarray(value).dtype != object:
        with np.errstate(divide="ignore"):
            inverse = np.divide(1.0, value)
        return inverse if isinstance(value, np.ndarray) else float(inverse)
    return 1 / value
