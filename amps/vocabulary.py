"""The generators of one squared amplitude: which names the polynomials are written in, and how values map to them.

Generators: i, relative couplings (with a generator of its own for a root or a negative power), inverse propagators,
Levi-Civita tensors of basis momenta, invariants and masses. A propagator with a width has two, D and its conjugate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy

from amps.algebra.basis import eliminated_leg, orientations
from amps.interference import Squarer
from amps.words import ChiralSum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from amps.algebra.basis import Basis, Invariant, Orientation
    from amps.algebra.ring import Poly, Ring
    from amps.couplings import Monomial
    from amps.reaction import Reaction
    from amps.words import Denominator, Term

Powers = tuple[tuple[str, int], ...]
Polynomial = dict[tuple[int, ...], Fraction]
Unit = tuple[sympy.Expr, Fraction]

IMAGINARY = "I"


@dataclass(frozen=True)
class Vocabulary:
    """Names for one reaction's squared amplitude."""

    units: Mapping[Unit, str]
    denominators: Mapping[Denominator, str]
    resonant: frozenset[Denominator]
    invariants: tuple[Invariant, ...]
    masses: tuple[str, ...]
    tensors: Mapping[int, Orientation]
    phases: bool
    gluons: bool

    @classmethod
    def collect(
        cls,
        terms: Iterable[tuple[Monomial, Term]],
        denominators: Sequence[Denominator],
        invariants: tuple[Invariant, ...],
        masses: Sequence[str | None],
        reaction: Reaction,
    ) -> Vocabulary:
        """The names that these terms need."""
        monomials: list[Monomial] = []
        parity_odd = False
        for coefficient, term in terms:
            monomials.append(coefficient)
            for line in term.lines:
                for symbol in line.symbols:
                    if isinstance(symbol, ChiralSum):
                        monomials.extend((*symbol.scalar, *symbol.pseudo))
                        parity_odd = parity_odd or bool(symbol.pseudo)
        every_mass = {m for m in masses if m} | {d.mass for d in denominators if d.mass}
        resonant = frozenset(d for d in denominators if d.width and _timelike(d, reaction))
        every_mass |= {d.width for d in resonant if d.width}
        units: dict[Unit, str] = {}
        for base, power in (item for m in monomials for item in m.powers):
            unit = (base, Fraction(1 if power > 0 else -1, power.denominator))
            if unit not in units:
                name = base.name if isinstance(base, sympy.Symbol) and unit[1] == 1 else f"({base})^({unit[1]})"
                units[unit] = name
        tensors_involved = any(term.tensors for _, term in terms)
        phases = tensors_involved or any(m.phase % 2 for m in monomials)
        n = len(reaction.legs)
        tensors = (
            orientations(n, eliminated_leg(reaction.signs))
            if (phases or resonant) and (parity_odd or tensors_involved) and n > 4
            else {}
        )
        names = _denominator_names(denominators)
        return cls(
            units,
            names,
            resonant,
            invariants,
            tuple(sorted(every_mass)),
            tensors,
            phases,
            any(label[0] == "g" for _, term in terms for label in term.labels),
        )

    def with_inverse(self, masses: Iterable[str]) -> Vocabulary:
        """The same with generators for 1/m, which the longitudinal polarisations of these masses need."""
        units = dict(self.units)
        for mass in masses:
            units[sympy.Symbol(mass, real=True), Fraction(-1)] = f"({mass})^(-1)"
        return replace(self, units=units)

    @property
    def complex(self) -> bool:
        """True if i occurs: in couplings, in Levi-Civita tensors or with a width."""
        return self.phases or bool(self.resonant)

    @property
    def names(self) -> tuple[str, ...]:
        """All generators of the ring."""
        found = [IMAGINARY] if self.complex else []
        for d, name in self.denominators.items():
            found += [name, name + "*"] if d in self.resonant else [name]
        found += [
            *self.units.values(),
            *(t.name for t in self.tensors.values()),
            *(v.name for v in self.invariants),
            *self.masses,
        ]
        return tuple(dict.fromkeys(found))

    @property
    def public_names(self) -> tuple[str, ...]:
        """Variables of the finished polynomials: invariants, couplings, masses."""
        bases = [str(base) for base, _ in self.units if not base.is_Integer] + [
            root_name(str(base), power % 1) for base, power in self.units if power.denominator != 1
        ]
        return tuple(
            dict.fromkeys(
                [*(v.name for v in self.invariants), *(t.name for t in self.tensors.values()), *bases, *self.masses]
            )
        )

    def monomial(self, ring: Any, monomial: Monomial, conjugated: bool = False) -> Any:
        """A coupling monomial in the ring (or its complex conjugate)."""
        value = ring.constant(monomial.rational)
        phase = -monomial.phase if conjugated else monomial.phase
        if phase % 4 >= 2:
            value = -value
        if phase % 2:
            value = value * ring[IMAGINARY]
        for base, power in monomial.powers:
            unit = (base, Fraction(1 if power > 0 else -1, power.denominator))
            value = value * ring[self.units[unit]] ** int(power / unit[1])
        return value

    def term_value(self, ring: Any, coefficient: Monomial, term: Term) -> Any:
        """Coefficient of a term with its inverse propagators."""
        value = self.monomial(ring, coefficient)
        for d in term.denominators:
            value = value * ring[self.denominators[d]]
        return value

    def inverse_masses(self, ring: Any, masses: Sequence[str]) -> Any:
        """Product of 1/m^2."""
        value = ring.one
        for mass in masses:
            value = value * ring[self.units[sympy.Symbol(mass, real=True), Fraction(-1)]] ** 2
        return value

    def squarer(self, reaction: Reaction, basis: Basis, ring: Ring) -> Squarer:
        """The squarer over the polynomial ring, with complex conjugation of generators."""

        def conjugate(poly: Poly) -> Poly:
            return self._conjugate(ring, poly) if self.complex else poly

        def coefficient(monomial: Monomial, conjugated: bool) -> Poly:
            return self.monomial(ring, monomial, conjugated)

        imaginary = ring[IMAGINARY] if self.complex else None
        odd = (
            (lambda blade: ring[self.tensors[blade].name])
            if self.tensors
            else (lambda _: ring.zero)
            if self.complex
            else None
        )
        return Squarer(reaction, basis, ring, coefficient, conjugate, imaginary, odd, self.gluons)

    def _conjugate(self, ring: Ring, poly: Poly) -> Poly:
        swap = list(range(len(ring.names)))
        for d in self.resonant:
            a, b = ring.names.index(self.denominators[d]), ring.names.index(self.denominators[d] + "*")
            swap[a], swap[b] = b, a
        imaginary = ring.names.index(IMAGINARY)
        terms = {}
        for exponents, c in ring.terms(poly).items():
            terms[tuple(exponents[swap[k]] for k in range(len(swap)))] = -c if exponents[imaginary] % 2 else c
        return ring.from_terms(terms)

    def root_definitions(self) -> dict[sympy.Symbol, sympy.Expr]:
        """What the names of fractional powers stand for."""
        return {
            sympy.Symbol(root_name(str(base), power % 1), real=True): base
            ** sympy.Rational(power.numerator, power.denominator)
            for base, power in ((base, power % 1) for base, power in self.units if power.denominator != 1)
        }


def root_name(base: str, power: Fraction) -> str:
    """Name of base^power for a power between 0 and 1, e.g. "root_2" for sqrt(2)."""
    stem = "".join(c if c.isalnum() else "_" for c in base)
    return f"root_{stem}" if power == Fraction(1, 2) else f"root_{stem}_{power.numerator}_{power.denominator}"


def _timelike(d: Denominator, reaction: Reaction) -> bool:
    legs = {s for c, s in zip(d.momentum, reaction.signs, strict=True) if c}
    others = {s for c, s in zip(d.momentum, reaction.signs, strict=True) if not c}
    return len(legs) == 1 or len(others) == 1


def _denominator_names(denominators: Sequence[Denominator]) -> dict[Denominator, str]:
    names: dict[Denominator, str] = {}
    for d in denominators:
        legs = "".join(str(k + 1) for k, c in enumerate(d.momentum) if c)
        name = f"D_{legs}"
        while name in names.values():
            name += "'"
        names[d] = name
    return names
