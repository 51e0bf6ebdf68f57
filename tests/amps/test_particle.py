from fractions import Fraction

import pytest

from amps.particle import Particle, fermion, scalar, vector


@pytest.mark.parametrize(
    ("particle", "antiname"),
    [
        (fermion("e-", charge=-1), "e+"),
        (scalar("K+", charge=1), "K-"),
        (fermion("chi"), "chi~"),
        (fermion("N", "N"), "N"),
        (vector("gamma"), "gamma"),
        (vector("W+", charge=1), "W-"),
        (scalar("phi"), "phi~"),
    ],
)
def test_antiparticle_names(particle, antiname):
    assert particle.antiname == antiname
    assert particle.self_conjugate == (particle.name == antiname)


def test_conjugate_reverses_everything_additive():
    muon = fermion("mu-", mass="m_mu", charge=-1, pdg=13, latex=r"\mu^-", numbers={"L_mu": 1})
    anti = muon.conjugate()
    assert (anti.name, anti.charge, anti.pdg, anti.mass) == ("mu+", 1, -13, "m_mu")
    assert anti.numbers == {"L_mu": Fraction(-1)}
    assert anti.latex == r"\mu^+"
    assert anti.conjugate() == muon
    z = vector("Z", mass="m_Z")
    assert z.conjugate() is z


@pytest.mark.parametrize(
    ("particle", "states"),
    [
        (scalar("h", "h"), 1),
        (fermion("e-", charge=-1), 2),
        (fermion("nu", chiral=True), 1),
        (fermion("N", "N", mass="m"), 2),
        (vector("gamma"), 2),
        (vector("Z", mass="m"), 3),
    ],
)
def test_spin_states(particle, states):
    assert particle.states == states


def test_impossible_particles():
    with pytest.raises(ValueError, match="expected '0', '1/2' or '1'"):
        Particle("G", "G", "2")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="only a massless spin-1/2 field"):
        fermion("nu", chiral=True, mass="m_nu")
    with pytest.raises(ValueError, match="its own antiparticle but has charge"):
        scalar("X", "X", charge=1)


def test_latex():
    assert fermion("chi", latex=r"\chi").conjugate().latex == r"\bar{\chi}"
    assert scalar("h", "h", latex="h")._repr_latex_() == "$h$"
