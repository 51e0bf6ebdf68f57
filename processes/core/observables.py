"""Named observables of a reaction: energies, angles, invariant masses, momentum transfers.

Of every final leg, by its name in the reaction (numbered in leg order where a name occurs twice: E_gamma1):

    E_  p_  pT_    energy, momentum, momentum across the beam, GeV
    cos_  y_  eta_ cosine of the angle to the beam (leg 1), rapidity, pseudorapidity

and of the reaction: m_mu+mu- or m_mu+_mu- (invariant mass of two or more final legs, GeV; with a 2 appended its square,
GeV^2), m_miss and m_miss2 (of everything invisible), s_ij and t_ij with leg numbers, t and u of a 2 -> 2 reaction.
The frame is the rest frame of the decaying particle or the centre of mass of a collision, with a beam energy the
laboratory, where leg 2 is at rest; `_cm` or `_lab` appended to a name overrides it. In names + may be spelled p,
- m and ~ bar, or signs be left out where only one observable can be meant: E_e of mu- > e- nu nu, m_ee of e- e+.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from itertools import combinations, permutations
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from processes.core.observable_symbols import leg_symbols, of_leg, of_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.particle import Particle
    from amps.phase_space import Arithmetic
    from amps.phase_space.point import Point
    from processes.core.process import Process

LEG_UNITS = {"E": "GeV", "p": "GeV", "pT": "GeV", "cos": "1", "y": "1", "eta": "1"}
CHARGE_SIGNS = re.compile(r"[-+~]")
NEEDS_AXIS = frozenset({"pT", "cos", "y", "eta"})
NEUTRINOS = frozenset({12, 14, 16})
FIRST_NEW, LAST_NEW, PRIVATE = 32, 80, 1_000_000
"""PDG numbers reserved for particles beyond the standard model: 32 to 80, and from a million on."""


@dataclass(frozen=True)
class Observable:
    """A number of every phase-space point.

    `kind` is "E", "p", "pT", "cos", "y" or "eta" of the leg `leg` (numbered from 1), or "mass" or "square" of the
    momentum sum `signs` over all legs. `at_rest` is the initial leg at rest in its frame, None for the centre of mass.
    `latex` is its symbol.
    """

    name: str
    unit: str
    kind: str
    leg: int = 0
    signs: tuple[int, ...] = ()
    at_rest: int | None = None
    latex: str = field(default="", compare=False)

    def at(self, point: Point, lib: Arithmetic) -> Any:
        """Its value at a point, in the arithmetic of the point."""
        if self.kind == "square":
            return point.virtuality(self.signs)
        if self.kind == "mass":
            return lib.sqrt(lib.maximum(point.virtuality(self.signs), 0.0))
        plus, minus, x, y = point.light_cone(self.leg)
        if self.at_rest is not None:
            target = point.vectors[self.at_rest]
            scale = target.minus / point.masses[self.at_rest - 1]
            plus, minus = plus * scale, minus / scale
        across = x * x + y * y
        along = (plus - minus) / 2
        if self.kind == "E":
            return (plus + minus) / 2
        if self.kind == "pT":
            return lib.sqrt(across)
        if self.kind == "y":
            return lib.log(plus / minus) / 2
        size = lib.sqrt(across + along * along)
        if self.kind == "p":
            return size
        if self.kind == "cos":
            return along / size
        # (|p| + |pz|)/pT has no cancellation in either hemisphere
        eta = lib.log((size + lib.absolute(along)) / lib.sqrt(across))
        return lib.select_lt(along, 0.0, -eta, eta)


def find_observable(process: Process, name: str) -> Observable:
    """The observable of that name. Raises ValueError listing the known ones, or where a decay lacks a direction."""
    known = observables(process)
    if name in known:
        return known[name]
    raise ValueError(unknown_observable(process, name))


def unknown_observable(process: Process, name: str) -> str:
    """What to say about a name that is no observable."""
    kind = name.split("_")[0]
    if process.quantity == "width" and kind in NEEDS_AXIS:
        return (
            f"{name} is not defined: nothing distinguishes a direction in the decay of an unpolarised particle; "
            f"use E_, p_ or m_ observables such as {', '.join(main_names(process)[:4])}"
        )
    close = get_close_matches(name, observables(process), n=1, cutoff=0.6)
    hint = f"; did you mean {close[0]}?" if close else ""
    return (
        f"{process.id or process.reaction} has no observable {name!r}; known are {', '.join(main_names(process))}{hint}"
    )


def main_names(process: Process) -> tuple[str, ...]:
    """One spelling of every observable, without frames."""
    found: dict[Observable, str] = {}
    for observable in observables(process).values():
        if not observable.name.endswith(("_cm", "_lab")):
            found.setdefault(observable, observable.name)
    return tuple(dict.fromkeys(found.values()))


@lru_cache(maxsize=128)
def observables(process: Process) -> Mapping[str, Observable]:
    """Every observable of a process under all its names."""
    found: dict[str, Observable] = {}
    incoming, labels = len(process.parsed.initial), leg_labels(process)
    symbols = dict(zip(labels, leg_symbols(process.parsed.final), strict=True))
    for leg, label in labels.items():
        for kind, unit in LEG_UNITS.items():
            if kind in NEEDS_AXIS and incoming == 1:
                continue
            for suffix, at_rest in _frames(process).items():
                name = f"{kind}_{label}{suffix}"
                latex = of_leg(kind, symbols[leg], suffix.lstrip("_"))
                observable = Observable(name, unit, kind, leg, at_rest=at_rest, latex=latex)
                for spelling in _spellings(label):
                    found.setdefault(f"{kind}_{spelling}{suffix}", observable)
    for name, spellings, signs in _sums(process, labels):
        legs = [symbols[k] for k, sign in enumerate(signs, start=1) if sign]
        latex, latex2 = (
            (r"m_{\mathrm{miss}}", r"m^2_{\mathrm{miss}}")
            if name == "m_miss"
            else (of_sum(legs, is_square=False), of_sum(legs, is_square=True))
        )
        mass, square = (
            Observable(name, "GeV", "mass", signs=signs, latex=latex),
            Observable(f"{name}2", "GeV^2", "square", signs=signs, latex=latex2),
        )
        for spelling in spellings:
            found.setdefault(spelling, mass)
            found.setdefault(f"{spelling}2", square)
    for name, signs in _transfers(process):
        letter, _, numbers = name.partition("_")
        latex = f"{letter}_{{{numbers}}}" if numbers else letter
        found.setdefault(name, Observable(name, "GeV^2", "square", signs=signs, latex=latex))
    return MappingProxyType(found | {k: v for k, v in _without_charges(found).items() if k not in found})


def _without_charges(found: Mapping[str, Observable]) -> dict[str, Observable]:
    """Names without the signs of charges, E_e or m_ee, where only one observable can be meant."""
    meant: dict[str, set[Observable]] = {}
    for name, observable in found.items():
        meant.setdefault(CHARGE_SIGNS.sub("", name), set()).add(observable)
    return {name: candidates.pop() for name, candidates in meant.items() if len(candidates) == 1}


def leg_labels(process: Process) -> dict[int, str]:
    """Names of the final legs by leg number: those of the particles, numbered where one occurs twice."""
    names, labels = [p.name for p in process.parsed.final], {}
    for k, name in enumerate(names):
        number = names[: k + 1].count(name)
        labels[len(process.parsed.initial) + k + 1] = f"{name}{number}" if names.count(name) > 1 else name
    return labels


def is_invisible(particle: Particle) -> bool:
    """True for neutrinos and for neutral, colourless particles beyond the standard model."""
    if particle.charge != 0 or particle.colour != 1:
        return False
    if particle.pdg is None:
        return True
    number = abs(particle.pdg)
    return number in NEUTRINOS or FIRST_NEW <= number <= LAST_NEW or number >= PRIVATE


def _frames(process: Process) -> dict[str, int | None]:
    """Leg at rest by suffix of the name."""
    lab = 2 if process.beam and len(process.parsed.initial) == 2 else None
    return {"": lab, "_lab": lab, "_cm": None}


def _spellings(label: str) -> tuple[str, ...]:
    return label, label.replace("+", "p").replace("-", "m").replace("~", "bar")


def _sums(process: Process, labels: Mapping[int, str]) -> Iterator[tuple[str, list[str], tuple[int, ...]]]:
    """Invariant masses of final legs: name, all spellings, signs."""
    legs = len(process.parsed.legs)
    missing = [leg for leg in labels if is_invisible(process.parsed.legs[leg - 1])]
    for size in range(2, len(labels) + 1):
        for group in combinations(labels, size):
            spellings = [
                "m_" + joint.join(spelt)
                for order in permutations(labels[leg] for leg in group)
                for joint in ("", "_")
                for spelt in zip(*map(_spellings, order), strict=True)
            ]
            yield spellings[0], spellings, tuple(int(k + 1 in group) for k in range(legs))
    if missing:
        yield "m_miss", ["m_miss"], tuple(int(k + 1 in missing) for k in range(legs))


def _transfers(process: Process) -> Iterator[tuple[str, tuple[int, ...]]]:
    """s_ij of legs on one side of the reaction, t_ij across it, and t and u of 2 -> 2."""
    incoming, legs = len(process.parsed.initial), len(process.parsed.legs)
    for i, j in combinations(range(1, legs + 1), 2):
        across = i <= incoming < j
        yield f"{'t' if across else 's'}_{i}{j}", _signs(legs, i, j, -1 if across else 1)
    if incoming == 2 and legs == 4:
        yield "t", _signs(legs, 1, 3, -1)
        yield "u", _signs(legs, 1, 4, -1)


def _signs(legs: int, i: int, j: int, second: int) -> tuple[int, ...]:
    return tuple(1 if k == i else second if k == j else 0 for k in range(1, legs + 1))
