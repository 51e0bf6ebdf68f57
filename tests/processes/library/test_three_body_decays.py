"""Decays to three: one per mille within ten thousand evaluations, adaptation included, at every corner."""

from dataclasses import replace

import numpy as np
import pytest

import processes
from amps.phase_space.decay3 import decay3

DARK = {"eps": 1e-3, "alpha_D": 0.1}
LIBRARY = [
    ("k_to_mu_nu_v", {"m_V": 1e-4, "q_nu": 0.0, "g_V": 1e-3}),
    ("k_to_mu_nu_v", {"m_V": 1e-2, "q_nu": 0.5, "g_V": 1e-3}),
    ("k_to_mu_nu_v", {"m_V": 1e-4, "q_nu": 1.0, "g_V": 1e-3}),
    ("k_to_mu_nu_v", {"m_V": 0.388, "q_nu": 1.0, "g_V": 1e-3}),
    ("mu_to_e_nu_nu", {}),
    ("pi0_to_gamma_l_l", {}),
    ("pi0_to_gamma_chi_chi", {"m_Ap": 0.05, "m_chi": 0.01, "dm": "scalar", **DARK}),
    ("pi0_to_gamma_chi_chi", {"m_Ap": 0.05, "m_chi": 0.0249, "dm": "scalar", **DARK}),
    ("pi0_to_gamma_chi_chi", {"m_Ap": 0.05, "m_chi": 0.01, "Gamma_Ap": 1e-12, "dm": "scalar", **DARK}),
    ("chi2_to_chi1_l_l", {"m_1": 0.01, "delta": 1.0, "m_Ap": 0.9999, **DARK}),
    ("chi2_to_chi1_l_l", {"m_1": 1.0, "delta": 0.0010225, "m_Ap": 3.0, **DARK}),
    ("upsilond_to_v_v_v", {"m_chi": 1.0, "m_V": 1e-3, "alpha_D": 0.1, "R0": 0.2}),
]
RADIATIVE = [
    ("K+ > mu+ nu_mu gamma", "muonic_forces", {"cuts": "E_gamma > 0.01"}),
    ("V > mu- mu+ gamma", "muonic_forces", {"m_V": 1.0, "g_V": 1.0, "cuts": "E_gamma > 0.01"}),
]
SEEDS = (1, 2, 3)


@pytest.mark.parametrize(("name", "at"), LIBRARY)
def test_one_per_mille_within_ten_thousand_evaluations(name, at):
    process = processes.get(name)
    exact = process.width(**at, method="quadrature")
    assert exact.converged
    for seed in SEEDS:
        found = process.width(**at, method="vegas", rtol=1e-3, seed=seed)
        assert found.converged and found.n_evaluations <= 10_000
        assert abs(found.value - exact.value) < 4 * found.error
        within = process.width(**at, method="vegas", rtol=1e-3, seed=seed, neval=10_000)
        assert within.error <= 1e-3 * within.value


@pytest.mark.parametrize(("reaction", "model", "at"), RADIATIVE)
def test_one_per_mille_with_a_radiated_photon(reaction, model, at):
    """Against the same decay in flat variables, which know of no pole."""
    process = processes.reaction(reaction, model=model)
    flat = replace(process, phase_space=decay3()).width(**at, rtol=3e-3, seed=9)
    for seed in SEEDS:
        found = process.width(**at, rtol=1e-3, seed=seed, neval=10_000)
        assert found.error <= 1e-3 * found.value and found.n_evaluations <= 10_000
        assert abs(found.value - flat.value) < 4 * np.hypot(found.error, flat.error)


def test_a_resonance_that_its_threshold_suppresses_is_not_missed():
    """On its mass shell the dark photon is almost at rest, and one per cent of the width is off its mass shell."""
    process = processes.get("chi2_to_chi1_l_l")
    at = {"m_1": 0.01, "delta": 1.0, "m_Ap": 0.9999, **DARK}
    pulls = []
    exact = process.width(**at, method="quadrature")
    for seed in range(8):
        found = process.width(**at, method="vegas", rtol=1e-3, seed=seed)
        pulls.append((found.value - exact.value) / found.error)
    assert np.abs(pulls).max() < 4 and abs(np.mean(pulls)) < 1.5
