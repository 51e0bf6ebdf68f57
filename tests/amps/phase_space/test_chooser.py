"""The chosen map samples the virtualities of the diagrams."""

from __future__ import annotations

import numpy as np
import pytest

from amps.phase_space import Cuts, Denominator, channels, phase_space
from amps.phase_space.chooser import mapped
from amps.phase_space.maps import BreitWigner, Flat, Inverse, InverseSquare, TwoSided
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
    combined = channels(2, 3, hints)
    assert len(combined.channels) == 3
    assert set().union(*(mapped(space) for space in combined.channels)) == signs_of(hints, 2)
    assert combined.parameters == ("Gamma_V", "Gamma_W", "m_V", "m_W")


def test_a_single_denominator_needs_one_channel() -> None:
    assert len(channels(2, 2, [Denominator((1, 0, -1, 0))]).channels) == 1


def test_the_narrow_resonance_is_flat_in_the_chosen_variables() -> None:
    hints = [*EMISSION, Denominator((0, 0, 0, 1, 1), "m_Ap", "Gamma_Ap")]
    space = phase_space(2, 3, hints, Cuts(least_energy={3: "E_min"}))
    x = np.random.default_rng(4).random((4, 4000))
    values = {"m_Ap": 1.0, "Gamma_Ap": 1e-6, "E_min": 0.5}
    point = space.evaluate(ARRAYS, list(x), (ELECTRON, ELECTRON, 0.0, 0.1, 0.1), 10.58, values)
    near, far = (point.virtuality(hint.signs, hint.mass) for hint in EMISSION)
    pole = point.virtuality((0, 0, 0, 1, 1), "m_Ap")
    integrand = point.weight / (near * far) / (pole**2 + 1e-12)
    assert integrand.std() < 0.1 * integrand.mean()


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
