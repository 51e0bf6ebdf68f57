"""The command line on the real library."""

import json
import runpy

import pytest

import processes
from processes.cli.main import main

KAON = ["k_to_mu_nu_v", "--set", "m_V=0.1", "--set", "g_V=1e-3"]


def run(capsys, *arguments, code=0):
    assert main(arguments) == code
    return capsys.readouterr().out


def test_list_names_every_process(capsys):
    assert [p["id"] for p in json.loads(run(capsys, "list", "--json"))] == list(processes.names())


@pytest.mark.parametrize("name", processes.names())
def test_every_process_can_be_shown(name, capsys):
    facts = json.loads(run(capsys, "show", name, "--json"))
    assert facts["diagrams"] >= 1
    assert facts["parameters"] or facts["constants"]


def test_rate_json_has_the_documented_keys(capsys):
    document = json.loads(run(capsys, "rate", *KAON, "--json"))
    keys = "id reaction quantity value error unit method converged warnings chi2_dof Q n_evaluations n_bad seed seconds"
    assert list(document) == [*keys.split(), "parameters", "references"]
    assert document["converged"] and document["error"] < 1e-3 * document["value"]


def test_the_methods_agree(capsys):
    vegas, quadrature = (
        json.loads(run(capsys, "rate", *KAON, "--method", method, "--json")) for method in ("vegas", "quadrature")
    )
    assert abs(vegas["value"] - quadrature["value"]) < 4 * vegas["error"]


def test_a_lifetime(capsys):
    document = json.loads(run(capsys, "rate", "mu_to_e_nu_nu", "--unit", "us", "--json"))
    assert document["value"] == pytest.approx(2.197, rel=5e-3)


def test_below_threshold(capsys):
    document = json.loads(run(capsys, "rate", "k_to_mu_nu_v", "--set", "m_V=0.4", "--set", "g_V=1", "--json"))
    assert (document["value"], document["error"], document["method"]) == (0.0, 0.0, "closed form")
    assert document["warnings"] == ["below threshold"]


def test_the_derived_python_function_equals_the_expression(capsys, tmp_path):
    source = tmp_path / "derived.py"
    source.write_text(run(capsys, "derive", "k_to_mu_nu_v", "--format", "python"))
    function = runpy.run_path(str(source))["squared_amplitude"]
    expression = processes.get("k_to_mu_nu_v").squared_amplitude().expr
    values = {symbol: 0.1 + 0.07 * i for i, symbol in enumerate(sorted(expression.free_symbols, key=str))}
    exact = float(expression.subs(values))
    assert function(**{str(symbol): value for symbol, value in values.items()}) == pytest.approx(exact, rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["rate", "k_to_mu_nu_w"], "k_to_mu_nu_v"),
        (["rate", "k_to_mu_nu_v"], "needs m_V [GeV]"),
        (["rate", *KAON, "--set", "G_f=1"], "G_F"),
        (["rate", *KAON, "--unit", "pb"], "cannot convert width"),
        (["rate", "e- e+ > mu- mu-", "--model", "qed"], "charge is not conserved"),
        (["rate", "e- e+ > mu- nonsense", "--model", "qed"], "no particle 'nonsense'"),
        (["rate", "e- e+ > mu- mu+", "--model", "qde"], "qed"),
        (["derive", "k_to_mu_nu_v", "--set", "lepton=e"], "has no option 'lepton'"),
    ],
)
def test_bad_input_on_the_library(arguments, hint, capsys):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    assert hint in err
