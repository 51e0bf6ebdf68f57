"""Gauge-parameter independence: the q q part of every internal vector line with a conserved current drops out.

In an R_xi gauge the propagator of a vector has an additional part proportional to q_m q_n. For each line the sum over
all diagrams with that part in the place of -g must vanish; it is computed at random points of a finite field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amps.algebra.basis import choose_invariants
from amps.amplitude import amplitude_terms
from amps.couplings import common_factor
from amps.diagrams import generate_diagrams
from amps.longitudinal import vanishes
from amps.vocabulary import Vocabulary
from amps.words import canonical_mask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amps.model import Model
    from amps.reaction import Reaction


def gauge_dependence(
    reaction: Reaction, model: Model, order: Mapping[str, int] | None = None, exclude: tuple[str, ...] = ()
) -> dict[str, bool]:
    """For each internal vector line, "name(legs)", whether the amplitude depends on its gauge parameter."""
    diagrams = generate_diagrams(reaction, model, order, exclude)
    n = len(reaction.legs)
    lines = {
        (canonical_mask(b.mask, n), model.species[b.name])
        for d in diagrams
        for b in d.propagators()
        if model.species[b.name].spin == "1"
    }
    found = {}
    for mask, particle in sorted(lines, key=lambda line: (line[1].name, line[0])):
        names = {particle.name, particle.antiname}
        terms = []
        for diagram in diagrams:
            if any(canonical_mask(b.mask, n) == mask and b.name in names for b in diagram.propagators()):
                terms += amplitude_terms(diagram, model, longitudinal=mask)
        common = common_factor(t.coefficient for t in terms).inverse()
        relative = [(t.coefficient * common, t) for t in terms]
        denominators = list(dict.fromkeys(d for t in terms for d in t.denominators))
        masses = [p.mass for p in reaction.legs]
        invariants = choose_invariants(reaction.signs, masses, [(d.momentum, d.mass) for d in denominators])
        vocabulary = Vocabulary.collect(relative, denominators, invariants, masses, reaction)
        legs = "".join(str(k + 1) for k in range(n) if mask >> k & 1)
        found[f"{particle.name}({legs})"] = not vanishes(reaction, relative, vocabulary)
    return found
