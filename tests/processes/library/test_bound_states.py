"""Rates of dark-matter bound states: closed forms proven, widths by quadrature, limits and bad input."""

import json
import math

import numpy as np
import pytest
import sympy

import processes
from processes.cli.main import main
from processes.core.sampling import random_points
from processes.numerics import wave_functions as wf
from processes.numerics.parton_densities import GRV94

DARK = {"m_chi": 1.0, "alpha_D": 0.1, "R0": 0.2}
PAIR = {"m_chi": 1.0, "m_V": 0.3, "eps": 0.1, "alpha_D": 0.1, "R0": 0.2}


@pytest.mark.parametrize(
    "name", ["etad_to_v_v", "upsilond_to_v_v_v", "e_e_to_etad_v", "e_e_to_gamma_upsilond", "p_p_to_upsilond"]
)
def test_checks(name):
    report = processes.get(name).check()
    assert report.passed, str(report)


def test_three_vector_spectrum_is_the_derived_one():
    """C09: dGamma/dx1 dx2 = |M|^2 m_chi^2/(3! (2 pi)^3 8 M), with the F_i exactly."""
    process = processes.get("upsilond_to_v_v_v")
    squared = process.squared_amplitude()
    m_chi, m_V = (sympy.Symbol(name, real=True) for name in ("m_chi", "m_V"))
    x1, x2 = (sympy.Symbol(name, real=True) for name in ("x1", "x2"))
    recoil = {"s_34": x1, "s_24": x2, "s_23": 2 - x1 - x2}
    names = set(squared.invariants)
    at = {sympy.Symbol(n, real=True): 4 * m_chi**2 + m_V**2 - 4 * m_chi**2 * recoil[n] for n in names}
    derived = squared.expr.subs(at)
    for _ in range(3):
        derived = derived.subs(dict(squared.definitions))
    derived = derived * m_chi**2 / (6 * (2 * sympy.pi) ** 3 * 16 * m_chi)
    assert sympy.cancel(sympy.together(derived / process.closed_form("double_differential"))) == 1


def test_derive_prints_the_polynomials_of_the_spectrum(capsys):
    assert main(["derive", "upsilond_to_v_v_v"]) == 0
    printed = capsys.readouterr().out
    assert "double_differential = 2*R0**2*alpha_D**3*(39*m_V**8/m_chi**8 + 4*m_V**6*(x1**2 + x1*x2" in printed
    assert main(["derive", "upsilond_to_v_v_v", "--format", "json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["closed_forms"]) == {"double_differential"}


@pytest.mark.parametrize("x", [0.1, 0.3, 0.5])
def test_three_vector_width_by_quadrature(x):
    """The integrated |M|^2 against the closed double differential width integrated independently."""
    from scipy.integrate import dblquad

    process = processes.get("upsilond_to_v_v_v")
    form = process.closed_form("double_differential")
    function = sympy.lambdify(
        [sympy.Symbol(n, real=True) for n in ("x2", "x1")],
        form.subs({sympy.Symbol(k, real=True): v for k, v in {**DARK, "m_V": x}.items()}),
    )

    def middle(x1):
        """x2 where x3 is equally large."""
        return 1 - x1 / 2

    def half(x1):
        s = 4 + x**2 - 4 * x1
        return math.sqrt((x1**2 - x**2) * (s - 4 * x**2) / s) / 2

    expected, _ = dblquad(
        function,
        x,
        (4 - 3 * x**2) / 4,
        lambda a: middle(a) - half(a),
        lambda a: middle(a) + half(a),
        epsabs=0,
        epsrel=1e-9,
    )
    width = process.width(**DARK, m_V=x, method="quadrature", rtol=1e-8)
    assert width.value == pytest.approx(expected, rel=1e-7)


def test_angular_distribution_of_eta():
    """C04, where 4 s^2/(s - m_V^2)^2 is missing."""
    process = processes.get("e_e_to_etad_v")
    values = {**PAIR, "sqrt_s": 5.0, "m_e": 1e-6, "alpha": 1 / 137.035999}
    points = random_points(process, values, 20, 4)
    given = {k: v for k, v in values.items() if k != "sqrt_s"}
    beam, eta = points[:, 0, 1:], points[:, 2, 1:]
    p = np.linalg.norm(eta, axis=1)
    cos = np.sum(beam * eta, axis=1) / np.linalg.norm(beam, axis=1) / p
    derived = process.evaluate(points, **given) * p / (16 * np.pi * 5.0**3)
    form = process.closed_form("angular").subs({sympy.Symbol(k, real=True): v for k, v in values.items() if k != "m_e"})
    function = sympy.lambdify(sympy.Symbol("cos_theta", real=True), form)
    assert derived == pytest.approx(function(cos), rel=1e-9)


def test_coulombic_mixing_is_half_alpha_squared():
    """C05: kappa_D -> alpha_D^2/2 for m_V << alpha_D m_chi."""
    mixing = processes.get("e_e_to_gamma_upsilond").closed_form("mixing")
    values = {"m_chi": 3.0, "m_V": 0, "eps": 1, "alpha_D": 0.2, "R0": wf.coulomb(3.0, 0.2).R0}
    found = mixing.subs({sympy.Symbol(k, real=True): v for k, v in values.items()})
    assert float(found) == pytest.approx((0.2**2 / 2) ** 2, rel=1e-12)


def test_upsilon_decays_like_a_dark_photon_of_its_mass_with_mixing_eps_kappa_D():
    """Gamma(Upsilon_D > e- e+) by the projector, V on its mass shell or not."""
    values = {"m_chi": 1.0, "m_V": 0.6, "alpha_D": 0.3, "R0": 0.4}
    kappa = processes.get("e_e_to_gamma_upsilond").closed_form("kappa_D")
    kappa = float(kappa.subs({sympy.Symbol(k, real=True): v for k, v in values.items()}))
    onium = processes.reaction("Upsilon_D > e- e+", model="dark_onium").width(**values, eps=1e-3, Gamma_V=0.0)
    photon = processes.get("aprime_to_l_l").width(m_Ap=2.0, eps=1e-3 * kappa)
    assert onium.value == pytest.approx(photon.value, rel=1e-10)


def test_R0_left_out_is_that_of_the_yukawa_potential():
    process = processes.get("etad_to_v_v")
    wave = wf.yukawa(2.0, 0.3, 0.5)
    assert process.width(m_chi=2.0, m_V=0.3, alpha_D=0.5).value == pytest.approx(
        process.width(m_chi=2.0, m_V=0.3, alpha_D=0.5, R0=wave.R0).value, rel=1e-12
    )
    with pytest.raises(ValueError, match="no bound state at these parameters"):
        process.width(m_chi=1.0, m_V=0.5, alpha_D=0.5)


def test_below_threshold():
    width = processes.get("upsilond_to_v_v_v").width(m_chi=1.0, m_V=0.7, alpha_D=0.5, R0=1.0)
    assert (width.value, width.warnings) == (0.0, ("below threshold",))
    assert processes.get("e_e_to_etad_v").cross_section(**PAIR, sqrt_s=2.2).value == 0.0


def test_unbound_pair_with_final_state_radiation():
    """e e > chi chi~ V: two routes for the unbound pair."""
    process = processes.reaction("e- e+ > chi chi~ V", model="dark_onium")
    values = {name: PAIR[name] for name in ("m_chi", "m_V", "eps", "alpha_D")}
    defaults = {n: p.default for n, p in process.arguments.items() if not p.is_required}
    points = random_points(process, {**defaults, **values, "sqrt_s": 4.0}, 10, 2)
    trace, spinors = (process.evaluate(points, route=r, **values, Gamma_V=0.0) for r in ("trace", "spinors"))
    assert trace == pytest.approx(spinors, rel=1e-9)


PROTONS = {"E_beam": 400.0, "m_chi": 2.0, "m_V": 0.3, "alpha_D": 0.5, "eps": 1e-3, "R0": 0.5}


def test_hadronic_production_is_the_luminosity_times_the_mixing():
    """C10 with its colour average 1/3 and tau = 4 m_chi^2/s, by the trapezium rule."""
    densities = GRV94()
    s = 2 * 0.93827208943 * (400 + 0.93827208943)
    tau = 16 / s
    u = np.linspace(0, 1, 20001)
    x = tau**u
    other = np.minimum(tau / x, 1)
    charges = {"u": 2 / 3, "d": -1 / 3, "s": -1 / 3, "c": 2 / 3, "b": -1 / 3}
    luminosity = 0.0
    for q, charge in charges.items():
        one, two = (
            densities.xf(a, x, 16.0) * densities.xf(b, other, 16.0) for a, b in ((q, q + "bar"), (q + "bar", q))
        )
        luminosity += charge**2 * np.trapezoid((one + two) / tau, u) * -np.log(tau)
    mixing = 1e-6 * 0.5 * 0.25 / (2 * 8) * (16 / (16 - 0.09)) ** 2
    expected = 4 * np.pi**2 / 137.035999 * mixing / (3 * s) * luminosity * 3.893793722e8
    assert processes.get("p_p_to_upsilond").rate(**PROTONS).value == pytest.approx(expected, rel=1e-6)


def test_protons_on_tungsten():
    """C11: n sigma l of 1 mm of tungsten is 3e-16 before the branching fractions to three muon pairs."""
    process = processes.get("p_p_to_upsilond")
    wanted = {**PROTONS, "eps": 1e-3 * 0.1**0.5}
    wanted.pop("R0")
    proton, neutron = (process.rate(**wanted, Z=z, A=1).value for z in (1, 0))
    tungsten = process.rate(**wanted, Z=74, A=184)
    assert tungsten.value == pytest.approx(74 * proton + 110 * neutron, rel=1e-9)
    nuclei = 19.3 / 183.84 * 6.02214076e23
    assert nuclei * tungsten.to("cm^2").value * 0.1 == pytest.approx(3.2e-16, rel=0.02)


def test_hadronic_thresholds_and_bad_input(tmp_path):
    process = processes.get("p_p_to_upsilond")
    below = process.rate(**{**PROTONS, "E_beam": 7.0})
    assert (below.value, below.warnings) == (0.0, ("below threshold",))
    with pytest.raises(ValueError, match="0 <= Z <= A"):
        process.rate(**PROTONS, Z=3, A=2)
    with pytest.raises(ValueError, match="holds for"):
        process.rate(**{**PROTONS, "m_chi": 0.2, "m_V": 0.01})
    with pytest.raises(FileNotFoundError):
        process.with_densities(tmp_path / "missing").rate(**PROTONS)
