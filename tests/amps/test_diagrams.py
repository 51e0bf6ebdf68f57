from math import factorial

import pytest

from amps.diagrams import generate_diagrams
from amps.lagrangian import Field, conj, d, indices, parameters
from amps.model import Model
from amps.models import dark_photon, fermi, muonic_forces
from amps.models.qed import MODEL as QED
from amps.particle import scalar, vector
from amps.reaction import ImpossibleReaction, parse_reaction

(mu,) = indices("mu")
e, lam3, lam4 = parameters("e lam3 lam4")
S, PHI, A = scalar("S", "S", mass="m"), scalar("phi+", mass="M", charge=1), vector("gamma")
s, phi, a = Field(S), Field(PHI), Field(A)
CUBIC = Model("cubic", (S,), {"three": lam3 * s**3})
QUARTIC = Model("quartic", (S,), {"four": lam4 * s**4})
BOTH = Model("both", (S,), {"three": lam3 * s**3, "four": lam4 * s**4}, orders={"three": {"g": 1}, "four": {"g": 2}})
SCALAR_QED = Model(
    "scalar_qed",
    (PHI, A),
    {
        "current": e * a[mu] * (conj(phi) * d(phi, mu) - phi * d(conj(phi), mu)),
        "seagull": e**2 * a[mu] * a[mu] * phi * conj(phi),
    },
)


def diagrams(text, model=QED, **filters):
    return generate_diagrams(parse_reaction(text, model), model, **filters)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("e- e+ > mu- mu+", 1),
        ("e- mu- > e- mu-", 1),
        ("e- e+ > e- e+", 2),
        ("e- e- > e- e-", 2),
        ("e- gamma > e- gamma", 2),
        ("gamma gamma > e- e+", 2),
        ("e- e+ > mu- mu+ gamma", 4),
        ("e- e+ > e- e+ gamma", 8),
        ("e- e+ > mu- mu+ tau- tau+", 6),
        ("e- e+ > mu- mu+ mu- mu+", 12),
        ("e- e+ > e- e+ mu- mu+", 12),
        ("e- mu- > e- mu- e- e+", 12),
        ("e- e+ > e- e+ e- e+", 36),
        ("e- e+ > e- e+ gamma gamma", 40),
        ("gamma gamma > mu- mu+ e- e+", 20),
    ],
)
def test_numbers_of_qed_diagrams(text, number):
    assert len(diagrams(text)) == number


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_annihilation_to_n_photons_has_n_factorial(n):
    assert len(diagrams("e- e+ > " + "gamma " * n)) == factorial(n)


@pytest.mark.parametrize(
    ("model", "numbers"), [(CUBIC, {4: 3, 5: 15, 6: 105}), (QUARTIC, {4: 1, 6: 10}), (BOTH, {4: 4, 5: 25, 6: 220})]
)
def test_numbers_of_scalar_trees(model, numbers):
    # (2n-5)!! cubic trees; 4, 25, 220 are those of a theory with three- and four-point vertices, as for gluons
    for legs, number in numbers.items():
        assert len(diagrams("S S > " + "S " * (legs - 2), model)) == number


def test_seagull_is_a_third_diagram():
    found = diagrams("phi+ gamma > phi+ gamma", SCALAR_QED)
    assert sorted(len(x.propagators()) for x in found) == [0, 1, 1]


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("e- e+ > e- e+ mu- mu+", QED),
        ("e- e+ > gamma gamma gamma gamma", QED),
        ("S S > S S S S", BOTH),
        ("K+ > mu+ nu_mu V", muonic_forces.MODEL),
        ("varphi varphi~ > Ap Ap", dark_photon.MODEL),
    ],
)
def test_each_diagram_is_found_once(text, model):
    found = diagrams(text, model)
    everything = (1 << len(found[0].reaction.legs)) - 1
    keys = {
        frozenset(
            (min(b.mask, everything ^ b.mask), frozenset((b.name, model.species[b.name].antiname)))
            for b in x.propagators()
        )
        for x in found
    }
    assert len(keys) == len(found)


def test_every_diagram_is_a_tree_through_all_legs():
    for x in diagrams("e- e+ > e- e+ mu- mu+"):
        assert len(x.propagators()) == len(x.nodes()) - 1
        external = [b.mask for node in x.nodes() for b in node.branches if b.node is None and b.mask.bit_count() == 1]
        assert sorted(external) == [1 << k for k in range(6)]
        for node in x.nodes():
            assert tuple(b.name for b in node.branches) == node.vertex.legs
            assert sum(b.mask for b in node.branches) == (1 << 6) - 1


def test_order_filter():
    text = "e- e+ > mu- mu+"
    assert len(diagrams(text, dark_photon.MODEL)) == 2
    (only,) = diagrams(text, dark_photon.MODEL, order={"eps": 0})
    assert only.order == {"QED": 2}
    assert len(diagrams(text, dark_photon.MODEL, order={"eps": 1})) == 1
    assert len(diagrams(text, dark_photon.MODEL, order={"eps": 2})) == 2
    assert {tuple(sorted(x.order.items())) for x in diagrams("S S > S S", BOTH)} == {(("g", 2),)}


@pytest.mark.parametrize("name", ["Ap", "gamma"])
def test_excluded_particles_do_not_propagate(name):
    (left,) = diagrams("e- e+ > mu- mu+", dark_photon.MODEL, exclude=(name,))
    assert left.propagators()[0].name == ({"Ap", "gamma"} - {name}).pop()


def test_exclusion_covers_the_antiparticle_and_spares_external_legs():
    with pytest.raises(ImpossibleReaction):
        diagrams("e- gamma > e- gamma", exclude=("e+",))
    assert len(diagrams("e- gamma > e- gamma", exclude=("gamma",))) == 2


@pytest.mark.parametrize(
    ("text", "model", "filters", "message"),
    [
        ("gamma gamma > gamma gamma", QED, {}, "no tree diagram"),
        ("e- mu+ > e+ mu-", QED, {}, "no tree diagram"),
        ("e- e+ > mu- mu+", QED, {"order": {"QED": 1}}, "within {'QED': 1}"),
        ("S S > S S S", QUARTIC, {}, "model 'quartic' has no tree diagram"),
    ],
)
def test_no_diagram_is_an_error(text, model, filters, message):
    with pytest.raises(ImpossibleReaction, match=message):
        diagrams(text, model, **filters)


def test_an_unknown_excluded_particle():
    with pytest.raises(KeyError, match="'Z'"):
        diagrams("e- e+ > mu- mu+", exclude=("Z",))


def test_diagrams_can_be_read():
    assert str(diagrams("e- e+ > mu- mu+")[0]) == "e- e+ > mu- mu+ via gamma(1+2)"
    assert str(diagrams("S S > S S", QUARTIC)[0]) == "S S > S S via contact"


def test_contact_interactions_are_kept_to_first_order_unless_asked_for():
    """tau- > nu_tau mu- nu_mu~ has a contact vertex and, at the second power of G_F, the exchange of five mesons."""
    text = "tau- > mu- nu_mu~ nu_tau"
    (only,) = diagrams(text, fermi.MODEL)
    assert only.order["Fermi"] == 1
    assert len(diagrams(text, fermi.MODEL, order={"Fermi": 2})) == 6
    (lowest,) = diagrams("mu+ nu_mu > e+ nu_e", fermi.MODEL, order={"Fermi": 1})
    assert lowest.propagators() == ()
    assert {d.order["Fermi"] for d in diagrams("mu+ nu_mu > mu+ nu_mu", fermi.MODEL)} == {2}
