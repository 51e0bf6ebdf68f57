"""One-loop diagrams as pictures: vertex corrections, self-energies, vacuum polarisation and triangles.

Each kind has a fixed shape, given by named points and lines between them; a bent line is a half circle.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from amps.drawing.annotations import FONT, LABEL_GAP
from amps.drawing.labels import parse_symbol, plain_text, text_element, text_width
from amps.drawing.picture import MARGIN, Picture, dashes, dot
from amps.drawing.sheet import grid
from amps.drawing.strokes import arc, curly, head_element, straight, wavy
from amps.loops.flavour_change import SelfEnergy
from amps.loops.triangle import Triangle
from amps.loops.vacuum_polarisation import Bubble
from amps.loops.vector_triangle import VectorTriangle
from amps.loops.vertex_diagrams import VertexDiagram

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from amps.model import Model
    from amps.particle import Particle

LEG = 84.0
"""Length of an external line, px."""
SIDE = 116.0
"""Side of a triangle and diameter of a loop, px."""


@dataclass(frozen=True)
class LoopLine:
    """A particle that travels from `start` to `end`, straight or on a half circle to the left of the way.

    `label` is the end at which its name stands for an external line, None for a line of the loop.
    """

    particle: Particle
    start: complex
    end: complex
    is_bent: bool = False
    label: complex | None = None

    @property
    def along(self) -> complex:
        """Unit vector from start to end."""
        return (self.end - self.start) / abs(self.end - self.start)

    @property
    def middle(self) -> complex:
        """The point half way; y points down, so left of the way is -i times its direction."""
        bend = -0.5j * (self.end - self.start) if self.is_bent else 0.0
        return (self.start + self.end) / 2 + bend


def draw_loops(diagrams: Sequence[Any], model: Model, path: str | Path | None = None) -> str:
    """One-loop diagrams of a model as one SVG document, also written to `path` (.svg) if given.

    Raises ValueError for no diagrams or another suffix, TypeError for what is no one-loop diagram, and OSError for a
    place that cannot be written.
    """
    return grid([loop_picture(diagram, model) for diagram in diagrams], path)


def loop_picture(diagram: Any, model: Model) -> Picture:
    """One diagram as SVG elements. Raises TypeError for a kind that has no shape."""
    lines = _lines(diagram)
    inner = {p for line in lines if line.label is None for p in (line.start, line.end)}
    particles = {particle.name for particle in model.all_particles}
    if isinstance(diagram, Bubble | Triangle | VectorTriangle):
        # What closes on itself runs along its own arrow, whatever else the model holds.
        particles.add(diagram.particle.name)
    centre = sum(inner) / len(inner)
    elements: list[str] = []
    for line in lines:
        elements += _stroke(line, particles)
    elements += [dot(place) for place in inner]
    elements += [_name(line, centre) for line in lines]
    ends = [(line.label, text_width(parse_symbol(line.particle.latex), FONT)) for line in lines if line.label]
    reach = [p for line in lines for p in (line.start, line.end, line.middle)]
    left = min(p.real for p in reach) - max(width for _, width in ends) - 2 * LABEL_GAP
    right = max(p.real for p in reach) + max(width for _, width in ends) + 2 * LABEL_GAP
    top, bottom = min(p.imag for p in reach) - MARGIN - FONT, max(p.imag for p in reach) + MARGIN + FONT
    shifted = (f'<g transform="translate({-left:.1f} {-top:.1f})">', *elements, "</g>")
    return Picture(shifted, right - left, bottom - top, _title(lines))


@singledispatch
def _lines(diagram: Any) -> tuple[LoopLine, ...]:
    raise TypeError(f"expected a one-loop diagram, found {type(diagram).__name__}")


@_lines.register
def _vertex(diagram: VertexDiagram) -> tuple[LoopLine, ...]:
    split, join, apex = 0j, SIDE + 0j, SIDE * (0.5 - 0.75j)
    emitter, other = diagram.fermion, diagram.boson
    if diagram.emitter == "boson":
        emitter, other = other, emitter
    return (
        _incoming(diagram.external, split),
        LoopLine(emitter, split, apex),
        LoopLine(emitter, apex, join),
        LoopLine(other, split, join),
        LoopLine(diagram.photon, apex - 0.8j * LEG, apex, label=apex - 0.8j * LEG),
        _outgoing(diagram.outgoing, join),
    )


@_lines.register
def _self_energy(diagram: SelfEnergy) -> tuple[LoopLine, ...]:
    start, end = 0j, SIDE + 0j
    return (
        _incoming(diagram.incoming, start),
        LoopLine(diagram.boson, start, end, is_bent=True),
        LoopLine(diagram.fermion, start, end),
        _outgoing(diagram.outgoing, end),
    )


@_lines.register
def _bubble(diagram: Bubble) -> tuple[LoopLine, ...]:
    start, end = 0j, 0.8 * SIDE + 0j
    return (
        _incoming(diagram.first, start),
        LoopLine(diagram.particle, start, end, is_bent=True),
        LoopLine(diagram.particle, end, start, is_bent=True),
        _outgoing(diagram.second, end),
    )


@_lines.register
def _triangle(diagram: Triangle | VectorTriangle) -> tuple[LoopLine, ...]:
    start, up, down = 0j, SIDE * (0.8 - 0.5j), SIDE * (0.8 + 0.5j)
    return (
        _incoming(diagram.decaying, start),
        LoopLine(diagram.particle, start, up),
        LoopLine(diagram.particle, up, down),
        LoopLine(diagram.particle, down, start),
        _outgoing(diagram.photon, up),
        _outgoing(diagram.photon, down),
    )


def _incoming(particle: Particle, place: complex) -> LoopLine:
    return LoopLine(particle, place - LEG, place, label=place - LEG)


def _outgoing(particle: Particle, place: complex) -> LoopLine:
    return LoopLine(particle, place, place + LEG, label=place + LEG)


def _stroke(line: LoopLine, particles: set[str]) -> list[str]:
    """The path with the arrow of a particle that is not its own antiparticle."""
    particle = line.particle
    stroke = straight if particle.spin != "1" else curly if particle.colour == 8 else wavy
    path = arc(line.start, line.end, particle.spin == "1") if line.is_bent else stroke(line.start, line.end)
    out = [f'<path d="{path}"{dashes(particle)}/>']
    if not particle.self_conjugate:
        size = 13.0 if particle.spin == "1" else 9.0
        way = line.along if particle.name in particles else -line.along
        out.append(head_element(line.middle + size / 2 * way, way, size))
    return out


def _name(line: LoopLine, centre: complex) -> str:
    """An external line's name at its end, one of the loop beside its middle, away from the loop."""
    runs = parse_symbol(line.particle.latex)
    if line.label is None:
        side = 1j * line.along
        if ((line.middle - centre) * side.conjugate()).real < 0:
            side = -side
        half = complex(text_width(runs, FONT) / 2, 0.42 * FONT)
        gap = LABEL_GAP + (5.0 if line.particle.spin == "1" else 2.0)
        reach = abs(side.real) * half.real + abs(side.imag) * half.imag
        return text_element(line.middle + side * (gap + reach), runs, FONT)
    outward = line.label - (line.start + line.end) / 2
    outward /= abs(outward)
    if abs(outward.real) < abs(outward.imag):
        return text_element(line.label + outward * (LABEL_GAP + 0.42 * FONT), runs, FONT)
    return text_element(line.label + outward * LABEL_GAP, runs, FONT, "end" if outward.real < 0 else "start")


def _title(lines: Sequence[LoopLine]) -> str:
    def symbols(chosen: Sequence[LoopLine]) -> str:
        return " ".join(plain_text(parse_symbol(line.particle.latex)) for line in chosen)

    incoming = [line for line in lines if line.label == line.start and line.label is not None]
    outgoing = [line for line in lines if line.label == line.end and line.label is not None]
    return f"{symbols(incoming)} → {symbols(outgoing)} via {symbols([x for x in lines if x.label is None])}"
