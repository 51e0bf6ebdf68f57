import json
import pickle

import gvar
import numpy as np
import pytest
import sympy

from processes.core.estimate import Estimate

JSON_KEYS = [
    "id",
    "reaction",
    "quantity",
    "value",
    "error",
    "unit",
    "method",
    "converged",
    "warnings",
    "chi2_dof",
    "Q",
    "n_evaluations",
    "n_bad",
    "seed",
    "seconds",
    "parameters",
    "references",
]


def kaon_width(**changes):
    given = {"value": 2.0e-17, "error": 1.0e-19, "unit": "GeV", "quantity": "width", "method": "vegas"}
    return Estimate(**(given | changes))


def test_prints_value_with_error_in_the_last_digits_and_unit():
    assert str(Estimate(value=0.241, error=0.043, unit="pb", quantity="cross_section")) == "0.241(43) pb"
    assert str(kaon_width()) == "2.000(10)e-17 GeV"
    assert str(Estimate(value=0.00116, unit="1", quantity="a_mu")) == "0.00116"


def test_array_values_print_each_with_its_error():
    e = kaon_width(value=np.array([1.0, 2.0]), error=np.array([0.1, 0.0]))
    assert str(e) == "[1.00(10) 2] GeV"
    assert str(kaon_width(value=np.ones(20), error=0.1)).endswith("...] GeV")


def test_to_scales_value_and_error_alike():
    e = Estimate(value=0.241, error=0.043, unit="pb", quantity="cross_section").to("fb")
    assert (e.value, e.error, e.unit) == (pytest.approx(241.0), pytest.approx(43.0), "fb")


def test_a_width_inverts_to_lifetime_and_ctau_with_the_same_relative_error():
    lifetime, ctau = kaon_width().to("s"), kaon_width().to("m")
    assert (lifetime.quantity, ctau.quantity) == ("lifetime", "ctau")
    assert lifetime.error / lifetime.value == pytest.approx(0.005)
    assert ctau.value == pytest.approx(lifetime.value * 299792458.0)


def test_a_zero_width_is_an_infinite_lifetime_and_json_safe():
    stable = Estimate.below_threshold(quantity="width", unit="GeV", id="phi_to_l_l")
    assert (stable.value, stable.error, stable.method, stable.warnings) == (
        0.0,
        0.0,
        "closed form",
        ("below threshold",),
    )
    assert float(stable.to("s")) == np.inf
    text = json.dumps(stable.to("s").as_dict(), allow_nan=False)
    assert json.loads(text)["value"] is None


def test_only_a_width_inverts():
    with pytest.raises(ValueError, match="cannot convert cross_section"):
        Estimate(value=1.0, unit="pb", quantity="cross_section").to("s")
    with pytest.raises(ValueError, match="unknown unit 'furlong'"):
        kaon_width(unit="furlong")


def test_as_dict_has_the_documented_keys_and_plain_values():
    e = kaon_width(parameters={"m_V": np.array([0.1, 0.2]), "Z": np.int64(82), "g": gvar.gvar(1, 0.5), "f": len})
    d = e.as_dict()
    assert list(d) == JSON_KEYS
    assert json.loads(json.dumps(d, allow_nan=False))["parameters"]["m_V"] == [0.1, 0.2]
    assert d["parameters"]["g"] == {"mean": 1.0, "sdev": 0.5}
    assert kaon_width(value=1 + 2j).as_dict()["value"] == {"real": 1.0, "imag": 2.0}


def test_gvar_keeps_parameter_correlations_and_adds_the_integration_error():
    coupling = gvar.gvar(1.0, 0.1)
    e = kaon_width(value=3.0, error=0.2, parametric=3.0 * coupling**2)
    assert e.gvar.sdev == pytest.approx(np.hypot(0.2, 0.6))
    assert (e.gvar / coupling**2).sdev == pytest.approx(0.2)
    assert kaon_width().gvar.sdev == pytest.approx(1.0e-19)
    assert e.to("MeV").parametric.sdev == pytest.approx(600.0)


def test_is_immutable_float_able_and_picklable():
    e = kaon_width(parameters={"m_V": 0.1})
    with pytest.raises(AttributeError):
        e.value = 1.0
    with pytest.raises(TypeError):
        e.parameters["m_V"] = 2.0
    copy = pickle.loads(pickle.dumps(e))
    assert copy.as_dict() == e.as_dict()
    assert float(e) == 2.0e-17


def test_numbers_of_other_libraries_become_plain():
    e = kaon_width(value=sympy.Rational(1, 4), error=np.float64(0.5))
    assert (type(e.value), type(e.error)) == (float, float)
    assert type(kaon_width(value=np.complex128(1j)).value) is complex


def test_latex():
    assert kaon_width()._repr_latex_() == r"$\Gamma = 2.000(10) \times 10^{-17}\ \mathrm{GeV}$"
    assert (
        Estimate(value=1.5, unit="cm^2", quantity="cross_section")._repr_latex_() == r"$\sigma = 1.5\ \mathrm{cm^{2}}$"
    )
