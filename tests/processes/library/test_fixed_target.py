"""Elastic scattering on targets at rest: checks, limits, form factors and nuclei by name."""

import pytest

import processes

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
    from math import cos, pi, sin

    T = E**2 * (1 - cos(theta)) / M
    values = {"alpha_D": alpha, "alpha": alpha, "eps": 1.0, "m_chi": 0.0, "m_Ap": 0.0, "E_chi": E, "M_A": M, "Z": Z}
    found = form.subs({names[k]: v for k, v in {**values, "F": 1.0, "T": T}.items() if k in names})
    mott = (Z * alpha / (2 * E)) ** 2 * cos(theta / 2) ** 2 / sin(theta / 2) ** 4
    assert float(found) * E**2 / M / (2 * pi) == pytest.approx(mott, rel=1e-4)


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


def test_evaluations_for_a_per_mille():
    found = processes.get("l_a_to_l_a_aprime").rate(E_beam=10.0, nucleus="W", m_Ap=0.01, eps=1e-4)
    assert found.converged
    assert found.n_evaluations <= 300_000


def test_muons_emit_less():
    process = processes.get("l_a_to_l_a_aprime")
    at = {"E_beam": 100.0, "nucleus": "Pb", "m_Ap": 0.01, "eps": 1e-4, "rtol": 5e-3}
    assert process.rate(**at, lepton="mu").value < 0.1 * process.rate(**at).value
