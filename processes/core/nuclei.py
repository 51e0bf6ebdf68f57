"""Nuclei by name: charge and mass number of "Ar", "Ar40" or "argon-40"-like spellings, and their masses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from processes.core.constants import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

ATOMIC_MASS_UNIT = 0.93149410
"""GeV; CODATA 2018."""

# Elements in order of Z with the mass number of the most abundant (or longest-lived) isotope.
_MOST_ABUNDANT = """
H1 He4 Li7 Be9 B11 C12 N14 O16 F19 Ne20 Na23 Mg24 Al27 Si28 P31 S32 Cl35 Ar40 K39 Ca40 Sc45 Ti48 V51 Cr52 Mn55 Fe56
Co59 Ni58 Cu63 Zn64 Ga69 Ge74 As75 Se80 Br79 Kr84 Rb85 Sr88 Y89 Zr90 Nb93 Mo98 Tc98 Ru102 Rh103 Pd106 Ag107 Cd114
In115 Sn120 Sb121 Te130 I127 Xe132 Cs133 Ba138 La139 Ce140 Pr141 Nd142 Pm145 Sm152 Eu153 Gd158 Tb159 Dy164 Ho165
Er166 Tm169 Yb174 Lu175 Hf180 Ta181 W184 Re187 Os192 Ir193 Pt195 Au197 Hg202 Tl205 Pb208 Bi209 Po209 At210 Rn222
Fr223 Ra226 Ac227 Th232 Pa231 U238
"""
_SPELLING = re.compile(r"([A-Z][a-z]?)-?(\d*)")
_ISOTOPES = {m.group(1): (k, int(m.group(2))) for k, m in enumerate(_SPELLING.finditer(_MOST_ABUNDANT), start=1)}


@dataclass(frozen=True)
class Nucleus:
    """An element's symbol, its charge Z and its mass number A."""

    symbol: str
    Z: int
    A: int


def nucleus(name: str) -> Nucleus:
    """The nucleus called "Ar40" or "Ar-40", or by its element alone the most abundant isotope.

    Raises ValueError for an unknown element or an impossible mass number.
    """
    found = _SPELLING.fullmatch(name.strip())
    if found is None or found.group(1) not in _ISOTOPES:
        close = get_close_matches(name.strip().capitalize(), _ISOTOPES, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(close)}?" if close else "write an element and a mass number, such as Ar40"
        raise ValueError(f"no nucleus is called {name!r}; {hint}")
    symbol, number = found.groups()
    charge, usual = _ISOTOPES[symbol]
    mass_number = int(number) if number else usual
    if not charge <= mass_number <= 4 * charge:
        raise ValueError(
            f"{name!r} has Z = {charge} and cannot have A = {mass_number}; {symbol}{usual} is the usual one"
        )
    return Nucleus(symbol, charge, mass_number)


def expand_nucleus(given: Mapping[str, Any], parameters: Mapping[str, Parameter]) -> Mapping[str, Any]:
    """Keywords with nucleus="Ar40" written out as Z and A, where a process has these.

    Raises ValueError for an unknown nucleus, or one given beside another Z or A.
    """
    if "nucleus" not in given or not {"Z", "A"} <= set(parameters):
        return given
    if not isinstance(given["nucleus"], str):
        raise ValueError(f"nucleus must be a name such as 'Ar40', not {given['nucleus']!r}")
    found = nucleus(given["nucleus"])
    for name, value in (("Z", found.Z), ("A", found.A)):
        if name in given and given[name] != value:
            raise ValueError(
                f"nucleus {given['nucleus']} has {name} = {value}, but {name} = {given[name]} is given too"
            )
    rest = {name: value for name, value in given.items() if name != "nucleus"}
    return {**rest, "Z": float(found.Z), "A": float(found.A)}


def check_target(values: Mapping[str, Any]) -> None:
    """Raises ValueError for a charge Z below zero, a mass number A below one, or more protons than nucleons."""
    import numpy as np

    charge, number = (np.asarray(values.get(name, default), dtype=object) for name, default in (("Z", 0), ("A", None)))
    impossible = (charge < 0).any() or ("A" in values and ((number < 1).any() or (charge > number).any()))
    if impossible:
        found = ", ".join(f"{name} = {values[name]}" for name in ("Z", "A") if name in values)
        raise ValueError(f"a nucleus has 0 <= Z <= A and A >= 1, not {found}; nucleus=Ar40 sets both")


def _mass(values: Mapping[str, Any]) -> Any:
    return values["A"] * ATOMIC_MASS_UNIT


TARGET = (
    Parameter("Z", None, "1", "charge of the nucleus"),
    Parameter("A", None, "1", "mass number of the nucleus"),
    Parameter("M_A", None, "GeV", "mass of the nucleus, A atomic mass units unless given", "M_A", derive=_mass),
)
"""Parameters of every process on a nucleus."""
