"""Equivalent photons: the flux, exact rates as their limit, published spectra, and what cannot be compared."""

from math import log, pi

import numpy as np
import pytest
from scipy.integrate import quad

import processes
from processes.core.constants import CONSTANTS
from processes.core.equivalent_photons import EquivalentPhotons
from processes.core.photon_flux import PhotonFlux

ALPHA, M_E = CONSTANTS["alpha"].default, CONSTANTS["m_e"].default
GEV2_PB = 3.893793722e8
LEAD = {"E_beam": 20.0, "Z": 82, "A": 207, "M_A": 207 * 0.93149410, "eps": 1e-4, "form_factor": "tsai_elastic"}


@pytest.fixture(scope="module")
def emission():
    return processes.get("l_a_to_l_a_aprime")


def elastic_flux(Z, A, low, high):
    """chi of the screened and extended charge, integrated by adaptive quadrature."""
    a2, d = (111 * Z ** (-1 / 3) / M_E) ** 2, 0.164 * A ** (-2 / 3)

    def integrand(logarithm):
        t = np.exp(logarithm)
        return (t - low) / t * (Z * a2 * t / (1 + a2 * t) / (1 + t / d)) ** 2

    return quad(integrand, log(low), log(high), epsabs=0, epsrel=1e-10, limit=500)[0]


@pytest.mark.parametrize("low", [1e-12, 3.7e-9, 0.9e-2])
def test_flux_of_a_point_charge(low):
    flux = PhotonFlux(lambda t: 4.0 + 0 * t, 1e-12, 1e-2)
    assert flux(np.array([low]))[0] == pytest.approx(4 * (log(1e-2 / low) - 1 + low / 1e-2), rel=1e-10)


def test_flux_ends_at_its_upper_limit():
    flux = PhotonFlux(lambda t: 1 + 0 * t, 1e-6, 1e-2)
    assert flux(np.array([1e-2, 1.0])) == pytest.approx([0, 0], abs=1e-12)


@pytest.mark.parametrize(
    "mediator", ["vector", *(pytest.param(m, marks=pytest.mark.slow) for m in ("axial", "scalar", "pseudoscalar"))]
)
def test_exact_rate_is_the_limit_of_high_energy_and_a_large_target(emission, mediator):
    """t_min << 1/R^2 << m^2: the photon is real. |M|^2 of 2 -> 2 and of 2 -> 3 are derived one by one."""
    at = {"E_beam": 2000.0, "nucleus": "Pb", "m_Ap": 0.2, "eps": 1e-4, "lepton": "mu", "mediator": mediator}
    found = emission.compare("ww", **at, form_factor=lambda q2: 1 / (1 - q2 / 1e-6) ** 2, rtol=2e-3)
    ratio, error = found.ratio("ww")
    assert ratio == pytest.approx(1, abs=3e-3 + 3 * error)


@pytest.mark.slow
def test_neutrino_trident_approaches_its_equivalent_photons():
    trident = processes.get("nu_a_to_nu_mu_mu_a")
    ratios = [trident.compare("epa", nucleus="Ar", E_nu=E, rtol=5e-3).ratio("epa")[0] for E in (1.0, 160.0)]
    assert ratios[0] > 1.3
    assert ratios[1] == pytest.approx(1, abs=0.04)


@pytest.mark.parametrize(("mass", "printed"), [(0.01, 1.163), (0.1, 2.142)])
def test_leading_logarithm_over_exact(emission, mass, printed):
    """(4/3) alpha^3 eps^2 chi beta ln(1/delta^2)/m^2, arXiv:0906.0580, against exact and improved rates."""
    chi = elastic_flux(82, 207, (mass**2 / 40) ** 2, mass**2)
    delta = max(M_E / mass, mass / 20)
    formula = 4 / 3 * ALPHA**3 * 1e-8 * chi * (1 - (mass / 20) ** 2) ** 0.5 * log(1 / delta**2) / mass**2 * GEV2_PB
    found = emission.compare("ww", **LEAD, m_Ap=mass)
    assert formula / found.exact.value == pytest.approx(printed, rel=4e-3)
    assert found.approximate["iww"].value == pytest.approx(formula, rel=0.04)
    assert 1 < found.ratio("ww")[0] < found.ratio("iww")[0]


@pytest.mark.parametrize("x", [0.2, 0.5, 0.9])
def test_printed_spectrum(emission, x):
    """4 alpha^3 eps^2 chi (1 - x + x^2/3)/(m^2 (1 - x)/x + m_e^2 x) for m_e << m << E; arXiv:0906.0580."""
    mass = 0.1
    chi = elastic_flux(82, 207, (mass**2 / 40) ** 2, mass**2 + M_E**2)
    expected = 4 * ALPHA**3 * 1e-8 * chi * (1 - x + x * x / 3) / (mass**2 * (1 - x) / x + M_E**2 * x) * GEV2_PB
    found = EquivalentPhotons(radiated=5, is_improved=True).spectrum(emission, x, **LEAD, m_Ap=mass)
    assert found == pytest.approx(expected, rel=1e-2)


@pytest.mark.parametrize(("name", "options"), [("ww", {}), ("iww", {"lepton": "mu"})])
def test_spectrum_integrates_to_the_rate(emission, name, options):
    way = emission.comparisons["ww"][name]
    at = {**LEAD, "m_Ap": 0.1, **options}
    y = np.linspace(log(1e-9), 0, 801)
    integral = np.trapezoid(way.spectrum(emission, 1 - np.exp(y), **at) * np.exp(y), y)
    assert integral == pytest.approx(way.rate(*emission.read(at)).value, rel=1e-3)
    assert way.spectrum(emission, [0.0, 1.0, 1.5], **at) == pytest.approx([0, 0, 0])


def test_exact_and_approximate_spectra(emission):
    """Where x is neither small nor close to 1 the two agree; the exact one is softer at the end."""
    edges = np.array([0.4, 0.5, 0.6, 0.95, 1.0])
    exact = emission.differential("E_Ap", bins=20 * edges, **LEAD, m_Ap=0.1, rtol=2e-3).density * 20
    approximate = emission.comparisons["ww"]["ww"].spectrum(emission, [0.45, 0.55, 0.98], **LEAD, m_Ap=0.1)
    assert exact[0] == pytest.approx(approximate[0], rel=0.1)
    assert exact[1] == pytest.approx(approximate[1], rel=0.1)
    assert exact[3] > approximate[2]


def test_below_threshold(emission):
    found = emission.compare("ww", **{**LEAD, "E_beam": 0.05}, m_Ap=0.1)
    assert (found.exact.value, found.approximate["ww"].value) == (0, 0)
    assert found.as_dict()["ww"]["ratio"] is None
    assert "undefined" in found.lines()[0]
    with pytest.raises(ValueError, match="no spectrum"):
        emission.comparisons["ww"]["ww"].spectrum(emission, 0.5, **{**LEAD, "E_beam": 0.05}, m_Ap=0.1)


def test_units(emission):
    found = emission.compare("ww", **LEAD, m_Ap=0.1).to("fb").as_dict()["ww"]
    assert found["unit"] == "fb"
    assert found["value"] == pytest.approx(94.83e3, rel=1e-3)


def test_what_cannot_be_compared(emission):
    trident = processes.get("nu_a_to_nu_mu_mu_a")
    with pytest.raises(ValueError, match="not compared with 'epa'; known: ww"):
        emission.compare("epa", **LEAD, m_Ap=0.1)
    with pytest.raises(ValueError, match="none for this process"):
        processes.get("e_e_to_mu_mu").compare("ww", sqrt_s=1.0)
    with pytest.raises(ValueError, match="without cuts"):
        emission.compare("ww", **LEAD, m_Ap=0.1, cuts="E_Ap > 10")
    with pytest.raises(ValueError, match="one value of m_Ap"):
        emission.compare("ww", **LEAD, m_Ap=[0.1, 0.2])
    with pytest.raises(ValueError, match="contribution=coherent"):
        trident.compare("epa", nucleus="Ar", E_nu=10.0, contribution="total")


def test_thomson_limit_of_the_photon_reaction(emission):
    """|M|^2 -> 2 e^4 eps^2 (u/s + s/u) ... at high energy: Compton scattering with the mediator's coupling."""
    from processes.core.equivalent_photons import photon_process

    reduced = photon_process(emission)
    assert reduced.reaction == "e- gamma > e- Ap"
    kernel = reduced.compile()
    given = {"eps": 0.1, "alpha": ALPHA, "m_e": 1e-6, "m_Ap": 1e-6, "sbar": 2.0, "ubar": -0.7}
    found = kernel(**{name: given[name] for name in kernel.arguments})
    assert found == pytest.approx(2 * (4 * pi * ALPHA) ** 2 * 0.01 * (2 / 0.7 + 0.7 / 2), rel=1e-6)
