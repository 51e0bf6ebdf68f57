"""Colour sums of the second route: a model in which every colour of a quark or gluon is a particle of its own.

A vertex joins colours i and j by delta_ij along a fermion line, by (T^a)_ij = (lambda^a)_ij/2 where gluon a sits on it;
the amplitudes are then those of a model without colour. Nothing here is shared with the traces of `amps.colour`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy

from amps.model import Model
from amps.numeric.spinors import squared_amplitude
from amps.reaction import ImpossibleReaction, Reaction
from amps.vertices import Vertex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import ArrayLike

    from amps.numeric.wavefunctions import Real
    from amps.particle import Particle
    from amps.vertices import VertexTerm

QUARK, GLUON = 3, 8


def gell_mann() -> tuple[sympy.Matrix, ...]:
    """The eight matrices lambda^a, Tr lambda^a lambda^b = 2 delta^ab."""
    found = []
    for i, j in ((0, 1), (0, 2), (1, 2)):
        real, imaginary = sympy.zeros(3), sympy.zeros(3)
        real[i, j] = real[j, i] = 1
        imaginary[i, j], imaginary[j, i] = -sympy.I, sympy.I
        found += [real, imaginary]
    return (*found, sympy.diag(1, -1, 0), sympy.diag(1, 1, -2) / sympy.sqrt(3))


def with_explicit_colour(model: Model, names: frozenset[str]) -> Model:
    """The model with its coloured particles of these names, and their vertices, one for each colour."""
    particles: list[Particle] = []
    for particle in model.all_particles:
        if particle.colour == 1:
            particles.append(particle)
        elif particle.name in names or particle.antiname in names:
            particles += [_of_colour(particle, k) for k in range(particle.colour)]
    known = {name for p in particles for name in (p.name, p.antiname)}
    rules = tuple(v for vertex in model.vertices for v in _coloured(vertex, model) if known.issuperset(v.legs))
    return Model(f"{model.name} in colours", tuple(particles), definitions=model.all_definitions, rules=rules)


def squared_amplitude_in_colours(
    reaction: Reaction,
    model: Model,
    momenta: ArrayLike,
    parameters: Mapping[str, Any],
    order: Mapping[str, int] | None = None,
    exclude: tuple[str, ...] = (),
) -> Real:
    """|M|^2, shape (n,), as `amps.numeric.spinors.squared_amplitude`, summed over the colours of every leg."""
    coloured = _expanded(model, _connected(model, {p.name for p in reaction.legs}))
    total = np.zeros(len(np.asarray(momenta)))
    for colours in product(*(range(p.colour) for p in reaction.legs)):
        legs = [p if p.colour == 1 else _of_colour(p, k) for p, k in zip(reaction.legs, colours, strict=True)]
        n = len(reaction.initial)
        try:
            total += squared_amplitude(
                Reaction(tuple(legs[:n]), tuple(legs[n:])), coloured, momenta, parameters, order, exclude
            )
        except ImpossibleReaction:
            continue
    return total / prod(p.colour for p in reaction.initial)


@lru_cache(maxsize=8)
def _expanded(model: Model, names: frozenset[str]) -> Model:
    return with_explicit_colour(model, names)


def _connected(model: Model, names: set[str]) -> frozenset[str]:
    """Gluons, the coloured particles of these names, and those that charged bosons turn them into."""
    coloured = {name: p for name, p in model.species.items() if p.colour > 1}
    found = {n for n in names if n in coloured} | {n for n, p in coloured.items() if p.colour == GLUON}
    size = 0
    while size < len(found):
        size = len(found)
        found |= {coloured[n].antiname for n in found}
        for vertex in model.vertices:
            joined = {n for n in vertex.legs if n in coloured}
            if joined & {n for n in found if coloured[n].colour == QUARK}:
                found |= joined
    return frozenset(found)


def _of_colour(particle: Particle, k: int) -> Particle:
    # "u" and "u~" become "u.1" and "u~.1", which sort as they did
    return replace(
        particle, name=f"{particle.name}.{k + 1}", antiname=f"{particle.antiname}.{k + 1}", colour=1, pdg=None
    )


def _coloured(vertex: Vertex, model: Model) -> Iterator[Vertex]:
    """The vertex for every choice of colours that it joins."""
    legs = [model.species[name] for name in vertex.legs]
    if all(p.colour == 1 for p in legs) or vertex.obstacle:
        yield vertex
        return
    generators = gell_mann()
    for colours in product(*(range(p.colour) for p in legs)):
        names = tuple(p.name if p.colour == 1 else _of_colour(p, k).name for p, k in zip(legs, colours, strict=True))
        if list(names) != sorted(names):
            continue  # identical legs: the sum over terms is symmetric, one order of their colours stands for all
        terms = []
        for term in vertex.terms:
            factor = _factor(term, legs, colours, generators)
            if factor != 0:
                terms.append(replace(term, coefficient=term.coefficient * factor))
        if terms:
            yield Vertex(names, tuple(terms), vertex.order)


def _factor(
    term: VertexTerm, legs: list[Particle], colours: tuple[int, ...], generators: tuple[sympy.Matrix, ...]
) -> sympy.Expr:
    gluons = [k for k, p in enumerate(legs) if p.colour == GLUON]
    lines = [chain for chain in term.chains if legs[chain.leg].colour == QUARK]
    if len(gluons) > 1 or (gluons and len(lines) != 1):
        raise ValueError(f"the vertex of {', '.join(p.name for p in legs)} has no colour factor that is known here")
    factor = sympy.S.One
    for chain in lines:
        i, j = colours[chain.bar], colours[chain.leg]
        factor *= generators[colours[gluons[0]]][i, j] / 2 if gluons else sympy.Integer(i == j)
    return factor
