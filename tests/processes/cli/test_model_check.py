"""amps model check."""

import json
from pathlib import Path

import pytest

from processes.cli.main import main

FILES = Path(__file__).parent.parent / "user_models"
SOUND = str(FILES / "b_minus_l.py")
WRONG = """from amps.lagrangian import Field, bar, parameters
from amps.model import Model
from amps.models.qed import LEPTONS, MODEL as QED
from amps.particle import scalar
(y,) = parameters("y")
S = Field(scalar("S", "S", mass="m_S"))
MODEL = Model("wrong", (S,), {"change": y * S * bar(LEPTONS["e"]) * LEPTONS["mu"]}, extends=(QED,))
"""


@pytest.fixture
def wrong(tmp_path):
    path = tmp_path / "wrong.py"
    path.write_text(WRONG, encoding="utf-8")
    return str(path)


def test_text(capsys):
    assert main(["model", "check", SOUND]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "pass hermiticity every term is its own hermitian conjugate" in lines
    assert "g_BL 1 gauge coupling of B - L (default 0.001)" in lines
    assert "higgs dimension 3 GeV" in lines
    assert any(
        line.startswith("note anomalies ZBL: X^3 = -3, X grav^2 = -3 (charges in units of g_BL); 3") for line in lines
    )
    assert r"Z_{B-L}\,e^+\,e^- - i g_{BL} \gamma^{\mu_{1}}" in lines


def test_json(capsys):
    assert main(["model", "check", "alp", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["passed"] and found["parameters"]["g_agg"]["power"] == -1


def test_a_terminal_gets_tables(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    assert main(["model", "check", "dark_photon"]) == 0
    out = capsys.readouterr().out
    assert "┃" in out and r"[\gamma" not in out


def test_a_model_that_is_wrong_fails(capsys, wrong):
    assert main(["model", "check", wrong]) == 1
    out = capsys.readouterr().out
    assert "fail" in out and "'change'" in out and "not hermitian" in out
    assert main(["model", "check", wrong, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["passed"] is False


def test_list(capsys):
    assert main(["model", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("qed ") and "Quantum electrodynamics" in line for line in lines)
    assert main(["model", "list", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found) == len(lines) and all(entry["summary"] for entry in found)


def test_strict_counts_notes(capsys):
    assert main(["model", "check", SOUND, "--strict"]) == 1
    assert main(["model", "check", "qed", "--strict"]) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["model"], "Missing command"),
        (["model", "check"], "MODEL"),
        (["model", "check", "nowhere.py"], "model file nowhere.py does not exist"),
        (["model", "check", "dark_foton"], "close ones: dark_photon"),
        (["model", "frobnicate"], "frobnicate"),
        (["rate", "e- e+ > mu- mu+", "--model", "nowhere.py"], "does not exist"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(capsys, arguments, message):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("amps: error: ") and err.count("\n") == 1 and message in err


def test_a_rate_of_a_model_that_is_wrong_names_the_term(capsys, wrong):
    assert main(["rate", "S > e- e+", "--model", wrong]) == 2
    assert "Lagrangian term 'change'" in capsys.readouterr().err
