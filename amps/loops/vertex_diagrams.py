"""One-loop corrections to the photon vertex of a fermion, found in a model.

An external fermion l(p1) splits into a fermion F and a boson B; the photon attaches to F or to B; they recombine
into l(p2). All particles in the loop are taken from the model's vertices.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

from amps.loops.open_line import Gamma5Letter, GammaLetter, LineTerm, MetricTensor, VectorTensor
from amps.vertices import Gamma, LeviCivita, Metric

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    import sympy

    from amps.loops.open_line import Letter, Tensor, Vector
    from amps.model import Model
    from amps.particle import Particle
    from amps.vertices import Vertex

Emitter = Literal["fermion", "boson"]


@dataclass(frozen=True)
class VertexDiagram:
    """l -> F B, photon (or another boson) on the `emitter`, F B -> l'. `split`, `emit` and `join` are the vertices."""

    external: Particle
    outgoing: Particle
    photon: Particle
    fermion: Particle
    boson: Particle
    emitter: Emitter
    split: Vertex
    emit: Vertex
    join: Vertex

    def __str__(self) -> str:
        name = "photon" if self.photon.name == "gamma" else self.photon.name
        return f"{self.external.name} > {self.fermion.name} {self.boson.name}, {name} on the {self.emitter}"


def photon_vertex_diagrams(
    model: Model, external: str, photon: str = "gamma", exclude: tuple[str, ...] = (), outgoing: str = ""
) -> tuple[VertexDiagram, ...]:
    """All one-loop vertex diagrams of `external` with the photon; `exclude` names particles kept out of the loop.

    `outgoing` is the fermion that comes out, the same if not given. Raises ValueError when no diagram is left.
    """
    lepton, end, light = (model.particle(name) for name in (external, outgoing or external, photon))
    barred = {n for name in exclude for n in (model.particle(name).name, model.particle(name).antiname)}
    found = []
    for split in model.vertices:
        for fermion, boson in _splittings(model, split, lepton):
            if {fermion.name, boson.name} & barred:
                continue
            back = tuple(sorted((end.antiname, fermion.name, boson.name)))
            for join in model.vertices_by_legs.get(back, ()):
                emitters: dict[Emitter, Particle] = {"fermion": fermion, "boson": boson}
                for emitter, particle in emitters.items():
                    legs = tuple(sorted((photon, particle.name, particle.antiname)))
                    found += [
                        VertexDiagram(lepton, end, light, fermion, boson, emitter, split, emit, join)
                        for emit in model.vertices_by_legs.get(legs, ())
                    ]
    if not found:
        without = f" without {', '.join(exclude)}" if exclude else ""
        raise ValueError(f"model {model.name!r} has no one-loop {photon} vertex of {external}{without}")
    return tuple(found)


def _splittings(model: Model, vertex: Vertex, lepton: Particle) -> list[tuple[Particle, Particle]]:
    """(F, B) into which the vertex lets the lepton split."""
    if len(vertex.legs) != 3 or lepton.name not in vertex.legs:
        return []
    found = []
    rest = list(vertex.legs)
    rest.remove(lepton.name)
    for incoming_fermion, incoming_boson in (rest, rest[::-1]):
        fermion = model.species[incoming_fermion].conjugate()
        boson = model.species[incoming_boson].conjugate()
        if fermion.is_fermion and not boson.is_fermion:
            found.append((fermion, boson))
    return found


class VertexReader:
    """Turns vertices of a model into terms of an open line.

    `coupling` maps a SymPy coefficient to a ring element.
    """

    def __init__(self, coupling: Callable[[sympy.Expr], Any], one: Any) -> None:
        self.coupling = coupling
        self.one = one
        self._count = 0

    def terms(self, vertex: Vertex, legs: Mapping[str, tuple[Hashable, Vector]]) -> list[LineTerm]:
        """The vertex as terms; `legs` gives (Lorentz label, incoming momentum) for each incoming particle name.

        Raises ValueError for a Levi-Civita tensor, which D dimensions do not define.
        """
        found = []
        self._count += 1
        names = vertex.legs
        for term in vertex.terms:

            def label(index: int, tag: int = self._count) -> Hashable:
                return legs[names[index]][0] if index >= 0 else ("dummy", tag, index)

            letters: list[Letter] = []
            for chain in term.chains:
                letters += [
                    GammaLetter(label(x.index)) if isinstance(x, Gamma) else Gamma5Letter() for x in chain.elements
                ]
            tensors: list[Tensor] = []
            for tensor in term.tensors:
                if isinstance(tensor, LeviCivita):
                    raise ValueError(
                        f"the vertex {' '.join(names)} has a Levi-Civita tensor, not defined in D dimensions"
                    )
                if isinstance(tensor, Metric):
                    tensors.append(MetricTensor(label(tensor.first), label(tensor.second)))
                else:
                    tensors.append(VectorTensor(legs[names[tensor.leg]][1], label(tensor.index)))
            found.append(LineTerm(self.coupling(term.coefficient), tuple(letters), tuple(tensors)))
        return found


def couplings_of(diagrams: tuple[VertexDiagram, ...]) -> tuple[sympy.Expr, ...]:
    """Distinct coefficients of all vertices of the diagrams."""
    vertices = [v for d, k in product(diagrams, range(3)) for v in ((d.split, d.emit, d.join)[k],)]
    return tuple(dict.fromkeys(term.coefficient for vertex in vertices for term in vertex.terms))
