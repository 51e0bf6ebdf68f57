"""Production at lepton colliders: angular laws, limits, radiation of a massive vector, narrow widths."""

from itertools import pairwise

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
    """t/u + u/t + 2 s m^2/(t u) for massless electrons: arXiv:0903.3941."""
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


BEAM = {"sqrt_s": 10.58, "m_chi": 0.3, "eps": 1e-3, "alpha_D": 1e-4}
WINDOW = "E_gamma > 0.5 and E_gamma < 5.2 and abs(cos_gamma) < 0.9"
REGIMES = {"heavy, off shell": 30.0, "on shell": 3.0, "light, off shell": 0.1}


def photon_with_vector(s, q2, cosine):
    """Sigma(e- e+ > gamma V), GeV^-2, of a vector of mass^2 q2, up to |cos| = cosine, massless electrons.

    The angular law (1 + c^2)/(1 - c^2) + 4 s q2/((s - q2)^2 (1 - c^2)) integrated: arXiv:0903.3941.
    """
    log = np.log((1 + cosine) / (1 - cosine))
    law = 2 * log - 2 * cosine + 4 * s * q2 / (s - q2) ** 2 * log
    return 2 * np.pi * ALPHA**2 * BEAM["eps"] ** 2 / s * (1 - q2 / s) * law


def factorised(m_Ap, width, dm, energies):
    """Int dq2/pi sigma(q2) sqrt(q2) Gamma(q2)/((q2 - m^2)^2 + m^2 Gamma^2) over photon energies: exact for one line."""
    s = BEAM["sqrt_s"] ** 2

    def partial_width(q2):
        r = BEAM["m_chi"] ** 2 / q2
        beta = np.sqrt(1 - 4 * r)
        return BEAM["alpha_D"] * np.sqrt(q2) / 3 * beta * (1 + 2 * r if dm == "dirac" else beta**2 / 4)

    def density(q2):
        line = (q2 - m_Ap**2) ** 2 + (m_Ap * width) ** 2
        return photon_with_vector(s, q2, 0.9) * np.sqrt(q2) * partial_width(q2) / np.pi / line

    low, high = (s - 2 * np.sqrt(s) * e for e in reversed(energies))
    low = max(low, 4 * BEAM["m_chi"] ** 2)
    flanks = [m_Ap**2 + k * m_Ap * width for k in (-1000, -30, -3, 0, 3, 30, 1000)]
    edges = [low, *(x for x in flanks if width and low < x < high), high]
    value = sum(quad(density, a, b, epsabs=0, epsrel=1e-9)[0] for a, b in pairwise(edges))
    return convert(value, "GeV^-2", "pb")


@pytest.mark.parametrize("dm", ["dirac", "scalar"])
@pytest.mark.parametrize("regime", REGIMES)
def test_mono_photons_in_three_regimes(regime, dm):
    m_Ap = REGIMES[regime]
    found = processes.get("e_e_to_gamma_chi_chi").cross_section(**BEAM, m_Ap=m_Ap, dm=dm, cuts=WINDOW, rtol=5e-4)
    width = found.parameters["Gamma_Ap"]
    assert bool(width) == (regime == "on shell")
    assert found.value == pytest.approx(factorised(m_Ap, width, dm, (0.5, 5.2)), rel=2e-3)


def test_mono_photons_of_a_narrow_dark_photon():
    """The photon's line: sigma(gamma Ap) within the angular cut times the branching fraction to dark matter."""
    found = processes.get("e_e_to_gamma_chi_chi").cross_section(**BEAM, m_Ap=3.0, cuts=WINDOW, rtol=5e-4)
    fractions = processes.particle("Ap", model="dark_photon").branching_fractions(
        m_Ap=3.0, **{n: BEAM[n] for n in ("m_chi", "eps", "alpha_D")}
    )
    dark = next(f for final, f in fractions.items() if "chi" in final)
    line = convert(photon_with_vector(BEAM["sqrt_s"] ** 2, 9.0, 0.9), "GeV^-2", "pb") * dark
    assert found.value == pytest.approx(line, rel=2e-3)


def test_mono_photon_spectrum():
    """dsigma/dE_gamma bin by bin for a heavy Ap: it falls towards the endpoint, where the pair is at rest."""
    edges = np.array([0.5, 1.5, 3.0, 4.5, 5.2])
    spectrum = processes.get("e_e_to_gamma_chi_chi").differential(
        "E_gamma", bins=edges, cuts=WINDOW, **BEAM, m_Ap=30.0, rtol=5e-4
    )
    expected = [factorised(30.0, 0.0, "dirac", pair) for pair in pairwise(edges)] / np.diff(edges)
    assert np.all(np.abs(spectrum.density - expected) < 5 * spectrum.errors + 1e-3 * expected)
    assert np.all(spectrum.errors < 0.05 * expected)
