from dataclasses import fields

import gvar
import numpy as np
import pytest

from processes.core.constants import CONSTANTS, Parameter
from processes.core.options import RESERVED, Settings, check_value, parse_assignment, read_arguments

M_V = Parameter("m_V", None, "GeV", "mass of V", "m_V")
G_V = Parameter("g_V", None, "1", "coupling of V to muons", "g_V")
Q_NU = Parameter("q_nu", 1.0, "1", "neutrino charge", "q_\\nu")
OPTIONS = {
    "lepton": ("mu", "e", "tau"),
    "majorana": (False, True),
    "form_factor": ("point", "helm"),
    "target_spin": (0, 0.5),
}


def read(**given):
    own = {p.symbol: p for p in (M_V, G_V, Q_NU)}
    return read_arguments({"m_V": 0.1, "g_V": 1e-3} | given, parameters=own, options=OPTIONS, process="k_to_mu_nu_v")


def test_reserved_keywords_are_the_settings():
    assert {f.name for f in fields(Settings)} == RESERVED


def test_defaults_constants_options_and_settings_are_sorted():
    a = read(alpha=0.01, lepton="e", rtol=1e-2, seed=3.0, majorana=True, target_spin=0.0)
    assert (a.parameters["m_V"], a.parameters["q_nu"], a.parameters["alpha"]) == (0.1, 1.0, 0.01)
    assert a.parameters["m_mu"] == CONSTANTS["m_mu"].default
    assert dict(a.options) == {"lepton": "e", "majorana": True, "form_factor": "point", "target_spin": 0}
    assert (a.settings.rtol, a.settings.seed, a.settings.method) == (1e-2, 3, "auto")


def test_every_constant_is_accepted():
    assert read(**{name: p.default for name, p in CONSTANTS.items()}).parameters["V_tb"] == CONSTANTS["V_tb"].default


def test_unknown_names_are_refused_with_close_ones():
    with pytest.raises(ValueError, match=r"k_to_mu_nu_v has no parameter 'm_v'; did you mean m_V"):
        read(m_v=0.2)
    with pytest.raises(ValueError, match=r"its own are m_V, g_V, q_nu, lepton"):
        read(xyzzy=1)


def test_missing_parameters_are_named_with_units():
    with pytest.raises(ValueError, match=r"needs m_V \[GeV\] \(mass of V\), g_V \[1\]"):
        read_arguments({}, parameters={"m_V": M_V, "g_V": G_V}, options={}, process="k_to_mu_nu_v")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"m_V": -0.1}, "must not be negative"),
        ({"m_V": float("nan")}, "must be finite"),
        ({"g_V": float("inf")}, "must be finite"),
        ({"g_V": gvar.gvar(0.1, float("nan"))}, r"the error of g_V \[1\] .* must be finite"),
        ({"g_V": [0.1, gvar.gvar(0.1, float("inf"))]}, r"the error of g_V \[1\] .* must be finite"),
        ({"g_V": "abc"}, "must be a number, not 'abc'"),
        ({"g_V": None}, "must be a number, not None"),
        ({"g_V": True}, "must be a number, not True"),
        ({"g_V": []}, "is an empty array"),
        ({"g_V": 1j}, "must be a number"),
        ({"m_V": [0.1, -0.2]}, "must not be negative"),
        ({"lepton": "proton"}, "lepton must be one of mu, e, tau, not 'proton'"),
        ({"majorana": 1.0}, "majorana must be one of"),
        ({"rtol": 0.0}, "rtol must be between 0 and 1"),
        ({"rtol": "x"}, "rtol must be between 0 and 1"),
        ({"neval": 1.5}, "neval must be a whole number"),
        ({"workers": None}, "workers must be a whole number"),
        ({"seed": -1}, "seed must be a whole number"),
        ({"cuts": 0.1}, "cuts must be a text"),
        ({"cuts": " "}, "cuts must be a text"),
        ({"method": "magic"}, "method must be one of"),
    ],
)
def test_impossible_values_are_refused(given, message):
    with pytest.raises(ValueError, match=message):
        read(**given)


def test_a_parameter_must_not_be_called_like_a_setting():
    with pytest.raises(ValueError, match="seed is reserved"):
        read_arguments({}, parameters={"seed": M_V}, options={}, process="p")


def test_negative_couplings_arrays_and_gvars_pass():
    a = read(g_V=-1e-3, m_V=[0.1, 0.2])
    assert a.parameters["g_V"] == -1e-3
    np.testing.assert_array_equal(a.parameters["m_V"], [0.1, 0.2])
    uncertain = gvar.gvar(0.1, 0.01)
    assert read(m_V=uncertain).parameters["m_V"] is uncertain
    assert read(m_V=gvar.gvar(["0.1(1)", "0.2(1)"])).parameters["m_V"].shape == (2,)
    with pytest.raises(ValueError, match="must not be negative"):
        check_value(M_V, gvar.gvar(-0.1, 0.01))


def test_a_form_factor_may_be_an_object():
    def gaussian(q2):
        return np.exp(-q2)

    assert read(form_factor=gaussian).options["form_factor"] is gaussian
    with pytest.raises(ValueError, match="lepton must be one of"):
        read(lepton=gaussian)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m_V=0.1", ("m_V", 0.1)),
        (" Z = 82 ", ("Z", 82.0)),
        ("lepton=e", ("lepton", "e")),
        ("majorana=True", ("majorana", True)),
    ],
)
def test_assignments(text, expected):
    assert parse_assignment(text) == expected


@pytest.mark.parametrize("text", ["m_V", "m_V=", "=0.1", "m V=1", "", "1x=2"])
def test_malformed_assignments(text):
    with pytest.raises(ValueError, match="expected NAME=VALUE"):
        parse_assignment(text)
