"""Production at lepton colliders: angular laws, limits, radiation of a massive vector, narrow widths."""

import numpy as np
import pytest
from scipy.integrate import quad

import processes
from processes.core.constants import CONSTANTS
from processes.core.units import convert

ALPHA = CONSTANTS["alpha"].default


def two_body(sqrt_s, mass, other, cosines, beam=CONSTANTS["m_e"].default):
    """Momenta (n, 4, 4): beams along z, then `mass` at these angles and `other` opposite."""
    energy = (sqrt_s**2 + mass**2 - other**2) / (2 * sqrt_s)
    k = np.sqrt(energy**2 - mass**2)
    p = np.sqrt(sqrt_s**2 / 4 - beam**2)
    points = np.zeros((len(cosines), 4, 4))
    points[:, :2, 0], points[:, 0, 3], points[:, 1, 3] = sqrt_s / 2, p, -p
    points[:, 2, 0], points[:, 3, 0] = energy, sqrt_s - energy
    points[:, 2, 1], points[:, 2, 3] = k * np.sqrt(1 - cosines**2), k * cosines
    points[:, 3, 1:] = -points[:, 2, 1:]
    return points


COSINES = np.array([-0.9, -0.5, 0.0, 0.3, 0.8])


def test_angular_law_of_dark_photon_production():
    """t/u + u/t + 2 s m^2/(t u) for massless electrons: arXiv:0906.0580."""
    sqrt_s, m = 10.0, 3.0
    found = processes.get("e_e_to_gamma_aprime").evaluate(two_body(sqrt_s, 0.0, m, COSINES), m_Ap=m, eps=1e-3)
    s = sqrt_s**2
    t, u = (-(s - m**2) / 2 * (1 - sign * COSINES) for sign in (1, -1))
    law = 2 * (4 * np.pi * ALPHA) ** 2 * 1e-6 * (t / u + u / t + 2 * s * m**2 / (t * u))
    assert found == pytest.approx(law, rel=1e-6)


def test_angular_law_of_alp_production():
    """1 + cos^2, as for any pseudoscalar and a real photon from a virtual one."""
    found = processes.get("e_e_to_gamma_alp").evaluate(two_body(10.0, 0.0, 2.0, COSINES), m_a=2.0, g_agg=1e-3)
    assert found / found[2] == pytest.approx(1 + COSINES**2, rel=1e-6)


def test_the_alp_couples_to_photons_only():
    process = processes.get("e_e_to_gamma_alp")
    assert "y" not in process.arguments
    assert len(process.diagrams) == 1


@pytest.mark.parametrize("masses", [(0.1, 0.2), (4.0, 1.0), (1.0, 8.5)])
def test_closed_form_of_dark_higgsstrahlung(masses):
    process = processes.get("e_e_to_aprime_hd")
    at = {"sqrt_s": 10.0, "m_Ap": masses[0], "m_hD": masses[1], "eps": 1e-3, "alpha_D": 0.1}
    assert process.cross_section(**at).value == pytest.approx(
        process.cross_section(**at, method="quadrature").value, rel=1e-9
    )


def test_dark_higgsstrahlung_opens_like_a_momentum():
    """S wave: close to threshold the cross section is proportional to the momentum."""
    process, values = processes.get("e_e_to_aprime_hd"), []
    for excess in (1e-6, 4e-6):
        values.append(
            process.cross_section(sqrt_s=3.0 + excess, m_Ap=1.0, m_hD=2.0, eps=1e-3, alpha_D=0.1, m_e=1e-5).value
        )
    assert values[1] == pytest.approx(2 * values[0], rel=1e-4)


def radiated_vector(z):
    """Int dx1 dx2 of the massive-vector spectrum off massless fermions, z = m^2/s, one variable done by hand.

    ((x1 + z)^2 + (x2 + z)^2)/((1 - x1)(1 - x2)) - z (1/(1 - x1)^2 + 1/(1 - x2)^2), x_i = 2 E_i/sqrt(s), over
    (1 - x1)(1 - x2) > z and x1 + x2 > 1 - z: hep-ph/9411229.
    """

    def at(u):
        v_low, v_high = z / u, 1 + z - u
        return (1 + z - u) ** 2 / u * np.log(v_high / v_low) - z / u**2 * (v_high - v_low)

    value, _ = quad(lambda y: at(np.exp(y)) * np.exp(y), np.log(z), 0, epsrel=1e-11)
    return 2 * value


@pytest.mark.parametrize(("sqrt_s", "m_Zp"), [(1000.0, 100.0), (100.0, 10.0), (200.0, 150.0)])
def test_vector_radiated_off_muons(sqrt_s, m_Zp):
    born = convert(4 * np.pi * ALPHA**2 / (3 * sqrt_s**2), "GeV^-2", "pb")
    expected = born / (8 * np.pi**2) * radiated_vector((m_Zp / sqrt_s) ** 2)
    found = processes.get("e_e_to_mu_mu_zprime").cross_section(sqrt_s=sqrt_s, m_Zp=m_Zp, g_Zp=1.0, rtol=5e-4)
    assert found.value == pytest.approx(expected, rel=2e-3)


def test_the_reference_is_the_integrated_spectrum():
    (reference,) = processes.get("e_e_to_mu_mu_zprime").references
    born = convert(4 * np.pi * ALPHA**2 / (3 * 1000.0**2), "GeV^-2", "pb")
    assert reference.value == pytest.approx(born / (8 * np.pi**2) * radiated_vector(0.01), rel=1e-8)
