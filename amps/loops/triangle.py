"""A spin-0 particle to two photons through a charged loop.

With outgoing photons, M = e1*_mu e2*_nu [ (k1.k2 g^{mu nu} - k2^mu k1^nu) F + eps^{mu nu k1 k2} Ft ] and s = M_S^2,

    Gamma = (|F|^2 + |Ft|^2) M_S^3/(64 pi).

F is read off from -k2^mu k1^nu, which is finite and has no seagull part, in D dimensions; Ft, finite and with a single
gamma5, in four. Both are a + b C0(0, s, 0; m, m, m).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy

from amps.algebra.ring import Ring
from amps.loops.feynman_parameters import average, momentum_integrals
from amps.loops.open_line import Gamma5Letter, LineAlgebra, LineTerm, MetricTensor, SlashLetter, VectorTensor, products
from amps.loops.vertex_diagrams import VertexReader

if TYPE_CHECKING:
    from amps.loops.open_line import Tensor, Vector
    from amps.model import Model
    from amps.particle import Particle
    from amps.vertices import Vertex

X, Y = sympy.symbols("x y_F", positive=True)
S = sympy.Symbol("s", positive=True)


@dataclass(frozen=True)
class Triangle:
    """F (or Ft where `odd`) = plain + triangle * C0(0, s, 0; m, m, m) = Int dx dy integrand, over x + y < 1."""

    decaying: Particle
    photon: Particle
    particle: Particle
    odd: bool
    integrand: sympy.Expr
    plain: sympy.Expr
    triangle: sympy.Expr

    @property
    def mass(self) -> sympy.Symbol:
        """The mass in the loop as a symbol."""
        return sympy.Symbol(str(self.particle.mass), real=True)

    def __str__(self) -> str:
        return f"triangle of {self.particle.name}, both orientations"

    def squared(self) -> sympy.Expr:
        """|F|^2, real on both sides of the threshold s = 4 m^2."""
        return squared_modulus(self.plain, self.triangle, self.mass)

    def width(self, mass: sympy.Symbol) -> sympy.Expr:
        """|F|^2 M^3/(64 pi), below and above threshold."""
        return self.squared().subs(S, mass**2) * mass**3 / (64 * sympy.pi)

    def heavy_limit(self) -> sympy.Expr:
        """F for a loop mass far above sqrt(s)."""
        found = sympy.integrate(sympy.expand(sympy.cancel(self.integrand.subs(S, 0))), (Y, 0, 1 - X))
        return sympy.factor(sympy.integrate(sympy.expand(found), (X, 0, 1)))


def squared_modulus(plain: sympy.Expr, triangle: sympy.Expr, mass: sympy.Symbol) -> sympy.Expr:
    """|plain + triangle C0(0, s, 0; m, m, m)|^2 for real arguments, on both sides of the threshold s = 4 m^2."""
    tau = S / (4 * mass**2)
    below = plain - triangle * 2 * sympy.asin(sympy.sqrt(tau)) ** 2 / S
    beta = sympy.sqrt(1 - 1 / tau)
    rapidity = sympy.log((1 + beta) / (1 - beta))
    real = plain + triangle * (rapidity**2 - sympy.pi**2) / (2 * S)
    imaginary = triangle * sympy.pi * rapidity / S
    return sympy.Piecewise((below**2, tau <= 1), (real**2 + imaginary**2, True))


def photon_triangle(model: Model, decaying: str, loop: str, photon: str = "gamma") -> Triangle:
    """The loop of the particle `loop` for decaying > photon photon. Raises ValueError where a vertex is missing."""
    particle = model.particle(loop)
    photon_legs = tuple(sorted((photon, particle.name, particle.antiname)))
    scalar_legs = tuple(sorted((decaying, particle.name, particle.antiname)))
    try:
        (emit,), (start,) = model.vertices_by_legs[photon_legs], model.vertices_by_legs[scalar_legs]
    except (KeyError, ValueError) as error:
        raise ValueError(
            f"model {model.name!r} needs one vertex each of {loop} with {photon} and with {decaying}"
        ) from error
    return _Loop(particle, emit, start, model.particle(decaying), model.particle(photon)).triangle()


class _Loop:
    def __init__(self, particle: Particle, emit: Vertex, start: Vertex, decaying: Particle, photon: Particle) -> None:
        self.particle, self.emit, self.start = particle, emit, start
        self.decaying, self.photon = decaying, photon
        coefficients = {term.coefficient for vertex in (emit, start) for term in vertex.terms}
        self.names = {c: f"c{k}" for k, c in enumerate(sorted(coefficients, key=str))}
        self.ring = ring = Ring(("D", "x", "y", "m", "p", "L", "lk1", "lk2", *self.names.values()))
        zero, p = ring.zero, ring["p"]
        self.gram = [[zero, p, ring["lk1"]], [p, zero, ring["lk2"]], [ring["lk1"], ring["lk2"], ring["L"]]]
        self.line = LineAlgebra(self.gram, ring.one, ring["D"])
        self.reader = VertexReader(lambda c: ring[self.names[c]], ring.one)

    def _chain(self, first: int, loop: int) -> list[LineTerm]:
        """The loop with photon `first` (0 or 1) emitted right after the decay vertex; `loop` 0 drops l."""
        ring, zero, one = self.ring, self.ring.zero, self.ring.one
        k1, k2 = ((one, zero, zero), (zero, one, zero))[:: 1 - 2 * first]
        label1, label2 = ("mu", "nu")[:: 1 - 2 * first]
        x, y = ring["x"], ring["y"]
        between = tuple(-x * a + y * b for a, b in zip(k1[:2], k2[:2], strict=True))
        k: Vector = (*between, one * loop)
        before: Vector = tuple(a + b for a, b in zip(k, k1, strict=True))
        after: Vector = tuple(a - b for a, b in zip(k, k2, strict=True))
        name, anti = self.particle.name, self.particle.antiname
        total: Vector = (one, one, zero)
        decay = self.reader.terms(
            self.start, {self.decaying.name: (None, total), name: (None, after), anti: (None, _minus(before))}
        )
        emits = [
            self.reader.terms(
                self.emit, {self.photon.name: (label, _minus(q)), name: (None, a), anti: (None, _minus(b))}
            )
            for label, q, a, b in ((label1, k1, before, k), (label2, k2, k, after))
        ]
        if not self.particle.is_fermion:
            quarter = [LineTerm(ring.constant(Fraction(1, 4)))]
            return products(quarter, emits[1], emits[0], decay)
        lines = [[LineTerm(-one if v is k else one, (SlashLetter(v, ring["m"]),))] for v in (k, before, after)]
        return products(emits[1], lines[0], emits[0], lines[1], decay, lines[2])

    def triangle(self) -> Triangle:
        terms = [term for first in (0, 1) for term in self._chain(first, 1)]
        odd = [sum(isinstance(x, Gamma5Letter) for x in t.letters) % 2 == 1 for t in terms]
        if any(odd) and not all(odd):
            raise ValueError(
                f"the coupling of {self.decaying.name} mixes parities; take its scalar and pseudoscalar parts"
            )
        coefficients = self._pseudoscalar() if any(odd) else self._scalar(terms)
        integrand = momentum_integrals(self.ring, coefficients, 3)
        if any(integrand.logs) or any(integrand.plain):
            raise ValueError("the coefficient of k2^mu k1^nu is divergent, which gauge invariance forbids")
        # three propagators i^3, the loop i/(16 pi^2), M = amplitude/i
        scale = sympy.I**3 * sympy.I / (16 * sympy.pi**2) / sympy.I
        if any(odd):
            # Tr[v1 v2 v3 v4 g5] = -4i eps
            scale *= -sympy.I
        m = sympy.Symbol(str(self.particle.mass), real=True)
        symbols = {"x": X, "y": Y, "m": m, "p": S / 2} | {name: c for c, name in self.names.items()}
        numerator = sympy.S.Zero
        for exponents, c in integrand.over.items():
            value = sympy.Rational(c.numerator, c.denominator) * scale
            for name, power in zip(self.ring.names, exponents, strict=True):
                value *= symbols[name] ** power if power else 1
            numerator += value
        numerator = sympy.expand(numerator)
        constant, slope = numerator.subs({X: 0}), sympy.expand(numerator).coeff(X * Y, 1)
        if sympy.expand(numerator - constant - slope * X * Y) != 0:
            raise ValueError(f"the integrand {numerator} is not of the form a + b x y that photons on shell give")
        # Int 1/(m^2 - x y s) = -C0, and x y = (m^2 - Delta)/s
        return Triangle(
            self.decaying,
            self.photon,
            self.particle,
            any(odd),
            sympy.factor(numerator) / (m**2 - X * Y * S),
            sympy.factor(-slope / (2 * S)),
            sympy.factor(-(constant + slope * m**2 / S)),
        )

    def _scalar(self, terms: list[LineTerm]) -> list[Any]:
        """Minus the coefficient of k2^mu k1^nu, averaged over l."""
        ring, one, zero, p = self.ring, self.ring.one, self.ring.zero, self.ring["p"]
        k1, k2 = (one, zero, zero), (zero, one, zero)
        probes: dict[str, tuple[Tensor, ...]] = {
            "g": (MetricTensor("mu", "nu"),),
            "12": (VectorTensor(k1, "mu"), VectorTensor(k2, "nu")),
            "21": (VectorTensor(k2, "mu"), VectorTensor(k1, "nu")),
        }
        gram = [row[:2] for row in self.gram[:2]]
        traces = {
            name: average(ring, self.line.trace(products(terms, [LineTerm(one, (), probe)])), "L", ("lk1", "lk2"), gram)
            for name, probe in probes.items()
        }
        found = []
        for j in range(max(map(len, traces.values()))):
            metric, both, swapped = (traces[n][j] if j < len(traces[n]) else zero for n in ("g", "12", "21"))
            # T_g = D A + (B + C) p, T_12 = A p + B p^2, T_21 = A p + C p^2
            a = (metric * p - both - swapped) / (ring["D"] - 2)
            found.append((a - both) / p**2)
        return found

    def _pseudoscalar(self) -> list[Any]:
        """The coefficient of eps^{mu nu k1 k2}; l drops out of it, since two l's in one tensor vanish."""
        value = self.ring.zero
        for first in (0, 1):
            for term in self._chain(first, 0):
                value = value + self.line.epsilon_part(term, ("mu", "nu"), (0, 1))
        return [value]


def _minus(vector: Vector) -> Vector:
    return tuple(-c for c in vector)
