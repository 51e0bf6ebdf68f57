"""The internal lines of a process: which can resonate, which are exchanged, and the maps that follow them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amps.bound_states import legs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.diagrams import Diagram
    from amps.phase_space import Denominator, PhaseSpace
    from amps.phase_space.multichannel import MultiChannel
    from processes.core.cuts import Cut
    from processes.core.process import Process

ELASTIC = 2
"""Final particles of a collision that may be elastic."""


@dataclass(frozen=True)
class InternalLine:
    """A propagator: the final legs (0-based) on one side of it, its particle, and the initial legs on that side."""

    particle: str
    mass: str | None
    width: str | None
    initial: tuple[int, ...]
    final: tuple[int, ...]
    is_boson: bool

    @property
    def is_exchange(self) -> bool:
        """True for a space-like line between two initial particles."""
        return len(self.initial) == 1

    def signs(self, legs: int) -> tuple[int, ...]:
        """Its momentum as a sum over all legs."""
        return tuple(-1 if k in self.initial else 1 if k in self.final else 0 for k in range(legs))


def internal_lines(process: Process) -> tuple[InternalLine, ...]:
    """Every propagator of the diagrams, once."""
    return tuple(dict.fromkeys(line for diagram in process.diagrams for line in lines_of(process, diagram)))


def lines_of(process: Process, diagram: Diagram) -> Iterator[InternalLine]:
    """The propagators of one diagram."""
    incoming, legs = len(process.parsed.initial), len(process.parsed.legs)
    for branch in diagram.propagators():
        inside = legs_of(diagram.reaction, branch.mask)
        if sum(k < incoming for k in inside) * 2 > incoming or (incoming == 2 and 0 in inside and 1 not in inside):
            inside = [k for k in range(legs) if k not in inside]
        particle = process.lagrangian.species[branch.name]
        initial = tuple(k for k in inside if k < incoming)
        final = tuple(k for k in inside if k >= incoming)
        name = min(particle.name, particle.antiname)
        yield InternalLine(name, particle.mass, particle.width, initial, final, not particle.is_fermion)


def can_resonate(line: InternalLine, process: Process) -> bool:
    """True for a line with a width that a proper part of the final state can come from."""
    everything = len(process.parsed.final)
    return line.width is not None and not line.initial and 1 < len(line.final) < everything


def has_pole_inside(line: InternalLine, process: Process, parameters: Mapping[str, float]) -> bool:
    """Whether the line's mass lies in the range of invariant masses that its legs can have."""
    return can_resonate(line, process) and _mass_inside(line, process, parameters)


def has_pole_without_width(line: InternalLine, process: Process, parameters: Mapping[str, float]) -> bool:
    """The same for a massive particle to which the model gives no width: the rate would be infinite."""
    if line.width is not None or line.initial or not 1 < len(line.final) < len(process.parsed.final):
        return False
    derived = {symbol.name for symbol in process.lagrangian.all_definitions}
    return line.mass in {*parameters, *derived} and _mass_inside(line, process, parameters)


def _mass_inside(line: InternalLine, process: Process, parameters: Mapping[str, float]) -> bool:
    if line.mass is None:
        return False
    masses = process.masses(parameters)
    total = masses[0] if process.quantity == "width" else parameters["sqrt_s"]
    legs = range(len(process.parsed.initial), len(masses))
    lowest = sum(masses[k] for k in line.final)
    highest = total - sum(masses[k] for k in legs if k not in line.final)
    return lowest < process.mass(line.mass, parameters) < highest


def default_phase_space(process: Process, cut: Cut | None = None) -> PhaseSpace | MultiChannel:
    """Maps for the reaction's legs that follow its propagators: one that serves them all, or one per diagram.

    Bounds of a cut become arguments of the maps; `processes.core.regions.map_arguments` gives their values.
    """
    from amps.phase_space import channels
    from processes.core.regions import map_bounds

    incoming, everything = len(process.parsed.initial), len(process.parsed.final)
    hints = [
        [_denominator(process, line, cut) for line in lines_of(process, diagram) if _is_mappable(process, line)]
        for diagram in process.diagrams
    ]
    found = channels(incoming, everything, hints, map_bounds(process, cut) if cut is not None else None)
    return found.channels[0] if len(found.channels) == 1 else found


def _is_mappable(process: Process, line: InternalLine) -> bool:
    """False for a line whose virtuality is that of the whole final state or of one leg."""
    return len(line.final) < len(process.parsed.final) and (bool(line.initial) or len(line.final) > 1)


def _denominator(process: Process, line: InternalLine, cut: Cut | None) -> Denominator:
    from amps.phase_space import Denominator
    from processes.core.regions import cutoff_name

    masses = [p.mass for p in process.parsed.legs]
    mass = None if line.mass is None else masses.index(line.mass) + 1 if line.mass in masses else line.mass
    width = line.width if can_resonate(line, process) else None
    # the edge of a cut runs along t, while the knee below which current conservation leaves 1/t moves with the masses
    is_square = line.is_boson and line.is_exchange and (cut is None or len(process.parsed.final) == ELASTIC)
    power = 2 if is_square else 1
    signs = line.signs(len(masses))
    return Denominator(signs, mass, width, power, cutoff_name(signs) if cut is not None and line.is_exchange else None)
