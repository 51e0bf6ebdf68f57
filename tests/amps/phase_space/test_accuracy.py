"""Every invariant in doubles against fifty digits at the same unit-cube doubles, interior and 1e-12 from the faces."""

from __future__ import annotations

import pytest

from amps.kinematics import sqrt_s_fixed_target
from amps.phase_space import AngleMap, Cluster, Denominator, MassMap, PhaseSpace, phase_space
from amps.phase_space.decay3 import decay3
from amps.phase_space.decayn import decayn
from amps.phase_space.maps import BreitWigner, Inverse, TwoSided
from amps.phase_space.scatter2 import scatter2
from amps.phase_space.scatter3 import bremsstrahlung, pair_recoil
from amps.phase_space.scatter4 import pair_emission, trident

from .fifty_digits import ELECTRON, MUON, worst_errors

TOLERANCE = 4e-14
"""Sums of positive terms and elementary functions: two hundred roundings, at logarithms of up to sixty e-folds."""
UNSAMPLED = 1e-11
"""Products of legs that no variable samples, in chains of several light particles."""

EMISSION = [((1, 0, -1, 0), 1), ((1, 0, 0, -1), 1), ((0, 1, -1, 0), 2), ((0, 1, 0, -1), 2)]
TRANSFERS = [((1, 0, -1, 0), None), ((0, 1, 0, -1), None)]


@pytest.mark.parametrize("sqrt_s", [0.1001, 10.58, 91.19, 1022.0])
def test_radiative_return_keeps_collinear_propagators_up_to_a_million_electron_masses(sqrt_s: float) -> None:
    space = scatter2(AngleMap(TwoSided(), pole=1, upper_pole=1))
    errors = worst_errors(space, [ELECTRON, ELECTRON, 0.0, 0.1], sqrt_s, EMISSION)
    assert max(errors.values()) < TOLERANCE, errors


def test_soft_photon_just_above_threshold() -> None:
    space = scatter2(AngleMap(TwoSided(), pole=1, upper_pole=1))
    errors = worst_errors(space, [ELECTRON, ELECTRON, 0.0, 0.0999999], 0.1, EMISSION)
    assert max(errors.values()) < TOLERANCE, errors


@pytest.mark.parametrize("masses", [(0.1, 171.0, 0.1, 171.0), (0.0, 37.0, 0.1, 37.0)])
def test_momentum_transfer_to_a_heavy_target(masses: tuple[float, ...]) -> None:
    errors = worst_errors(scatter2(AngleMap(Inverse())), masses, 200.0, TRANSFERS)
    assert max(errors.values()) < TOLERANCE, errors


@pytest.mark.parametrize(
    ("energy", "mediator", "target", "lepton"),
    [
        (100.0, 0.1, 171.0, ELECTRON),
        (10.0, 0.01, 171.0, ELECTRON),
        (1000.0, 1e-3, 171.0, ELECTRON),
        (1000.0, 1e-3, 171.0, 0.1),
        (400.0, 0.3, 0.938, 0.1),
        (1.0, 0.1, 0.938, 0.3),
    ],
)
def test_bremsstrahlung_on_a_nucleus(energy: float, mediator: float, target: float, lepton: float) -> None:
    wanted = [
        ((0, 1, 0, -1, 0), None),
        ((0, 0, 1, 0, 1), 1),
        ((1, 0, 0, 0, -1), 1),
        ((0, 0, 0, 1, 1), 4),
        ((0, 1, 0, 0, -1), 2),
        ((1, 0, -1, 0, 0), None),
    ]
    masses = [lepton, target, lepton, target, mediator]
    sqrt_s = sqrt_s_fixed_target(energy, lepton, target)
    errors = worst_errors(bremsstrahlung(4, 3, 5), masses, sqrt_s, wanted)
    assert max(errors.values()) < TOLERANCE, errors


@pytest.mark.parametrize("energy", [1.04, 10.8, 112.0, 1000.0])
def test_neutrino_trident(energy: float) -> None:
    sampled = [
        ((0, 1, 0, 0, 0, -1), None),
        ((1, 0, -1, 0, 0, 0), None),
        ((0, 0, 0, 1, 1, 0), None),
        ((0, 0, 1, 1, 1, 0), None),
    ]
    leptons = [((0, 1, 0, -1, 0, -1), 4), ((0, 1, 0, 0, -1, -1), 5)]
    masses = [0.0, 37.2, 0.0, MUON, MUON, 37.2]
    sqrt_s = sqrt_s_fixed_target(energy, 0.0, 37.2)
    errors = worst_errors(trident(6, 3, (4, 5)), masses, sqrt_s, [*sampled, *leptons], count=16)
    assert max(errors.values()) < TOLERANCE, errors


@pytest.mark.parametrize(("energy", "width"), [(10.0, 1e-7), (100.0, 1e-14), (1000.0, 1e-4)])
def test_resonant_pair_emission_keeps_the_distance_from_a_narrow_pole(energy: float, width: float) -> None:
    wanted = [
        ((0, 1, 0, 0, 0, -1), None),
        ((0, 0, 0, 1, 1, 0), "m_Ap"),
        ((0, 0, 1, 1, 1, 0), 1),
        ((1, 0, 0, -1, -1, 0), 1),
    ]
    masses = [0.01, 37.2, 0.01, ELECTRON, ELECTRON, 37.2]
    space = pair_emission(6, 3, (4, 5), MassMap(BreitWigner(), "m_Ap", "Gamma_Ap"))
    sqrt_s = sqrt_s_fixed_target(energy, 0.01, 37.2)
    errors = worst_errors(space, masses, sqrt_s, wanted, {"m_Ap": 0.05, "Gamma_Ap": width}, count=16)
    assert max(errors.values()) < TOLERANCE, errors


def test_mono_photon_with_a_narrow_mediator() -> None:
    space = pair_recoil(3, (4, 5), MassMap(BreitWigner(), "m_Ap", "Gamma_Ap"), AngleMap(TwoSided(), 1, 1))
    wanted = [((1, 0, -1, 0, 0), 1), ((0, 1, -1, 0, 0), 2), ((0, 0, 0, 1, 1), "m_Ap"), ((0, 0, 0, 1, 1), None)]
    masses = [ELECTRON, ELECTRON, 0.0, 0.3, 0.3]
    errors = worst_errors(space, masses, 10.58, wanted, {"m_Ap": 1.0, "Gamma_Ap": 1e-6})
    assert max(errors.values()) < TOLERANCE, errors


def test_initial_and_final_state_emission_of_one_photon() -> None:
    hints = [
        Denominator((1, 0, -1, 0, 0), 1),
        Denominator((0, 1, -1, 0, 0), 2),
        Denominator((0, 0, 0, 1, 1)),
        Denominator((0, 0, 1, 1, 0), 4),
        Denominator((0, 0, 1, 0, 1), 5),
    ]
    wanted = [(hint.signs, hint.mass) for hint in hints]
    errors = worst_errors(phase_space(2, 3, hints), [ELECTRON, ELECTRON, 0.0, MUON, MUON], 91.19, wanted)
    sampled = [f"{signs} - {mass}" for signs, mass in wanted]
    assert max(errors[name] for name in sampled) < TOLERANCE, errors
    assert max(errors.values()) < 1e-10, errors


@pytest.mark.parametrize("masses", [(0.493677, MUON, 0.0, 1e-3), (1.0000011, 1.0, ELECTRON / 1e3, ELECTRON / 1e3)])
def test_three_body_decay_far_from_and_near_threshold(masses: tuple[float, ...]) -> None:
    wanted = [((0, 0, 1, 1), None), ((0, 1, 0, 1), 2), ((0, 1, 1, 0), None)]
    errors = worst_errors(decay3((3, 4)), masses, None, wanted)
    assert max(errors.values()) < TOLERANCE, errors


def test_soft_photon_of_a_decay() -> None:
    space = decay3((2, 4), MassMap(Inverse(), pole=2))
    wanted = [((0, 1, 0, 1), 2), ((1, 0, 0, -1), 1), ((0, 0, 1, 1), 3)]
    errors = worst_errors(space, [0.5, 0.1, 0.1, 0.0], None, wanted)
    assert max(errors.values()) < TOLERANCE, errors


def test_five_body_decay_of_a_light_cascade() -> None:
    space = decayn((2, 3, 4, 5, 6), {(5, 6): MassMap(Inverse()), (4, 5, 6): MassMap(Inverse())})
    wanted = [((0, 0, 0, 0, 1, 1), None), ((0, 0, 0, 1, 1, 0), 4), ((1, -1, 0, 0, 0, 0), None)]
    errors = worst_errors(space, [5.0, 0.1, 0.1, ELECTRON, ELECTRON, ELECTRON], None, wanted, count=16)
    assert max(errors.values()) < UNSAMPLED, errors


def test_the_map_chosen_from_denominators_is_as_accurate() -> None:
    hints = [
        Denominator((1, 0, 0, 0, -1), 1),
        Denominator((0, 0, 1, 0, 1), 3),
        Denominator((0, 1, 0, -1, 0)),
    ]
    space = phase_space(2, 3, hints)
    masses = [ELECTRON, 171.0, ELECTRON, 171.0, 0.1]
    wanted = [(hint.signs, hint.mass) for hint in hints]
    errors = worst_errors(space, masses, sqrt_s_fixed_target(20.0, ELECTRON, 171.0), wanted)
    assert max(errors.values()) < TOLERANCE, errors


def test_target_emission_chain_is_accurate_too() -> None:
    tree = Cluster(3, Cluster(5, 4, exchange=2, mass=MassMap(Inverse(), 2)), exchange=1, angle=AngleMap(Inverse()))
    wanted = [((1, 0, -1, 0, 0), None), ((0, 0, 0, 1, 1), 2), ((0, 1, 0, 0, -1), 2)]
    errors = worst_errors(PhaseSpace(2, tree), [0.1, 0.938, 0.1, 0.938, 0.0], 30.0, wanted)
    assert max(errors.values()) < TOLERANCE, errors


@pytest.mark.parametrize("cutoff", [0.0, 1e-3])
def test_a_cutoff_in_the_photon_exchange_keeps_what_the_exchange_without_one_keeps(cutoff: float) -> None:
    """Where cuts leave t = 0 inside, the cutoff of the map is zero, and t may be 1e-20 of s."""
    photon = Denominator((0, 1, 0, -1, 0), cutoff="cutoff")
    space = phase_space(2, 3, [photon, Denominator((1, 0, 0, 0, -1), 1)])
    assert space.tree.angle.pole == "cutoff"
    wanted = [((0, 1, 0, -1, 0), "cutoff"), ((1, 0, 0, 0, -1), 1), ((0, 0, 1, 0, 1), 1)]
    masses = (ELECTRON, MUON, ELECTRON, MUON, 0.0)
    errors = worst_errors(space, masses, 10.58, wanted, {"cutoff": cutoff})
    sampled = {name: error for name, error in errors.items() if name == "weight" or name[0] == "("}
    assert len(sampled) == 4
    assert max(sampled.values()) < 2 * TOLERANCE, errors
    assert max(errors.values()) < 10 * UNSAMPLED, errors
