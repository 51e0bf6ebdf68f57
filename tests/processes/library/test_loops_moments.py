"""The anomalous magnetic moment as a process: rates, limits, compiled form, command line."""

import json
import math
import runpy
import shutil

import numpy as np
import pytest
import sympy
from scipy.integrate import quad

import processes
from amps.loops.closed_forms import SingularKinematics
from processes.cli.main import main

MOMENT = processes.get("anomalous_magnetic_moment")
M_MU = 0.1056583755


def test_rate_is_the_printed_integral_for_a_vector():
    """(alpha/2pi)(g/e)^2 Int_0^1 dz 2 m^2 z(1-z)^2/(m^2(1-z)^2 + m_V^2 z), independent of alpha."""
    found = MOMENT.rate(m_V=0.1, g_V=1e-3)
    integral, _ = quad(
        lambda z: 2 * M_MU**2 * z * (1 - z) ** 2 / (M_MU**2 * (1 - z) ** 2 + 0.01 * z), 0, 1, epsrel=1e-12
    )
    assert found.value == pytest.approx(1e-6 / (8 * math.pi**2) * integral, rel=1e-11)
    assert (found.quantity, found.unit, found.method) == ("a_mu", "1", "closed form")


@pytest.mark.parametrize("lepton", ["e", "mu", "tau"])
def test_lepton_option_names_the_quantity_and_schwinger_is_the_massless_limit(lepton):
    charge = math.sqrt(4 * math.pi / 137.035999)
    found = MOMENT.rate(m_V=0.0, g_V=charge, lepton=lepton)
    assert found.quantity == f"a_{lepton}"
    assert found.value == pytest.approx(1 / 137.035999 / (2 * math.pi), rel=1e-12)


def test_check_passes():
    report = MOMENT.check()
    assert report.passed, str(report)
    assert sum("two routes" in line.name for line in report.lines) == 8


@pytest.mark.parametrize("mediator", ["vector", "axial", "scalar", "pseudoscalar"])
def test_compiled_moment_over_twelve_decades(mediator):
    process = MOMENT.with_options(mediator=mediator)
    mass, coupling = ("m_V", "g_V") if mediator in ("vector", "axial") else ("m_phi", "y")
    ratios = np.concatenate([np.logspace(-6, 6, 61), [2, np.nextafter(2, 3), np.nextafter(2, 1), 6**0.5]])
    masses = ratios * M_MU
    kernel = process.compile(target="numpy")
    fast = kernel(**{mass: masses, coupling: 1.0, "m_mu": M_MU})
    exact = [float(process.digits(17, **{mass: float(x), coupling: 1, "m_mu": M_MU})) for x in masses]
    assert np.max(np.abs(fast / exact - 1)) < 1e-12


CHARGED = {"charged_scalar": ("m_phi", "y"), "charged_vector": ("m_V", "g_V")}


@pytest.mark.parametrize("mediator", CHARGED)
@pytest.mark.parametrize(
    "neutral", [0.0, 0.999, 1.0, *(pytest.param(x, marks=pytest.mark.slow) for x in (1e-9, 0.01, 1.5, 1e6))]
)
def test_compiled_moment_with_a_charged_mediator(mediator, neutral):
    """Masses in units of the muon's, from the threshold M = m - m_N on."""
    process, (mass, coupling) = MOMENT.with_options(mediator=mediator), CHARGED[mediator]
    ratios = np.concatenate([np.logspace(-6, 6, 7), [0.7, 1 + 1e-7, 1.3, 2.6]])
    masses = M_MU * ratios[ratios + neutral > 1 + 1e-8]
    given = {coupling: 1.0, "m_N": neutral * M_MU, "m_mu": M_MU}
    fast = process.compile(target="numpy")(**{mass: masses}, **given)
    exact = [float(process.digits(17, **{mass: float(x)}, **given)) for x in masses]
    assert np.max(np.abs(fast / exact - 1)) < 1e-13


def test_an_unstable_lepton_has_no_compiled_moment():
    process = MOMENT.with_options(mediator="charged_scalar")
    given = {"m_phi": 0.05, "y": 1.0, "m_N": 0.02, "m_mu": M_MU}
    assert np.isnan(process.compile(target="c" if shutil.which("cc") else "numpy")(**given))
    with pytest.raises(SingularKinematics, match="no finite real value"):
        process.rate(**given)


def test_digits_are_as_many_as_asked_for():
    value = MOMENT.digits(40, m_V=2.0, g_V=1, m_mu=1.0)
    # at threshold the integral is elementary: (1/(8 pi^2)) Int 2 u^2 (1-u)/(2-u)^2 du
    u = sympy.Symbol("u")
    exact = sympy.integrate(2 * u**2 * (1 - u) / (2 - u) ** 2, (u, 0, 1)) / (8 * sympy.pi**2)
    assert abs(value - exact.evalf(40)) < sympy.Float("1e-40", 40)
    decimal = MOMENT.digits(30, m_V="0.1", g_V="1e-3", m_mu="0.1")
    assert abs(decimal - MOMENT.digits(30, m_V=1, g_V="1e-3", m_mu=1)) < sympy.Float("1e-34", 30)


def test_arrays_and_quadrature():
    found = MOMENT.rate(m_V=[0.01, 0.1, 1.0], g_V=1e-3)
    direct = MOMENT.rate(m_V=[0.01, 0.1, 1.0], g_V=1e-3, method="quadrature")
    assert found.value.shape == (3,)
    np.testing.assert_allclose(found.value, direct.value, rtol=1e-12)
    assert direct.method == "quadrature"


def test_bad_input():
    with pytest.raises(ValueError, match="did you mean m_V"):
        MOMENT.rate(g_V=1.0, m_v=2.0)
    with pytest.raises(ValueError, match="no finite real value"):
        MOMENT.rate(m_V=0.0, g_V=1.0, mediator="axial")
    with pytest.raises(ValueError, match="no method 'vegas'"):
        MOMENT.rate(m_V=1.0, g_V=1.0, method="vegas")
    with pytest.raises(ValueError, match="has no tree amplitude"):
        MOMENT.squared_amplitude()
    with pytest.raises(TypeError, match="is a_mu, not a width; call rate"):
        MOMENT.width(m_V=1.0, g_V=1.0)
    with pytest.raises(ValueError, match="no compiled form"):
        processes.get("kinetic_mixing").compile()


def test_derived_text_and_python_function(capsys, tmp_path):
    assert main(["derive", "anomalous_magnetic_moment"]) == 0
    text = capsys.readouterr().out
    assert "diagram: mu- > mu- V, photon on the fermion" in text and "Int_0^1 du" in text
    assert main(["derive", "anomalous_magnetic_moment", "--format", "python"]) == 0
    source = tmp_path / "derived.py"
    source.write_text(capsys.readouterr().out)
    function = runpy.run_path(str(source))["a_mu"]
    at = {"m_V": 0.1, "g_V": 1e-3, "m_mu": M_MU}
    assert function(**at) == pytest.approx(MOMENT.rate(**at).value, rel=1e-12)
    assert main(["derive", "anomalous_magnetic_moment", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["quantity"] == "a_mu"


def test_command_line(capsys):
    assert main(["rate", "anomalous_magnetic_moment", "--set", "m_V=0.1", "--set", "g_V=1e-3", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["quantity"], document["unit"]) == ("a_mu", "1")
    assert document["value"] == pytest.approx(2.803557612e-9, rel=1e-9)
    assert document["parameters"]["mediator"] == "vector"
