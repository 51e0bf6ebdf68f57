"""Amplitude of free pairs turned into that of bound states: spinors of each pair replaced by the projector.

With p = P/2 half-integer momenta appear. They are kept as integers by doubling: qslash + m becomes
(2 qslash + 2m)/2, where 2m is the mass M of the bound state, and 1/(q^2 - m^2) becomes 4/((2q)^2 - M^2).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import sympy

from amps.algebra.basis import Basis, eliminated_leg
from amps.bound_states import BoundState
from amps.couplings import ONE, Monomial
from amps.words import ChiralSum, Denominator, Index, Line, Slashed, Term

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from amps.bound_states import FreePairs
    from amps.words import Symbol, Vector

GAMMA5 = ChiralSum((), (ONE,))
MINUS = Monomial(Fraction(-1), 0, ())


GAMMAS_WITH_GAMMA5 = 4
"""Fewest gamma matrices whose trace with gamma5 does not vanish."""


def bound_terms(terms: Iterable[Term], reaction: FreePairs) -> list[Term]:
    """The terms of the bound states' i M, from those of their constituents; traces that vanish are left out.

    Raises ValueError for a boson with half a bound state's momentum and a mass, and for coloured constituents that
    are not annihilated into one line without gluons.
    """
    binding = _Binding(reaction)
    found = (binding.term(term) for term in terms)
    return [term for term in found if not any(line.left == line.right and _vanishes(line) for line in term.lines)]


def _vanishes(line: Line) -> bool:
    """Whether a trace has one gamma5, that of a projector, and too few gamma matrices beside it."""
    chirals = [s for s in line.symbols if isinstance(s, ChiralSum)]
    return chirals == [GAMMA5] and len(line.symbols) - 1 < GAMMAS_WITH_GAMMA5


class _Binding:
    def __init__(self, reaction: FreePairs) -> None:
        assert reaction.bound is not None
        self.free, self.bound = reaction, reaction.bound
        self.pairs = reaction.pairs
        self.leg: dict[int, int] = {}
        seconds = {fermion + 1 for fermion in self.pairs.values()}
        for at in range(len(reaction.legs)):
            self.leg[at] = at - sum(s <= at for s in seconds)
        self.doubled_mass: dict[str | None, str | None] = {None: None}
        for bound, fermion in self.pairs.items():
            self.doubled_mass[reaction.legs[fermion].mass] = self.bound.legs[bound].mass
        self.factor = ONE

    def times(self, factor: Monomial) -> None:
        self.factor = self.factor * factor

    def vector(self, vector: Vector) -> tuple[Vector, bool]:
        """The momentum in the bound states' legs, and whether it is doubled to be integer."""
        twice = [0] * len(self.bound.legs)
        pairs = {*self.pairs.values(), *(f + 1 for f in self.pairs.values())}
        for at, c in enumerate(vector):
            twice[self.leg[at]] += c if at in pairs else 2 * c
        if any(c % 2 for c in twice):
            return tuple(twice), True
        return tuple(c // 2 for c in twice), False

    def halved(self, vector: Vector) -> Vector:
        """The vector, a factor 1/2 noted if it is doubled."""
        found, doubled = self.vector(vector)
        if doubled:
            self.times(Monomial(Fraction(1, 2), 0, ()))
        return found

    def label(self, label: Hashable) -> Hashable:
        if isinstance(label, tuple) and label[0] == "x":
            return ("x", self.leg[label[1]])
        return label

    def symbol(self, symbol: Symbol) -> Symbol:
        match symbol:
            case Index(label):
                return Index(self.label(label))
            case Slashed(momentum, mass, gluon):
                vector, doubled = self.vector(momentum)
                if doubled:
                    self.times(Monomial(Fraction(1, 2), 0, ()))
                    mass = self.double(mass)
                return Slashed(vector, mass, self.label(gluon))
            case ChiralSum():
                return symbol

    def double(self, mass: str | None) -> str | None:
        if mass not in self.doubled_mass:
            raise ValueError(
                f"{self.bound}: a line of mass {mass} carries half the momentum of a bound state, which "
                "only its constituents and massless particles may"
            )
        return self.doubled_mass[mass]

    def denominator(self, d: Denominator) -> Denominator:
        vector, doubled = self.vector(d.momentum)
        mass = d.mass
        if doubled:
            self.times(Monomial(Fraction(4), 0, ()))
            mass = self.double(mass)
            # the same line may be met from both of its sides: one form for the two
            frame = Basis(self.bound.signs, eliminated_leg(self.bound.signs), ())
            kept = frame.reduce(vector)
            sign = next((1 if c > 0 else -1 for c in kept if c), 1)
            places = [k for k in range(len(vector)) if k != frame.eliminated]
            form = [0] * len(vector)
            for k, c in zip(places, kept, strict=True):
                form[k] = sign * c
            vector = tuple(form)
        mask = sum(1 << k for k, c in enumerate(vector) if c)
        return Denominator(mask, vector, mass, d.width)

    def lines(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Lines joined through the projectors; one that closes on itself has the bound leg at both ends."""
        partner: dict[int, tuple[int, int]] = {}
        for bound, fermion in self.pairs.items():
            partner[fermion], partner[fermion + 1] = (bound, fermion + 1), (bound, fermion)
        by_left = {line.left: line for line in lines}
        open_starts = [line for line in lines if line.left not in partner]
        waiting = {line.left for line in lines}
        found = []
        for start in (*open_starts, *lines):
            if start.left not in waiting:
                continue
            symbols: list[Symbol] = []
            line = start
            while True:
                waiting.discard(line.left)
                symbols += [self.symbol(s) for s in line.symbols]
                if line.right not in partner:
                    left, right = self.leg[start.left], self.leg[line.right]
                    break
                bound, following = partner[line.right]
                if following not in by_left:
                    raise ValueError(f"{self.bound}: a bound leg is made of a fermion and an antifermion")
                symbols += self.projector(bound)
                if following == start.left:
                    left = right = bound
                    break
                line = by_left[following]
            if line is not start or left == right:
                self.colour(start, left == right, symbols)
            found.append(Line(left, right, tuple(symbols)))
        return tuple(sorted(found, key=lambda line: (line.left, line.right)))

    def projector(self, leg: int) -> list[Symbol]:
        """X (Pslash -+ M) of a leg of the initial or final state, R0/(4 sqrt(pi M)) noted."""
        particle = self.bound.legs[leg]
        assert isinstance(particle, BoundState)
        assert particle.mass is not None
        half = Fraction(1, 2)
        powers: Mapping[sympy.Expr, Fraction] = {
            sympy.Symbol(particle.R0, real=True): Fraction(1),
            sympy.pi: -half,
            sympy.Symbol(particle.mass, real=True): -half,
        }
        self.times(Monomial(Fraction(1, 4), 0, ()) * _powers(powers))
        x: Symbol = GAMMA5 if particle.spin == "0" else Index(("x", leg))
        direction = tuple(-self.bound.signs[leg] * (k == leg) for k in range(len(self.bound.legs)))
        if self.bound.signs[leg] > 0:
            self.times(MINUS)
        return [x, Slashed(direction, particle.mass)]

    def colour(self, start: Line, is_closed: bool, symbols: list[Symbol]) -> None:
        """The factor sqrt(3) = delta_ii/sqrt(3) of a quark pair annihilated in one line."""
        coloured = self.free.legs[start.left].colour
        if coloured == 1:
            return
        gluons = any(
            (isinstance(s, Index) and self.is_gluon(s.label)) or (isinstance(s, Slashed) and s.gluon is not None)
            for s in symbols
        )
        if not is_closed or gluons:
            raise ValueError(f"{self.bound}: bound quarks can only annihilate, and without gluons")
        self.times(_powers({sympy.Integer(coloured): Fraction(1, 2)}))

    def is_gluon(self, label: Hashable) -> bool:
        if not isinstance(label, tuple):
            return False
        return label[0] == "g" or (label[0] == "x" and self.bound.legs[label[1]].colour == 8)

    def term(self, term: Term) -> Term:
        self.factor = ONE
        lines = self.lines(term.lines)
        dots = tuple((self.halved(v), self.halved(w)) for v, w in term.dots)
        vectors = tuple((self.halved(v), self.label(x)) for v, x in term.vectors)
        metrics = tuple((self.label(x), self.label(y)) for x, y in term.metrics)
        tensors = tuple(
            tuple(
                ("v", self.halved(slot[1])) if isinstance(slot, tuple) and slot[0] == "v" else self.label(slot)
                for slot in slots
            )
            for slots in term.tensors
        )
        denominators = tuple(self.denominator(d) for d in term.denominators)
        return Term(term.coefficient * self.factor, lines, dots, vectors, metrics, tensors, denominators)


def _powers(powers: Mapping[sympy.Expr, Fraction]) -> Monomial:
    return Monomial(Fraction(1), 0, ()) * Monomial(
        Fraction(1), 0, tuple(sorted(powers.items(), key=lambda item: item[0].sort_key()))
    )
