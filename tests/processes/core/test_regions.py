"""Bounds of cuts that maps build in."""

import pytest

import processes
from processes.core.cuts import parse_cuts
from processes.core.regions import map_arguments, map_bounds


@pytest.fixture(scope="module")
def radiation():
    return processes.reaction("e- mu- > e- mu- gamma", model="qed")


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("E_gamma > 0.5", 0.5),
        ("pT_gamma > 0.3", 0.3),
        ("p_gamma > 0.2", 0.2),
        ("pT_gamma > 0.3 and E_gamma > 0.5", 0.5),
        ("E_gamma > 0.5 and pT_gamma > 0.7", 0.7),
    ],
)
def test_energies_and_momenta_bound_the_energy(radiation, text, least):
    cut = parse_cuts(radiation, text)
    names = map_bounds(radiation, cut).least_energy
    assert list(names) == [5]
    assert map_arguments(radiation, cut, tuple(names.values()), {"sqrt_s": 10.58}) == {names[5]: least}


@pytest.mark.parametrize("text", ["E_gamma < 0.5", "y_gamma > 0.1", "pT_gamma > 0 or E_gamma > 1"])
def test_other_cuts_bound_no_energy(radiation, text):
    assert not map_bounds(radiation, parse_cuts(radiation, text)).least_energy


def test_the_outermost_mass_respects_the_energy_of_the_photon(radiation):
    from processes.core.propagators import default_phase_space

    space = default_phase_space(radiation, parse_cuts(radiation, "E_gamma > 0.5"))
    isolated = [channel for channel in space.channels if 5 in channel.tree.parts]
    assert len(isolated) == 2
    for channel in isolated:
        (rest,) = (part for part in channel.tree.parts if part != 5)
        assert rest.mass.recoil_energy == "least_energy_5"
