"""Ward identities: which external vectors couple to a conserved current, proven at random points of a finite field.

For those the polarisation sum is -g; for the others, massive ones, it is -g + k k/m^2. A massless vector whose current
is not conserved makes the amplitude meaningless, and is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import sympy

from amps.algebra.basis import Basis, eliminated_leg
from amps.algebra.finite_field import ConjugatePair, PointRing, minkowski, on_shell_momenta, square_root
from amps.bound_states import BoundState
from amps.interference import Squarer
from amps.words import Index, Line, Slashed, Term

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from amps.couplings import Monomial
    from amps.reaction import Reaction
    from amps.vocabulary import Vocabulary

Terms = list[tuple["Monomial", Term]]
SEED = 20


class BrokenWardIdentity(ValueError):
    """A massless vector couples to a current that is not conserved."""


def contract_leg(
    terms: Sequence[tuple[Monomial, Term]],
    leg: int,
    n: int,
    vector: tuple[int, ...] | None = None,
    *,
    is_gluon: bool = False,
) -> Terms:
    """The amplitude with the polarisation vector of a leg replaced by its momentum, or by another vector.

    A gluon keeps its place in the colour sum.
    """
    label: Hashable = ("x", leg)
    momentum = vector or tuple(int(k == leg) for k in range(n))
    slashed = Slashed(momentum, gluon=label if is_gluon else None)
    out: Terms = []
    for coefficient, term in terms:
        lines = tuple(
            Line(
                line.left,
                line.right,
                tuple(slashed if s == Index(label) else s for s in line.symbols),
            )
            for line in term.lines
        )
        dots = [*term.dots, *((v, momentum) for v, x in term.vectors if x == label)]
        vectors = [(v, x) for v, x in term.vectors if x != label]
        metrics = []
        for a, b in term.metrics:
            if label in (a, b):
                vectors.append((momentum, b if a == label else a))
            else:
                metrics.append((a, b))
        tensors = tuple(tuple(("v", momentum) if s == label else s for s in slots) for slots in term.tensors)
        closed, left = _pair_up(vectors)
        out.append(
            (
                coefficient,
                Term(
                    term.coefficient, lines, (*dots, *closed), tuple(left), tuple(metrics), tensors, term.denominators
                ),
            )
        )
    return out


def _pair_up(vectors: list[tuple[tuple[int, ...], Hashable]]) -> tuple[list[Any], list[Any]]:
    """Vectors that share a label, multiplied with each other."""
    closed, left = [], []
    pending = list(vectors)
    while pending:
        vector, label = pending.pop()
        partner = next((k for k, (_, x) in enumerate(pending) if x == label), None)
        if partner is None:
            left.append((vector, label))
        else:
            closed.append((vector, pending.pop(partner)[0]))
    return closed, left


def conserved_legs(
    reaction: Reaction, terms: Sequence[tuple[Monomial, Term]], vocabulary: Vocabulary
) -> dict[int, bool]:
    """For each external vector leg (0-based), whether k . M vanishes identically.

    Raises BrokenWardIdentity when it does not for a massless one.
    """
    found: dict[int, bool] = {}
    for leg, particle in enumerate(reaction.legs):
        if particle.spin != "1":
            continue
        contracted_terms = contract_leg(terms, leg, len(reaction.legs), is_gluon=particle.colour == 8)
        found[leg] = vanishes(reaction, contracted_terms, vocabulary, leg, found)
        if not found[leg] and particle.mass is None:
            raise BrokenWardIdentity(
                f"{reaction}: the current that {particle.name} (leg {leg + 1}) couples to is not conserved, "
                "so the rate would depend on the gauge; a vertex or a diagram is missing in the model"
            )
    return found


@dataclass(frozen=True)
class _ExtendedBasis(Basis):
    """External momenta and auxiliary vectors beside them; a combination may be longer than the list of legs."""

    def reduce(self, vector: tuple[int, ...]) -> tuple[int, ...]:
        n = len(self.signs)
        auxiliary = len(self.gram) - n + 1
        return (*super().reduce(vector[:n]), *(vector[n:] or (0,) * auxiliary))


def _fixed_polarisations(reaction: Reaction, terms: Terms, legs: Sequence[int]) -> Terms:
    """The amplitude with the polarisations of these legs replaced by the auxiliary vectors, one each."""
    n = len(reaction.legs)
    for k, leg in enumerate(legs):
        vector = (0,) * n + tuple(int(j == k) for j in range(len(legs)))
        terms = contract_leg(terms, leg, n, vector, is_gluon=reaction.legs[leg].colour == 8)
    return terms


def vanishes(
    reaction: Reaction,
    terms: Terms,
    vocabulary: Vocabulary,
    leg: int | None = None,
    conserved: Mapping[int, bool] = MappingProxyType({}),
) -> bool:
    """Is the amplitude zero at random exact points, the vector `leg` being contracted already?

    Its square tells only if the other vectors are summed over physical states.

    So a massless one, whose -g is not positive (k k = 0), gets a generic fixed vector for its polarisation, and a
    massive one its k k/m^2, unless that is already known to drop out.
    """
    others = [k for k, p in enumerate(reaction.legs) if p.spin == "1" and k != leg]
    massless = [k for k in others if reaction.legs[k].mass is None]
    massive = {k: False for k in others if k not in massless and not conserved.get(k)}
    ring = PointRing(SEED)
    masses = [p.mass for p in reaction.legs]
    for particle in reaction.legs:
        if isinstance(particle, BoundState):
            ring[str(particle.mass)] = 2 * ring[particle.constituent_mass]
    momenta = on_shell_momenta(ring, reaction.signs, masses)
    for (base, power), name in vocabulary.units.items():
        if base.is_Integer:
            root = square_root(ring.constant(int(base))) if abs(power) == Fraction(1, 2) else None
            ring[name] = ring.random() if root is None else root if power > 0 else 1 / root
        elif isinstance(base, sympy.Symbol):
            value = ring[base.name]
            ring[name] = value if power == 1 else 1 / value if power == -1 else ring.random()
    for d, name in vocabulary.denominators.items():
        q = [sum((c * p[k] for c, p in zip(d.momentum, momenta, strict=True)), ring.zero) for k in range(4)]
        mass = ring.zero if d.mass is None else ring[d.mass] * ring[d.mass]
        ring[name] = 1 / (minkowski(q, q) - mass)
    eliminated = eliminated_leg(reaction.signs)
    kept = [p for k, p in enumerate(momenta) if k != eliminated]
    kept += [(ring.random(), ring.random(), ring.random(), ring.random()) for _ in massless]
    gram: tuple[tuple[Any, ...], ...] = tuple(tuple(minkowski(p, q) for q in kept) for p in kept)
    arithmetic: Any = ring
    if vocabulary.phases:
        arithmetic = ConjugatePair.ring(ring)
        gram = tuple(tuple(ConjugatePair(x, x) for x in row) for row in gram)
    basis = _ExtendedBasis(reaction.signs, eliminated, gram)
    squarer = Squarer(
        reaction,
        basis,
        arithmetic,
        lambda m, conjugated: vocabulary.monomial(arithmetic, m, conjugated),
        (lambda v: v.swapped()) if vocabulary.phases else (lambda v: v),
        arithmetic["I"] if vocabulary.phases else arithmetic.zero,
        # two traces with a Levi-Civita tensor each make an even term; single ones cancel between mirror images
        lambda _: arithmetic.zero,
        vocabulary.gluons,
    )
    total = arithmetic.zero
    for sign, inverse_masses, variant in contracted(reaction, _fixed_polarisations(reaction, terms, massless), massive):
        groups = squarer.group([(vocabulary.term_value(arithmetic, c, t), t) for c, t in variant])
        value = squarer.square(groups, symmetric=False)
        for mass in inverse_masses:
            value = value * (arithmetic.one * (1 / (ring[mass] * ring[mass])))
        total = total + value * arithmetic.constant(sign)
    return not total


def contracted(
    reaction: Reaction, terms: Terms, conserved: Mapping[int, bool]
) -> Iterator[tuple[int, tuple[str, ...], Terms]]:
    """(sign, masses squared to divide by, terms) for every way to choose -g or k k/m^2 on the legs without
    conserved current.
    """
    open_legs = [leg for leg, is_conserved in conserved.items() if not is_conserved]
    for choice in product((False, True), repeat=len(open_legs)):
        variant = terms
        masses = []
        for leg, longitudinal in zip(open_legs, choice, strict=True):
            if longitudinal:
                variant = contract_leg(variant, leg, len(reaction.legs))
                masses.append(str(reaction.legs[leg].mass))
        # the squarer multiplies by -1 for every vector leg; k k/m^2 has the opposite sign
        yield (-1) ** sum(choice), tuple(masses), variant
