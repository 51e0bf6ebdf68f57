"""What is written beside the lines: names of the exchanged particles and, on request, momenta with their arrows."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from amps.drawing.labels import Run, parse_symbol, text_element, text_width
from amps.drawing.strokes import clearance, extent, head_element, straight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.diagrams import Diagram
    from amps.drawing.layout import Layout, Line
    from amps.model import Model

FONT = 19.0
BLOB = 8.0
"""Radius of an effective vertex, px."""
LABEL_GAP = 9.0
"""Between a line and the label beside it, px."""
ENOUGH = 14.0
"""Free space around a label beyond which more makes no place better, px."""
FLOW, FLOW_LENGTH = 12.0, 42.0
"""From a line to the arrow of its momentum, and the length of that arrow, px."""


def annotate(layout: Layout, diagram: Diagram, momentum_flow: bool) -> list[str]:
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
        out.append(text_element(centre, runs, size))
        return point, side

    def flow(line: Line) -> complex:
        """Momentum with its arrow; gives the side chosen."""
        # To the left of an exchange there are only the two initial legs.
        sides = _sides(line)[::-1] if line.is_vertical else _sides(line)
        point, side = put(line, _momentum(line, diagram), 0.8 * FONT, FLOW + LABEL_GAP, sides)
        reach = min(FLOW_LENGTH, 0.6 * abs(line.end - line.start)) / 2 * line.along
        middle = point + FLOW * side
        tip = middle + reach
        segments.append((middle - reach, tip))
        out.append(f'<path d="{straight(middle - reach, tip - 4 * line.along)}" stroke-width="1"/>')
        out.append(head_element(tip, line.along, 6.0))
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


def _between_boxes(apart: complex, halves: complex) -> float:
    """Free space between two boxes from the distance of their centres and the sum of their half sizes."""
    return max(abs(apart.real) - halves.real, abs(apart.imag) - halves.imag)


def _sides(line: Line) -> tuple[complex, complex]:
    """The two directions away from a line: up and down, or right and left of one that goes down."""
    return -1j * line.along, 1j * line.along


def _label_name(line: Line, model: Model) -> str:
    """An exchanged line is named after its arrow, which may point up; others after what travels to the right."""
    return line.name if not line.is_vertical or line.is_forward(model) else model.species[line.name].antiname


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
