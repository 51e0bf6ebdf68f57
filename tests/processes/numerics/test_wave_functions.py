"""Bound-state wave functions against closed forms and known critical couplings."""

import math

import pytest

from processes.numerics import wave_functions as wf


@pytest.mark.parametrize(("n", "ell"), [(1, 0), (2, 0), (3, 0)])
def test_numerical_coulomb_levels(n, ell):
    exact, found = wf.coulomb(2.0, 0.3, n), wf.yukawa(2.0, 0.0, 0.3, n - 1, ell)
    assert found.energy == pytest.approx(exact.energy, rel=1e-10)
    assert pytest.approx(exact.R0, rel=1e-10) == found.R0


def test_p_wave_slope_at_the_origin():
    """R_2p = r exp(-r/2a)/(sqrt(24) a^(5/2))."""
    found = wf.yukawa(2.0, 0.0, 0.5, 0, 1)
    assert found.R0 == 0
    assert found.coefficient == pytest.approx(1 / (math.sqrt(24) * 2.0**2.5), rel=1e-9)


@pytest.mark.parametrize("n", [1, 2])
def test_hulthen_closed_form_solves_the_equation(n):
    """C07."""
    d, closed = wf.HULTHEN_RANGE * 0.1, wf.hulthen(2.0, 0.1, 0.5, n)
    found = wf.in_potential(lambda r: 0.5 * d * math.exp(-d * r) / math.expm1(-d * r), 1.0, 2.0, n - 1)
    assert found.energy == pytest.approx(closed.energy, rel=1e-9)
    assert pytest.approx(closed.R0, rel=1e-9) == found.R0


def test_hulthen_ground_state_as_printed():
    a0 = wf.bohr_radius(2.0, 0.5)
    d = wf.HULTHEN_RANGE * 0.1
    assert pytest.approx(math.sqrt(4 - d**2 * a0**2) * a0**-1.5, rel=1e-14) == wf.hulthen(2.0, 0.1, 0.5).R0


def test_critical_couplings_of_the_yukawa_potential():
    """Critical screening 1.19061242 of the hydrogen atom (Rogers, Graboske, Harwood, Phys. Rev. A1 (1970) 1577)."""
    assert 2 / wf.critical_coupling() == pytest.approx(1.19061242, rel=1e-8)
    assert wf.critical_coupling() == pytest.approx(1.6798078, rel=3e-8)
    assert 2 / wf.critical_coupling(1) == pytest.approx(0.310209, rel=1e-5)
    assert 2 / wf.critical_coupling(0, 1) == pytest.approx(0.220216, rel=1e-5)


def test_binding_vanishes_at_the_critical_coupling():
    critical = wf.critical_coupling()
    assert wf.yukawa(2.0, 0.5, 0.25 * critical * 1.01).energy > -1e-4
    with pytest.raises(wf.NoBoundState, match=r"no bound state at these parameters.*1\.6798078"):
        wf.yukawa(2.0, 0.5, 0.25 * critical * 0.999)
    with pytest.raises(wf.NoBoundState, match=r"critical value 1\.644"):
        wf.hulthen(2.0, 0.5, 0.25 * math.pi**2 / 6)


def test_density_at_the_origin_vanishes_linearly_at_the_critical_coupling():
    critical = wf.critical_coupling()
    one, two = (wf.yukawa(1.0, 0.2, 0.2 * critical * (1 + x)).R0 ** 2 / x for x in (1e-6, 2e-6))
    assert one == pytest.approx(two, rel=1e-5)


@pytest.mark.parametrize("arguments", [(0.0, 0.1, 0.5), (1.0, -0.1, 0.5), (1.0, 0.1, -0.5)])
def test_impossible_parameters(arguments):
    with pytest.raises(ValueError, match=r"must not be negative|needs"):
        wf.yukawa(*arguments)
