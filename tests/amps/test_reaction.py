from fractions import Fraction

import pytest

from amps.lagrangian import Field, bar, parameters
from amps.model import Model
from amps.models import muonic_forces
from amps.models.qed import MODEL as QED
from amps.particle import fermion, scalar
from amps.reaction import ImpossibleReaction, parse_reaction

(y,) = parameters("y")
N, S, QUARK = fermion("N", "N", mass="m_N"), scalar("S", "S", mass="m_S"), fermion("q", mass="m_q", colour=3)
MAJORANA = Model("majorana", (N, S), {"s": y / 2 * Field(S) * bar(Field(N)) * Field(N)}, aliases={"hnl": "N"})
COLOURED = Model("coloured", (QUARK, S), {"s": y * Field(S) * bar(Field(QUARK)) * Field(QUARK)})


def names(text, model=QED):
    reaction = parse_reaction(text, model)
    return tuple(p.name for p in reaction.legs)


@pytest.mark.parametrize(
    "text",
    ["e- e+ > mu- mu+", "e- e+ -> mu- mu+", "11 -11 > 13 -13", "e-   e+>mu- mu+ ", "e- -11 -> mu- mu+"],
)
def test_spellings(text):
    assert names(text) == ("e-", "e+", "mu-", "mu+")


def test_pdg_names_of_neutrinos_and_mesons():
    assert names("321 > mu+ nu(mu)", muonic_forces.MODEL) == ("K+", "mu+", "nu_mu")
    assert names("K- > mu- nu(mu)~", muonic_forces.MODEL) == ("K-", "mu-", "nu_mu~")


def test_aliases():
    assert names("S > hnl N", MAJORANA) == ("S", "N", "N")


def test_signs_and_incoming_names():
    reaction = parse_reaction("e- gamma > e- gamma", QED)
    assert reaction.signs == (1, 1, -1, -1)
    assert reaction.incoming_names() == ("e-", "gamma", "e+", "gamma")
    assert str(reaction) == "e- gamma > e- gamma"
    assert r"\to" in reaction._repr_latex_()


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("e- e+ > gamma gamma", Fraction(1, 2)),
        ("e- e+ > gamma gamma gamma", Fraction(1, 6)),
        ("e- e- > e- e-", Fraction(1, 2)),
        ("e- e+ > e- e+", Fraction(1)),
        ("e- e+ > mu- mu+ mu- mu+", Fraction(1, 4)),
        ("gamma gamma > e- e+", Fraction(1)),
    ],
)
def test_symmetry_factor_of_identical_final_particles(text, factor):
    assert parse_reaction(text, QED).symmetry_factor == factor


@pytest.mark.parametrize(
    ("text", "model", "average"),
    [
        ("e- e+ > gamma gamma", QED, Fraction(1, 4)),
        ("gamma gamma > e- e+", QED, Fraction(1, 4)),
        ("V > mu- mu+", muonic_forces.MODEL, Fraction(1, 3)),
        ("K+ > mu+ nu_mu", muonic_forces.MODEL, Fraction(1)),
        ("nu_mu mu- > nu_mu mu-", muonic_forces.MODEL, Fraction(1, 2)),
        ("q q~ > S S", COLOURED, Fraction(1, 36)),
    ],
)
def test_average_over_initial_states(text, model, average):
    assert parse_reaction(text, model).average == average


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("e- e+", "one arrow"),
        ("e- > mu- > tau-", "one arrow"),
        ("e- e+ = mu- mu+", "one arrow"),
        ("e- e+ mu- > mu-", "1 or 2 initial particles"),
        ("> mu- mu+", "1 or 2 initial particles"),
        ("e- e+ >", "1 or 2 initial particles"),
        ("e- > e-", "at least 3 legs"),
        ("e- e+ > gamma gamma gamma gamma gamma gamma gamma", "at most 8"),
    ],
)
def test_malformed_reactions(text, message):
    with pytest.raises(ValueError, match=message):
        parse_reaction(text, QED)


def test_unknown_particle_names_close_ones():
    with pytest.raises(KeyError, match=r"did you mean.*gamma"):
        parse_reaction("e- e+ > gama gamma", QED)
    with pytest.raises(KeyError, match=r"it has.*mu-"):
        parse_reaction("e- e+ > XYZQ gamma", QED)
    with pytest.raises(KeyError, match="no particle '2212'"):
        parse_reaction("e- 2212 > e- 2212", QED)


@pytest.mark.parametrize(
    ("text", "model", "message"),
    [
        ("e- e- > mu- mu+", QED, "charge is not conserved"),
        ("K+ > mu- nu_mu", muonic_forces.MODEL, "charge is not conserved"),
        ("K+ > mu+ nu_mu~", muonic_forces.MODEL, "fermion number is not conserved"),
        ("e- gamma > gamma gamma", QED, "charge is not conserved"),
        ("S > N", MAJORANA, "3 legs"),
        ("S > N N N", MAJORANA, "fermion number is not conserved"),
    ],
)
def test_forbidden_reactions(text, model, message):
    with pytest.raises((ImpossibleReaction, ValueError), match=message):
        parse_reaction(text, model)


def test_majorana_fermions_break_fermion_number_by_two():
    assert names("S > N N", MAJORANA) == ("S", "N", "N")
