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


IRON = {"nucleus": "Fe", "E_nu": 160.0, "contribution": "total", "rtol": 6e-3}
CCFR_PREDICTED, CCFR_V_MINUS_A = 45.3, 78.1
CCFR_SLOPE, CCFR_OVER_PREDICTED = 4.7e-42, 0.82
"""Events of the full theory and of V - A; cross section per iron nucleus over E_nu, cm^2/GeV, at 160 GeV, and its ratio
to the prediction: S. R. Mishra et al., Phys. Rev. Lett. 66 (1991) 3117.
"""


@pytest.fixture(scope="module")
def iron(trident):
    return trident.rate(**IRON)


def test_w_exchange_alone_on_argon(trident):
    """C_V = C_A = 1/2 of s2w = 0, a quarter of V - A, against C_V = 1/2 + 2 s2w, C_A = 1/2."""
    at = {**ARGON, "E_nu": 160.0}
    ratio = trident.rate(**at).value / trident.rate(**at, s2w=0.0).value
    assert ratio == pytest.approx(((0.5 + 2 * 0.2312) ** 2 + 0.25) / 0.5, rel=0.05)


@pytest.mark.slow
def test_v_minus_a_alone_is_larger(trident, iron):
    """W exchange only, C_V = C_A = 1, is four times s2w = 0; the full theory has C_V = 1/2 + 2 s2w, C_A = 1/2."""
    ratio = 4 * trident.rate(**IRON, s2w=0.0).value / iron.value
    assert ratio == pytest.approx(2 / ((0.5 + 2 * 0.2312) ** 2 + 0.25), rel=0.05)
    assert ratio == pytest.approx(CCFR_V_MINUS_A / CCFR_PREDICTED, rel=0.03)
    assert 1 - 1 / ratio == pytest.approx(0.4, abs=0.05)


@pytest.mark.slow
def test_iron_with_its_nucleons_at_ccfr(iron):
    assert iron.to("cm^2").value == pytest.approx(CCFR_SLOPE / CCFR_OVER_PREDICTED * 160, rel=0.03)


@pytest.mark.parametrize("v_phi", [pytest.param(300.0, marks=pytest.mark.slow), 750.0])
def test_heavy_vector_acts_as_a_contact_term(trident, v_phi):
    """C_V -> C_V + v^2/v_phi^2 with v_phi = m_Zp/g_Zp in C_V^2 + C_A^2, up to the muon's mass over energies."""
    at = {"nucleus": "Fe", "E_nu": 1000.0, "rtol": 8e-3}
    full, heavy = trident.rate(**at), trident.rate(**at, m_Zp=v_phi * 10, g_Zp=10.0)
    vector, axial = 1 + 4 * 0.2312 + 2 * (246.22 / v_phi) ** 2, 1.0
    assert heavy.value / full.value == pytest.approx((vector**2 + axial) / ((1 + 4 * 0.2312) ** 2 + axial), rel=0.03)
    assert trident.rate(**at, m_Zp=v_phi, g_Zp=1.0).value == pytest.approx(heavy.value, rel=0.03)


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
