"""Grouping diagrams and using the symmetry of interference terms are shortcuts that change no result."""

import pytest

from amps.algebra.basis import choose_invariants, make_basis
from amps.algebra.ring import Ring
from amps.amplitude import amplitude_terms
from amps.couplings import common_factor
from amps.diagrams import generate_diagrams
from amps.models import dark_photon, muonic_forces
from amps.models.qed import MODEL as QED
from amps.reaction import parse_reaction
from amps.vocabulary import Vocabulary

CASES = [
    ("e- e+ > e- e+", QED),
    ("e- e+ > gamma gamma gamma", QED),
    ("e- e+ > mu- mu+ gamma", QED),
    ("K+ > mu+ nu_mu V", muonic_forces.MODEL),
    ("varphi varphi~ > Ap Ap", dark_photon.MODEL),
]


def squarer_and_terms(text, model):
    """A squarer over the exact ring, and the amplitude's terms with their coefficients in it."""
    reaction = parse_reaction(text, model)
    terms = [term for x in generate_diagrams(reaction, model) for term in amplitude_terms(x, model)]
    inverse = common_factor(term.coefficient for term in terms).inverse()
    relative = [(term.coefficient * inverse, term) for term in terms]
    masses = [p.mass for p in reaction.legs]
    denominators = list(dict.fromkeys(x for term in terms for x in term.denominators))
    invariants = choose_invariants(reaction.signs, masses, [(x.momentum, x.mass) for x in denominators])
    vocabulary = Vocabulary.collect(relative, denominators, invariants, masses, reaction)
    ring = Ring(vocabulary.names)
    squarer = vocabulary.squarer(reaction, make_basis(ring, reaction.signs, masses, invariants), ring)
    return squarer, [(vocabulary.term_value(ring, c, term), term) for c, term in relative]


@pytest.mark.parametrize(("text", "model"), CASES, ids=[text for text, _ in CASES])
def test_grouping_changes_nothing(text, model):
    squarer, terms = squarer_and_terms(text, model)
    grouped = squarer.group(terms)
    single = [group for pair in terms for group in squarer.group([pair])]
    assert len(grouped) <= len(single) == len(terms)
    assert squarer.square(grouped, symmetric=True) == squarer.square(single, symmetric=False)


@pytest.mark.parametrize(("text", "model"), CASES, ids=[text for text, _ in CASES])
def test_the_square_is_quadratic(text, model):
    squarer, terms = squarer_and_terms(text, model)
    doubled = [(c * 2, term) for c, term in terms]
    once, twice = (squarer.square(squarer.group(x), symmetric=True) for x in (terms, doubled))
    assert twice == once * 4 and once
    nothing = squarer.group([*terms, *((-c, term) for c, term in terms)])
    assert squarer.square(nothing, symmetric=True) == 0
