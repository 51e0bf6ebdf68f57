import pytest
import sympy

from amps.lagrangian import Field, bar, gamma, indices, parameters
from amps.model import Model
from amps.models import fermi, qed
from amps.particle import fermion, scalar

y, z = parameters("y z")
(mu,) = indices("mu")
S = scalar("S", "S", mass="m_S")
MUON = qed.LEPTONS["mu"]
CHILD = Model(
    "child", (S,), {"s": y * Field(S) * bar(MUON) * MUON}, {y: z**2}, {"s": {"y": 1}}, (qed.MODEL,), {"light": "S"}
)


def test_an_extension_takes_over_everything():
    assert {p.name for p in CHILD.all_particles} == {"e-", "mu-", "tau-", "gamma", "S"}
    assert set(CHILD.all_terms) == {*qed.MODEL.terms, "s"}
    assert CHILD.all_definitions[y] == z**2 and qed.e in CHILD.all_definitions
    assert CHILD.all_orders["s"] == {"y": 1} and CHILD.all_orders["qed_e"] == {"QED": 1}
    assert len(CHILD.vertices) == len(qed.MODEL.vertices) + 1


def test_an_own_term_replaces_an_inherited_one():
    electron = qed.LEPTONS["e"]
    milli = Model("milli", terms={"qed_e": y * qed.A[mu] * bar(electron) * gamma[mu] * electron}, extends=(qed.MODEL,))
    (vertex,) = milli.vertices_by_legs["e+", "e-", "gamma"]
    assert vertex.terms[0].coefficient == sympy.I * y


def test_vertices_by_legs_holds_every_vertex_once():
    found = [v for group in fermi.MODEL.vertices_by_legs.values() for v in group]
    assert len(found) == len(fermi.MODEL.vertices)


def test_species_holds_particles_and_antiparticles():
    assert set(CHILD.species) == {"e-", "e+", "mu-", "mu+", "tau-", "tau+", "gamma", "S"}


def test_one_definition_per_name():
    other = Model("other", (fermion("mu-", mass="m_x", charge=-1),), extends=(qed.MODEL,))
    with pytest.raises(ValueError, match="'mu-' is defined differently in 'qed'"):
        _ = other.all_particles
    clash = Model("clash", (scalar("a", "b", mass="m"), scalar("b", "c", mass="M")))
    with pytest.raises(ValueError, match="two particles are called 'b'"):
        _ = clash.species


@pytest.mark.parametrize("name", ["S", "light"])
def test_own_names_and_aliases(name):
    assert CHILD.particle(name) == S


@pytest.mark.parametrize(
    ("name", "found"), [("13", "mu-"), ("-13", "mu+"), ("mu+", "mu+"), ("22", "gamma"), ("tau-", "tau-")]
)
def test_pdg_numbers_and_names(name, found):
    assert CHILD.particle(name).name == found


def test_own_names_win_over_pdg_names():
    pion = Model("pions", (scalar("pi0", "pi0", mass="m", pdg=9000001),))
    assert pion.particle("pi0").pdg == 9000001


def test_unknown_names():
    with pytest.raises(KeyError, match="model 'child' has no particle 'mu'; did you mean"):
        CHILD.particle("mu")
