"""Relative velocity and centre-of-mass energy of a pair."""

import numpy as np
import pytest

import processes
from processes.core.velocity import FROM_ENERGY, FROM_V, pair_energy, pair_velocity, with_energy


@pytest.mark.parametrize("v", [1e-3, 0.3, 1.0, 1.99])
def test_there_and_back(v):
    assert pair_velocity(0.7, pair_energy(0.7, v)) == pytest.approx(v, rel=1e-9)


def test_energy_of_a_pair():
    """Two particles of velocity v/2 each: 2 m over sqrt(1 - v^2/4)."""
    assert pair_energy(0.5, 1.2) == pytest.approx(1 / 0.8, rel=1e-15)
    assert pair_energy(0.5, 0.0) == 1.0
    assert pair_velocity(0.5, 0.9) == 0


def test_other_processes_keep_their_parameters():
    process = processes.get("e_e_to_mu_mu")
    assert with_energy(process, {"sqrt_s": 1.0, "v": 246.0}) == {"sqrt_s": 1.0, "v": 246.0}


def test_each_stands_for_the_other():
    process = processes.get("chi_chi_to_v_v")
    by_velocity = with_energy(process, {"m_chi": 1.0, "m_Ap": 0.1, "sqrt_s": FROM_V, "v": 0.2})
    by_energy = with_energy(process, {"m_chi": 1.0, "m_Ap": 0.1, "sqrt_s": by_velocity["sqrt_s"], "v": FROM_ENERGY})
    assert by_energy["v"] == pytest.approx(0.2, rel=1e-12)


def test_arrays_of_velocities():
    process = processes.get("chi_chi_to_v_v")
    v = np.array([0.1, 0.2])
    found = process.cross_section(m_chi=1.0, m_Ap=0.1, alpha_D=0.1, v=v)
    one = process.cross_section(m_chi=1.0, m_Ap=0.1, alpha_D=0.1, v=0.2)
    assert found.value[1] == one.value
    assert found.parameters["sqrt_s"] == pytest.approx([pair_energy(1.0, 0.1), pair_energy(1.0, 0.2)])
    assert list(found.parameters["v"]) == [0.1, 0.2]
