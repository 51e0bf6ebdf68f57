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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m_mu-_gamma < 2", {"most_mass_4_5": 2.0}),
        ("abs(m_mu-_gamma - 2) < 0.5", {"least_mass_4_5": 1.5, "most_mass_4_5": 2.5}),
        ("E_gamma < 0.5 and E_gamma > 0.1", {"least_energy_5": 0.1, "most_energy_5": 0.5}),
        ("2 - m_mu-_gamma / 2 > 1", {"most_mass_4_5": 2.0}),
        ("-3 * E_gamma + 1 < -2", {"least_energy_5": 1.0}),
        ("abs(2 * (E_gamma - 1)) <= 1", {"least_energy_5": 0.5, "most_energy_5": 1.5}),
        ("abs(m_mu-_gamma - 2) > 0.5 and 0 * E_gamma < 1", {}),
        ("E_gamma * E_gamma < 1 and 1 / E_gamma < 1 and E_gamma - E_e- < 1", {}),
        ("pT_gamma < 0.5", {}),
    ],
)
def test_windows_bound_masses_and_energies_from_both_sides(radiation, text, expected):
    cut = parse_cuts(radiation, text)
    bounds = map_bounds(radiation, cut)
    names = [*bounds.least_mass.values(), *bounds.most_mass.values()]
    names += [*bounds.least_energy.values(), *bounds.most_energy.values()]
    assert map_arguments(radiation, cut, tuple(names), {"sqrt_s": 10.58}) == pytest.approx(expected)


PAIR = {"sqrt_s": 10.58, "m_chi": 0.1, "m_Ap": 30.0, "eps": 1e-3, "alpha_D": 0.1}


@pytest.mark.parametrize("width", [1e-2, 1e-4, 1e-6])
def test_a_narrow_window_has_the_density_times_its_width(width):
    """No point of an even sample passes the narrowest; a few that pass must not pass for the whole window."""
    process = processes.get("e_e_to_gamma_chi_chi")
    found = process.cross_section(cuts=f"m_chichi~ > 1 and m_chichi~ < {1 + width}", **PAIR)
    assert found.converged and found.n_evaluations < 50_000
    # d(sigma)/dm at m = 1, from the window of 1e-3 within two per mille, grows as m^3 about there.
    near = process.cross_section(cuts="abs(m_chichi~ - 1) < 5e-4", seed=3, **PAIR).value / 1e-3
    assert found.value == pytest.approx(near * width * (1 + 1.5 * width), rel=6e-3)


def test_the_parts_on_both_sides_of_a_mass_add_up():
    process = processes.get("e_e_to_gamma_chi_chi")
    below, above, whole = (
        process.cross_section(cuts=f"E_gamma > 0.5{more}", **PAIR)
        for more in (" and m_chichi~ < 3", " and m_chichi~ > 3", "")
    )
    assert abs(below.value + above.value - whole.value) < 4 * (below.error**2 + above.error**2 + whole.error**2) ** 0.5
