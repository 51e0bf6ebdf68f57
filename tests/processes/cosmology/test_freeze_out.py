"""Relic densities: published thermal cross sections, scaling laws, the analytic freeze-out solution."""

import numpy as np
import pytest

from processes.core.units import convert
from processes.cosmology.freeze_out import OBSERVED, freeze_out, relic_density

CM3_PER_S = convert(1.0, "cm^2", "GeV^-2") / 2.99792458e10


def constant(value):
    """<sigma v> in cm^3/s at every temperature."""
    return lambda x: value * CM3_PER_S * np.ones_like(x)


@pytest.mark.parametrize(("mass", "needed"), [(0.1, 4.5e-26), (10.0, 2.4e-26), (100.0, 2.2e-26), (1000.0, 2.3e-26)])
def test_thermal_cross_section(mass, needed):
    """Steigman, Dasgupta and Beacom, arXiv:1204.3622: what a self-conjugate particle needs for 0.11."""
    assert freeze_out(constant(needed), mass, 2, species=1).omega_h2 == pytest.approx(0.11, rel=0.08)


def test_two_species_need_twice_the_cross_section():
    one = freeze_out(constant(2.2e-26), 100.0, 2, species=1)
    two = freeze_out(constant(2.2e-26), 100.0, 2, species=2)
    assert two.omega_h2 == pytest.approx(2 * one.omega_h2, rel=1e-6)
    assert freeze_out(constant(4.4e-26), 100.0, 2).omega_h2 == pytest.approx(one.omega_h2, rel=0.05)


def test_analytic_solution():
    """Y = x_f/lambda for an S wave, with Y_eq gone after freeze-out: Kolb and Turner (1990), section 5.2."""
    found = freeze_out(constant(2.2e-26), 1000.0, 2)
    x, Y, equilibrium = found.history
    late = x > 2 * found.x_freeze_out
    assert (Y[late] > 1e3 * equilibrium[late]).all()
    rate = np.sqrt(np.pi / 45) * 1.22089e19 * 1000.0 * 2.2e-26 * CM3_PER_S
    root_star = 10.0  # of 40 GeV to 1 GeV, where this mass freezes out
    assert found.yield_today == pytest.approx(found.x_freeze_out / (rate * root_star), rel=0.15)
    assert np.allclose(Y[x < 10], equilibrium[x < 10], rtol=1e-4)


def test_from_processes():
    at = {"m_chi": 0.1, "m_Ap": 0.3, "alpha_D": 0.1}
    strong, weak = (relic_density("chi_chi_to_l_l", dm="scalar", eps=eps, **at) for eps in (4e-4, 1e-4))
    # P wave: Omega is proportional to x_f^2 over the cross section
    earlier = (weak.x_freeze_out / strong.x_freeze_out) ** 2
    assert weak.omega_h2 == pytest.approx(16 * earlier * strong.omega_h2, rel=0.15)
    assert weak.x_freeze_out < strong.x_freeze_out < 25
    assert weak.share == weak.omega_h2 / OBSERVED
    dirac = relic_density("chi_chi_to_l_l", dm="dirac", eps=1e-4, **at)
    assert dirac.omega_h2 < 0.1 * weak.omega_h2


def test_secluded_dark_matter_of_the_weak_scale():
    """pi alpha_D^2/m^2 of about 4.4e-26 cm^3/s gives the observed density."""
    alpha_D = np.sqrt(4.4e-26 * CM3_PER_S / np.pi) * 100.0
    assert relic_density("chi_chi_to_v_v", m_chi=100.0, m_Ap=0.1, alpha_D=alpha_D).share == pytest.approx(1, rel=0.1)


def test_nothing_annihilates():
    with pytest.raises(ValueError, match="must be positive"):
        freeze_out(constant(0.0), 1.0, 2)
