"""One tree diagram as SVG elements: strokes by spin, arrows by fermion or charge flow, vertices, labels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from amps.drawing.labels import Run, parse_symbol, plain_text, spans, text_width
from amps.drawing.layout import arrange
from amps.drawing.strokes import AMPLITUDE, arrow_head, clearance, coordinates, crossing, curly, extent, straight, wavy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amps.diagrams import Diagram
    from amps.drawing.layout import Layout, Line
    from amps.model import Model
    from amps.vertices import Vertex

FONT = 19.0
MARGIN = 26.0
"""Empty space above and below the lines, px."""
DOT, BLOB = 3.2, 8.0
"""Radius of a renormalisable and of an effective vertex, px."""
GAP = 7.0
"""Half the gap in a line that passes below another, px."""
LABEL_GAP = 9.0
"""Between a line and the label beside it, px."""
ENOUGH = 14.0
"""Free space around a label beyond which more makes no place better, px."""
FLOW, FLOW_LENGTH = 12.0, 42.0
"""From a line to the arrow of its momentum, and the length of that arrow, px."""


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
    elements += _beside(layout, diagram, momentum_flow)
    margin = MARGIN + (FLOW if momentum_flow else 0.0)
    shifted = (f'<g transform="translate({side:.1f} {margin:g})">', *elements, "</g>")
    return Picture(shifted, layout.width + 2 * side, layout.height + 2 * margin, _title(diagram))


def is_effective(vertex: Vertex) -> bool:
    """True for an operator of dimension above four or with a form factor: its inside is not resolved."""
    from sympy.core.function import AppliedUndef

    from amps.vertices import Momentum

    fermions = 2 * max(len(term.chains) for term in vertex.terms)
    derivatives = max(sum(isinstance(t, Momentum) for t in term.tensors) for term in vertex.terms)
    dimension = len(vertex.legs) + fermions / 2 + derivatives
    return dimension > 4 or any(term.coefficient.atoms(AppliedUndef) for term in vertex.terms)


def _title(diagram: Diagram) -> str:
    def symbols(names: Iterable[str]) -> str:
        return " ".join(plain_text(parse_symbol(diagram.model.species[name].latex)) for name in names)

    reaction = diagram.reaction
    text = f"{symbols(p.name for p in reaction.initial)} → {symbols(p.name for p in reaction.final)}"
    lines = [
        f"{symbols([b.name])}({'+'.join(str(i + 1) for i in range(b.mask.bit_length()) if b.mask >> i & 1)})"
        for b in diagram.propagators()
    ]
    return f"{text} via {', '.join(lines) or 'contact'}"


def _stroke(line: Line, layout: Layout, radius: dict[complex, float], model: Model) -> list[str]:
    """The line's path, in two parts where it passes below another, and its arrow."""
    particle = model.species[line.name]
    draw = straight if particle.spin != "1" else curly if particle.colour == 8 else wavy
    dashes = ' stroke-dasharray="7 4.5" stroke-linecap="butt"' if particle.spin == "0" else ""
    along = _along(line)
    # Only a hatched blob must not be crossed: a dot covers the end of its lines.
    start, end = (p + s * along * BLOB if radius.get(p) == BLOB else p for p, s in ((line.start, 1), (line.end, -1)))
    gap = GAP + (AMPLITUDE if particle.spin == "1" else 0.0)
    cuts = [line.at(t) for t in _passes_below(line, layout)]
    points = [start, *(p for cut in cuts for p in (cut - gap * along, cut + gap * along)), end]
    pieces = list(zip(points[::2], points[1::2], strict=True))
    out = [f'<path d="{draw(a, b)}"{dashes}/>' for a, b in pieces]
    if not particle.self_conjugate:
        a, b = max(pieces, key=lambda piece: abs(piece[1] - piece[0]))
        # On a wave the head must be seen beside the crests.
        size = 13.0 if particle.spin == "1" else 9.0
        way = along if _is_forward(line, model) else -along
        out.append(_head((a + b) / 2 + size / 2 * way, way, size))
    return out


def _passes_below(line: Line, layout: Layout) -> list[float]:
    """Fractions of the way where an earlier line crosses, which stays whole."""
    earlier = layout.lines[: layout.lines.index(line)]
    found = (crossing(line.start, line.end, other.start, other.end) for other in earlier)
    return sorted(t for t in found if t is not None)


def _vertex(place: complex, radius: float) -> str:
    """A dot, or a hatched circle."""
    circle = f'<circle cx="{place.real:.1f}" cy="{place.imag:.1f}" r="{radius:g}"'
    if radius == DOT:
        return f'{circle} fill="currentColor" stroke="none"/>'
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
        return _text(line.start - LABEL_GAP, runs, FONT, "end")
    return _text(line.end + LABEL_GAP, runs, FONT, "start")


def _text(place: complex, runs: Sequence[Run], size: float, anchor: str = "middle") -> str:
    x, y = coordinates(place + 0.3j * size).split()
    return (
        f'<text x="{x}" y="{y}" font-size="{size:g}" text-anchor="{anchor}" fill="currentColor" stroke="none">'
        f"{spans(runs, size)}</text>"
    )


def _beside(layout: Layout, diagram: Diagram, momentum_flow: bool) -> list[str]:
    """Names of the internal lines and, on request, the momenta of all, each where there is most room."""
    segments = [(line.start, line.end) for line in layout.lines]
    boxes = [(place, BLOB * (1 + 1j)) for _, place in layout.vertices]
    out: list[str] = []

    def put(line: Line, runs: Sequence[Run], size: float, gap: float, sides: Sequence[complex]) -> tuple[complex, ...]:
        """Write beside the line; gives the point of the line beside which, and the direction from there."""
        half = complex(text_width(runs, size) / 2, 0.42 * size)
        others = [segment for segment in segments if segment != (line.start, line.end)]
        best, most = (line.at(0.5), sides[0], line.at(0.5)), float("-inf")
        for fraction, side in product((0.5, 0.4, 0.6, 0.3, 0.7), sides):
            point = line.at(fraction)
            centre = point + side * (gap + extent(half, side))
            room = min(
                *(clearance(centre, half, *segment) for segment in others),
                *(_between_boxes(centre - place, half + other) for place, other in boxes),
                ENOUGH,
            )
            # The middle and the first side unless another place is clearly freer.
            room -= 30 * abs(fraction - 0.5) + (4.0 if side != sides[0] else 0.0)
            if room > most:
                best, most = (point, side, centre), room
        point, side, centre = best
        boxes.append((centre, half))
        out.append(_text(centre, runs, size))
        return point, side

    def flow(line: Line) -> complex:
        """Momentum with its arrow; gives the side chosen."""
        # To the left of an exchange there are only the two initial legs.
        sides = _sides(line)[::-1] if _is_vertical(line) else _sides(line)
        point, side = put(line, _momentum(line, diagram), 0.8 * FONT, FLOW + LABEL_GAP, sides)
        reach = min(FLOW_LENGTH, 0.6 * abs(line.end - line.start)) / 2 * _along(line)
        middle = point + FLOW * side
        tip = middle + reach
        segments.append((middle - reach, tip))
        out.append(f'<path d="{straight(middle - reach, tip - 4 * _along(line))}" stroke-width="1"/>')
        out.append(_head(tip, _along(line), 6.0))
        return side

    internal = [line for line in layout.lines if line.leg is None]
    # A momentum is wider than a name: it takes the freer side.
    taken = [flow(line) if momentum_flow else None for line in internal]
    for line, side in zip(internal, taken, strict=True):
        name = parse_symbol(diagram.model.species[_label_name(line, diagram.model)].latex)
        put(line, name, FONT, LABEL_GAP, [s for s in _sides(line) if s != side])
    if momentum_flow:
        for line in layout.lines:
            if line.leg is not None:
                flow(line)
    return out


def _head(tip: complex, along: complex, size: float) -> str:
    return f'<path d="{arrow_head(tip, along, size)}" fill="currentColor" stroke="none"/>'


def _between_boxes(apart: complex, halves: complex) -> float:
    """Free space between two boxes from the distance of their centres and the sum of their half sizes."""
    return max(abs(apart.real) - halves.real, abs(apart.imag) - halves.imag)


def _sides(line: Line) -> tuple[complex, complex]:
    """The two directions away from a line: up and down, or right and left of one that goes down."""
    return -1j * _along(line), 1j * _along(line)


def _along(line: Line) -> complex:
    """Unit vector from start to end."""
    return (line.end - line.start) / abs(line.end - line.start)


def _label_name(line: Line, model: Model) -> str:
    """An exchanged line is named after its arrow, which may point up; others after what travels to the right."""
    return line.name if not _is_vertical(line) or _is_forward(line, model) else model.species[line.name].antiname


def _is_vertical(line: Line) -> bool:
    return line.end.real == line.start.real


def _is_forward(line: Line, model: Model) -> bool:
    """True if the line's arrow, which follows the particle and not the antiparticle, points from start to end."""
    return any(p.name == line.name for p in model.all_particles)


def _momentum(line: Line, diagram: Diagram) -> tuple[Run, ...]:
    """The momentum along the line, from the fewer legs: those behind it, or those ahead."""
    signs = diagram.reaction.signs
    if line.leg is not None:
        return (Run("p"), Run(str(line.leg + 1), -1))
    behind = [i for i in range(len(signs)) if line.mask >> i & 1]
    ahead = [i for i in range(len(signs)) if not line.mask >> i & 1]
    terms = [(i, signs[i]) for i in behind] if len(behind) <= len(ahead) else [(i, -signs[i]) for i in ahead]
    runs: list[Run] = []
    for i, sign in sorted(terms, key=lambda term: -term[1]):
        runs += [Run(("+" if sign > 0 else "−") if runs or sign < 0 else ""), Run("p"), Run(str(i + 1), -1)]
    return tuple(run for run in runs if run.text)
