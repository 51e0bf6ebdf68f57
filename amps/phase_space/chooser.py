"""Choose maps from the propagators of a reaction.

Every binary tree of the final legs, with or without an exchange at each step, is scored by the denominators whose
virtuality it samples directly; the best tree is the map. Denominators that no single tree can serve together are what
:func:`amps.phase_space.channels` is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from amps.phase_space.hints import Cuts, Denominator
from amps.phase_space.maps import BreitWigner, Flat, Inverse, InverseSquare, Logarithmic, Map, SoftInverse, TwoSided
from amps.phase_space.space import PhaseSpace
from amps.phase_space.tree import AngleMap, Cluster, MassMap, Reference, Signs, canonical, legs_of

_MASSLESS_PAIR = 6.0
_SECOND_POLE = 0.9
_ISOLATED = 0.1
"""What a bound on an energy is worth that the outermost mass respects: more than the order of two poles."""
_WINDOW = 2.0
"""What an upper bound on a mass or energy is worth: it may leave little of the range, but a pole is worth more."""
_JOINT = 0.8
_OUTER = 1.02


def phase_space(n_in: int, n_out: int, hints: Sequence[Denominator] = (), cuts: Cuts | None = None) -> PhaseSpace:
    """Best single map for a reaction.

    Args:
        n_in: 1 or 2.
        n_out: 2 to 5 (4 for scattering); one final leg leaves nothing to integrate but a delta function.
        hints: denominators of the diagrams; none gives isotropic steps and flat masses.
        cuts: bounds that the map builds in.

    Raises:
        ValueError: a number of legs outside that range, or signs of another length.
    """
    if n_in not in (1, 2) or not 2 <= n_out <= 6 - n_in:
        raise ValueError(f"expected 1 -> 2..5 or 2 -> 2..4, found {n_in} -> {n_out}")
    for hint in hints:
        if len(hint.signs) != n_in + n_out:
            raise ValueError(f"expected {n_in + n_out} signs per denominator, found {hint.signs}")
    search = _Search(n_in, n_in + n_out, _by_signs(hints, n_in), cuts or Cuts())
    lines = {1: {1: 1}, 2: {2: 1}} if n_in == 2 else {}
    tree, _ = search.best(tuple(range(n_in + 1, n_in + n_out + 1)), lines)
    assert isinstance(tree, Cluster)
    return PhaseSpace(n_in, tree)


def mapped(space: PhaseSpace) -> set[Signs]:
    """Virtualities (canonical signs) whose peak a map follows."""
    n_legs, found = space.n_in + space.n_out, set[Signs]()

    def visit(cluster: Cluster, lines: Mapping[int, Mapping[int, int]], sibling: tuple[int, ...]) -> None:
        if sibling and cluster.mass.shape != Flat():
            found.add(_signs(dict.fromkeys(cluster.legs, 1), n_legs, space.n_in))
        start = dict.fromkeys(sibling, 1) if cluster.exchange is None else lines[cluster.exchange]
        sense = 1 if cluster.exchange is None else -1
        followed = {Flat(): 0, TwoSided(): 2}.get(cluster.angle.shape, 1)
        for part in cluster.parts[:followed]:
            found.add(_signs({**start, **dict.fromkeys(legs_of(part), sense)}, n_legs, space.n_in))
        for index, part in enumerate(cluster.parts):
            if isinstance(part, Cluster):
                visit(part, _inner_lines(cluster, index, lines), legs_of(cluster.parts[1 - index]))

    visit(space.tree, {1: {1: 1}, 2: {2: 1}} if space.n_in == 2 else {}, ())
    return found


@dataclass(frozen=True)
class _Search:
    n_in: int
    n_legs: int
    hints: Mapping[Signs, Denominator]
    cuts: Cuts

    def best(
        self,
        legs: tuple[int, ...],
        lines: Mapping[int, Mapping[int, int]],
        sibling: tuple[int, ...] = (),
    ) -> tuple[int | Cluster, float]:
        """Best subtree of some final legs and its score."""
        if len(legs) == 1:
            return legs[0], 0.0
        top = not sibling
        winner: tuple[Cluster, float] | None = None
        for first, second in _partitions(legs):
            for step, followed in self._steps(first, second, lines, sibling):
                score = followed * (_OUTER if top else 1.0)
                parts: list[int | Cluster] = []
                for index, part in enumerate((step.first, step.second)):
                    part_legs = legs_of(part)
                    tree, gain = self.best(part_legs, _inner_lines(step, index, lines), legs_of(step.parts[1 - index]))
                    if isinstance(tree, Cluster):
                        mass, peak = self._mass(part_legs, legs_of(step.parts[1 - index]), top)
                        if mass.shape == Flat() and step.angle.shape != Flat() and step.angle.pole in self._massless:
                            # Photon exchange leaves a spectrum of about ds/s to whatever it hits.
                            mass = replace(mass, shape=Inverse())
                        elif mass.shape == Flat() and self.n_in == 1 and top and tree.angle.shape == TwoSided():
                            mass = replace(mass, shape=Logarithmic(), pole=1)
                        tree, gain = replace(tree, mass=mass), gain + peak
                    parts.append(tree)
                    score += gain
                if winner is None or score > winner[1]:
                    winner = replace(step, first=parts[0], second=parts[1]), score
        assert winner is not None
        return replace(winner[0], angle=self._bounded(winner[0], sibling)), winner[1]

    def _bounded(self, step: Cluster, sibling: tuple[int, ...]) -> AngleMap:
        """The angle map of a step with the bounds that cuts set on it."""
        alone = [part if isinstance(part, int) else 0 for part in step.parts]
        angle = step.angle
        if self.n_in == 2 and not sibling:
            first, second = (self.cuts.cosines.get(leg, (None, None)) for leg in alone)
            return replace(angle, cosines=first, opposite_cosines=second)
        if step.exchange is None and sibling and len(sibling) + len(step.legs) == self.n_legs - self.n_in:
            energies = [self.cuts.least_energy.get(leg) for leg in alone]
            return replace(angle, least_energies=(energies[0], energies[1]))
        return angle

    def _steps(
        self,
        first: tuple[int, ...],
        second: tuple[int, ...],
        lines: Mapping[int, Mapping[int, int]],
        sibling: tuple[int, ...],
    ) -> Iterator[tuple[Cluster, float]]:
        """The isotropic step, isotropic steps that follow emission from a part, exchanges that follow a pole."""
        one, two = _placeholder(first), _placeholder(second)
        yield Cluster(one, two), 0.0
        if sibling:
            joint = [self._joint((*sibling, *part)) for part in (first, second)]
            for near, far, a, b in ((joint[0], joint[1], one, two), (joint[1], joint[0], two, one)):
                if near is not None:
                    angle, score = _angle(near, far, self._inverse)
                    both = far is not None and self._is_emission_of_a_decay(near[0], far[0], sibling)
                    yield Cluster(a, b, angle=angle), score * (1 / _SECOND_POLE if both else _JOINT)
        if not lines:
            return
        t, u = (self._hint({**lines[1], **dict.fromkeys(part, -1)}) for part in (first, second))
        for near, far, a, b in ((t, u, one, two), (u, t, two, one)):
            if near is not None:
                angle, score = _angle(near, far)
                yield Cluster(a, b, exchange=1, angle=angle), score
            elif self._inner(a, b):
                yield Cluster(a, b, exchange=1), 0.0

    def _is_emission_of_a_decay(self, near: Denominator, far: Denominator, sibling: tuple[int, ...]) -> bool:
        """Both massive parts of a pair emit the third particle, so that the two denominators add up to M^2 - s.

        Their product is followed by s, in the logarithm of M^2 - s, and the ratio of the two.
        """
        are_radiators = isinstance(near.mass, int) and isinstance(far.mass, int)
        return self.n_in == 1 and self.n_legs == 4 and len(sibling) == 1 and are_radiators

    @staticmethod
    def _inner(a: int | Cluster, b: int | Cluster) -> bool:
        return isinstance(a, Cluster) or isinstance(b, Cluster)

    @property
    def _inverse(self) -> Map:
        """Logarithmic in the distance from a pole below; in a decay to three a numerator may have taken it away."""
        return SoftInverse() if (self.n_in, self.n_legs) == (1, 4) else Inverse()

    @property
    def _massless(self) -> set[Reference]:
        return {None, *(hint.cutoff for hint in self.hints.values())}

    def _hint(self, signs: Mapping[int, int]) -> tuple[Denominator, float] | None:
        key = _signs(signs, self.n_legs, self.n_in)
        hint = self.hints.get(key)
        if hint is None:
            return None
        return hint, hint.strength

    def _joint(self, legs: tuple[int, ...]) -> tuple[Denominator, float] | None:
        """Denominator of parts of two clusters; a resonance, or a line of the parent, needs a cluster of its own."""
        found = self._hint(dict.fromkeys(legs, 1))
        is_parent = found is not None and self.n_in == 1 and found[0].mass == 1
        return None if found is None or found[0].width is not None or is_parent else found

    def _mass(self, legs: tuple[int, ...], sibling: tuple[int, ...], top: bool) -> tuple[MassMap, float]:
        """Map of the invariant mass of a cluster, with the cuts that bound it, and its score."""
        cuts, own = self.cuts, tuple(sorted(legs))
        leg = sibling[0] if top and len(sibling) == 1 else 0
        energy, most_energy = cuts.least_energy.get(leg), cuts.most_energy.get(leg)
        most = cuts.most_mass.get(own)
        bounds = MassMap(
            least=cuts.least_mass.get(own), most=most, recoil_energy=energy, most_recoil_energy=most_energy
        )
        bonus = _WINDOW if most is not None or most_energy is not None else _ISOLATED if energy is not None else 0.0
        found = self._hint(dict.fromkeys(legs, 1))
        if found is None:
            return bounds, bonus
        hint, score = found
        if hint.width is not None:
            return replace(bounds, shape=BreitWigner(), pole=hint.mass, width=hint.width), bonus + score
        # The parent's own line has its pole above the masses that what it leaves can have.
        shape = self._inverse if hint.mass is None or hint.mass in legs else Logarithmic()
        return replace(bounds, shape=shape, pole=hint.mass), bonus + min(score, _MASSLESS_PAIR)


def _angle(
    near: tuple[Denominator, float], far: tuple[Denominator, float] | None, inverse: Map | None = None
) -> tuple[AngleMap, float]:
    """Map of an angle with a pole at one end, or at both, and its score."""
    if far is not None:
        return AngleMap(TwoSided(), near[0].pole, far[0].pole), (near[1] + far[1]) * _SECOND_POLE
    shape = InverseSquare() if near[0].power == 2 else inverse or Inverse()
    return AngleMap(shape, near[0].pole), near[1]


def _placeholder(legs: tuple[int, ...]) -> int | Cluster:
    """A subtree with the right legs, to be replaced by the best one."""
    tree: int | Cluster = legs[-1]
    for leg in reversed(legs[:-1]):
        tree = Cluster(leg, tree)
    return tree


def _partitions(legs: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Splits into two non-empty parts, the first leg always in the first part, small first parts first."""
    rest = legs[1:]
    for mask in range(2 ** len(rest) - 1):
        inside = tuple(leg for bit, leg in enumerate(rest) if mask >> bit & 1)
        yield (legs[0], *inside), tuple(leg for leg in rest if leg not in inside)


def _inner_lines(step: Cluster, index: int, lines: Mapping[int, Mapping[int, int]]) -> Mapping[int, Mapping[int, int]]:
    """Lines that meet one part of an exchange step: the other one has emitted its sibling."""
    if step.exchange is None:
        return {}
    met = step.exchange if index == 0 else 3 - step.exchange
    emitted = dict.fromkeys(legs_of(step.parts[1 - index]), -1)
    return {met: lines[met], 3 - met: {**lines[3 - met], **emitted}}


def _by_signs(hints: Sequence[Denominator], n_in: int) -> dict[Signs, Denominator]:
    """The strongest denominator of every virtuality."""
    found: dict[Signs, Denominator] = {}
    for hint in hints:
        key = canonical(hint.signs, n_in)
        if key not in found or hint.strength > found[key].strength:
            found[key] = hint
    return found


def _signs(signs: Mapping[int, int], n_legs: int, n_in: int) -> Signs:
    return canonical(tuple(signs.get(leg, 0) for leg in range(1, n_legs + 1)), n_in)
