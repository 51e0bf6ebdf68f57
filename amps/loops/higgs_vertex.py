"""Flavour-changing Higgs vertex from its own diagrams, in unitary gauge: no Goldstone boson, no low-energy theorem.

With p of the incoming fermion, p' = 0 of the outgoing massless one and a left-handed W, the sum of the diagrams with h
on the fermion and h on the boson is a pslash P_L to first order in p; mixing on the outer legs vanishes on shell, so
that L = a m_b sbar_L b_R h. Propagators g - k k/M^2 make each diagram diverge like m^2/M^2; the sum, less its value for
a massless fermion inside, is finite and that of `flavour_change` in 't Hooft-Feynman gauge.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import sympy

from amps.algebra.ring import Ring
from amps.loops.feynman_parameters import average, momentum_integrals
from amps.loops.moment_integral import U
from amps.loops.open_line import (
    Gamma5Letter,
    LineAlgebra,
    LineTerm,
    MetricTensor,
    SlashLetter,
    VectorTensor,
    products,
)
from amps.loops.vertex_diagrams import VertexReader, photon_vertex_diagrams

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.loops.feynman_parameters import ParameterIntegrand
    from amps.loops.open_line import Vector
    from amps.loops.vertex_diagrams import VertexDiagram
    from amps.model import Model
    from amps.particle import Particle


@dataclass(frozen=True)
class VertexLoop:
    """a of one diagram at zero momenta: pole/eps + Int_0^1 du [over/Delta + plain + logarithm log(Delta/mu^2)].

    Delta = u M^2 + (1-u) m^2, M of the boson and m of the fermion.
    """

    diagram: VertexDiagram
    over: sympy.Expr
    logarithm: sympy.Expr
    plain: sympy.Expr
    pole: sympy.Expr

    @property
    def delta(self) -> sympy.Expr:
        """The argument of the logarithm, GeV^2."""
        return U * _mass(self.diagram.boson) ** 2 + (1 - U) * _mass(self.diagram.fermion) ** 2

    def integrand(self, scale: sympy.Expr, is_massless: bool = False) -> sympy.Expr:
        """The integrand at the scale mu; `is_massless` puts the fermion's mass to zero."""
        at = {_mass(self.diagram.fermion): 0} if is_massless else {}
        over, delta, plain, logarithm = (x.subs(at) for x in (self.over, self.delta, self.plain, self.logarithm))
        return sympy.cancel(over / delta) + plain + logarithm * sympy.log(delta / scale**2)


def vertex_loops(model: Model, incoming: str, outgoing: str, higgs: str = "h") -> tuple[VertexLoop, ...]:
    """The diagrams of incoming > outgoing higgs with massive vectors in the loop.

    Raises ValueError if there is none.
    """
    found = photon_vertex_diagrams(model, incoming, higgs, outgoing=outgoing)
    chosen = tuple(d for d in found if d.boson.spin == "1" and d.boson.mass is not None)
    if not chosen:
        raise ValueError(f"model {model.name!r} has no loop of a massive vector in {incoming} > {outgoing} {higgs}")
    return tuple(_Loop(diagram).vertex() for diagram in chosen)


def without_massless(loops: tuple[VertexLoop, ...], scale: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr]:
    """Pole and integrand over u of the sum, less its value for a massless fermion in the loop.

    That is what the unitarity of the mixing matrix leaves.
    """
    pole = integrand = sympy.S.Zero
    for loop in loops:
        pole += loop.pole - loop.pole.subs(_mass(loop.diagram.fermion), 0)
        integrand += loop.integrand(scale) - loop.integrand(scale, is_massless=True)
    return sympy.simplify(pole), integrand


def _mass(particle: Particle) -> sympy.Symbol:
    return sympy.Symbol(str(particle.mass), real=True)


class _Loop:
    """One diagram in the ring Q[D, u, y, m, p^2, l^2, l.p, 1/M^2, couplings]."""

    def __init__(self, diagram: VertexDiagram) -> None:
        self.diagram = diagram
        vertices = (diagram.split, diagram.emit, diagram.join)
        coefficients = sorted({t.coefficient for vertex in vertices for t in vertex.terms}, key=str)
        self.couplings = {c: f"c{k}" for k, c in enumerate(coefficients)}
        names = ("D", "u", "y", "m", "p2", "L", "lp", "none", "w", *self.couplings.values())
        self.ring = ring = Ring(names)
        self.line = LineAlgebra([[ring["p2"], ring["lp"]], [ring["lp"], ring["L"]]], ring.one, ring["D"])
        self.reader = VertexReader(lambda c: ring[self.couplings[c]], ring.one)

    def _terms(self) -> tuple[list[LineTerm], sympy.Expr]:
        """The open line, and the factors of i of propagators and loop, divided by i.

        y is the weight of the emitter before emission; l is the spectator's momentum plus or minus y p.
        """
        ring, d = self.ring, self.diagram
        one, zero, y = ring.one, ring.zero, ring["y"]
        p, nothing = (one, zero), (zero, zero)
        if d.emitter == "fermion":
            after: Vector = (-y, one)
            before: Vector = (one - y, one)
            bosons = {"split": _minus(after), "join": _minus(after)}
            fermions = {"split": before, "join": after}
        else:
            inside: Vector = (y, one)
            bosons = {"split": (one - y, -one), "join": _minus(inside)}
            fermions = {"split": inside, "join": inside}
        split = self.reader.terms(
            d.split,
            {
                d.external.name: (None, p),
                d.fermion.antiname: (None, _minus(fermions["split"])),
                d.boson.antiname: ("alpha", _minus(bosons["split"])),
            },
        )
        join = self.reader.terms(
            d.join,
            {
                d.outgoing.antiname: (None, nothing),
                d.fermion.name: (None, fermions["join"]),
                d.boson.name: ("beta", bosons["join"]),
            },
        )
        slashes = {end: [LineTerm(one, (SlashLetter(v, ring["m"]),))] for end, v in fermions.items()}
        if d.emitter == "fermion":
            emit = self.reader.terms(
                d.emit,
                {
                    d.photon.name: (None, _minus(p)),
                    d.fermion.name: (None, fermions["split"]),
                    d.fermion.antiname: (None, _minus(fermions["join"])),
                },
            )
            line = products(join, slashes["join"], emit, slashes["split"], split)
            return products(line, self._propagator("alpha", "beta", bosons["join"])), sympy.I / (16 * sympy.pi**2)
        emit = self.reader.terms(
            d.emit,
            {
                d.photon.name: (None, _minus(p)),
                d.boson.name: ("alpha2", bosons["split"]),
                d.boson.antiname: ("beta2", _minus(bosons["join"])),
            },
        )
        line = products(join, slashes["join"], split, self._propagator("alpha", "alpha2", bosons["split"]))
        return products(line, emit, self._propagator("beta2", "beta", bosons["join"])), -sympy.I / (16 * sympy.pi**2)

    def _propagator(self, start: str, end: str, momentum: Vector) -> list[LineTerm]:
        """g - k k/M^2."""
        tensors = (VectorTensor(momentum, start), VectorTensor(momentum, end))
        return [LineTerm(self.ring.one, (), (MetricTensor(start, end),)), LineTerm(-self.ring["w"], (), tensors)]

    def vertex(self) -> VertexLoop:
        """a, from half the trace with pslash: what has a single gamma5 vanishes, one vector fills no tensor."""
        ring = self.ring
        terms, scale = self._terms()
        closed = products(terms, [LineTerm(ring.one, (SlashLetter((ring.one, ring.zero)),))])
        even = (t for t in closed if sum(isinstance(x, Gamma5Letter) for x in t.letters) % 2 == 0)
        outer = [[ring["p2"], ring.zero], [ring.zero, ring.zero]]
        averaged = average(ring, self.line.trace(even), "L", ("lp", "none"), outer)
        half = ring.constant(Fraction(1, 2))
        integrand = momentum_integrals(ring, [a * half / ring["p2"] for a in averaged], 3)
        return self._integrated(integrand, scale)

    def _integrated(self, integrand: ParameterIntegrand, scale: sympy.Expr) -> VertexLoop:
        """At p^2 = 0, where Delta contains u alone: Int_0^(1-u) dy y^j = (1-u)^(j+1)/(j+1)."""
        # u in the ring is the weight of the spectator, U that of the boson.
        spectator = U if self.diagram.emitter == "fermion" else 1 - U
        delta = U * _mass(self.diagram.boson) ** 2 + (1 - U) * _mass(self.diagram.fermion) ** 2
        symbols = {"u": spectator, "m": _mass(self.diagram.fermion), "w": 1 / _mass(self.diagram.boson) ** 2}
        symbols |= {name: c for c, name in self.couplings.items()}

        def total(parts: tuple[Mapping[tuple[int, ...], Fraction], ...]) -> sympy.Expr:
            value = sympy.S.Zero
            for j, terms in enumerate(parts):
                for exponents, c in terms.items():
                    powers = dict(zip(integrand.names, exponents, strict=True))
                    if powers.pop("p2"):
                        continue
                    over_y = powers.pop("y") + 1
                    factor = sympy.Rational(c.numerator, c.denominator) * scale * (1 - spectator) ** over_y / over_y
                    value += factor * delta**j * sympy.Mul(*(symbols[n] ** e for n, e in powers.items() if e))
            return sympy.factor(value)

        over, logs, plain, poles = map(total, ((integrand.over,), integrand.logs, integrand.plain, integrand.poles))
        pole = sympy.factor(sympy.integrate(sympy.expand(poles), (U, 0, 1)))
        return VertexLoop(self.diagram, over, logs, plain, pole)


def _minus(vector: Vector) -> Vector:
    return tuple(-c for c in vector)
