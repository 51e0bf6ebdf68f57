"""Annihilation of dark matter: closed forms, crossing to scattering and production, resonance, threshold."""

import numpy as np
import pytest
import sympy

import processes

POINT = {"m_chi": 0.1, "m_Ap": 0.05, "alpha_D": 0.1}
LEPTONS = {**POINT, "eps": 1e-3, "Gamma_Ap": 0.01}
PAIRS = {"scalar": ("varphi", "varphi~"), "dirac": ("chi", "chi~"), "majorana": ("chiM", "chiM")}


@pytest.mark.parametrize("lepton", ["e", "mu"])
@pytest.mark.parametrize("dm", PAIRS)
@pytest.mark.parametrize("sqrt_s", [0.23, 0.5])
def test_closed_form_to_leptons(dm, lepton, sqrt_s):
    process = processes.get("chi_chi_to_l_l")
    at = {**LEPTONS, "dm": dm, "lepton": lepton, "sqrt_s": sqrt_s}
    integral = process.cross_section(**at, method="quadrature")
    assert process.cross_section(**at).value == pytest.approx(integral.value, rel=1e-9)


@pytest.mark.parametrize("dm", ["dirac", "scalar"])
@pytest.mark.parametrize("sqrt_s", [0.201, 0.25, 3.0])
def test_closed_form_to_dark_photons(dm, sqrt_s):
    process = processes.get("chi_chi_to_v_v")
    at = {**POINT, "dm": dm, "sqrt_s": sqrt_s}
    integral = process.cross_section(**at, method="quadrature")
    assert process.cross_section(**at).value == pytest.approx(integral.value, rel=1e-9)


def test_two_routes_for_majorana_pairs():
    from processes.core.sampling import random_points

    process = processes.get("chi_chi_to_l_l").with_options(dm="majorana", lepton="mu")
    momenta = random_points(process, {**LEPTONS, "m_mu": 0.1056583755, "sqrt_s": 0.4}, 50, seed=3)
    trace = process.evaluate(momenta, route="trace", **LEPTONS)
    assert process.evaluate(momenta, route="spinors", **LEPTONS) == pytest.approx(trace, rel=1e-10)


@pytest.mark.parametrize("dm", PAIRS)
def test_detailed_balance_with_production(dm):
    """Sigma g1 g2 p^2 is the same for a reaction and its reverse; 2 for identical final particles."""
    first, second = PAIRS[dm]
    there = processes.get("chi_chi_to_l_l").cross_section(**LEPTONS, dm=dm, sqrt_s=0.3)
    back = processes.reaction(f"e- e+ > {first} {second}", model="dark_photon").cross_section(
        **LEPTONS, sqrt_s=0.3, method="quadrature"
    )
    states = 1 if dm == "scalar" else 4
    identical = 2 if dm == "majorana" else 1
    p_chi, p_e = (0.3**2 / 4 - m**2 for m in (0.1, 0.51099895e-3))
    assert there.value * states * p_chi == pytest.approx(back.value * identical * 4 * p_e, rel=1e-8)


@pytest.mark.parametrize(("dm", "sign", "states"), [("scalar", -1, 2), ("dirac", 1, 1)])
def test_crossing_to_scattering_off_electrons(dm, sign, states):
    """|M|^2 of varphi e- > varphi e- is that of varphi varphi~ > e- e+ with s and t exchanged.

    One crossed fermion changes the sign, and two spins of the electron are averaged instead of summed.
    """
    name = PAIRS[dm][0]
    annihilation = processes.reaction(f"{name} {name}~ > e- e+", model="dark_photon")
    scattering = processes.reaction(f"{name} e- > {name} e-", model="dark_photon")
    s, t, u = sympy.symbols("s t u", real=True)
    masses = sympy.symbols("m_chi m_e", real=True)

    def function(process):
        expression = process.squared_amplitude().in_variables("mandelstam")
        return expression.subs("Gamma_Ap", 0).subs({x: 0 for x in expression.free_symbols if x.name == "Gamma_Ap"})

    crossed = function(annihilation).subs({s: t, t: s}, simultaneous=True)
    expected = function(scattering)
    on_shell = {u: 2 * masses[0] ** 2 + 2 * masses[1] ** 2 - s - t}
    ratio = sympy.simplify((crossed / expected).subs(on_shell))
    assert ratio == sign * states


@pytest.mark.parametrize("dm", ["scalar", "dirac"])
def test_peak_of_the_resonance(dm):
    """At the pole 4 pi/p^2 (2 J + 1)/(g1 g2) Br_in Br_out: PDG 2024, review of resonances."""
    at = {"m_chi": 0.1, "m_Ap": 0.3, "alpha_D": 0.1, "eps": 0.01}
    incoming = processes.get("aprime_to_chi_chi").width(m_Ap=0.3, alpha_D=0.1, m_chi=0.1, dm=dm).value
    outgoing = processes.get("aprime_to_l_l").width(m_Ap=0.3, eps=0.01).value
    total = processes.particle("Ap", model="dark_photon", dm=dm).total_width(**at).value
    spins = 1 if dm == "scalar" else 4
    peak = 4 * np.pi / (0.15**2 - 0.1**2) * 3 / spins * incoming * outgoing / total**2
    found = processes.get("chi_chi_to_l_l").cross_section(**at, dm=dm, Gamma_Ap=total, sqrt_s=0.3).to("GeV^-2")
    assert found.value == pytest.approx(peak, rel=1e-9)


def test_velocity_and_energy_are_two_ways_to_say_the_same():
    process = processes.get("chi_chi_to_l_l")
    by_velocity = process.cross_section(**LEPTONS, v=0.6)
    assert by_velocity.parameters["sqrt_s"] == pytest.approx(0.2 / np.sqrt(1 - 0.09), rel=1e-14)
    by_energy = process.cross_section(**LEPTONS, sqrt_s=by_velocity.parameters["sqrt_s"])
    assert by_energy.value == by_velocity.value
    assert by_energy.parameters["v"] == pytest.approx(0.6, rel=1e-12)
    assert process.cross_section(**LEPTONS, v=0.6, sqrt_s=by_velocity.parameters["sqrt_s"]).value == by_velocity.value


@pytest.mark.parametrize(
    ("given", "hint"),
    [({}, "needs sqrt_s"), ({"v": 2.5}, "between 0 and 2"), ({"v": 0.3, "sqrt_s": 0.5}, "contradict")],
)
def test_energy_and_velocity_are_checked(given, hint):
    with pytest.raises(ValueError, match=hint):
        processes.get("chi_chi_to_l_l").cross_section(**LEPTONS, **given)


def test_p_wave_vanishes_at_rest_and_s_wave_does_not():
    process = processes.get("chi_chi_to_l_l")
    slow, faster = 1e-3, 2e-3

    def sigma_v(dm, v):
        return process.cross_section(**LEPTONS, dm=dm, v=v).value * v

    assert sigma_v("scalar", faster) == pytest.approx(4 * sigma_v("scalar", slow), rel=1e-4)
    assert sigma_v("majorana", faster) == pytest.approx(4 * sigma_v("majorana", slow), rel=1e-4)
    assert sigma_v("dirac", faster) == pytest.approx(sigma_v("dirac", slow), rel=1e-4)


def test_dark_photons_at_threshold():
    """Both vertices g_D: sigma v = g_D^4/(16 pi m^2) for a light Ap, half of g^4/(8 pi m^2)."""
    estimate = processes.get("chi_chi_to_v_v").cross_section(m_chi=10.0, m_Ap=1e-3, alpha_D=0.01, v=1e-4).to("GeV^-2")
    g4 = (4 * np.pi * 0.01) ** 2
    assert estimate.value * 1e-4 == pytest.approx(g4 / (16 * np.pi * 100), rel=1e-5)


def test_below_threshold():
    estimate = processes.get("chi_chi_to_v_v").cross_section(m_chi=0.1, m_Ap=0.2, alpha_D=0.1, v=0.1)
    assert estimate.value == 0
    assert estimate.warnings == ("below threshold",)


@pytest.mark.parametrize(
    ("model", "dm", "dark"),
    [
        ("dark_photon", "dirac", {"chi chi~"}),
        ("dark_photon", "scalar", {"varphi varphi~"}),
        ("dark_photon", "majorana", {"chiM chiM"}),
        ("mesons", "scalar", {"varphi varphi~"}),
        ("inelastic_dm", "dirac", {"chi1 chi2~", "chi2 chi1~"}),
    ],
)
def test_one_kind_of_dark_matter_at_a_time(model, dm, dark):
    channels = processes.particle("Ap", model=model, dm=dm).channels
    found = {" ".join(sorted(final.split())) for final in channels if "chi" in final or "varphi" in final}
    assert found == {" ".join(sorted(final.split())) for final in dark}


def test_dark_photon_to_majorana_pairs():
    """Half an axial Dirac pair's alpha_D m beta^3/3: two identical particles."""
    width = processes.reaction("Ap > chiM chiM", model="dark_photon").width(m_Ap=0.3, m_chi=0.1, alpha_D=0.1)
    assert width.value == pytest.approx(0.1 * 0.3 / 6 * (1 - 4 / 9) ** 1.5, rel=1e-12)
