"""The chosen map samples the virtualities of the diagrams."""

from __future__ import annotations

import math

import numpy as np
import pytest

from amps.phase_space import Cuts, Denominator, PhaseSpace, channels, phase_space
from amps.phase_space.chooser import mapped
from amps.phase_space.maps import TAILS, BreitWigner, Flat, Inverse, InverseSquare, Logarithmic, TwoSided
from amps.phase_space.multichannel import MOST_CHANNELS
from amps.phase_space.tree import Cluster, canonical

from .fifty_digits import ARRAYS, ELECTRON

EMISSION = [Denominator((1, 0, -1, 0, 0), 1), Denominator((0, 1, -1, 0, 0), 2)]


def signs_of(hints: list[Denominator], n_in: int) -> set[tuple[int, ...]]:
    return {canonical(hint.signs, n_in) for hint in hints}


def test_no_hints_give_flat_isotropic_steps() -> None:
    for n_in, n_out in ((1, 2), (1, 3), (1, 4), (1, 5), (2, 2), (2, 3), (2, 4)):
        space = phase_space(n_in, n_out)
        assert (space.n_in, space.n_out) == (n_in, n_out)
        assert mapped(space) == set()


def test_dark_bremsstrahlung_resolves_photon_and_both_emission_propagators() -> None:
    hints = [
        Denominator((0, 1, 0, -1, 0)),
        Denominator((0, 0, 1, 0, 1), 1),
        Denominator((1, 0, 0, 0, -1), 1),
    ]
    space = phase_space(2, 3, hints)
    assert mapped(space) == signs_of(hints, 2)
    assert 4 in space.tree.parts


def test_mono_photon_resolves_the_resonance_and_both_collinear_regions_above_the_energy_cut() -> None:
    hints = [*EMISSION, Denominator((0, 0, 0, 1, 1), "m_Ap", "Gamma_Ap")]
    space = phase_space(2, 3, hints, Cuts(least_energy={3: "E_min"}))
    assert mapped(space) == signs_of(hints, 2)
    assert space.tree.angle.shape == TwoSided()
    pair = space.tree.second
    assert isinstance(pair, Cluster)
    assert (pair.mass.shape, pair.mass.pole, pair.mass.width) == (BreitWigner(), "m_Ap", "Gamma_Ap")
    assert pair.mass.recoil_energy == "E_min"


def test_trident_hangs_the_photon_outermost() -> None:
    hints = [
        Denominator((0, 1, 0, 0, 0, -1)),
        Denominator((0, 1, 0, -1, 0, -1), 4),
        Denominator((0, 1, 0, 0, -1, -1), 5),
    ]
    space = phase_space(2, 4, hints)
    assert mapped(space) >= signs_of(hints, 2)
    assert 6 in space.tree.parts
    assert space.tree.angle.shape == Inverse()


def test_power_two_asks_for_the_inverse_square() -> None:
    assert phase_space(2, 2, [Denominator((1, 0, -1, 0), "m_V", power=2)]).tree.angle.shape == InverseSquare()
    assert phase_space(2, 2, [Denominator((1, 0, -1, 0), "m_V")]).tree.angle.shape == Inverse()
    assert phase_space(2, 2, [Denominator((1, 1, 0, 0), "m_V")]).tree.angle.shape == Flat()


def test_two_resonances_of_a_four_body_decay() -> None:
    hints = [Denominator((0, 1, 1, 0, 0), "m_Z", "Gamma_Z"), Denominator((0, 0, 0, 1, 1), "m_Z", "Gamma_Z")]
    assert mapped(phase_space(1, 4, hints)) == signs_of(hints, 1)


def test_initial_and_final_state_emission_fit_in_one_map() -> None:
    hints = [
        *EMISSION,
        Denominator((0, 0, 0, 1, 1)),
        Denominator((0, 0, 1, 1, 0), 4),
        Denominator((0, 0, 1, 0, 1), 5),
    ]
    assert mapped(phase_space(2, 3, hints, Cuts(least_energy={3: "E_min"}))) == signs_of(hints, 2)


def test_overlapping_resonances_need_channels() -> None:
    hints = [
        Denominator((0, 0, 1, 1, 0), "m_V", "Gamma_V"),
        Denominator((0, 0, 1, 0, 1), "m_V", "Gamma_V"),
        Denominator((0, 0, 0, 1, 1), "m_W", "Gamma_W"),
    ]
    combined = channels(2, 3, [[hint] for hint in hints])
    assert len(combined.channels) == 3
    assert [mapped(space) for space in combined.channels] == [signs_of([hint], 2) for hint in hints]
    assert combined.peaks == tuple((hint,) for hint in hints)
    assert combined.parameters == ("Gamma_V", "Gamma_W", "m_V", "m_W")


def test_a_single_denominator_needs_one_channel() -> None:
    assert len(channels(2, 2, [[Denominator((1, 0, -1, 0))]]).channels) == 1


def test_lines_that_fit_in_one_map_need_one_channel() -> None:
    photon = Denominator((0, 0, 0, 1, 1))
    assert len(channels(2, 3, [[photon, hint] for hint in EMISSION]).channels) == 1


def test_two_particles_in_the_same_line_need_a_channel_each() -> None:
    photon, resonance = Denominator((0, 0, 0, 1, 1)), Denominator((0, 0, 0, 1, 1), "m_Ap", "Gamma_Ap")
    combined = channels(2, 3, [[line, hint] for line in (photon, resonance) for hint in EMISSION])
    assert combined.peaks == ((photon,), (resonance,))
    assert [space.tree.second.mass.shape for space in combined.channels] == [Inverse(), BreitWigner()]


def test_a_diagram_without_a_peak_of_its_own_needs_no_channel() -> None:
    pair, exchange = Denominator((0, 0, 1, 0, 1), "m_V", "Gamma_V"), Denominator((0, 1, 0, -1, 0))
    overlap = Denominator((0, 0, 0, 1, 1), "m_V", "Gamma_V")
    assert len(channels(2, 3, [[pair], [pair, exchange], [overlap, exchange]]).channels) == 2


@pytest.mark.parametrize("exchange", [1, None])
def test_bounds_on_cosines_and_energies_leave_nothing_outside(exchange: int | None) -> None:
    """Cuts built into the map keep all of the phase space that passes them, and nothing else."""
    cuts = Cuts(least_energy={3: "E3", 5: "E5"}, cosines={4: ("low", "high")})
    hints = [Denominator((0, 0, 1, 0, 1), 1), *([Denominator((0, 1, 0, -1, 0))] if exchange else [])]
    space = phase_space(2, 3, hints, cuts)
    masses, values = (0.3, 0.2, 0.3, 0.2, 0.1), {"E3": 0.8, "E5": 0.5, "low": -0.3, "high": 0.8}
    rng = np.random.default_rng(5)

    def passing(sampled: PhaseSpace, count: int) -> tuple[float, float, np.ndarray]:
        point = sampled.evaluate(ARRAYS, list(rng.random((4, count))), masses, 4.0, values)
        (_, _, k3, k4, k5) = point.momenta()
        cosine = k4[3] / np.sqrt(k4[1] ** 2 + k4[2] ** 2 + k4[3] ** 2)
        inside = (k3[0] > 0.8) & (k5[0] > 0.5) & (cosine > -0.3) & (cosine < 0.8)
        weights = point.weight * inside
        return weights.mean(), weights.std() / count**0.5, inside | (point.weight == 0)

    bounded, error, inside = passing(space, 100_000)
    plain, plain_error, _ = passing(phase_space(2, 3, hints), 200_000)
    assert inside.all()
    assert abs(bounded - plain) < 4 * math.hypot(error, plain_error)


def test_an_upper_bound_gives_its_mass_a_variable() -> None:
    """Of equally good trees the one whose variables the bounds are on; all that passes them is kept."""
    cuts = Cuts(least_mass={(4, 5): "low"}, most_mass={(4, 5): "high"}, most_energy={3: "E_most"})
    space = phase_space(2, 3, [], cuts)
    assert next(part for part in space.tree.parts if not isinstance(part, int)).legs == (4, 5)
    masses, values = (0.3, 0.2, 0.3, 0.2, 0.1), {"low": 1.0, "high": 1.01, "E_most": 2.0}
    rng = np.random.default_rng(6)

    def mean(sampled: PhaseSpace, count: int) -> tuple[float, float, float]:
        point = sampled.evaluate(ARRAYS, list(rng.random((4, count))), masses, 4.0, values)
        pair, energy = np.sqrt(point.virtuality((0, 0, 0, 1, 1))), point.momenta()[2][0]
        inside = (pair > 1.0) & (pair < 1.01) & (energy < 2.0)
        weights = point.weight * inside
        return weights.mean(), weights.std() / count**0.5, inside.mean()

    bounded, error, share = mean(space, 10_000)
    plain, plain_error, _ = mean(phase_space(2, 3), 1_000_000)
    assert share > 0.99
    assert abs(bounded - plain) < 4 * math.hypot(error, plain_error)


def test_contradicting_bounds_leave_nothing() -> None:
    space = phase_space(2, 3, [Denominator((0, 0, 1, 0, 1), 1)], Cuts(least_energy={3: "E3", 5: "E5"}))
    point = space.evaluate(ARRAYS, list(np.full((4, 3), 0.4)), (0.3, 0.2, 0.3, 0.2, 0.1), 4.0, {"E3": 3.0, "E5": 3.0})
    assert np.all(point.weight == 0)
    assert all(np.isfinite(component).all() for momentum in point.momenta() for component in momentum)


def test_the_narrow_resonance_is_smooth_in_the_chosen_variables() -> None:
    """Flat but for what one variable gives to the tails of the resonance."""
    hints = [*EMISSION, Denominator((0, 0, 0, 1, 1), "m_Ap", "Gamma_Ap")]
    space = phase_space(2, 3, hints, Cuts(least_energy={3: "E_min"}))
    x = np.random.default_rng(4).random((4, 4000))
    values = {"m_Ap": 1.0, "Gamma_Ap": 1e-6, "E_min": 0.5}
    point = space.evaluate(ARRAYS, list(x), (ELECTRON, ELECTRON, 0.0, 0.1, 0.1), 10.58, values)
    near, far = (point.virtuality(hint.signs, hint.mass) for hint in EMISSION)
    pole = point.virtuality((0, 0, 0, 1, 1), "m_Ap")
    tails = 1e-6 / np.hypot(pole, 1e-6) * (TAILS**2 + np.arcsinh(pole / 1e-6) ** 2) / TAILS**2
    integrand = point.weight / (near * far) / (pole**2 + 1e-12)
    assert integrand.std() < 0.8 * integrand.mean()
    assert (integrand / tails).std() < 0.1 * (integrand / tails).mean()


def test_a_line_of_the_parent_has_its_pole_above() -> None:
    """K+ > mu+ nu gamma: (p_K - k)^2 - m_K^2 vanishes with the photon's energy, at the upper end of the mass."""
    hints = [Denominator((0, 1, 1, 0), 1), Denominator((0, 1, 0, 1), 2)]
    space = phase_space(1, 3, hints, Cuts(least_energy={4: "E_min"}))
    pair = space.tree.first
    assert isinstance(pair, Cluster)
    assert (pair.legs, pair.mass.shape, pair.mass.pole) == ((2, 3), Logarithmic(), 1)
    x = np.random.default_rng(4).random((2, 4000))
    point = space.evaluate(ARRAYS, list(x), (0.5, 0.1, 0.0, 0.0), None, {"E_min": 1e-6})
    energy = -point.virtuality((0, 1, 1, 0), 1) / (2 * 0.5)
    counts = np.histogram(np.log10(energy), [-6, -5, -4, -3, -2])[0]
    assert counts.min() > 0.9 * counts.max()


def test_emission_of_a_photon_by_a_pair_is_flat_in_the_chosen_variables() -> None:
    """1/(p2.k p3.k) of V > mu- mu+ gamma, soft and collinear photons together."""
    hints = [Denominator((0, 1, 0, 1), 2), Denominator((0, 0, 1, 1), 2)]
    space = phase_space(1, 3, hints, Cuts(least_energy={4: "E_min"}))
    x = np.random.default_rng(4).random((2, 4000))
    point = space.evaluate(ARRAYS, list(x), (100.0, ELECTRON, ELECTRON, 0.0), None, {"E_min": 0.1})
    first, second = (point.virtuality(hint.signs, hint.mass) for hint in hints)
    integrand = point.weight / (first * second)
    assert integrand.std() < 0.35 * integrand.mean()


@pytest.mark.parametrize(("n_in", "n_out"), [(0, 2), (1, 1), (1, 6), (2, 5), (2, 1)])
def test_other_numbers_of_legs_are_refused(n_in: int, n_out: int) -> None:
    with pytest.raises(ValueError, match=r"expected 1 -> 2..5 or 2 -> 2..4"):
        phase_space(n_in, n_out)


def test_bad_denominators_are_named() -> None:
    with pytest.raises(ValueError, match="expected 4 signs"):
        phase_space(2, 2, [Denominator((1, 0, -1))])
    with pytest.raises(ValueError, match="-1, 0, 1"):
        phase_space(2, 2, [Denominator((1, 0, -2, 0))])
    with pytest.raises(ValueError, match="power 1 or 2"):
        Denominator((1, 0, -1, 0), power=3)


def test_many_diagrams_share_the_channels_that_cover_most_lines() -> None:
    pairs = [(i, j) for i in range(1, 6) for j in range(i + 1, 6)]
    lines = {p: Denominator(tuple(int(k in p) for k in range(6)), f"m_{p[0]}{p[1]}", "Gamma") for p in pairs}
    diagrams = [[lines[a], lines[b]] for a in pairs for b in pairs if not set(a) & set(b)]
    assert len(diagrams) > 2 * MOST_CHANNELS - 3
    combined = channels(1, 5, [*diagrams, [lines[1, 2], lines[3, 4], lines[1, 5]]])
    assert len(combined.channels) <= MOST_CHANNELS
    assert {d for peaks in combined.peaks for d in peaks} == set(lines.values())
