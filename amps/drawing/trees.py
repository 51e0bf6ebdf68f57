"""A tree diagram as it is drawn: a spine between the initial legs, and the trees that grow from it to the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amps.diagrams import Diagram, Node


@dataclass(frozen=True)
class Tree:
    """A vertex and what lies to its right: final legs (numbered from 0) and further vertices, top to bottom.

    `name` is the particle that arrives at the vertex from the left, or from the spine vertex above.
    """

    node: Node
    name: str
    children: tuple[Tree | int, ...]

    @property
    def leaves(self) -> tuple[int, ...]:
        """All final legs, top to bottom."""
        return tuple(leg for child in self.children for leg in ((child,) if isinstance(child, int) else child.leaves))

    @property
    def mask(self) -> int:
        """The final legs as a bit set."""
        return sum(1 << leg for leg in self.leaves)

    @property
    def depth(self) -> int:
        """Number of vertices one behind the other to the right of this one."""
        return max((1 + child.depth for child in self.children if not isinstance(child, int)), default=0)


def spine(diagram: Diagram) -> tuple[Tree, ...]:
    """The vertices from the first initial leg to the second (in a decay: its one vertex), with all that hangs on them.

    An s channel has one, a t channel two or more. The first one's `name` is the first initial particle.
    """
    initial = len(diagram.reaction.initial)
    species = diagram.model.species
    neighbours: dict[int, list[tuple[Node, str]]] = {id(node): [] for node in diagram.nodes()}
    for node in diagram.nodes():
        for branch in node.branches:
            if branch.node is not None:
                neighbours[id(node)].append((branch.node, species[branch.name].antiname))
                neighbours[id(branch.node)].append((node, branch.name))

    def path(node: Node, name: str, origin: Node | None) -> list[tuple[Node, str]]:
        if initial - 1 in _legs(node):
            return [(node, name)]
        for other, outward in neighbours[id(node)]:
            if other is not origin and (rest := path(other, outward, node)):
                return [(node, name), *rest]
        return []

    def grow(node: Node, name: str, barred: set[int]) -> Tree:
        children: list[Tree | int] = [leg for leg in _legs(node) if leg >= initial]
        children += [grow(other, out, {id(node)}) for other, out in neighbours[id(node)] if id(other) not in barred]
        return Tree(node, name, tuple(sorted(children, key=_average)))

    first = next(node for node in diagram.nodes() if 0 in _legs(node))
    vertices = path(first, diagram.reaction.initial[0].name, None)
    on_spine = {id(node) for node, _ in vertices}
    return tuple(grow(node, name, on_spine) for node, name in vertices)


def _legs(node: Node) -> list[int]:
    """External legs at a vertex; a branch of several legs without a node leads back to the root."""
    found = (b.mask for b in node.branches if b.node is None and b.mask.bit_count() == 1)
    return [mask.bit_length() - 1 for mask in found]


def _average(child: Tree | int) -> float:
    """Average number of the final legs: sorting by it keeps them as near as possible to the order of the reaction."""
    leaves = (child,) if isinstance(child, int) else child.leaves
    return sum(leaves) / len(leaves)
