"""Coherent neutrino trident production: reference values, budget, V - A against the Standard Model, light Zp."""

import numpy as np
import pytest

import processes
from processes.core.sampling import random_points

ARGON = {"nucleus": "Ar", "E_nu": 10.0, "rtol": 4e-3}


@pytest.fixture(scope="module")
def trident():
    return processes.get("nu_a_to_nu_mu_mu_a")


def test_every_check_passes(trident):
    report = trident.check()
    assert report.passed, str(report)


@pytest.mark.parametrize("energy", [1.0, 160.0])
def test_evaluations_for_a_per_mille(trident, energy):
    found = trident.rate(nucleus="Ar", E_nu=energy)
    assert found.converged
    assert found.n_evaluations <= 1_000_000


def test_v_minus_a_alone_is_larger(trident):
    # W exchange only, C_V = C_A = 1, against C_V = 1/2 + 2 s2w, C_A = 1/2: about 40 % less in the full theory
    full, massless = trident.rate(**{**ARGON, "E_nu": 160.0}), trident.rate(**{**ARGON, "E_nu": 160.0}, s2w=0.0)
    expected = ((0.5 + 2 * 0.2312) ** 2 + 0.25) / 0.5
    assert full.value / massless.value == pytest.approx(expected, rel=0.05)


def test_heavy_vector_acts_as_a_contact_term(trident):
    # C_V -> C_V + v^2/v_phi^2 with v_phi = m_Zp/g_Zp, here at v_phi = 300 GeV
    full = trident.rate(**ARGON)
    heavy = trident.rate(**ARGON, m_Zp=300.0, g_Zp=1.0)
    heavier = trident.rate(**ARGON, m_Zp=3000.0, g_Zp=10.0)
    assert heavy.value > full.value
    assert heavy.value == pytest.approx(heavier.value, rel=0.01)


def test_light_vector_is_enhanced_at_small_momentum_transfer(trident):
    light, full = trident.rate(**ARGON, m_Zp=0.01, g_Zp=1e-3), trident.rate(**ARGON)
    assert light.converged
    assert light.value > full.value


def test_trace_and_spinors_agree_with_a_light_vector(trident):
    masses = {"Z": 18.0, "A": 40.0, "m_Zp": 0.02, "g_Zp": 1e-3}
    points = random_points(trident, {**masses, "M_A": 37.26, "m_mu": 0.10566, "sqrt_s": 40.0}, 20, seed=3)
    given = {**masses, "M_A": 37.26, "m_mu": 0.10566, "form_factor": "point"}
    trace, spinors = (trident.evaluate(points, route=route, **given) for route in ("trace", "spinors"))
    assert np.max(np.abs(trace / spinors - 1)) < 1e-8


def test_below_threshold_is_zero(trident):
    found = trident.rate(nucleus="Ar", E_nu=0.2)
    assert found.value == 0
