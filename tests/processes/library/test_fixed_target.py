"""Elastic scattering on targets at rest: checks, limits, form factors and nuclei by name."""

from math import cos, pi, sin, sqrt, tan

import numpy as np
import pytest
import sympy

import processes
from processes.core.sampling import random_points

ELASTIC = ("chi_a_to_chi_a", "chi_e_to_chi_e", "nu_e_to_nu_e", "nu_a_to_n_a", "n_to_nu_gamma")
DARK = {"m_chi": 0.01, "m_Ap": 0.1, "eps": 1e-3, "alpha_D": 0.1}
GEV2_PB = 3.893793722e8


@pytest.mark.parametrize("name", ELASTIC)
def test_every_check_passes(name):
    report = processes.get(name).check()
    assert report.passed, str(report)


def test_coherent_rate_grows_as_the_square_of_the_charge():
    process = processes.get("chi_a_to_chi_a")
    at = {**DARK, "E_chi": 0.5, "A": 40, "form_factor": "point"}
    assert process.rate(**at, Z=20).value == pytest.approx(4 * process.rate(**at, Z=10).value, rel=1e-12)


def test_nucleus_by_name_is_its_charge_and_mass_number():
    process = processes.get("chi_a_to_chi_a")
    named = process.rate(**DARK, E_chi=0.5, nucleus="Ar40")
    assert named.value == process.rate(**DARK, E_chi=0.5, Z=18, A=40).value
    assert named.value == process.rate(**DARK, E_chi=0.5, nucleus="Ar", M_A=40 * 0.93149410).value


def test_unknown_nucleus_names_close_ones():
    with pytest.raises(ValueError, match="did you mean Ar"):
        processes.get("chi_a_to_chi_a").rate(**DARK, E_chi=0.5, nucleus="Arr")


def test_below_threshold_is_zero():
    process = processes.get("nu_a_to_n_a")
    found = process.rate(E_nu=0.04, m_N=0.05, mu_tr=1e-6, nucleus="Ar")
    assert found.value == 0
    assert "below threshold" in found.warnings


def test_form_factor_outside_its_range_is_warned_of():
    found = processes.get("chi_a_to_chi_a").rate(**DARK, E_chi=0.5, nucleus="He4")
    assert any("Helm" in warning for warning in found.warnings)
    assert not processes.get("chi_a_to_chi_a").rate(**DARK, E_chi=0.5, nucleus="Ar").warnings


def test_own_form_factor():
    process = processes.get("chi_a_to_chi_a")
    at = {**DARK, "E_chi": 0.5, "nucleus": "Ar"}
    assert process.rate(**at, form_factor=lambda q2: 0.5 + 0 * q2).value == pytest.approx(
        process.rate(**at, form_factor="point").value / 4, rel=1e-9
    )


def test_photon_exchange_of_a_heavy_point_charge_is_coulomb_scattering():
    # dsigma/dT of a massless spin-1/2 projectile on a static charge: Mott, 4 pi alpha^2 Z^2/(...) with 1 - T/T_max
    form = processes.get("chi_a_to_chi_a").closed_form("dsigma/dT")
    names = {s.name: s for s in form.free_symbols}
    alpha, E, M, Z = 1 / 137.0, 1.0, 1e5, 6.0
    theta = 0.7
    T = E**2 * (1 - cos(theta)) / M
    values = {"alpha_D": alpha, "alpha": alpha, "eps": 1.0, "m_chi": 0.0, "m_Ap": 0.0, "E_chi": E, "M_A": M, "Z": Z}
    found = form.subs({names[k]: v for k, v in {**values, "F": 1.0, "T": T}.items() if k in names})
    mott = (Z * alpha / (2 * E)) ** 2 * cos(theta / 2) ** 2 / sin(theta / 2) ** 4
    assert float(found) * E**2 / M / (2 * pi) == pytest.approx(mott, rel=1e-4)


def closed(process, values, **options):
    """The closed form of dsigma/dT at these values."""
    form = process.closed_form("dsigma/dT", **options)
    return float(form.subs({s: values[s.name] for s in form.free_symbols}))


@pytest.mark.parametrize("spin", [0, 0.5])
def test_massless_dark_matter_of_unit_charge_is_elastic_electron_scattering(spin):
    """Rosenbluth on a point target: Mott times E'/E, and 1 + 2 tau tan^2(theta/2) for spin 1/2."""
    alpha, E, M, Z, theta = 1 / 137.0, 3.0, 2.0, 6.0, 0.7
    out = E / (1 + 2 * E / M * sin(theta / 2) ** 2)
    values = {"alpha_D": alpha, "alpha": alpha, "eps": 1.0, "m_chi": 0.0, "m_Ap": 0.0, "E_chi": E, "M_A": M, "Z": Z}
    found = closed(processes.get("chi_a_to_chi_a"), {**values, "F": 1.0, "T": E - out}, target_spin=spin)
    tau = 2 * M * (E - out) / (4 * M * M)
    rosenbluth = (Z * alpha / (2 * E)) ** 2 * cos(theta / 2) ** 2 / sin(theta / 2) ** 4 * out / E
    rosenbluth *= 1 + 2 * tau * tan(theta / 2) ** 2 if spin else 1
    # dT = E'^2 dcos/M
    assert found * out**2 / (2 * pi * M) == pytest.approx(rosenbluth, rel=1e-12)


@pytest.mark.parametrize("shape", ["helm", "fourier_bessel", "fermi", "dipole"])
def test_whole_charge_at_small_momentum_transfer(shape):
    process = processes.get("chi_a_to_chi_a")
    at = {"E_chi": 1e-3, "m_chi": 1e-4, "m_Ap": 0.1, "eps": 1e-3, "alpha_D": 0.1, "nucleus": "Ar"}
    ratio = process.rate(**at, form_factor=shape).value / process.rate(**at, form_factor="point").value
    assert ratio == pytest.approx(1, rel=2e-3)


def test_upscattering_to_a_light_neutrino():
    """alpha mu_tr^2 Z^2 (1/T - 1/E) of spin 1/2 and alpha mu_tr^2 Z^2 (1 - T/(2E))^2/T of spin 0."""
    process = processes.get("nu_a_to_n_a")
    values = {"alpha": 1 / 137, "mu_tr": 1e-6, "Z": 18.0, "F": 1.0, "E_nu": 2.0, "M_A": 37.0, "m_N": 0.0, "T": 0.01}
    scale = values["alpha"] * 1e-12 * 18**2
    assert closed(process, values, target_spin=0.5) == pytest.approx(scale * (1 / 0.01 - 1 / 2), rel=1e-12)
    assert closed(process, values, target_spin=0) == pytest.approx(scale * (1 - 0.01 / 4) ** 2 / 0.01, rel=1e-12)


def test_dirac_and_majorana_neutrinos_are_made_alike():
    process = processes.get("nu_a_to_n_a")
    at = {"E_nu": 1.0, "m_N": 0.05, "mu_tr": 1e-6, "nucleus": "Ar"}
    assert process.rate(**at, majorana=True).value == pytest.approx(process.rate(**at).value, rel=1e-9)


def test_majorana_dark_matter_has_an_axial_current():
    """Like the vector far above its mass; slow, its time component and with it the coherent rate go with v^2."""
    process = processes.get("chi_a_to_chi_a")
    at = {"m_Ap": 0.1, "eps": 1e-3, "alpha_D": 0.1, "nucleus": "Ar", "form_factor": "point"}
    fast = [process.rate(**at, m_chi=1e-5, E_chi=1.0, dm=dm).value for dm in ("majorana", "dirac")]
    assert fast[0] == pytest.approx(fast[1], rel=1e-6)
    v = 1e-3
    energy = 0.01 / sqrt(1 - v * v)
    slow = [process.rate(**at, m_chi=0.01, E_chi=energy, dm=dm).value for dm in ("majorana", "dirac")]
    assert slow[0] / slow[1] < 10 * v**2


@pytest.mark.parametrize("name", ["chi_a_to_chi_a", "chi_e_to_chi_e"])
def test_recoil_spectrum_of_the_integral_is_the_closed_form(name):
    process = processes.get(name)
    target = {"nucleus": "Ar"} if name == "chi_a_to_chi_a" else {}
    energy, m = 0.05, DARK["m_chi"]
    parameters = process.rate(E_chi=energy, **DARK, **target).parameters
    M = parameters["M_A" if target else "m_e"]
    largest = 4 * M**2 * (energy**2 - m**2) / (M**2 + 2 * M * energy + m**2)
    limits = (-0.9 * largest, -0.1 * largest)
    histogram = process.differential("t_24", bins=8, limits=limits, E_chi=energy, **DARK, **target, rtol=3e-3)
    form, T = process.closed_form("dsigma/dT"), sympy.Symbol("T", real=True)
    if target:
        shape = sympy.Symbol("F", real=True)
        q2 = sympy.Symbol("q2", real=True)
        form = form.subs(shape, process.functions["F"](process.chosen, q2).subs(q2, -2 * M * T))
    form = form.subs({s: parameters[s.name] for s in form.free_symbols - {T}})
    spectrum = sympy.lambdify(T, form, "numpy")
    # |t| = 2 M T; the mean over a bin by Gauss-Legendre
    nodes, weights = np.polynomial.legendre.leggauss(8)
    low, high = -histogram.edges[1:, None], -histogram.edges[:-1, None]
    t = (low + high) / 2 + (high - low) / 2 * nodes
    expected = spectrum(t / (2 * M)) @ weights / 2 / (2 * M) * GEV2_PB
    assert histogram.density == pytest.approx(expected, rel=0.03)


def test_light_vector_interferes_with_the_weak_currents():
    process = processes.get("nu_e_to_nu_e")
    standard = process.rate(E_nu=1.0).value
    g = 1e-5
    plus = process.rate(E_nu=1.0, g_Zp=g, m_Zp=0.02).value - standard
    twice = process.rate(E_nu=1.0, g_Zp=2 * g, m_Zp=0.02).value - standard
    # linear in g^2 (interference) plus quadratic: neither alone
    assert 4 * plus != pytest.approx(twice, rel=1e-3)
    assert abs(plus) < standard


@pytest.mark.parametrize("name", ["l_a_to_l_a_aprime", "chi_a_to_chi_a_aprime"])
def test_every_check_of_emission_passes(name):
    report = processes.get(name).check()
    assert report.passed, str(report)


@pytest.mark.parametrize("mediator", ["axial", "scalar", "pseudoscalar"])
def test_light_emission_of_other_bosons(mediator):
    process = processes.get("l_a_to_l_a_aprime")
    at = {"E_beam": 20.0, "nucleus": "W", "m_Ap": 0.1, "eps": 1e-4, "rtol": 5e-3}
    other, vector = process.rate(**at, mediator=mediator), process.rate(**at)
    assert other.converged
    # chirality forbids an interference: at m_e << m_Ap axial and vector emission are alike, the two scalars too
    if mediator == "axial":
        assert other.value == pytest.approx(vector.value, rel=0.02)
    else:
        twin = process.rate(**at, mediator="scalar")
        assert other.value == pytest.approx(twin.value, rel=0.02)
        assert other.value < vector.value


@pytest.mark.parametrize(("spin", "diagrams"), [(0, 5), (0.5, 4)])
def test_emission_by_the_target_too(spin, diagrams):
    """Lepton and nucleus share the dark photon gauge invariantly, each with the form factor of its own exchange."""
    process = processes.get("l_a_to_l_a_aprime").with_options(target_emission=True, target_spin=spin)
    squared = process.squared_amplitude()
    assert len(process.diagrams) == diagrams
    assert squared.conserved[4]
    given = {"Z": 6.0, "A": 12.0, "M_A": 2.0, "m_Ap": 0.3, "eps": 0.4}
    points = random_points(process, {**given, "m_e": 0.511e-3, "sqrt_s": 4.0}, 20, seed=2)
    trace, spinors = (process.evaluate(points, route=route, **given) for route in ("trace", "spinors"))
    assert trace == pytest.approx(spinors, rel=1e-6)


@pytest.mark.slow
def test_a_heavy_nucleus_hardly_radiates():
    process = processes.get("l_a_to_l_a_aprime")
    at = {"E_beam": 10.0, "nucleus": "Pb", "m_Ap": 0.01, "eps": 1e-4, "rtol": 0.02}
    both, projectile = process.rate(**at, target_emission=True), process.rate(**at)
    assert both.value == pytest.approx(projectile.value, rel=0.06)
    assert all("points were computed again" in warning for warning in both.warnings)


def test_emission_by_the_target_outside_its_range_is_warned_of():
    process = processes.get("l_a_to_l_a_aprime").with_options(target_emission=True)
    lead = {"Z": 82, "A": 208}
    assert process.validity(process.chosen, {**lead, "m_Ap": 0.01}) == ()
    assert "point charge" in process.validity(process.chosen, {**lead, "m_Ap": 0.3})[-1]
    scalar = process.with_options(mediator="scalar")
    assert "vectors only" in scalar.validity(scalar.chosen, {**lead, "m_Ap": 0.01})[-1]


@pytest.mark.parametrize(
    ("name", "beam", "at"),
    [
        ("l_a_to_l_a_aprime", "E_beam", {"m_Ap": 0.1, "eps": 1e-4}),
        ("chi_a_to_chi_a_aprime", "E_chi", {"m_Ap": 0.1, "m_chi": 0.01, "eps": 1e-4, "alpha_D": 0.1}),
        ("nu_a_to_nu_mu_mu_a", "E_nu", {}),
    ],
)
def test_spellings_of_a_nucleus_and_thresholds(name, beam, at):
    process = processes.get(name)
    found = [
        process.rate(**at, **target, **{beam: 2.0}, rtol=0.02, seed=1).value
        for target in ({"nucleus": "Ar"}, {"nucleus": "Ar40"}, {"Z": 18, "A": 40})
    ]
    assert found[0] == found[1] == found[2] > 0
    below = process.rate(**at, nucleus="Ar", **{beam: 0.09})
    assert (below.value, below.error, below.warnings) == (0, 0, ("below threshold",))
    with pytest.raises(ValueError, match="no nucleus"):
        process.rate(**at, nucleus="Unobtainium", **{beam: 2.0})


@pytest.mark.slow
def test_the_spin_of_a_heavy_nucleus_does_not_matter():
    process = processes.get("l_a_to_l_a_aprime")
    at = {"E_beam": 10.0, "nucleus": "W", "m_Ap": 0.1, "eps": 1e-4, "rtol": 2e-3}
    assert process.rate(**at, target_spin=0.5).value == pytest.approx(process.rate(**at).value, rel=6e-3)


def test_evaluations_for_a_per_mille():
    found = processes.get("l_a_to_l_a_aprime").rate(E_beam=10.0, nucleus="W", m_Ap=0.01, eps=1e-4)
    assert found.converged
    assert found.n_evaluations <= 300_000


def test_muons_emit_less():
    process = processes.get("l_a_to_l_a_aprime")
    at = {"E_beam": 100.0, "nucleus": "Pb", "m_Ap": 0.01, "eps": 1e-4, "rtol": 5e-3}
    assert process.rate(**at, lepton="mu").value < 0.1 * process.rate(**at).value
