"""Energies on a pole: narrow resonances made by two particles, and rates beside a pole without its width."""

import math

import pytest

import processes

ONE = processes.reaction("e- e+ > Ap", model="dark_photon")
AT = {"m_Ap": 0.05, "eps": 1e-3}
DARK = {"m_chi": 0.01, "alpha_D": 1e-4}


def test_one_final_particle_has_no_rate_at_one_energy():
    with pytest.raises(ValueError, match=r"delta function at sqrt\(s\) = 0\.05 GeV; average it over a beam"):
        ONE.cross_section(sqrt_s=0.05, **AT)


def test_production_from_the_width_to_the_same_particles():
    """Int sigma dE = 2 pi^2 (2J + 1)/((2s + 1)^2 p^2) Gamma(e e), the area of a Breit-Wigner (PDG review)."""
    found = ONE.spectrum_average([0.04, 0.06], [1.0, 1.0], unit="GeV^-2", **AT)
    width = processes.get("aprime_to_l_l").width(**AT).value
    p2 = 0.05**2 / 4 - found.parameters["m_e"] ** 2
    assert found.value == pytest.approx(math.pi**2 * 3 / 4 / p2 * width / 0.02 * 2, rel=1e-12)
    assert found.method == "closed form"


def test_a_narrow_resonance_of_the_pair_it_decays_to():
    """Production times the branching fraction is the area under the line shape of e- e+ > chi chi~."""
    pair = processes.reaction("e- e+ > chi chi~", model="dark_photon")
    visible = processes.get("aprime_to_l_l").width(**AT).value
    dark = processes.get("aprime_to_chi_chi").width(m_Ap=0.05, **DARK).value
    total = visible + dark
    window = [0.05 - 4 * total, 0.05 + 4 * total]
    found = pair.spectrum_average(window, [1.0, 1.0], Gamma_Ap=total, **AT, **DARK)
    made = ONE.spectrum_average(window, [1.0, 1.0], **AT)
    inside = 2 / math.pi * math.atan(8)
    assert found.value == pytest.approx(made.value * dark / total * inside, rel=2e-3)


def test_a_resonance_on_a_target_at_rest():
    """s = m^2 + M^2 + 2 E M: the same area in sqrt(s), dE = sqrt(s)/M d sqrt(s)."""
    beam = processes.core.constants.Parameter("E_beam", None, "GeV", "positron energy")
    on_target = processes.core.process.Process("dark_photon", "e+ e- > Ap", (beam,))
    mass = on_target.arguments["m_e"].default
    energy = (0.05**2 - 2 * mass**2) / (2 * mass)
    found = on_target.spectrum_average([energy - 1, energy + 1], [1.0, 1.0], **AT)
    collider = ONE.spectrum_average([0.04, 0.06], [1.0, 1.0], **AT)
    assert found.value == pytest.approx(collider.value * 0.02 * 0.05 / mass / 2, rel=1e-12)


def test_a_pole_outside_the_spectrum_and_below_threshold():
    assert ONE.spectrum_average([0.1, 0.2], [1.0, 1.0], **AT).value == 0
    closed = ONE.spectrum_average([0.1, 0.2], [1.0, 1.0], m_Ap=0.001, eps=1e-3)
    assert closed.warnings == ("below threshold",)
    with pytest.raises(ValueError, match="nothing to cut on"):
        ONE.spectrum_average([0.1, 0.2], [1.0, 1.0], cuts="E_Ap > 1", **AT)


@pytest.mark.parametrize("process", ["chi_chi_to_l_l", "e- e+ > chi chi~"])
def test_beside_a_pole_without_its_width(process):
    found = processes.get(process) if ">" not in process else processes.reaction(process, model="dark_photon")
    near = found.cross_section(sqrt_s=0.05 * (1 + 1e-7), **AT, **DARK)
    (note,) = near.warnings
    assert "widths from the pole of Ap, whose width is taken as 0; its open channels sum to Gamma_Ap" in note
    width = float(note.split()[-2])
    there = found.cross_section(sqrt_s=0.05 * (1 + 1e-7), Gamma_Ap=width, **AT, **DARK)
    assert there.warnings == () and near.value > 100 * there.value
    assert found.cross_section(sqrt_s=0.06, **AT, **DARK).warnings == ()
    with pytest.raises(ValueError, match=r"sqrt\(s\) is the mass of Ap, where the rate is infinite: give Gamma_Ap"):
        found.cross_section(sqrt_s=0.05, **AT, **DARK)
