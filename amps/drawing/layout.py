"""Where the vertices and lines of a tree diagram go: time runs from left to right.

The spine's vertices stand above each other, so that an exchanged particle runs vertically, and whatever hangs on them
opens to the right as planar trees. Points are complex numbers x + i y, y pointing down, in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from statistics import fmean as mean
from typing import TYPE_CHECKING

from amps.drawing.trees import Tree, spine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.diagrams import Diagram, Node
    from amps.model import Model

STEP = 96.0
"""Horizontal distance between a vertex and the next."""
SLOT = 66.0
"""Vertical distance between final legs, at least."""
HEIGHT = 136.0
"""Vertical extent of a diagram, at least."""
SLOPE = 30.0
"""How much above or below its vertex an initial leg of a t channel starts."""
RADIATED = 60.0
"""How much to the left of the exchange an initial leg radiates."""


@dataclass(frozen=True)
class Line:
    """A propagator or external leg from `start` to `end`, never leftwards: the particle `name` travels that way.

    `mask` has bit i set for each external leg i (from 0) behind `start`; `leg` numbers an external leg from 0.
    """

    name: str
    start: complex
    end: complex
    mask: int
    leg: int | None = None

    def at(self, fraction: float) -> complex:
        """The point at this fraction of the way from start to end."""
        return self.start + fraction * (self.end - self.start)

    @property
    def along(self) -> complex:
        """Unit vector from start to end."""
        return (self.end - self.start) / abs(self.end - self.start)

    @property
    def is_vertical(self) -> bool:
        """True for what is exchanged between two vertices of the spine."""
        return self.end.real == self.start.real

    def is_forward(self, model: Model) -> bool:
        """True if the line's arrow, which follows the particle and not the antiparticle, points from start to end."""
        return any(p.name == self.name for p in model.all_particles)


@dataclass(frozen=True)
class Layout:
    """Lines and vertices in a box of `width` and `height` with the origin at its top left corner."""

    lines: tuple[Line, ...]
    vertices: tuple[tuple[Node, complex], ...]
    width: float
    height: float


def arrange(diagram: Diagram) -> Layout:
    """Places for everything; no lines cross but those of two identical final particles that are exchanged."""
    legs = diagram.reaction.legs
    initial = len(diagram.reaction.initial)
    everything = (1 << len(legs)) - 1
    trees = spine(diagram)
    order = [leg for tree in trees for leg in tree.leaves]
    height = max(HEIGHT, SLOT * (len(order) - 1))
    if len(trees) == 2 and len(order) == 2 and legs[-1] == legs[-2]:
        order.sort()
    slots = {leg: height * (k / (len(order) - 1) if len(order) > 1 else 0.5) for k, leg in enumerate(order)}
    levels = [mean(slots[leg] for leg in tree.leaves) for tree in trees]
    vertices: list[tuple[Node, complex]] = []
    lines: list[Line] = []

    def level(child: Tree | int) -> float:
        if isinstance(child, int):
            return slots[child]
        return mean(map(level, child.children))

    def settle(tree: Tree, place: complex) -> None:
        vertices.append((tree.node, place))
        for child in tree.children:
            if isinstance(child, int):
                end = complex(width, slots[child])
                lines.append(Line(legs[child].name, place, end, everything ^ (1 << child), child))
            else:
                end = complex(place.real + STEP, level(child))
                lines.append(Line(child.name, place, end, everything ^ child.mask))
                settle(child, end)

    columns = _columns(trees, diagram)
    rows = _rows(levels, height) if len(trees) > 1 else [level(trees[0])]
    places = [complex(x, y) for x, y in zip(columns, rows, strict=True)]
    width = max(x + STEP * (1 + tree.depth) for x, tree in zip(columns, trees, strict=True))
    starts = _starts(initial, places, height)
    for leg, (start, place) in enumerate(zip(starts, (places[0], places[-1]), strict=False)):
        lines.append(Line(legs[leg].name, start, place, 1 << leg, leg))
    above = 1
    for k, (tree, place) in enumerate(zip(trees, places, strict=True)):
        if k and places[k - 1].real <= place.real:
            lines.append(Line(tree.name, places[k - 1], place, above))
        elif k:
            lines.append(Line(diagram.model.species[tree.name].antiname, place, places[k - 1], everything ^ above))
        above |= tree.mask
        settle(tree, place)
    return Layout(tuple(lines), tuple(vertices), width, height)


def _rows(levels: list[float], height: float) -> list[float]:
    """Heights of two or more spine vertices, drawn towards the middle so that the legs on them slope."""
    pull = 0.55 if len(levels) == 2 else 0.75
    # Crossed final legs put the first vertex's own level below the second's.
    return [height / 2 + pull * (level - height / 2) for level in sorted(levels)]


def _columns(trees: Sequence[Tree], diagram: Diagram) -> list[float]:
    """Where the spine's vertices stand: above each other, but radiation of an initial leg before the exchange."""
    initial = diagram.reaction.initial
    between = [tree.name for tree in trees[1:]]
    first = len(list(takewhile(lambda name: name == initial[0].name, between)))
    second = len(list(takewhile(lambda name: name == initial[-1].antiname, reversed(between))))
    if first + second >= len(between):
        first = second = 0
    column = STEP + RADIATED * max(first, second)
    last = len(trees) - 1
    return [column - RADIATED * max(first - k, second - (last - k), 0) for k in range(len(trees))]


def _starts(initial: int, places: list[complex], height: float) -> list[complex]:
    """Where the initial legs begin: the first above, the second below; a decaying particle level with its vertex."""
    first, last = places[0].imag, places[-1].imag
    if initial == 1:
        return [complex(0, first)]
    if len(places) == 1:
        half = min(HEIGHT / 2, first, height - first)
        return [complex(0, first - half), complex(0, first + half)]
    return [complex(0, max(0.0, first - SLOPE)), complex(0, min(height, last + SLOPE))]
