"""Feynman rules as products of colour, Lorentz structure and coupling, each of these declared once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import sympy

from amps.ufo.errors import Place
from amps.ufo.fermions import ordering_sign
from amps.ufo.form_factor_text import FormFactorTable
from amps.ufo.particle_text import SPIN_CODES, variable
from amps.vertices import Chain, Gamma, Gamma5, LeviCivita, Metric, Momentum

if TYPE_CHECKING:
    from amps.model import Model
    from amps.particle import Particle
    from amps.vertices import Vertex, VertexTerm

LETTERS = {"1/2": "F", "1": "V", "0": "S"}


@dataclass
class Tables:
    """What the files declare so far: structures and couplings by content, each with its name."""

    model: Model
    structures: dict[tuple[tuple[int, ...], str], str] = field(default_factory=dict)
    couplings: dict[tuple[sympy.Expr, tuple[tuple[str, int], ...]], str] = field(default_factory=dict)
    vertices: list[str] = field(default_factory=list)
    symbols: set[sympy.Symbol] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.form_factors = FormFactorTable(self.model)

    def add(self, vertex: Vertex) -> None:
        """Add a Feynman rule. Raises ValueError for form factors and colours that cannot be written."""
        legs = " ".join(vertex.legs)
        if vertex.obstacle:
            raise ValueError(f"the vertex {legs} of model {self.model.name!r} is not known: {vertex.obstacle}")
        order, sums = self._sums(vertex)
        listed = [self.model.species[vertex.legs[leg]].conjugate() for leg in order]
        spins = tuple(SPIN_CODES[p.spin] for p in listed)
        letters = "".join(LETTERS[p.spin] for p in listed)
        entries = []
        for coefficient, structure in _proportional(sums):
            name = self.structures.setdefault((spins, structure), f"{letters}{self._count(letters) + 1}")
            key = (coefficient, vertex.order)
            coupling = self.couplings.setdefault(key, f"GC_{len(self.couplings) + 1}")
            self.symbols |= coefficient.free_symbols
            entries.append((name, coupling))
        if entries:
            self.vertices.append(_vertex(len(self.vertices) + 1, listed, _colour(listed), entries))

    def _count(self, letters: str) -> int:
        return sum(name.rstrip("0123456789") == letters for name in self.structures.values())

    def _sums(self, vertex: Vertex) -> tuple[list[int], dict[str, sympy.Expr]]:
        """Legs in the order of the UFO vertex, and the coefficient of each structure as text."""
        order = _leg_order(vertex, self.model)
        position = {leg: n for n, leg in enumerate(order)}
        listed = [self.model.species[vertex.legs[leg]].conjugate() for leg in order]
        fields = frozenset(p.name for p in self.model.all_particles)
        sums: dict[str, sympy.Expr] = defaultdict(lambda: sympy.S.Zero)
        for term in vertex.terms:
            sign, chains = 1, []
            for c in term.chains:
                turned, flip = _canonical(replace(c, bar=position[c.bar], leg=position[c.leg]), listed)
                chains.append(turned)
                sign *= flip
            sign *= ordering_sign(tuple(chains), listed, fields, Place("vertices.py"))
            sign *= (-1) ** sum(isinstance(t, Momentum | LeviCivita) for t in term.tensors)
            structure = _structure(chains, term, position)
            for coefficient, factors in self.form_factors.taken_out(term.coefficient, vertex, position):
                text = "*".join((*factors, *((structure,) if structure != "1" or not factors else ())))
                sums[text] += sign * coefficient
        return order, {text: sympy.expand(c) for text, c in sums.items() if sympy.expand(c) != 0}


def _leg_order(vertex: Vertex, model: Model) -> list[int]:
    """Fermions in pairs psi, psibar; then vectors; then scalars."""
    fermions = [end for c in (vertex.terms[0].chains if vertex.terms else ()) for end in (c.leg, c.bar)]
    spins = [model.species[name].spin for name in vertex.legs]
    return [*fermions, *(n for spin in ("1", "0") for n, s in enumerate(spins) if s == spin)]


def _canonical(chain: Chain, listed: list[Particle]) -> tuple[Chain, int]:
    """gamma5 at the right end; between two Majorana particles the second stands on the left."""
    sign = 1
    if listed[chain.bar].self_conjugate and listed[chain.leg].self_conjugate and chain.bar < chain.leg:
        gammas = sum(isinstance(e, Gamma) for e in chain.elements)
        chain = Chain(chain.leg, tuple(reversed(chain.elements)), chain.bar)
        sign = -1 if gammas % 2 else 1
    fives, kept = 0, []
    for element in chain.elements:
        if isinstance(element, Gamma5):
            fives += 1
        else:
            kept.append(element)
            sign *= -1 if fives % 2 else 1
    return Chain(chain.bar, (*kept, *[Gamma5()] * (fives % 2)), chain.leg), sign


def _structure(chains: list[Chain], term: VertexTerm, position: dict[int, int]) -> str:
    """A term without its coefficient, with signs of momenta and epsilon left to the caller."""
    numbers: dict[tuple[str, int], int] = {}

    def dummy(kind: str, k: int) -> int:
        return numbers.setdefault((kind, k), -1 - len(numbers))

    def index(k: int) -> int:
        return position[k] + 1 if k >= 0 else dummy("lorentz", k)

    parts = []
    for n, chain in enumerate(chains):
        ends = [chain.bar + 1, *(dummy(f"spin {n}", k) for k in range(1, len(chain.elements))), chain.leg + 1]
        for element, i, j in zip(chain.elements, ends, ends[1:], strict=False):
            parts.append(
                f"Gamma5({i},{j})" if isinstance(element, Gamma5) else f"Gamma({index(element.index)},{i},{j})"
            )
        if not chain.elements:
            parts.append(f"Identity({ends[0]},{ends[-1]})")
    for tensor in term.tensors:
        match tensor:
            case Momentum(leg, mu):
                parts.append(f"P({index(mu)},{position[leg] + 1})")
            case Metric(first, second):
                a, b = sorted((index(first), index(second)))
                parts.append(f"Metric({a},{b})")
            case LeviCivita(indices):
                parts.append(f"Epsilon({','.join(str(index(i)) for i in indices)})")
    return "*".join(parts) or "1"


def _proportional(sums: dict[str, sympy.Expr]) -> list[tuple[sympy.Expr, str]]:
    """Structures whose coefficients have rational ratios written as one sum, with the common coefficient."""
    groups: list[tuple[sympy.Expr, list[str]]] = []
    for text, coefficient in sums.items():
        for common, parts in groups:
            ratio = sympy.cancel(coefficient / common)
            if ratio.is_Rational:
                size = "" if abs(ratio) == 1 else f"{abs(ratio.p)}*" if ratio.q == 1 else f"{abs(ratio.p)}./{ratio.q}.*"
                parts.append(f" {'-' if ratio < 0 else '+'} {size}{text}")
                break
        else:
            groups.append((coefficient, [text]))
    return [(common, "".join(parts)) for common, parts in groups]


def _colour(listed: list[Particle]) -> str:
    """The colour structure of quark lines, at most one of them with a gluon. Raises ValueError for another."""
    names = " ".join(p.name for p in listed)
    if any(p.colour not in (1, 3, 8) or (p.colour != 1 and p.spin == "0") for p in listed):
        raise ValueError(f"the vertex {names}: coloured scalars and other colours than 1, 3 and 8 are not written")
    quarks = [n for n, p in enumerate(listed, start=1) if p.colour == 3]
    gluons = [n for n, p in enumerate(listed, start=1) if p.colour == 8]
    pairs = list(zip(quarks[1::2], quarks[::2], strict=False))
    if len(quarks) % 2 or len(gluons) > 1 or (gluons and len(pairs) != 1):
        raise ValueError(f"the vertex {names}: its colours are not those of one quark line with at most one gluon")
    if gluons:
        return f"T({gluons[0]},{pairs[0][0]},{pairs[0][1]})"
    return "*".join(f"Identity({a},{b})" for a, b in pairs) or "1"


def _vertex(number: int, listed: list[Particle], colour: str, entries: list[tuple[str, str]]) -> str:
    particles = ", ".join(f"P.{variable(p.name)}" for p in listed)
    structures = list(dict.fromkeys(name for name, _ in entries))
    couplings = ", ".join(f"(0, {structures.index(name)}): C.{coupling}" for name, coupling in entries)
    lines = [
        f"V_{number} = Vertex(",
        f"    name='V_{number}',",
        f"    particles=[{particles}],",
        f"    color=['{colour}'],",
        f"    lorentz=[{', '.join(f'L.{name}' for name in structures)}],",
        f"    couplings={{{couplings}}},",
        ")",
        "",
    ]
    return "\n".join(lines)
