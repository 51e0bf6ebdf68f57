"""Vacuum polarisation and kinetic mixing of two neutral vectors at one loop, from the vertices of a model.

With i Pi^{mu nu} = i (q^2 g^{mu nu} - q^mu q^nu) Pi(q^2) the sum of the loops, a massive vector Z' that mixes with the
photon couples to a current of charge Q as -eps e Q, eps = Pi(m_Zp^2); for photons the on-shell charge has
Pi(q^2) - Pi(0). Read off from the q^mu q^nu part, to which seagull diagrams do not contribute.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy

from amps.algebra.ring import Ring
from amps.loops.feynman_parameters import average, momentum_integrals
from amps.loops.open_line import LineAlgebra, LineTerm, MetricTensor, SlashLetter, VectorTensor, products
from amps.loops.vertex_diagrams import VertexReader

if TYPE_CHECKING:
    from amps.loops.open_line import Vector
    from amps.model import Model
    from amps.particle import Particle
    from amps.vertices import Vertex

X = sympy.Symbol("x", positive=True)
Q2 = sympy.Symbol("q2", real=True)


@dataclass(frozen=True)
class Bubble:
    """Pi(q^2) = pole/eps + Int_0^1 dx weight(x) log(m^2 - x(1-x) q^2) + rational, of one particle of mass m.

    `first` and `second` are the vectors outside.
    """

    first: Particle
    second: Particle
    particle: Particle
    weight: sympy.Expr
    rational: sympy.Expr
    pole: sympy.Expr

    @property
    def mass(self) -> sympy.Symbol:
        """The mass as a symbol."""
        return sympy.Symbol(str(self.particle.mass), real=True)

    def __str__(self) -> str:
        return f"loop of {self.particle.name}"


def bubbles(model: Model, first: str, second: str) -> tuple[Bubble, ...]:
    """The charged-particle loops between two neutral vectors. Raises ValueError if no particle couples to both."""
    found = []
    for particle in model.all_particles:
        legs = [tuple(sorted((v, particle.name, particle.antiname))) for v in (first, second)]
        vertices = [model.vertices_by_legs.get(key, ()) for key in legs]
        if particle.mass is not None and all(vertices):
            found += [
                _bubble(particle, a, b, model.particle(first), model.particle(second))
                for a in vertices[0]
                for b in vertices[1]
            ]
    if not found:
        raise ValueError(f"model {model.name!r} has no massive particle that couples to both {first} and {second}")
    return tuple(found)


def _bubble(particle: Particle, start: Vertex, end: Vertex, first: Particle, second: Particle) -> Bubble:
    couplings = {term.coefficient for vertex in (start, end) for term in vertex.terms}
    names = {c: f"c{k}" for k, c in enumerate(sorted(couplings, key=str))}
    ring = Ring(("D", "x", "m", "q2", "L", "lq", "none", *names.values()))
    one, x, q2 = ring.one, ring["x"], ring["q2"]
    line = LineAlgebra([[q2, ring["lq"]], [ring["lq"], ring["L"]]], one, ring["D"])
    reader = VertexReader(lambda c: ring[names[c]], one)
    q: Vector = (one, ring.zero)
    k: Vector = (-x, one)
    after: Vector = (one - x, one)
    into = reader.terms(
        start, {first.name: ("mu", q), particle.name: (None, k), particle.antiname: (None, _minus(after))}
    )
    out = reader.terms(
        end, {second.name: ("nu", _minus(q)), particle.name: (None, after), particle.antiname: (None, _minus(k))}
    )
    if particle.is_fermion:
        slashes = [[LineTerm(one, (SlashLetter(v, ring["m"]),))] for v in (after, k)]
        loop, sign = products(out, slashes[0], into, slashes[1]), -one
    else:
        # without gamma matrices the trace is that of the unit matrix
        loop, sign = products(out, into), ring.constant(Fraction(1, 4))
    probes = {
        "g": [LineTerm(one, (), (MetricTensor("mu", "nu"),))],
        "q": [LineTerm(one, (), (VectorTensor(q, "mu"), VectorTensor(q, "nu")))],
    }
    gram = [[q2, ring.zero], [ring.zero, ring.zero]]
    traces = {
        name: average(ring, sign * line.trace(products(loop, probe)), "L", ("lq", "none"), gram)
        for name, probe in probes.items()
    }
    coefficients = []
    for j in range(max(map(len, traces.values()))):
        metric, both = (traces[name][j] if j < len(traces[name]) else ring.zero for name in ("g", "q"))
        # A g + B q q: D T_qq/q^2 - T_g = (D - 1) q^2 B
        coefficients.append((ring["D"] * both - q2 * metric) / (q2**2 * (ring["D"] - one)))
    integrand = momentum_integrals(ring, coefficients, 2)
    # two propagators i^2, the loop i/(16 pi^2), divided by i, and Pi = -B
    scale = sympy.I**2 / (16 * sympy.pi**2) * -1
    symbols = {"x": X, "m": sympy.Symbol(str(particle.mass), real=True), "q2": Q2} | {n: c for c, n in names.items()}
    delta = symbols["m"] ** 2 - X * (1 - X) * Q2

    def total(parts: tuple[Any, ...]) -> sympy.Expr:
        value = sympy.S.Zero
        for j, terms in enumerate(parts):
            for exponents, c in terms.items():
                factor = sympy.Rational(c.numerator, c.denominator) * scale * delta**j
                for name, power in zip(ring.names, exponents, strict=True):
                    factor *= symbols[name] ** power if power else 1
                value += factor
        return sympy.factor(value)

    rational, pole = (
        sympy.factor(sympy.integrate(sympy.expand(total(p)), (X, 0, 1))) for p in (integrand.plain, integrand.poles)
    )
    return Bubble(first, second, particle, total(integrand.logs), rational, pole)


def _minus(vector: Vector) -> Vector:
    return tuple(-c for c in vector)


def polarisation(bubble: Bubble) -> sympy.Expr:
    """Pi(q^2) without its pole, in closed form on the whole real axis, with +i0 above threshold (Im J > 0)."""
    m2 = bubble.mass**2
    delta = sympy.Poly(m2 - X * Q2 + X**2 * Q2, X)
    primitive = sympy.integrate(sympy.expand(bubble.weight), X)
    surface = sympy.factor(primitive.subs(X, 1))
    numerator = sympy.Poly(sympy.expand(-primitive * delta.diff(X).as_expr()), X)
    quotient, rest = sympy.div(numerator, delta)
    a, b = (rest.coeff_monomial(X**k) for k in (0, 1))
    # Delta is symmetric under x -> 1 - x, so that x counts as 1/2.
    weight = sympy.factor(a + b / 2)
    value = sympy.factor(sympy.integrate(quotient.as_expr(), (X, 0, 1)) + bubble.rational)
    return surface * sympy.log(m2) + value + _pair_integral(weight, m2)


def polarisation_at_zero(bubble: Bubble) -> sympy.Expr:
    """Pi(0) without its pole."""
    weight = sympy.integrate(sympy.expand(bubble.weight), (X, 0, 1))
    return sympy.factor(weight) * sympy.log(bubble.mass**2) + bubble.rational.subs(Q2, 0)


def _pair_integral(weight: sympy.Expr, m2: sympy.Expr) -> sympy.Expr:
    """weight * Int dx/(m^2 - x(1-x) q^2 - i0); at q^2 = 4 m^2, where it diverges, the weight vanishes faster."""
    middle = 2 * m2 - Q2
    cut, circle = sympy.sqrt(Q2 * (Q2 - 4 * m2)), sympy.sqrt(Q2 * (4 * m2 - Q2))
    logarithm = sympy.log((middle + cut) / (middle - cut))
    return sympy.Piecewise(
        (weight * logarithm / cut, Q2 < 0),
        (sympy.nan, sympy.Eq(Q2, 0)),
        (2 * weight * sympy.atan2(circle, middle) / circle, 4 * m2 > Q2),
        (sympy.S.Zero, sympy.Eq(Q2, 4 * m2)),
        (weight * (logarithm + 2 * sympy.I * sympy.pi) / cut, True),
    )


def kinetic_mixing(found: tuple[Bubble, ...]) -> sympy.Expr:
    """eps(q^2), finite where the charges of the loops cancel. Raises ValueError naming the pole where they do not."""
    _require_finite(found)
    return sum((polarisation(b) for b in found), sympy.S.Zero)


def kinetic_mixing_at_zero(found: tuple[Bubble, ...]) -> sympy.Expr:
    """eps(0)."""
    _require_finite(found)
    return sum((polarisation_at_zero(b) for b in found), sympy.S.Zero)


def _require_finite(found: tuple[Bubble, ...]) -> None:
    pole = sympy.simplify(sum(b.pole for b in found))
    if pole != 0:
        raise ValueError(
            f"the mixing is ultraviolet divergent, ({pole})/eps: the products of the two charges must sum to zero "
            "over the particles in the loop, otherwise eps is a free parameter"
        )
