"""A scalar to two photons through a loop of charged massive vectors, in unitary gauge and D dimensions.

Beside the triangle, in both orientations, the loop with the two-photon vertex counts: with k k/M^2 in the propagators
it has a part k2^mu k1^nu, too. Each diverges, the sum is finite. With sigma = s/M^2 it is a power series

    F = F(0) (1 + f1 sigma + f2 sigma^2 + ...),

exact to any order, and equal to a0 + a1/sigma + (b0 + b1/sigma + b2/sigma^2) arcsin^2(sqrt(sigma)/2) with the five
numbers that a few orders fix and all others confirm.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import comb, factorial
from typing import TYPE_CHECKING, Any

import sympy

from amps.algebra.ring import Ring
from amps.loops.feynman_parameters import average, momentum_integrals
from amps.loops.open_line import LineAlgebra, LineTerm, MetricTensor, VectorTensor, products
from amps.loops.triangle import S, squared_modulus
from amps.loops.vertex_diagrams import VertexReader
from amps.vertices import Metric

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.loops.feynman_parameters import ParameterIntegrand
    from amps.loops.open_line import Tensor, Vector
    from amps.model import Model
    from amps.particle import Particle
    from amps.vertices import Vertex

ORDERS = 9
"""Powers of sigma compared; five numbers are fixed by them."""


@dataclass(frozen=True)
class VectorTriangle:
    """F = scale * Sum series[n] (s/M^2)^n = plain + triangle * C0(0, s, 0; M, M, M).

    `poles` are the coefficients of 1/eps at s = 0 that cancel between triangle and two-photon vertex, divided by scale.
    """

    decaying: Particle
    photon: Particle
    particle: Particle
    scale: sympy.Expr
    series: tuple[Fraction, ...]
    poles: tuple[Fraction, Fraction]

    def __str__(self) -> str:
        return f"triangle of {self.particle.name}, both orientations, and its loop with one vertex of two photons"

    @property
    def mass(self) -> sympy.Symbol:
        """The mass in the loop as a symbol."""
        return sympy.Symbol(str(self.particle.mass), real=True)

    def width(self, mass: sympy.Symbol) -> sympy.Expr:
        """|F|^2 M^3/(64 pi) of a decaying particle of this mass, below and above threshold."""
        return self.squared().subs(S, mass**2) * mass**3 / (64 * sympy.pi)

    @cached_property
    def _numbers(self) -> tuple[sympy.Rational, ...]:
        """a0, a1, b0, b1, b2. Raises ValueError if the series is not of their form."""
        # arcsin^2(sqrt(sigma)/2) = Sum sigma^n/(2 n^2 binomial(2n, n))
        angle = {n: sympy.Rational(1, 2 * n * n * comb(2 * n, n)) for n in range(1, len(self.series) + 2)}
        columns = [{0: 1}, {-1: 1}, *({n - k: c for n, c in angle.items()} for k in range(3))]
        rows = range(-1, len(self.series))
        matrix = sympy.Matrix([[column.get(n, 0) for column in columns] for n in rows])
        wanted = sympy.Matrix([sympy.Rational(str(self.series[n])) if n >= 0 else 0 for n in rows])
        found = sympy.linsolve((matrix, wanted))
        if not found:
            raise ValueError(
                f"the loop of {self.particle.name} is not that of a vector with the couplings of a W boson"
            )
        return tuple(next(iter(found)))

    @property
    def plain(self) -> sympy.Expr:
        """The part of F without C0."""
        a0, a1, *_ = self._numbers
        return self.scale * (a0 + a1 * self.mass**2 / S)

    @property
    def triangle(self) -> sympy.Expr:
        """The coefficient of C0 = -(2/s) arcsin^2(sqrt(s)/2M)."""
        *_, b0, b1, b2 = self._numbers
        sigma = S / self.mass**2
        return -self.scale * (b0 + b1 / sigma + b2 / sigma**2) * S / 2

    def squared(self) -> sympy.Expr:
        """|F|^2, real on both sides of the threshold s = 4 M^2."""
        return squared_modulus(self.plain, self.triangle, self.mass)


def vector_triangle(model: Model, decaying: str, loop: str, photon: str = "gamma") -> VectorTriangle:
    """The loop of the massive vector `loop` for decaying > photon photon.

    Raises ValueError where a vertex is missing or the divergences do not cancel.
    """
    particle = model.particle(loop)
    pair = (particle.name, particle.antiname)
    keys = [tuple(sorted((*outer, *pair))) for outer in ((decaying,), (photon,), (photon, photon))]
    found = [model.vertices_by_legs.get(key, ()) for key in keys]
    is_vector = particle.spin == "1" and particle.mass is not None
    if not is_vector or model.particle(decaying).spin != "0" or any(len(vertices) != 1 for vertices in found):
        raise ValueError(
            f"model {model.name!r} needs a massive vector {loop} and one vertex each of {' '.join(pair)} with the "
            f"scalar {decaying}, with {photon} and with {photon} {photon}"
        )
    start, emit, seagull = (vertices[0] for vertices in found)
    return _Loop(model.particle(decaying), model.particle(photon), particle, start, emit, seagull).sum()


class _Loop:
    """The diagrams in the ring Q[D, x, y, k1.k2, l^2, l.k1, l.k2, couplings], in units of the vector's mass."""

    def __init__(
        self, decaying: Particle, photon: Particle, particle: Particle, start: Vertex, emit: Vertex, seagull: Vertex
    ) -> None:
        self.decaying, self.photon, self.particle = decaying, photon, particle
        self.start, self.emit, self.seagull = start, emit, seagull
        coefficients = {term.coefficient for vertex in (start, emit, seagull) for term in vertex.terms}
        self.names = {c: f"c{k}" for k, c in enumerate(sorted(coefficients, key=str))}
        self.ring = ring = Ring(("D", "x", "y", "p", "L", "lk1", "lk2", *self.names.values()))
        zero, p = ring.zero, ring["p"]
        self.gram = [[zero, p, ring["lk1"]], [p, zero, ring["lk2"]], [ring["lk1"], ring["lk2"], ring["L"]]]
        self.line = LineAlgebra(self.gram, ring.one, ring["D"])
        self.reader = VertexReader(lambda c: ring[self.names[c]], ring.one)

    def _vector(self, k1: Any, k2: Any, loop: int) -> Vector:
        one = self.ring.one
        return (k1 * one, k2 * one, loop * one)

    def _propagator(self, start: str, end: str, momentum: Vector) -> list[LineTerm]:
        """g - k k, in units of M."""
        one = self.ring.one
        tensors = (VectorTensor(momentum, start), VectorTensor(momentum, end))
        return [LineTerm(one, (), (MetricTensor(start, end),)), LineTerm(-one, (), tensors)]

    def _ends(self, into: tuple[str, Vector], out: tuple[str, Vector]) -> dict[str, tuple[Any, Vector]]:
        """Incoming legs of the loop's particle at a vertex that it enters and leaves with these labels and momenta."""
        return {self.particle.name: into, self.particle.antiname: (out[0], _minus(out[1]))}

    def _triangle(self, first: int) -> list[LineTerm]:
        """Photon `first` (0 or 1) is emitted right after the decay vertex; l = k + x k1 - y k2."""
        ring, one = self.ring, self.ring.one
        x, y = ring["x"], ring["y"]
        photons = [("mu", self._vector(one, ring.zero, 0)), ("nu", self._vector(ring.zero, one, 0))]
        (label1, k1), (label2, k2) = photons[:: 1 - 2 * first]
        between: Vector = tuple(c - x * a + y * b for c, a, b in zip(self._vector(0, 0, 1), k1, k2, strict=True))
        before: Vector = tuple(a + b for a, b in zip(between, k1, strict=True))
        after: Vector = tuple(a - b for a, b in zip(between, k2, strict=True))
        total = self._vector(1, 1, 0)
        vertices = (
            (self.start, {self.decaying.name: (None, total)} | self._ends(("s2", after), ("s1", before))),
            (self.emit, {self.photon.name: (label1, _minus(k1))} | self._ends(("a1", before), ("a2", between))),
            (self.emit, {self.photon.name: (label2, _minus(k2))} | self._ends(("b1", between), ("b2", after))),
        )
        lines = (("s1", "a1", before), ("a2", "b1", between), ("b2", "s2", after))
        return products(
            *(self.reader.terms(vertex, legs) for vertex, legs in vertices), *(self._propagator(*x) for x in lines)
        )

    def _bubble(self) -> list[LineTerm]:
        """Both photons from one vertex; l = k - x (k1 + k2)."""
        x, one = self.ring["x"], self.ring.one
        before, after = self._vector(x, x, 1), self._vector(x - one, x - one, 1)
        decay = self.reader.terms(
            self.start, {self.decaying.name: (None, self._vector(1, 1, 0))} | self._ends(("s2", after), ("s1", before))
        )
        both = self._two_photons(self._ends(("a1", before), ("a2", after)))
        return products(decay, both, self._propagator("s1", "a1", before), self._propagator("a2", "s2", after))

    def _two_photons(self, ends: Mapping[str, tuple[Any, Vector]]) -> list[LineTerm]:
        """The vertex without derivatives: the photons' labels go to the two photon legs in order."""
        labels = iter(("mu", "nu"))
        by_leg = [next(labels) if name == self.photon.name else ends[name][0] for name in self.seagull.legs]
        found = []
        for term in self.seagull.terms:
            tensors = []
            for tensor in term.tensors:
                if term.chains or not isinstance(tensor, Metric):
                    raise ValueError("the vertex with two photons must be made of metric tensors alone")
                tensors.append(MetricTensor(by_leg[tensor.first], by_leg[tensor.second]))
            found.append(LineTerm(self.ring[self.names[term.coefficient]], (), tuple(tensors)))
        return found

    def _transverse(self, terms: list[LineTerm]) -> list[Any]:
        """Minus the coefficient of k2^mu k1^nu, averaged over l."""
        ring, p = self.ring, self.ring["p"]
        k1, k2 = self._vector(1, 0, 0), self._vector(0, 1, 0)
        probes: dict[str, tuple[Tensor, ...]] = {
            "g": (MetricTensor("mu", "nu"),),
            "12": (VectorTensor(k1, "mu"), VectorTensor(k2, "nu")),
            "21": (VectorTensor(k2, "mu"), VectorTensor(k1, "nu")),
        }
        # without gamma matrices the trace is that of the unit matrix
        quarter = ring.constant(Fraction(1, 4))
        gram = [row[:2] for row in self.gram[:2]]
        traces = {
            name: average(
                ring, self.line.trace(products(terms, [LineTerm(quarter, (), probe)])), "L", ("lk1", "lk2"), gram
            )
            for name, probe in probes.items()
        }
        found = []
        for j in range(max(map(len, traces.values()))):
            metric, both, swapped = (traces[n][j] if j < len(traces[n]) else ring.zero for n in probes)
            # T_g = D A + (B + C) p, T_12 = A p + B p^2, T_21 = A p + C p^2
            a = (metric * p - both - swapped) / (ring["D"] - 2)
            found.append((a - both) / p**2)
        return found

    def sum(self) -> VectorTriangle:
        """Triangles and bubble added up order by order."""
        triangles = [term for first in (0, 1) for term in self._triangle(first)]
        loops = ((triangles, 3, sympy.I), (self._bubble(), 2, -sympy.S.One))
        series, poles = [sympy.S.Zero] * ORDERS, [sympy.S.Zero] * ORDERS
        divergent = []
        for terms, lines, phase in loops:
            integrand = momentum_integrals(self.ring, self._transverse(terms), lines)
            found, pole = _expanded(integrand, lines, {name: c for c, name in self.names.items()})
            series = [sympy.expand(a + phase * b) for a, b in zip(series, found, strict=True)]
            poles = [sympy.expand(a + phase * b) for a, b in zip(poles, pole, strict=True)]
            divergent.append(phase * pole[0])
        if any(poles):
            raise ValueError(f"the loop of {self.particle.name} is divergent: its photon couplings are not a vector's")
        scale = series[0]
        ratios = [sympy.cancel(sympy.expand(c) / scale) for c in (*series, *divergent)]
        if not all(ratio.is_Rational for ratio in ratios):
            raise ValueError(f"the photon couplings of {self.particle.name} are not those of one electric charge")
        exact = tuple(Fraction(int(r.p), int(r.q)) for r in ratios)
        scale /= 16 * sympy.pi**2 * sympy.Symbol(str(self.particle.mass), real=True) ** 2
        return VectorTriangle(self.decaying, self.photon, self.particle, scale, exact[:-2], (exact[-2], exact[-1]))


def _expanded(
    integrand: ParameterIntegrand, lines: int, couplings: Mapping[str, sympy.Expr]
) -> tuple[list[sympy.Expr], list[sympy.Expr]]:
    """Powers of sigma of the integral over Feynman parameters at M = mu = 1, p = sigma/2, and of its pole."""
    place = {name: k for k, name in enumerate(integrand.names)}
    series, poles = [sympy.S.Zero] * ORDERS, [sympy.S.Zero] * ORDERS
    # 1, 1/(1 - z) and log(1 - z) in powers of z = x y sigma
    one, inverse = [Fraction(1)], [Fraction(1)] * ORDERS
    logarithm = [Fraction(0), *(Fraction(-1, n) for n in range(1, ORDERS))]
    kinds = [(integrand.over, inverse, -1, series)]
    for j, (logs, plain, pole) in enumerate(zip(integrand.logs, integrand.plain, integrand.poles, strict=True)):
        kinds += [(logs, logarithm, j, series), (plain, one, j, series), (pole, one, j, poles)]
    for terms, base, j, target in kinds:
        shape = base if j < 0 else _times(base, j)
        for exponents, c in terms.items():
            a, b, shift = (exponents[place[name]] for name in ("x", "y", "p"))
            factor = sympy.Mul(*(value ** exponents[place[name]] for name, value in couplings.items()))
            for n, weight in enumerate(shape[: ORDERS - shift]):
                moment = _moment(a, b, n, lines)
                number = c * weight * moment / 2**shift
                if number:
                    target[n + shift] += sympy.Rational(number.numerator, number.denominator) * factor
    return series, poles


def _moment(a: int, b: int, n: int, lines: int) -> Fraction:
    """Int x^a y^b (x y)^n over x + y < 1, or Int x^a (x (1-x))^n for two lines."""
    if lines == 3:
        return Fraction(factorial(a + n) * factorial(b + n), factorial(a + b + 2 * n + 2))
    return Fraction(factorial(a + n) * factorial(n), factorial(a + 2 * n + 1))


def _times(series: list[Fraction], j: int) -> list[Fraction]:
    """The series times (1 - z)^j."""
    found = list(series) + [Fraction(0)] * (ORDERS - len(series))
    for _ in range(j):
        found = [c - (found[n - 1] if n else 0) for n, c in enumerate(found)]
    return found


def _minus(vector: Vector) -> Vector:
    return tuple(-c for c in vector)
