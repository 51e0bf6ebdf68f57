"""All tree diagrams of a reaction, from a model's vertices.

A tree is grown from the last leg: for every set of the other legs, which off-shell lines can they merge into? Each
diagram is found exactly once, because a tree rooted at a leg is unique.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from amps.bound_states import with_constituents
from amps.reaction import ImpossibleReaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from amps.model import Model
    from amps.reaction import Reaction
    from amps.vertices import Vertex


class UnusableVertex(ValueError):
    """A reaction has a diagram with a vertex that cannot be computed with, such as one of three gluons."""


@dataclass(frozen=True)
class Branch:
    """What hangs on a vertex leg: an external leg (`node` None) or a propagator to a further vertex.

    `name` is the particle that enters the vertex on this leg; `mask` has bit i set for each external leg i (from 0)
    on the far side, so the momentum entering is their sum with incoming signs.
    """

    name: str
    mask: int
    node: Node | None = None


@dataclass(frozen=True)
class Node:
    """A vertex with its branches, in the order of the vertex's legs.

    The branch of an inner node that leads back to the root has no `node` and a mask of more than one leg.
    """

    vertex: Vertex
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Diagram:
    """One tree diagram: a reaction, its root node, at which the last external leg is attached, and their model."""

    reaction: Reaction
    root: Node
    model: Model = field(repr=False, compare=False)

    def nodes(self) -> tuple[Node, ...]:
        """All vertices, root first."""
        found: list[Node] = []

        def visit(node: Node) -> None:
            found.append(node)
            for branch in node.branches:
                if branch.node is not None:
                    visit(branch.node)

        visit(self.root)
        return tuple(found)

    def propagators(self) -> tuple[Branch, ...]:
        """All internal lines."""
        return tuple(b for node in self.nodes() for b in node.branches if b.node is not None)

    @property
    def order(self) -> dict[str, int]:
        """Number of couplings of each kind."""
        total: Counter[str] = Counter()
        for node in self.nodes():
            total.update(dict(node.vertex.order))
        return dict(total)

    def draw(self, path: str | Path | None = None, *, momentum_flow: bool = False) -> str:
        """The diagram as an SVG document, also written to `path` (.svg); see amps.drawing."""
        from amps.drawing import draw

        return draw(self, path, momentum_flow=momentum_flow)

    def latex(self) -> str:
        """The amplitude of the diagram, spinors and propagators written out."""
        from amps.amplitude_latex import amplitude_latex

        return amplitude_latex(self)

    def _repr_svg_(self) -> str:
        return self.draw()

    def _repr_latex_(self) -> str:
        return f"$${self.latex()}$$"

    def __str__(self) -> str:
        lines = [
            f"{b.name}({'+'.join(str(i + 1) for i in range(b.mask.bit_length()) if b.mask >> i & 1)})"
            for b in self.propagators()
        ]
        return f"{self.reaction} via {', '.join(lines) or 'contact'}"


class DiagramSet(tuple[Diagram, ...]):
    """Diagrams that are drawn together, as a numbered grid."""

    __slots__ = ()

    def draw(self, path: str | Path | None = None, *, momentum_flow: bool = False) -> str:
        """All diagrams as one SVG document, also written to `path` (.svg). Raises ValueError where there are none."""
        from amps.drawing import draw_all

        return draw_all(self, path, momentum_flow=momentum_flow)

    def _repr_svg_(self) -> str:
        return self.draw()


def _partitions(mask: int, blocks: int) -> Iterator[tuple[int, ...]]:
    """Unordered partitions of a bit set into non-empty blocks, each found once (lowest bit first)."""
    if blocks == 1:
        yield (mask,)
        return
    lowest = mask & -mask
    rest = mask ^ lowest
    subset = rest
    while True:
        subset = (subset - 1) & rest if subset else -1
        if subset < 0:
            return
        first = lowest | subset
        remaining = mask ^ first
        if remaining.bit_count() >= blocks - 1:
            for tail in _partitions(remaining, blocks - 1):
                yield (first, *tail)


def generate_diagrams(
    reaction: Reaction,
    model: Model,
    order: Mapping[str, int] | None = None,
    exclude: tuple[str, ...] = (),
) -> tuple[Diagram, ...]:
    """Every tree diagram of the reaction.

    `order` bounds couplings from above ({"QED": 2}); `exclude` names particles that must not propagate. Couplings that
    the model keeps to first order are bounded by one, or by the lowest power there is, unless `order` names them.
    Raises ImpossibleReaction when no diagram is left, UnusableVertex when one has a vertex that no amplitude can take.
    """
    reaction = with_constituents(reaction, model)
    names = reaction.incoming_names()
    last = len(names) - 1
    barred = {n for name in exclude for n in (model.particle(name).name, model.particle(name).antiname)}
    by_arity: dict[int, dict[tuple[str, ...], list[tuple[Vertex, str]]]] = {}
    for vertex in model.vertices:
        table = by_arity.setdefault(len(vertex.legs) - 1, {})
        for name in set(vertex.legs):
            rest = list(vertex.legs)
            rest.remove(name)
            table.setdefault(tuple(rest), []).append((vertex, name))

    def attach(blocks: tuple[int, ...]) -> Iterator[tuple[Vertex, str, tuple[Branch, ...]]]:
        """Vertices that merge the blocks, with the name on the remaining leg."""
        options: list[tuple[Branch, ...]] = [()]
        for block in blocks:
            options = [(*done, branch) for done in options for branch in lines(block)]
        for branches in options:
            key = tuple(sorted(b.name for b in branches))
            for vertex, name in by_arity.get(len(blocks), {}).get(key, ()):
                yield vertex, name, branches

    @cache
    def lines(mask: int) -> tuple[Branch, ...]:
        """Off-shell (or external) lines into which the legs of `mask` can merge."""
        if mask.bit_count() == 1:
            return (Branch(names[mask.bit_length() - 1], mask),)
        found = []
        for arity in by_arity:
            if arity <= mask.bit_count():
                for blocks in _partitions(mask, arity):
                    for vertex, name, branches in attach(blocks):
                        out = model.species[name].antiname
                        if out not in barred:
                            outward = Branch(name, everything ^ mask)
                            found.append(Branch(out, mask, Node(vertex, _arrange(vertex, (*branches, outward)))))
        return tuple(found)

    everything = (1 << (last + 1)) - 1
    root = Branch(names[last], 1 << last)
    diagrams = []
    others = everything ^ root.mask
    for arity in by_arity:
        if arity <= others.bit_count():
            for blocks in _partitions(others, arity):
                for vertex, name, branches in attach(blocks):
                    if name == root.name:
                        diagrams.append(Diagram(reaction, Node(vertex, _arrange(vertex, (*branches, root))), model))
    bounds = {c: max(1, min((d.order.get(c, 0) for d in diagrams), default=1)) for c in model.all_first_order}
    bounds |= order or {}
    kept = tuple(d for d in diagrams if all(d.order.get(c, 0) <= n for c, n in bounds.items()))
    for vertex in (node.vertex for d in kept for node in d.nodes()):
        if vertex.obstacle:
            raise UnusableVertex(f"{reaction} needs the vertex {' '.join(vertex.legs)}: {vertex.obstacle}")
    if not kept:
        why = f" within {order}" if order and diagrams else ""
        raise ImpossibleReaction(f"{reaction}: model {model.name!r} has no tree diagram for it{why}")
    return kept


def _arrange(vertex: Vertex, branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
    """Branches in the order of the vertex's legs (legs of one name are interchangeable)."""
    pool = list(branches)
    ordered = []
    for name in vertex.legs:
        branch = next(b for b in pool if b.name == name)
        pool.remove(branch)
        ordered.append(branch)
    return tuple(ordered)
