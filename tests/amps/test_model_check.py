"""The report on a model."""

import json
from importlib import import_module

import pytest
import sympy

from amps.lagrangian import F, Field, bar, conj, d, gamma, hc, indices, parameters, sigma
from amps.model import Model, ModelParameter
from amps.model_check import CHECKS, check_model
from amps.models import dark_onium_quarks, inelastic_dm, muonic_forces, nuclei, qed
from amps.models.qed import LEPTONS, A, e
from amps.particle import scalar, vector

g, y = parameters("g y")
m, n = indices("m n")
el, mu = LEPTONS["e"], LEPTONS["mu"]
X, S, H = Field(vector("X", mass="m_X")), Field(scalar("S", "S", mass="m_S")), Field(scalar("H+", mass="m_H", charge=1))
CURRENT = bar(el) * gamma[m] * el
CONSTANTS = {"alpha": 0, "G_F": -2, "m_e": 1}


def details(model, check, status):
    return [f.detail for f in check_model(model, CONSTANTS).findings if (f.check, f.status) == (check, status)]


def model(particles=(X,), extends=(qed.MODEL,), parameters=None, **terms):
    return Model("test", particles, terms, parameters=parameters or {}, extends=extends)


def test_a_model_without_faults():
    report = check_model(model(parameters={"g": ModelParameter("1", "coupling")}, x=g * X[m] * CURRENT), CONSTANTS)
    assert report.passed and not report.findings
    assert [f.check for f in report.complete] == list(CHECKS)
    assert {f.status for f in report.complete} == {"pass"}
    assert [v.rule_latex for v in report.vertices if "X" in v.legs] == [r"i g \gamma^{\mu_{1}}"]


def test_every_fault_is_reported_at_once_and_what_is_sound_is_still_derived():
    faulty = model((X, S), x=g * X[m] * CURRENT, open=g * X[n] * CURRENT, unreal=sympy.I * y * S * bar(el) * el)
    report = check_model(faulty, CONSTANTS)
    assert not report.passed
    assert {f.check for f in report.findings if f.status == "fail"} == {"terms", "hermiticity"}
    assert ("X", "e+", "e-") in [v.legs for v in report.vertices]


def test_colliding_names_end_the_check():
    report = check_model(Model("test", (scalar("e+", "e++", charge=1),), extends=(qed.MODEL,)))
    assert not report.passed and report.vertices == () and report.as_dict()["particles"] == []


def test_dimensions():
    units = {"g": ModelParameter("GeV")}
    assert details(model(x=g * X[m] * CURRENT, parameters=units), "dimensions", "fail") == [
        "x: an operator of dimension 4 needs a coupling of GeV^0, which g is not, by its units or by other terms"
    ]
    assert details(model(x=g * y * X[m] * CURRENT), "parameters", "note") == [
        "without a declaration of unit and meaning: g, y",
        "the terms leave the powers of GeV open of g, y; declare their units in parameters",
    ]


def test_the_photon_couples_to_the_electric_charge():
    current = sympy.I * e * A[m] * (conj(H) * d(H, m) - H * d(conj(H), m))
    wrong, right = model((H,), H=current), model((H,), H=-current)
    assert details(wrong, "charges", "fail") == ["H+ has electric charge 1 and couples to gamma with e; -e is expected"]
    assert details(right, "charges", "fail") == []
    assert details(model((H,)), "charges", "note") == ["with electric charge, but without a coupling to gamma: H+"]
    (quarks,) = details(dark_onium_quarks.MODEL, "charges", "note")
    assert quarks == "with electric charge, but without a coupling to gamma: d, u, s, c and 2 more"
    assert "nucleus has electric charge 0 and couples to gamma with -Z*e" in details(nuclei.MODEL, "charges", "note")


def test_charges_that_terms_do_not_conserve():
    change = S * bar(el) * mu
    broken = model((X, S), x=g * X[m] * CURRENT, s=y * (change + hc(change)))
    assert "X: its charge changes by g in s; rates grow as 1/mass^2 of the vector unless that vanishes" in details(
        broken, "charges", "note"
    )
    assert "the number L_e changes by 1 in s" in details(broken, "charges", "note")
    massless = vector("B")
    assert details(
        model((massless, S), x=g * Field(massless)[m] * CURRENT, s=y * (change + hc(change))), "charges", "fail"
    ) == ["B: its charge changes by g in s"]
    assert any("g_V*q_nu - g_V in fermi_mu_e" in text for text in details(muonic_forces.MODEL, "charges", "note"))


def test_fields_turned_into_each_other():
    assert "Ap: turns fields into each other (chi1 chi2)" in details(inelastic_dm.MODEL, "charges", "note")


def test_what_nothing_uses():
    units = {"g": ModelParameter("1"), "h": ModelParameter("1")}
    spare = Model("test", (X, S), {"x": g * X[m] * CURRENT}, {y: g**2}, parameters=units, extends=(qed.MODEL,))
    assert details(spare, "unused", "note") == [
        "the field S is in no vertex",
        "the parameter h is declared and used nowhere",
        "the parameter y is defined and used nowhere",
    ]
    majorana = import_module("amps.models.dark_photon").MAJORANA
    vanishing = model((X, majorana), x=g * X[m] * bar(Field(majorana)) * gamma[m] * Field(majorana))
    assert "the term x vanishes identically" in details(vanishing, "unused", "note")


def test_a_replaced_term():
    assert details(model(qed_e=g * X[m] * CURRENT), "terms", "note") == ["qed_e replaces the term of that name of qed"]


def test_the_report_is_json():
    dipole = g / 2 * bar(mu) * sigma(m, n) * mu * F(A, m, n)
    found = json.loads(json.dumps(check_model(model(dipole=dipole), CONSTANTS).as_dict()))
    assert found["model"] == "test" and found["passed"] is True
    assert found["terms"]["dipole"] == {"dimensions": [5], "coupling": [-1]}
    assert found["parameters"]["g"]["power"] == -1
    assert {c["check"] for c in found["checks"]} == set(CHECKS)
    assert {a["vector"] for a in found["anomalies"]} == {"gamma"}
    assert any(
        v["legs"] == ["gamma", "mu+", "mu-"] and v["rule_latex"].startswith(r"\frac{i g") for v in found["vertices"]
    )


@pytest.mark.parametrize("name", ["dark_higgs", "alp", "fermi", "quarks", "lepton_vector", "dipole_majorana"])
def test_shipped_models_pass(name):
    from processes.core.models import powers_of_constants

    assert check_model(import_module(f"amps.models.{name}").MODEL, powers_of_constants()).passed
