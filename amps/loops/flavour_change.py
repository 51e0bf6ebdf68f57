"""Flavour-changing self-energies at one loop, and the Higgs vertex they imply.

L = sbar [ A i dslash P_L - B m_b P_R ] b from loops of the top with W and Goldstone bosons, external momenta and m_b
small against m_t and m_W. Rotating the fields to canonical kinetic terms leaves the mass term
-m_b (B - A/2) sbar_L b_R. A soft Higgs boson moves v; the rotation to mass eigenstates takes away what is common with
the b mass itself, so that

    L_bsh = -m_b d(B - A/2)/dv sbar_L b_R h,

every mass being proportional to v: the low-energy theorem. R. S. Willey, H. L. Yu, Phys. Rev. D 26 (1982) 3086.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy

from amps.algebra.ring import Ring
from amps.loops.feynman_parameters import average, momentum_integrals
from amps.loops.open_line import Gamma5Letter, LineAlgebra, LineTerm, MetricTensor, SlashLetter, products
from amps.loops.vertex_diagrams import VertexReader

if TYPE_CHECKING:
    from amps.model import Model
    from amps.particle import Particle
    from amps.vertices import Vertex

X = sympy.Symbol("x", positive=True)
MU = sympy.Symbol("mu", positive=True)


@dataclass(frozen=True)
class SelfEnergy:
    """A and m_b B of one loop at zero momentum: pole/eps + Int_0^1 dx weight log(Delta/mu^2) + rational, for each.

    Delta = (1-x) M^2 + x m^2, M of the boson and m of the fermion.
    """

    incoming: Particle
    outgoing: Particle
    fermion: Particle
    boson: Particle
    weights: tuple[sympy.Expr, sympy.Expr]
    rational: tuple[sympy.Expr, sympy.Expr]
    poles: tuple[sympy.Expr, sympy.Expr]

    def __str__(self) -> str:
        return f"{self.fermion.name} {self.boson.name} loop"

    @property
    def delta(self) -> sympy.Expr:
        """The argument of the logarithm."""
        inside, around = (sympy.Symbol(str(p.mass), real=True) for p in (self.fermion, self.boson))
        return (1 - X) * around**2 + X * inside**2

    def at_scale(self) -> tuple[sympy.Expr, sympy.Expr]:
        """A and m_b B in the MSbar scheme, as integrands over x."""
        logarithm = sympy.log(self.delta / MU**2)
        a, b = (w * logarithm + r for w, r in zip(self.weights, self.rational, strict=True))
        return a, b


def self_energies(model: Model, incoming: str, outgoing: str) -> tuple[SelfEnergy, ...]:
    """All loops of one fermion and one boson between two fermions. Raises ValueError if there is none."""
    start, end = model.particle(incoming), model.particle(outgoing)
    found = []
    for split in model.vertices:
        if start.name not in split.legs or len(split.legs) != 3:
            continue
        rest = list(split.legs)
        rest.remove(start.name)
        particles = [model.species[name].conjugate() for name in rest]
        fermions = [p for p in particles if p.is_fermion]
        bosons = [p for p in particles if not p.is_fermion]
        if not fermions or not bosons:
            continue
        back = tuple(sorted((end.antiname, fermions[0].name, bosons[0].name)))
        found += [
            _self_energy(start, end, fermions[0], bosons[0], split, join)
            for join in model.vertices_by_legs.get(back, ())
        ]
    if not found:
        raise ValueError(f"model {model.name!r} has no one-loop transition of {incoming} to {outgoing}")
    return tuple(found)


def _self_energy(
    incoming: Particle, outgoing: Particle, fermion: Particle, boson: Particle, split: Vertex, join: Vertex
) -> SelfEnergy:
    couplings = sorted({t.coefficient for vertex in (split, join) for t in vertex.terms}, key=str)
    names = {c: f"c{k}" for k, c in enumerate(couplings)}
    ring = Ring(("D", "x", "m", "p2", "L", "lp", "none", *names.values()))
    one, x = ring.one, ring["x"]
    gram = [[ring["p2"], ring["lp"]], [ring["lp"], ring["L"]]]
    line = LineAlgebra(gram, one, ring["D"])
    reader = VertexReader(lambda c: ring[names[c]], one)
    # the fermion carries l + (1-x) p, the boson -l + x p
    p, inside, around = (one, ring.zero), (one - x, one), (x, -one)

    def legs(vertex: Vertex, flow: int, label: str) -> dict[str, tuple[Any, Any]]:
        signs = {True: inside, False: around}
        loop = {
            (q.name if flow > 0 else q.antiname): tuple(flow * c for c in signs[q.is_fermion]) for q in (fermion, boson)
        }
        return {name: (label, loop.get(name, p)) for name in vertex.legs}

    terms = products(
        reader.terms(join, legs(join, 1, "beta")),
        [LineTerm(one, (SlashLetter(inside, ring["m"]),))],
        reader.terms(split, legs(split, -1, "alpha")),
        [LineTerm(one, (), (MetricTensor("alpha", "beta"),)) if boson.spin == "1" else LineTerm(one)],
    )
    # One vector cannot fill a Levi-Civita tensor: what has a single gamma5 vanishes. P_L, P_R bring the factor of 2.
    probes = ([LineTerm(one, (SlashLetter(p),))], [LineTerm(one)])
    traces = [
        line.trace(t for t in products(terms, probe) if sum(isinstance(c, Gamma5Letter) for c in t.letters) % 2 == 0)
        for probe in probes
    ]
    outer = [[ring["p2"], ring.zero], [ring.zero, ring.zero]]
    half = ring.constant(Fraction(1, 2))
    sums = [[value * half for value in average(ring, trace, "L", ("lp", "none"), outer)] for trace in traces]
    sums[0] = [value / ring["p2"] for value in sums[0]]
    # i Sigma = loop: fermion i, boson i or -i, loop i/(16 pi^2); Sigma = A pslash P_L - B m_b P_R
    phase = sympy.I * (sympy.I if boson.spin == "0" else -sympy.I)
    scales = [sign * phase / (16 * sympy.pi**2) for sign in (1, -1)]
    symbols = {"x": X, "m": sympy.Symbol(str(fermion.mass), real=True)} | {name: c for c, name in names.items()}
    parts = [_at_rest(ring, total, scale, symbols) for total, scale in zip(sums, scales, strict=True)]
    (wa, ra, pa), (wb, rb, pb) = parts
    return SelfEnergy(incoming, outgoing, fermion, boson, (wa, wb), (ra, rb), (pa, pb))


def _at_rest(
    ring: Ring, averaged: list[Any], scale: sympy.Expr, symbols: dict[str, sympy.Expr]
) -> tuple[sympy.Expr, sympy.Expr, sympy.Expr]:
    """(weight of the logarithm, rational part, pole) at p^2 = 0; linear in l^2 there is nothing in a self-energy."""
    integrand = momentum_integrals(ring, averaged, 2)
    if len(integrand.logs) > 1 and any(integrand.logs[1:]):
        raise ValueError("a fermion self-energy with l^2 in the numerator needs a propagator beyond Feynman gauge")

    def total(terms: Any) -> sympy.Expr:
        value = sympy.S.Zero
        for exponents, c in terms.items():
            powers = dict(zip(ring.names, exponents, strict=True))
            if powers["p2"]:
                continue
            factor = sympy.Rational(c.numerator, c.denominator) * scale
            for name, power in powers.items():
                factor *= symbols[name] ** power if power else 1
            value += factor
        return value

    log, plain, pole = (total(getattr(integrand, kind)[0]) for kind in ("logs", "plain", "poles"))
    return sympy.factor(log), sympy.factor(plain), sympy.factor(sympy.integrate(pole, (X, 0, 1)))


def soft_higgs_vertex(model: Model, incoming: str, outgoing: str, vev: sympy.Symbol) -> sympy.Expr:
    """The coefficient of outgoing_L incoming_R h: -d(m_b B - m_b A/2)/dv with masses proportional to v.

    The unitarity of the mixing matrix is used: the loop is taken minus its value for a massless fermion inside.
    """
    mass = sympy.Symbol(str(model.particle(incoming).mass), real=True)
    total = sympy.S.Zero
    for loop in self_energies(model, incoming, outgoing):
        a, b = loop.at_scale()
        inside = sympy.Symbol(str(loop.fermion.mass), real=True)
        combination = b / mass - a / 2
        total += combination - combination.subs(inside, 0)
    # Couplings m/v stay, so only the logarithms depend on v: v d/dv log(Delta/mu^2) = 2.
    slope = sympy.Symbol("slope", positive=True)
    masses = [s for s in total.free_symbols if s.name.startswith("m_")]
    scaled = total.subs({s: s * slope for s in masses} | {vev: vev * slope}, simultaneous=True)
    derivative = sympy.simplify(sympy.diff(scaled, slope).subs(slope, 1))
    return sympy.factor(-mass / vev * sympy.integrate(sympy.expand(derivative), (X, 0, 1)))


def anomalous_penguin(ratio: sympy.Expr) -> sympy.Expr:
    """f(x), x = m_q^2/m_W^2: the quark loop that gives a boson coupled to W Wdual a coupling to down-type quarks.

    The loop contains Int d^4k k^2/[(k^2 - m_W^2)^2 (k^2 - m_q^2)]. Less its value at m_q = 0, which the unitarity of
    the mixing matrix removes, that is -i/(16 pi^2) x Int_0^1 du u/(u + (1 - u) x), and the integral is done by
    writing u = [u + (1 - u) x - x]/(1 - x). E. Izaguirre, T. Lin, B. Shuve, arXiv:1611.09355.
    """
    inverse = -sympy.log(ratio) / (1 - ratio)
    return ratio * (1 - ratio * inverse) / (1 - ratio)


def anomalous_coupling(g: sympy.Expr, dual: sympy.Expr, ratio: sympy.Expr) -> sympy.Expr:
    """g_d of L = g_d d_m a dbar_j gamma^m P_L d_i per V_qi V_qj*, up to its sign, from dual a W^a_mn Wdual^{a mn}.

    Two vertices g/sqrt2; the charged part of the term is 4 dual eps^{mnrs} a d_m W+_n d_r W-_s; four-dimensional
    gamma_n gamma_r gamma_s eps^{nrsm} = 6i gamma^m gamma5 up to sign, and k^r k^m averages to k^2 g^{rm}/4.
    """
    return g**2 / 2 * 4 * dual * sympy.Rational(6, 4) / (16 * sympy.pi**2) * anomalous_penguin(ratio)
