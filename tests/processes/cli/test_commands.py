import json
import runpy

import pytest

from processes.cli.main import main


def output(capsys, *arguments, code=0):
    assert main(arguments) == code
    return capsys.readouterr().out


def test_list(toys, capsys):
    assert output(capsys, "list") == "toy     V > mu- mu+\nbroken  V > mu- mu+\n"
    assert json.loads(output(capsys, "list", "--json"))[0] == {
        "id": "toy",
        "reaction": "V > mu- mu+",
        "summary": "a toy",
    }
    assert output(capsys, "list", "brok") == "broken  V > mu- mu+\n"


def test_rate_prints_value_error_and_provenance(toys, capsys):
    text = output(capsys, "rate", "toy", "--set", "m_V=1", "--seed", "4")
    assert "width = 0.0265(10) GeV" in text
    assert "vegas, 1000 evaluations, chi2/dof 1.10, Q 0.40, seed 4" in text
    assert "warning: a warning" in text


def test_rate_json_is_one_document(toys, capsys):
    document = json.loads(output(capsys, "rate", "toy", "--set", "m_V=1", "--json"))
    assert (document["id"], document["quantity"], document["unit"]) == ("toy", "width", "GeV")
    assert document["parameters"] == {"m_V": 1.0}


def test_rate_converts_units(toys, capsys):
    document = json.loads(output(capsys, "rate", "toy", "--set", "m_V=1", "--unit", "m", "--json"))
    assert (document["quantity"], document["unit"]) == ("ctau", "m")


def test_below_threshold_is_zero_and_said(toys, capsys):
    text = output(capsys, "rate", "toy", "--set", "m_V=0.1")
    assert "width = 0 GeV" in text
    assert "warning: below threshold" in text


@pytest.mark.parametrize(("name", "content"), [("p.json", '{"m_V": 1, "g_V": 2}'), ("p.toml", "m_V = 1\ng_V = 2")])
def test_parameters_from_a_file_and_set_wins(toys, capsys, tmp_path, name, content):
    (tmp_path / name).write_text(content)
    document = json.loads(output(capsys, "rate", "toy", "--params", str(tmp_path / name), "--set", "m_V=2", "--json"))
    assert document["parameters"]["m_V"] == 2
    assert document["value"] == pytest.approx(8 / 12 / 3.14159265, rel=1e-6)


@pytest.mark.parametrize(
    ("name", "content"), [("p.json", "[1]"), ("p.yaml", "m_V: 1"), ("p.json", "{"), ("p.toml", "=")]
)
def test_unreadable_parameter_files(toys, capsys, tmp_path, name, content):
    (tmp_path / name).write_text(content)
    assert output(capsys, "rate", "toy", "--params", str(tmp_path / name), code=2) == ""


def test_show(toys, capsys):
    text = output(capsys, "show", "toy", "--set", "lepton=e")
    assert "toy: V > e- e+" in text
    assert "m_V        [GeV]  mass of V (required)" in text
    assert "m_mu       [GeV]  muon mass (default 0.10565838)" in text
    assert "option lepton: mu | e" in text
    assert "average over initial states: 1/3" in text
    document = json.loads(output(capsys, "show", "toy", "--json"))
    assert document["parameters"][1]["default"] == 1.0
    assert document["legs"] == ["V", "mu-", "mu+"]


def test_derive(toys, capsys):
    text = output(capsys, "derive", "toy")
    assert "|M|^2 = 4*g_V**2*m_V**2/3" in text
    assert "m_V = (p2 + p3)^2" in text
    assert "g_V = 2*sqrt(pi)*sqrt(alpha_V)" in text
    assert output(capsys, "derive", "toy", "--format", "latex") == "\\frac{4 g_{V}^{2} m_{V}^{2}}{3}\n"
    document = json.loads(output(capsys, "derive", "toy", "--format", "json"))
    assert (document["symmetry_factor"], document["average"]) == ("1", "1/3")
    assert document["names"]["m_V"] == "(p2 + p3)^2"


def test_derive_python_is_a_function(toys, capsys, tmp_path):
    source = tmp_path / "derived.py"
    source.write_text(output(capsys, "derive", "toy", "--format", "python"))
    function = runpy.run_path(str(source))["squared_amplitude"]
    assert function(g_V=3.0, m_V=2.0) == 48.0


def test_a_quoted_reaction_serves_as_id(toys, capsys):
    assert "e- e+ > mu- mu+" in output(capsys, "rate", "e- e+ > mu- mu+", "--model", "qed", "--set", "m_V=1")


def test_check_exits_with_1_on_failure(toys, capsys):
    assert output(capsys, "check", "toy") == "toy\n  ok    routes: seen\n  passed\n"
    assert "FAIL  routes: seen" in output(capsys, "check", "all", code=1)
    assert [d["passed"] for d in json.loads(output(capsys, "check", "all", "--json", code=1))] == [True, False]
    assert json.loads(output(capsys, "check", "toy", "--json"))["id"] == "toy"
