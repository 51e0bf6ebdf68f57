import math

import pytest

from amps.diagrams import generate_diagrams
from amps.models import fermi, muonic_forces, qed
from amps.numeric.recursion import make_plan
from amps.reaction import ImpossibleReaction, parse_reaction


def diagrams_of(plan) -> int:
    """Products of numbers of ways, from external legs to the closing."""
    ways = {}

    def count(source) -> int:
        return 1 if source is None or source.mask.bit_count() == 1 else ways[source]

    def total(joints) -> int:
        return sum(math.prod(count(source) for source in joint.sources) for joint in joints)

    for key, joints in plan.currents.items():
        ways[key] = total(joints)
    return sum(count(key) * total(joints) for key, joints in plan.closing.items())


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("e- e+ > mu- mu+", None),
        ("e- e+ > gamma gamma gamma", None),
        ("e- e+ > e- e+ e- e+", None),
        ("mu- mu+ > mu- mu+ V phi", None),
        ("mu- mu+ > mu- mu+ V phi", {"y": 1}),
        ("mu- > e- nu_e~ nu_mu gamma", {"QED": 1}),
    ],
)
def test_every_diagram_is_counted_once_for_every_root(text, order):
    model = muonic_forces.MODEL
    reaction = parse_reaction(text, model)
    expected = len(generate_diagrams(reaction, model, order))
    assert [diagrams_of(make_plan(reaction, model, order, root=k)) for k in range(len(reaction.legs))] == [
        expected
    ] * len(reaction.legs)


def test_excluded_particles_do_not_propagate():
    reaction = parse_reaction("mu- > e- nu_e~ nu_mu", fermi.MODEL)
    mesons = tuple(p.name for p in fermi.MESONS.values())
    assert make_plan(reaction, fermi.MODEL, {"Fermi": 2}).currents
    assert not make_plan(reaction, fermi.MODEL, {"Fermi": 2}, exclude=mesons).currents
    assert not make_plan(reaction, fermi.MODEL).currents  # the contact term alone


def test_only_needed_currents_are_kept():
    """A photon pair cannot end an electron line: of the currents of (e-, e+) and photons only fermions remain."""
    plan = make_plan(parse_reaction("e- e+ > gamma gamma", qed.MODEL), qed.MODEL)
    assert {key.name for key in plan.currents} == {"e-", "e+"}


def test_no_diagram_within_the_orders_is_an_error():
    reaction = parse_reaction("e- e+ > mu- mu+", qed.MODEL)
    with pytest.raises(ImpossibleReaction, match=r"within \{'QED': 1\}"):
        make_plan(reaction, qed.MODEL, {"QED": 1})
