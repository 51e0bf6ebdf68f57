"""One tree diagram as SVG elements: strokes by spin, arrows by fermion or charge flow, vertices, labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amps.drawing.annotations import BLOB, FLOW, FONT, LABEL_GAP, annotate
from amps.drawing.labels import Run, parse_symbol, plain_text, text_element, text_width
from amps.drawing.layout import arrange
from amps.drawing.strokes import AMPLITUDE, crossing, curly, head_element, straight, wavy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amps.diagrams import Diagram
    from amps.drawing.layout import Layout, Line
    from amps.model import Model
    from amps.particle import Particle
    from amps.vertices import Vertex

MARGIN = 26.0
"""Empty space above and below the lines, px."""
DOT = 3.2
"""Radius of a renormalisable vertex, px."""
GAP = 7.0
"""Half the gap in a line that passes below another, px."""


@dataclass(frozen=True)
class Picture:
    """SVG elements in a box of `width` and `height`, px, with a plain-text `title`."""

    elements: tuple[str, ...]
    width: float
    height: float
    title: str


def picture(diagram: Diagram, momentum_flow: bool = False) -> Picture:
    """Draw a diagram; `momentum_flow` puts an arrow and the momentum beside every line."""
    layout = arrange(diagram)
    model = diagram.model
    ends = {
        line.leg: _end_label(parse_symbol(model.species[line.name].latex), line.leg, momentum_flow)
        for line in layout.lines
        if line.leg is not None
    }
    side = max(text_width(runs, FONT) for runs in ends.values()) + 2 * LABEL_GAP
    radius = {place: BLOB if is_effective(node.vertex) else DOT for node, place in layout.vertices}
    elements: list[str] = []
    for line in layout.lines:
        elements += _stroke(line, layout, radius, model)
    elements += [_vertex(place, size) for place, size in radius.items()]
    for line in layout.lines:
        if line.leg is not None:
            elements.append(_end_text(line, ends[line.leg], diagram))
    elements += annotate(layout, diagram, momentum_flow)
    margin = MARGIN + (FLOW if momentum_flow else 0.0)
    shifted = (f'<g transform="translate({side:.1f} {margin:g})">', *elements, "</g>")
    return Picture(shifted, layout.width + 2 * side, layout.height + 2 * margin, _title(diagram, layout))


def is_effective(vertex: Vertex) -> bool:
    """True for an operator of dimension above four or with a form factor: its inside is not resolved."""
    from sympy.core.function import AppliedUndef

    from amps.vertices import Momentum

    # A boson field has dimension 1, the two fermion fields of a chain 3 together, a derivative 1.
    dimension = len(vertex.legs) + max(
        len(term.chains) + sum(isinstance(tensor, Momentum) for tensor in term.tensors) for term in vertex.terms
    )
    return dimension > 4 or any(term.coefficient.atoms(AppliedUndef) for term in vertex.terms)


def _title(diagram: Diagram, layout: Layout) -> str:
    """The reaction and its internal lines, each with the final legs that come of it or what the first leg takes in."""

    def symbols(names: Iterable[str]) -> str:
        return " ".join(plain_text(parse_symbol(diagram.model.species[name].latex)) for name in names)

    reaction = diagram.reaction
    text = f"{symbols(p.name for p in reaction.initial)} → {symbols(p.name for p in reaction.final)}"
    lines = []
    for line in layout.lines:
        if line.leg is None:
            ahead = [i for i in range(len(reaction.legs)) if not line.mask >> i & 1]
            behind = [i for i in range(len(reaction.legs)) if line.mask >> i & 1]
            legs = ahead if min(ahead) >= len(reaction.initial) else behind
            lines.append(f"{symbols([line.name])}({'+'.join(str(i + 1) for i in legs)})")
    return f"{text} via {', '.join(lines) or 'contact'}"


def _stroke(line: Line, layout: Layout, radius: dict[complex, float], model: Model) -> list[str]:
    """The line's path, in two parts where it passes below another, and its arrow."""
    particle = model.species[line.name]
    draw = straight if particle.spin != "1" else curly if particle.colour == 8 else wavy
    along = line.along
    # Only a hatched blob must not be crossed: a dot covers the end of its lines.
    start, end = (p + s * along * BLOB if radius.get(p) == BLOB else p for p, s in ((line.start, 1), (line.end, -1)))
    gap = GAP + (AMPLITUDE if particle.spin == "1" else 0.0)
    cuts = [line.at(t) for t in _passes_below(line, layout)]
    points = [start, *(p for cut in cuts for p in (cut - gap * along, cut + gap * along)), end]
    pieces = list(zip(points[::2], points[1::2], strict=True))
    out = [f'<path d="{draw(a, b)}"{dashes(particle)}/>' for a, b in pieces]
    if not particle.self_conjugate:
        a, b = max(pieces, key=lambda piece: abs(piece[1] - piece[0]))
        # On a wave the head must be seen beside the crests.
        size = 13.0 if particle.spin == "1" else 9.0
        way = along if line.is_forward(model) else -along
        out.append(head_element((a + b) / 2 + size / 2 * way, way, size))
    return out


def _passes_below(line: Line, layout: Layout) -> list[float]:
    """Fractions of the way where an earlier line crosses, which stays whole."""
    earlier = layout.lines[: layout.lines.index(line)]
    found = (crossing(line.start, line.end, other.start, other.end) for other in earlier)
    return sorted(t for t in found if t is not None)


def dashes(particle: Particle) -> str:
    """The attributes of a scalar's line."""
    return ' stroke-dasharray="7 4.5" stroke-linecap="butt"' if particle.spin == "0" else ""


def dot(place: complex) -> str:
    """A renormalisable vertex."""
    return f'<circle cx="{place.real:.1f}" cy="{place.imag:.1f}" r="{DOT:g}" fill="currentColor" stroke="none"/>'


def _vertex(place: complex, radius: float) -> str:
    """A dot, or a hatched circle."""
    if radius == DOT:
        return dot(place)
    circle = f'<circle cx="{place.real:.1f}" cy="{place.imag:.1f}" r="{radius:g}"'
    hatching = ""
    across, along = complex(1, 1) / abs(1 + 1j), complex(1, -1) / abs(1 + 1j)
    for offset in (-4.5, 0.0, 4.5):
        half = (radius**2 - offset**2) ** 0.5
        hatching += straight(place + offset * across - half * along, place + offset * across + half * along)
    return f'{circle}/><path d="{hatching}" stroke-width="1"/>'


def _end_label(symbol: tuple[Run, ...], leg: int, momentum_flow: bool) -> tuple[Run, ...]:
    if momentum_flow:
        return symbol
    return (*symbol, Run("("), Run("p"), Run(str(leg + 1), -1), Run(")"))


def _end_text(line: Line, runs: Sequence[Run], diagram: Diagram) -> str:
    if line.leg is not None and line.leg < len(diagram.reaction.initial):
        return text_element(line.start - LABEL_GAP, runs, FONT, "end")
    return text_element(line.end + LABEL_GAP, runs, FONT, "start")
