"""Which off-shell currents a reaction needs, and how vertices join them.

A current sums everything that a set of external legs can merge into (Berends and Giele, Nucl. Phys. B306 (1988) 759).
Vertices join currents of disjoint sets; at the last one, which holds the root leg, the largest of these currents is
left open, so that the amplitude is a sum of products "current times its complement". External fermions count as
anticommuting numbers: a current carries those of its legs in ascending order, and joining currents costs the sign of
the permutation that restores the order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from amps.form_factors import at_legs
from amps.numeric.dirac import permutation_sign
from amps.numeric.structures import Structure, structures
from amps.reaction import ImpossibleReaction

if TYPE_CHECKING:
    from amps.model import Model
    from amps.reaction import Reaction
    from amps.vertices import Vertex


class Key(NamedTuple):
    """A current: the set of external legs (bit i for leg i), the incoming particle it acts as, its coupling orders."""

    mask: int
    name: str
    orders: tuple[int, ...] = ()


@dataclass(frozen=True)
class Joint:
    """One vertex with a current on each leg but the open one (None there); per term, its structure and fermion sign."""

    sources: tuple[Key | None, ...]
    open_leg: int
    terms: tuple[tuple[Structure, int], ...]


@dataclass(frozen=True)
class Plan:
    """Joints per current, in an order in which they can be computed, and per current that the amplitude closes with."""

    reaction: Reaction
    root: int
    currents: Mapping[Key, tuple[Joint, ...]]
    closing: Mapping[Key, tuple[Joint, ...]]


@dataclass(frozen=True)
class _Opening:
    """A vertex with one leg open: the other leg positions and the resolved terms."""

    vertex: Vertex
    open_leg: int
    others: tuple[int, ...]
    resolved: tuple[Structure, ...]


class _Planner:
    def __init__(
        self, reaction: Reaction, model: Model, order: Mapping[str, int], exclude: tuple[str, ...], root: int
    ) -> None:
        self.reaction, self.model, self.root = reaction, model, root
        self.names = reaction.incoming_names()
        self.fermion_legs = [i for i, p in enumerate(reaction.legs) if p.is_fermion]
        self.kinds = tuple(order)
        self.bounds = tuple(order.values())
        self.barred = {n for name in exclude for n in (model.particle(name).name, model.particle(name).antiname)}
        self.currents: dict[Key, list[Joint]] = {}
        self.masks: dict[str, set[int]] = defaultdict(set)
        self.at: dict[tuple[int, str], list[Key]] = defaultdict(list)
        for leg, name in enumerate(self.names):
            self._register(Key(1 << leg, name, (0,) * len(self.kinds)))

    def _register(self, key: Key) -> None:
        self.masks[key.name].add(key.mask)
        if key not in self.at[key.mask, key.name]:
            self.at[key.mask, key.name].append(key)

    def opening(self, vertex: Vertex, open_leg: int) -> _Opening:
        is_vector = tuple(self.model.species[name].spin == "1" for name in vertex.legs)
        others = tuple(k for k in range(len(vertex.legs)) if k != open_leg)
        return _Opening(vertex, open_leg, others, structures(vertex, is_vector, open_leg))

    def openings(self) -> Iterator[_Opening]:
        """Every vertex with each kind of leg open; legs of one name are equivalent, for a vertex is symmetrised."""
        for vertex in self.model.vertices:
            for name in dict.fromkeys(vertex.legs):
                yield self.opening(vertex, vertex.legs.index(name))

    def attachments(self, opening: _Opening, mask: int) -> Iterator[tuple[tuple[Key | None, ...], tuple[int, ...]]]:
        """Currents for the other legs that together hold `mask`, each choice once, with their coupling orders."""
        names = opening.vertex.legs
        own = tuple(dict(opening.vertex.order).get(kind, 0) for kind in self.kinds)
        chosen: list[Key | None] = [None] * len(names)

        def place(
            index: int, left: int, orders: tuple[int, ...]
        ) -> Iterator[tuple[tuple[Key | None, ...], tuple[int, ...]]]:
            if any(n > bound for n, bound in zip(orders, self.bounds, strict=True)):
                return
            if index == len(opening.others):
                if not left:
                    yield tuple(chosen), orders
                return
            position = opening.others[index]
            name = names[position]
            previous = opening.others[index - 1] if index else None
            # legs are sorted by name, so equal ones are neighbours but for the open leg between them
            floor = chosen[previous] if previous is not None and names[previous] == name else None
            last = index == len(opening.others) - 1
            for part in (left,) if last else sorted(self.masks[name]):
                if part & left != part or part not in self.masks[name] or (floor is not None and part < floor.mask):
                    continue
                for key in self.at[part, name]:
                    chosen[position] = key
                    yield from place(
                        index + 1, left ^ part, tuple(a + b for a, b in zip(orders, key.orders, strict=True))
                    )
            chosen[position] = None

        yield from place(0, mask, own)

    def joint(self, opening: _Opening, sources: tuple[Key | None, ...], last: Key | None = None) -> Joint:
        """A vertex with its currents and signs; with `last`, the sign includes the product with that current."""
        species = self.model.species
        bosons = [k for k, name in enumerate(opening.vertex.legs) if not species[name].is_fermion]
        majorana = species[opening.vertex.legs[opening.open_leg]].self_conjugate
        masks = [0 if source is None else source.mask for source in sources]
        masks[opening.open_leg] = ((1 << len(self.names)) - 1) ^ sum(masks)
        terms = []
        for vertex_term in opening.resolved:
            coefficient = at_legs(vertex_term.coefficient, opening.vertex.legs, masks, len(self.names))
            structure = replace(vertex_term, coefficient=coefficient)
            sequence: list[int] = []
            for leg in (*(leg for chain in structure.chains for leg in (chain.bar, chain.leg)), *bosons):
                source = sources[leg]
                if source is not None:
                    sequence += self.content(source.mask)
            if last is not None:
                acts_as_psi = any(chain.leg == opening.open_leg for chain in structure.chains) and not majorana
                held = self.content(last.mask)
                sequence = sequence + held if acts_as_psi else held + sequence
            terms.append((structure, permutation_sign(sequence)))
        return Joint(sources, opening.open_leg, tuple(terms))

    def content(self, mask: int) -> list[int]:
        """The external fermions of a set of legs."""
        return [i for i in self.fermion_legs if mask >> i & 1]

    def plan(self) -> Plan:
        everything = (1 << len(self.names)) - 1
        root_bit = 1 << self.root
        openings = [o for o in self.openings() if o.resolved]
        inner = [
            m for m in range(1, everything + 1) if not m & root_bit and m.bit_count() > 1 and m | root_bit != everything
        ]
        for mask in inner:
            for opening in openings:
                name = self.model.species[opening.vertex.legs[opening.open_leg]].antiname
                if name in self.barred:
                    continue
                for sources, orders in self.attachments(opening, mask):
                    key = Key(mask, name, orders)
                    self._register(key)
                    self.currents.setdefault(key, []).append(self.joint(opening, sources))
        closing = self.close(openings, everything ^ root_bit)
        if not closing:
            why = f" within {dict(zip(self.kinds, self.bounds, strict=True))}" if self.kinds else ""
            raise ImpossibleReaction(f"{self.reaction}: model {self.model.name!r} has no tree diagram for it{why}")
        return Plan(self.reaction, self.root, self._needed(closing), closing)

    def close(self, openings: Sequence[_Opening], others: int) -> dict[Key, tuple[Joint, ...]]:
        closing: dict[Key, list[Joint]] = defaultdict(list)
        root = Key(1 << self.root, self.names[self.root], (0,) * len(self.kinds))
        for opening in openings:
            if opening.vertex.legs[opening.open_leg] != root.name:
                continue
            for sources, _ in self.attachments(opening, others):
                rooted = tuple(root if k == opening.open_leg else source for k, source in enumerate(sources))
                largest = max(opening.others, key=lambda k: self._rank(rooted[k]))
                last = rooted[largest]
                assert last is not None
                remaining = tuple(None if k == largest else source for k, source in enumerate(rooted))
                closing[last].append(self.joint(self.opening(opening.vertex, largest), remaining, last))
        return {key: tuple(joints) for key, joints in closing.items()}

    def _rank(self, key: Key | None) -> tuple[int, int]:
        assert key is not None
        return key.mask.bit_count(), key.mask

    def _needed(self, closing: Mapping[Key, tuple[Joint, ...]]) -> dict[Key, tuple[Joint, ...]]:
        """The currents that the closing products are built from."""
        needed: set[Key] = set()
        pending = [*closing, *(s for joints in closing.values() for j in joints for s in j.sources if s is not None)]
        while pending:
            key = pending.pop()
            if key in self.currents and key not in needed:
                needed.add(key)
                pending += [s for joint in self.currents[key] for s in joint.sources if s is not None]
        return {key: tuple(joints) for key, joints in self.currents.items() if key in needed}


def make_plan(
    reaction: Reaction,
    model: Model,
    order: Mapping[str, int] | None = None,
    exclude: tuple[str, ...] = (),
    root: int | None = None,
) -> Plan:
    """The currents of a tree-level reaction.

    `order` bounds couplings from above, `exclude` names particles that must not propagate; couplings that the model
    keeps to first order are bounded by one, or by the lowest power there is, unless `order` names them. `root` is the
    leg (from 0) that no current contains, the last one unless told. Raises ImpossibleReaction when nothing contributes.
    """
    root = len(reaction.legs) - 1 if root is None else root
    given = dict(order or {})
    free = sorted(model.all_first_order - set(given))
    for power in range(1, len(reaction.legs)) if free else ():
        try:
            return _Planner(reaction, model, dict.fromkeys(free, power) | given, exclude, root).plan()
        except ImpossibleReaction:
            continue
    return _Planner(reaction, model, given, exclude, root).plan()
