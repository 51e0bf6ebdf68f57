"""A phase-space map as a value: what it needs, and how to evaluate it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from amps.phase_space.arithmetic import TINY, Arithmetic, Number
from amps.phase_space.frames import Frame, Line
from amps.phase_space.invariants import Leg, Total, incoming_side
from amps.phase_space.light_front import ORIGIN, Vector
from amps.phase_space.maps import Flat
from amps.phase_space.point import Point
from amps.phase_space.tree import Cluster, Reference, canonical, variables
from amps.phase_space.walk import Walk, total_kinetic


@dataclass(frozen=True)
class PhaseSpace:
    """Map of the unit cube onto the phase space of n_in -> n_out particles.

    The overall orientation of a decay, and the azimuth of a scattering about the beam, are integrated out:
    |M|^2 must not depend on polarisation.

    Attributes:
        n_in: 1 for a decay, 2 for scattering.
        tree: clusters of final legs; legs are numbered from 1, initial ones first.
    """

    n_in: int
    tree: Cluster

    def __post_init__(self) -> None:
        """Check the tree against the legs."""
        if self.n_in not in (1, 2):
            raise ValueError(f"expected 1 or 2 initial legs, found {self.n_in}")
        expected = list(range(self.n_in + 1, self.n_in + self.n_out + 1))
        if sorted(self.tree.legs) != expected:
            raise ValueError(f"expected a tree of the final legs {expected}, found {sorted(self.tree.legs)}")
        legs = self.n_in + self.n_out
        strangers = [leg for leg in self.tree.references if isinstance(leg, int) and not 1 <= leg <= legs]
        if strangers:
            raise ValueError(f"expected masses of the legs 1 to {legs} or argument names, found {strangers}")
        _check_exchanges(self.tree, self.n_in == 2)

    @property
    def n_out(self) -> int:
        """Number of final legs."""
        return len(self.tree.legs)

    @property
    def dimension(self) -> int:
        """Number of unit-cube variables: 3n - 4 less the trivial angles."""
        return 3 * self.n_out - 4 - (1 if self.n_in == 2 else min(3, 3 * self.n_out - 4))

    @property
    def variables(self) -> tuple[str, ...]:
        """What x1, x2, ... sample, e.g. ("s(3 5)", "t(2 > 4)", "t(1 > 5)", "phi(5)")."""
        return variables(self.tree, self.n_in)

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of all numbers needed: x1.., m1.., sqrt_s for scattering, masses and cuts named in the tree."""
        cube = [f"x{i + 1}" for i in range(self.dimension)]
        masses = [f"m{i + 1}" for i in range(self.n_in + self.n_out)]
        return (*cube, *masses, *(["sqrt_s"] if self.n_in == 2 else []), *self.tree.parameters)

    def threshold(self, masses: Sequence[Number]) -> Number:
        """Smallest sqrt(s), or mass of the decaying particle, for which the weight is not zero, GeV."""
        final, initial = sum(masses[self.n_in :]), sum(masses[: self.n_in])
        return final if self.n_in == 1 else max(initial, final)

    def evaluate(
        self,
        lib: Arithmetic,
        x: Sequence[Number],
        masses: Sequence[Number],
        sqrt_s: Number = None,
        parameters: Mapping[str, Number] | None = None,
    ) -> Point:
        """Point of phase space at unit-cube variables.

        Args:
            lib: arithmetic of the numbers: floats, arrays, multiprecision or recorded.
            x: ``dimension`` variables in (0, 1), each a number or an array.
            masses: mass of every leg in order, GeV.
            sqrt_s: centre-of-mass energy, GeV; scattering only.
            parameters: values of the named masses, widths and cuts.

        Raises:
            ValueError: a wrong number of variables or masses, sqrt_s missing.
            KeyError: a named mass, width or cut without a value.
        """
        given = parameters or {}
        legs = self.n_in + self.n_out
        if len(x) != self.dimension or len(masses) != legs:
            raise ValueError(f"expected {self.dimension} variables, {legs} masses; found {len(x)}, {len(masses)}")
        if (sqrt_s is None) == (self.n_in == 2):
            raise ValueError("expected sqrt_s for scattering and none for a decay (the mass of leg 1 fixes it)")
        missing = [name for name in self.tree.parameters if name not in given]
        if missing:
            raise KeyError(f"expected values for {list(self.tree.parameters)}, missing {missing}")

        def resolve(reference: Reference) -> Number:
            if reference is None:
                return 0.0
            if isinstance(reference, int):
                return masses[reference - 1]
            if reference not in given:
                raise KeyError(f"expected a leg number or one of {sorted(given)}, found {reference!r}")
            return given[reference]

        return self._walk(lib, list(x), tuple(masses), masses[0] if self.n_in == 1 else sqrt_s, resolve)

    def _walk(
        self,
        lib: Arithmetic,
        variables: list[Number],
        masses: tuple[Number, ...],
        total: Number,
        resolve: Callable[[Reference], Number],
    ) -> Point:
        # Below threshold a legal point is computed and its weight dropped, so that nothing is ever NaN.
        sides = (masses[self.n_in :],) if self.n_in == 1 else (masses[2:], masses[:2])
        allowed = total_kinetic(total, sides[0])
        for side in sides[1:]:
            allowed = lib.minimum(allowed, total_kinetic(total, side))
        legal = lib.select_lt(0.0, allowed, total, 1.0 + 2 * sum(masses, 0.0))
        walk = Walk(lib, self.n_in, masses, resolve, variables, legal, trivial_angles=2 if self.n_in == 1 else 1)
        lines, walk.vectors = self._incoming(lib, legal, masses)
        walk.known[canonical((1,) * self.n_in + (0,) * self.n_out, self.n_in)] = Total(legal)
        walk.split(self.tree, Frame(Total(legal), total_kinetic(legal, masses[self.n_in :]), legal, (), lines))
        weight = lib.select_lt(0.0, allowed, walk.weight, 0.0 * walk.weight)
        return Point(lib, self.n_in, masses, total, weight, walk.vectors, walk.known, walk.poles, resolve)

    def _incoming(
        self, lib: Arithmetic, total: Number, masses: Sequence[Number]
    ) -> tuple[dict[int, Line], dict[int, Vector]]:
        """Lines and momenta of the initial legs: leg 1 along +z, leg 2 along -z."""
        if self.n_in == 1:
            return {}, {1: Vector(total, total * total, (), total)}
        legs = Leg(masses[0]), Leg(masses[1])
        side = incoming_side(lib, Total(total), *legs)
        lines, vectors = dict[int, Line](), dict[int, Vector]()
        for number, own in enumerate(legs, start=1):
            big = side.forward[number - 1]
            small = own.square / (big + TINY)
            plus, minus = (big, small) if number == 1 else (small, big)
            lines[number] = Line({number: 1}, own, plus, ORIGIN)
            vectors[number] = Vector(plus, own.square, (), minus)
        return lines, vectors


def _check_exchanges(tree: Cluster, reached: bool, top: bool = True) -> None:
    if tree.exchange is not None and (not reached or tree.exchange not in (1, 2)):
        raise ValueError(
            f"cluster {tree.legs}: expected exchange with leg 1 or 2 inside a chain of exchanges from the top,"
            f" found exchange={tree.exchange}"
        )
    if tree.exchange is None and top and tree.angle.shape != Flat():
        raise ValueError(f"expected no angle map for a whole final state without exchange, found {tree.angle}")
    for part in tree.parts:
        if isinstance(part, Cluster):
            _check_exchanges(part, reached and tree.exchange is not None, top=False)
