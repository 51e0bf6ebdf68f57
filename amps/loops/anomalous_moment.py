"""Anomalous magnetic and electric dipole moments at one loop, from the vertices of a model.

Conventions: the photon vertex of a fermion l of mass m between on-shell spinors, divided by the tree coupling, is

    gamma^mu F1 + i sigma^{mu nu} q_nu F2/(2 m) + sigma^{mu nu} gamma5 q_nu F3/(2 m) + axial terms,   q = p2 - p1,

so that a_l = F2(0) and the electric dipole moment of L = -(i/2) d lbar sigma^{mu nu} gamma5 l F_{mu nu} is
d = -Q e F3(0)/(2 m). With P = p1 + p2 the Gordon identities turn B P^mu + B5 P^mu gamma5 into F2 = -2 m B and
F3 = -2 i m B5; projecting after the average over the loop momentum makes both polynomial, q^2 = 0 included.

A massive vector propagates as -i (g - k k/M^2)/(k^2 - M^2) ("unitary"); in R_xi gauge this is joined by the
`longitudinal` part -i (k k/M^2)/(k^2 - xi M^2).
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Any, Literal

import sympy

from amps.algebra.ring import Ring
from amps.loops.feynman_parameters import ParameterIntegrand, average, momentum_integrals
from amps.loops.moment_integral import MomentIntegral
from amps.loops.open_line import (
    Gamma5Letter,
    GammaLetter,
    LineAlgebra,
    LineTerm,
    MetricTensor,
    SlashLetter,
    VectorTensor,
    products,
)
from amps.loops.vertex_diagrams import VertexReader, couplings_of, photon_vertex_diagrams

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.loops.open_line import Vector
    from amps.loops.vertex_diagrams import VertexDiagram
    from amps.model import Model
    from amps.particle import Particle

Gauge = Literal["unitary", "feynman", "longitudinal"]
FORM_FACTORS = ("F2", "F3")


def dipole_form_factor(
    model: Model,
    external: str,
    which: Literal["F2", "F3"] = "F2",
    *,
    exclude: tuple[str, ...] = (),
    gauge: Gauge = "unitary",
) -> tuple[MomentIntegral, ...]:
    """F2(0) or F3(0) of a fermion: one integral per diagram, their sum being the moment.

    `exclude` names particles kept out of the loop (the photon, say, where only a new mediator is wanted). Raises
    ValueError where no diagram is left or the ultraviolet poles of the sum do not cancel.
    """
    if which not in FORM_FACTORS:
        raise ValueError(f"the form factor must be one of {', '.join(FORM_FACTORS)}, not {which!r}")
    diagrams = photon_vertex_diagrams(model, external, exclude=exclude)
    found = tuple(_Correction(model, d, gauge).moment(which) for d in diagrams)
    pole = sympy.simplify(sum(integral.pole for integral in found))
    if pole != 0:
        raise ValueError(f"{which} of {external} in model {model.name!r} is ultraviolet divergent: ({pole})/eps")
    return found


class _Correction:
    """One diagram in the ring Q[D, x, y, masses, q^2, l^2, l.p1, l.p2, 1/M^2, couplings]."""

    def __init__(self, model: Model, diagram: VertexDiagram, gauge: Gauge) -> None:
        self.diagram, self.gauge = diagram, gauge
        (self.tree,) = (
            term.coefficient
            for vertex in model.vertices_by_legs[_photon_legs(diagram)]
            for term in vertex.terms
            if len(term.chains[0].elements) == 1
        )
        self.couplings = {c: f"c{k}" for k, c in enumerate(couplings_of((diagram,)))}
        names = ("D", "x", "y", "m", "m_F", "m_B", "q2", "L", "lp1", "lp2", "w", *self.couplings.values())
        self.ring = ring = Ring(names)
        self.m = ring["m"]
        half = ring.constant(Fraction(1, 2))
        p12 = self.m**2 - ring["q2"] * half
        self.external_gram = [[self.m**2, p12], [p12, self.m**2]]
        lp1, lp2 = ring["lp1"], ring["lp2"]
        gram = [[self.m**2, p12, lp1], [p12, self.m**2, lp2], [lp1, lp2, ring["L"]]]
        self.line = LineAlgebra(gram, ring.one, ring["D"])
        self.reader = VertexReader(lambda c: ring[self.couplings[c]], ring.one)

    def _mass(self, particle: Particle, generator: str) -> Any:
        if particle.mass is None:
            return self.ring.zero
        return self.m if particle.mass == self.diagram.external.mass else self.ring[generator]

    def _vector(self, p1: Any, p2: Any, loop: int) -> Vector:
        one = self.ring.one
        return (p1 * one, p2 * one, loop * one)

    def _propagator(self, start: str, end: str, momentum: Vector) -> list[LineTerm]:
        """Of the boson, without its factor of i or -i."""
        one, boson = self.ring.one, self.diagram.boson
        if boson.spin == "0":
            return [LineTerm(one)]
        found = [] if self.gauge == "longitudinal" else [LineTerm(one, (), (MetricTensor(start, end),))]
        if boson.mass is not None and self.gauge != "feynman":
            weight = self.ring["w"] if self.gauge == "longitudinal" else -self.ring["w"]
            found.append(LineTerm(weight, (), (VectorTensor(momentum, start), VectorTensor(momentum, end))))
        return found

    def _loop(self) -> tuple[list[LineTerm], sympy.Expr]:
        """The open line with its index mu, l = k - x p1 - y p2, and the factors of i of the propagators."""
        ring, d = self.ring, self.diagram
        x, y, one = ring["x"], ring["y"], ring.one
        k = self._vector(x, y, 1)
        into, out = self._vector(one - x, -y, -1), self._vector(-x, one - y, -1)
        p1, p2 = self._vector(one, ring.zero, 0), self._vector(ring.zero, one, 0)
        q = self._vector(-one, one, 0)
        mass = self._mass(d.fermion, "m_F")
        boson_phase = sympy.I if d.boson.spin == "0" else -sympy.I
        if d.emitter == "fermion":
            fermion, boson = (into, out), (k, k)
        else:
            fermion, boson = (k, k), (into, out)
        split = self.reader.terms(
            d.split,
            {
                d.external.name: (None, p1),
                d.fermion.antiname: (None, _minus(fermion[0])),
                d.boson.antiname: ("alpha", _minus(boson[0])),
            },
        )
        join = self.reader.terms(
            d.join,
            {
                d.external.antiname: (None, _minus(p2)),
                d.fermion.name: (None, fermion[1]),
                d.boson.name: ("beta", boson[1]),
            },
        )
        if d.emitter == "fermion":
            emit = self.reader.terms(
                d.emit, {"gamma": ("mu", q), d.fermion.name: (None, into), d.fermion.antiname: (None, _minus(out))}
            )
            inner = products(self._slash(out, mass), emit, self._slash(into, mass))
            return (
                products(join, inner, split, self._propagator("alpha", "beta", k)),
                sympy.I**2 * boson_phase,
            )
        emit = self.reader.terms(
            d.emit, {"gamma": ("mu", q), d.boson.name: ("alpha2", into), d.boson.antiname: ("beta2", _minus(out))}
        )
        bosons = products(self._propagator("alpha", "alpha2", into), emit, self._propagator("beta2", "beta", out))
        return products(join, self._slash(k, mass), split, bosons), sympy.I * boson_phase**2

    def _slash(self, vector: Vector, mass: Any) -> list[LineTerm]:
        return [LineTerm(self.ring.one, (SlashLetter(vector, mass),))]

    def _projected(self, which: str) -> tuple[list[Any], sympy.Expr]:
        """Coefficient B or B5 of P^mu or P^mu gamma5, averaged over l, and a factor."""
        one, zero = self.ring.one, self.ring.zero
        loop, phase = self._loop()
        incoming = self._slash(self._vector(one, zero, 0), self.m)
        outgoing = self._slash(self._vector(zero, one, 0), self.m)
        gamma = [LineTerm(one, (GammaLetter("mu"),))]
        total = [LineTerm(one, (), (VectorTensor(self._vector(one, one, 0), "mu"),))]
        gamma5 = [LineTerm(one, (Gamma5Letter(),))] if which == "F3" else [LineTerm(one)]
        even = which == "F2"

        def trace(line: list[LineTerm], probe: list[LineTerm]) -> Any:
            closed = products(outgoing, line, incoming, products(probe, gamma5))
            kept = [t for t in closed if sum(isinstance(x, Gamma5Letter) for x in t.letters) % 2 == 0]
            return self.line.trace(kept)

        squares = {
            (i, j): trace(products(s, gamma5), r)
            for i, s in (("g", gamma), ("P", total))
            for j, r in (("g", gamma), ("P", total))
        }
        seen = {"P": trace(loop, total)} | ({"g": trace(loop, gamma)} if even else {})
        averaged = {name: average(self.ring, t, "L", ("lp1", "lp2"), self.external_gram) for name, t in seen.items()}
        if even:
            weights = {"P": squares["g", "g"], "g": -squares["g", "P"]}
            determinant = squares["P", "P"] * squares["g", "g"] - squares["P", "g"] * squares["g", "P"]
        else:
            weights, determinant = {"P": self.ring.one}, squares["P", "P"]
        length = max(len(a) for a in averaged.values())
        found = []
        for j in range(length):
            value = zero
            for name, parts in averaged.items():
                if j < len(parts):
                    value = value + parts[j] * weights[name]
            found.append(value / determinant)
        return found, phase

    def moment(self, which: str) -> MomentIntegral:
        """The form factor as an integral over one Feynman parameter u = x + y."""
        coefficients, phase = self._projected(which)
        integrand = momentum_integrals(self.ring, coefficients, 3)
        symbols = self._symbols()
        m = symbols["m"]
        # i/(16 pi^2) of the loop, divided by the tree coupling
        scale = phase * sympy.I / (16 * sympy.pi**2 * self.tree)
        scale *= -2 * m if which == "F2" else -2 * sympy.I * m
        inside, emitters = (symbols["m_F"], symbols["m_B"]), self.diagram.emitter == "fermion"
        emitter, spectator = inside if emitters else inside[::-1]
        delta = (spectator**2, emitter**2 - spectator**2 - m**2, m**2)
        return MomentIntegral.from_triangle(
            {name: _by_powers(terms, integrand.names, symbols, scale) for name, terms in _named(integrand)},
            delta,
        )

    def _symbols(self) -> dict[str, sympy.Expr]:
        d = self.diagram

        def mass(particle: Particle) -> sympy.Expr:
            return sympy.S.Zero if particle.mass is None else sympy.Symbol(particle.mass, real=True)

        table: dict[str, sympy.Expr] = {"m": mass(d.external), "m_F": mass(d.fermion), "m_B": mass(d.boson)}
        table["w"] = sympy.S.Zero if d.boson.mass is None else 1 / table["m_B"] ** 2
        table |= {name: value for value, name in self.couplings.items()}
        return table


def _photon_legs(diagram: VertexDiagram) -> tuple[str, ...]:
    return tuple(sorted(("gamma", diagram.external.name, diagram.external.antiname)))


def _minus(vector: Vector) -> Vector:
    return tuple(-c for c in vector)


def _named(integrand: ParameterIntegrand) -> list[tuple[tuple[str, int], Mapping[tuple[int, ...], Fraction]]]:
    """All polynomials of the integrand with the power of Delta that goes with each."""
    found: list[tuple[tuple[str, int], Mapping[tuple[int, ...], Fraction]]] = [(("over", -1), integrand.over)]
    for kind in ("logs", "plain", "poles"):
        found += [((kind, j), terms) for j, terms in enumerate(getattr(integrand, kind))]
    return found


def _by_powers(
    terms: Mapping[tuple[int, ...], Fraction],
    names: tuple[str, ...],
    symbols: Mapping[str, sympy.Expr],
    scale: sympy.Expr,
) -> dict[int, sympy.Expr]:
    """At q^2 = 0, where Delta depends on u = x + y alone: Int x^i y^j = i! j!/(i+j+1)! u^(i+j+1) at fixed u."""
    x, y, q2 = (names.index(name) for name in ("x", "y", "q2"))
    found: dict[int, sympy.Expr] = {}
    for exponents, c in terms.items():
        if exponents[q2]:
            continue
        i, j = exponents[x], exponents[y]
        weight = c * Fraction(factorial(i) * factorial(j), factorial(i + j + 1))
        value = sympy.Rational(weight.numerator, weight.denominator) * scale
        for name, power in zip(names, exponents, strict=True):
            if power and name in symbols:
                value *= symbols[name] ** power
        found[i + j + 1] = found.get(i + j + 1, sympy.S.Zero) + value
    return found
