"""Vertices: couplings, colours and Lorentz structures of vertices.py put together as our Feynman rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import sympy

from amps.ufo.colour import UnusableColour, colour_factor
from amps.ufo.contractions import vertex_term
from amps.ufo.errors import UFOError, UnsupportedUFO
from amps.ufo.fermions import FermionNumber, in_our_order, our_places
from amps.ufo.literals import Reference
from amps.ufo.lorentz import Structure
from amps.vertices import Vertex, VertexTerm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.particle import Particle
    from amps.ufo.couplings import Couplings, Order
    from amps.ufo.errors import Place
    from amps.ufo.form_factors import FormFactors
    from amps.ufo.particles import Species
    from amps.ufo.syntax import Declaration, File

Key = tuple[tuple[str, ...], "Order"]


@dataclass
class Rules:
    """Vertex terms collected by legs and order; `obstacles` says why a set of legs has a vertex that is not usable."""

    species: Species
    couplings: Couplings
    form_factors: FormFactors
    lorentz: Mapping[str, Declaration]
    terms: dict[Key, dict[tuple[object, ...], sympy.Expr]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: sympy.S.Zero))
    )
    obstacles: dict[tuple[str, ...], str] = field(default_factory=dict)
    structures: dict[tuple[str, tuple[Particle, ...]], tuple[VertexTerm, ...]] = field(default_factory=dict)
    unphysical: int = 0
    vanishing: int = 0

    def add(self, d: Declaration) -> None:
        """Add one declared vertex; one of ghosts or Goldstone bosons is left out, one of zero coupling too."""
        variables = [self._variable(r, d.place) for r in d.items("particles", Reference)]
        if any(v in self.species.unphysical for v in variables):
            self.unphysical += 1
            return
        listed = [self.species.particles[v] for v in variables]
        colours = [self.species.colours[v] for v in variables]
        legs = tuple(sorted(p.antiname for p in listed))
        found: list[tuple[Order, VertexTerm]] = []
        try:
            for v in variables:
                if v in self.species.obstacles:
                    raise UnusableColour(self.species.obstacles[v])
            for entry, names in _entries(d).items():
                found += self._terms(d, listed, colours, entry, names)
        except (UnusableColour, FermionNumber, UnsupportedUFO) as error:
            reason = error.reason if isinstance(error, UnsupportedUFO) and error.place == d.place else error
            self.obstacles.setdefault(legs, f"{d.place}: {reason}")
            return
        if not found:
            self.vanishing += 1
        for order, term in found:
            self.terms[legs, order][term.chains, term.tensors] += term.coefficient

    def vertices(self) -> tuple[Vertex, ...]:
        """The Feynman rules; legs with an obstacle have one unusable vertex beside the usable ones."""
        found = []
        for (legs, order), sums in self.terms.items():
            expanded = ((key, sympy.expand(c)) for key, c in sums.items())
            terms = tuple(VertexTerm(c, *key) for key, c in expanded if c != 0)  # type: ignore[arg-type]
            if terms:
                found.append(Vertex(legs, terms, order))
        return (*found, *(Vertex(legs, (), (), why) for legs, why in self.obstacles.items()))

    def _variable(self, reference: Reference, place: Place) -> str:
        name = reference.name
        if name in self.species.particles or name in self.species.unphysical:
            return name
        raise UFOError(place, f"the particle {name!r} is not declared in particles.py")

    def _terms(
        self, d: Declaration, listed: list[Particle], colours: list[int], entry: tuple[int, int], names: list[Reference]
    ) -> list[tuple[Order, VertexTerm]]:
        """The terms of one entry (colour, Lorentz): coupling of the vertex."""
        couplings = [c for c in (self.couplings.coupling(r.name, d.place) for r in names) if c.value != 0]
        if not couplings:
            return []
        n_colour, n_lorentz = entry
        colour_texts, structures = d.items("color", str), d.items("lorentz", Reference)
        if not (0 <= n_colour < len(colour_texts) and 0 <= n_lorentz < len(structures)):
            raise UFOError(d.place, f"couplings has the key {(n_colour, n_lorentz)}, beyond its colours and structures")
        factor, pairs = colour_factor(colour_texts[n_colour], listed, colours, d.place)
        places = our_places(listed)
        joined = {frozenset(places[n] for n in pair) for pair in pairs}
        quarks = {places[n] for n, colour in enumerate(colours) if abs(colour) == 3}
        found = []
        for term in self._structure(structures[n_lorentz], listed, d.place):
            lines = {frozenset({c.bar, c.leg}) for c in term.chains}
            if {line for line in lines if line & quarks} != joined:
                raise UnusableColour(f"the colour {colour_texts[n_colour]!r} does not follow the fermion lines")
            for c in couplings:
                found.append((c.order, replace(term, coefficient=factor * c.value * term.coefficient)))
        return found

    def _structure(self, reference: Reference, listed: list[Particle], place: Place) -> tuple[VertexTerm, ...]:
        """A Lorentz structure on these particles, in the order and numbering of our legs."""
        if reference.name not in self.lorentz:
            raise UFOError(place, f"the Lorentz structure {reference.name!r} is not declared in lorentz.py")
        key = (reference.name, tuple(listed))
        if key not in self.structures:
            d = self.lorentz[reference.name]
            spins = d.items("spins", int)
            codes = {"0": 1, "1/2": 2, "1": 3}
            if spins != [codes[p.spin] for p in listed]:
                raise UFOError(place, f"the spins of {d.name} are {spins}, those of the particles differ")
            incoming = [p.conjugate() for p in listed]
            fields = frozenset(p.name for p in self.species.kept)
            reader = Structure(d.place, lambda name: self.form_factors.on_vertex(name, incoming))
            products = reader.read(d.text("structure"))
            terms = (vertex_term(product, listed, d.place) for product in products)
            self.structures[key] = tuple(in_our_order(term, listed, fields, d.place) for term in terms)
        return self.structures[key]


def _entries(d: Declaration) -> dict[tuple[int, int], list[Reference]]:
    """The couplings of a vertex by (colour, structure)."""
    table = d.value("couplings")
    found: dict[tuple[int, int], list[Reference]] = {}
    if not isinstance(table, dict):
        raise UFOError(d.place, "couplings is no table of (colour, structure): coupling")
    for key, value in table.items():
        names = value if isinstance(value, list) else [value]
        pair = isinstance(key, tuple) and len(key) == 2 and all(isinstance(k, int) for k in key)
        if not pair or not all(isinstance(name, Reference) for name in names):
            raise UFOError(d.place, f"couplings has the entry {key}, not (colour, structure): coupling")
        found[key] = names
    return found


def read_vertices(file: File, rules: Rules) -> None:
    """Add every vertex that vertices.py declares."""
    for d in file.declarations.values():
        if d.kind == "CTVertex":
            continue
        if d.kind != "Vertex":
            raise UFOError(d.place, f"{d.kind} in {file.name}; expected Vertex")
        rules.add(d)
