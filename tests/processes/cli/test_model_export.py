"""amps model export, and UFO folders wherever a model is named."""

import json
from pathlib import Path

import pytest

from processes.cli.main import main

FOLDER = Path(__file__).parents[2] / "amps/ufo/folders/dark_photon"
VALUES = ("--set", "eps=1e-3", "--set", "alpha_D=0.1", "--set", "m_Ap=0.3", "--set", "m_chi=0.1")
REACTION = "e- e+ > mu- mu+"


def run(capsys, *arguments):
    """Exit code, standard output and standard error of a command."""
    code = main(list(arguments))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_export_writes_a_folder_that_other_commands_take(capsys, tmp_path):
    out = tmp_path / "model"
    code, text, _ = run(capsys, "model", "export", "dark_photon", str(out), *VALUES)
    assert (code, text) == (0, f"{out}: 11 particles, 10 vertices\n")
    numbers = []
    for model in (str(out), str(FOLDER)):
        code, text, _ = run(capsys, "rate", REACTION, "--model", model, "--set", "sqrt_s=10", "--json")
        assert code == 0
        numbers.append(json.loads(text)["value"])
    given = ("--set", "eps=1e-3", "--set", "m_Ap=0.3", "--set", "sqrt_s=10", "--json")
    code, text, _ = run(capsys, "rate", REACTION, "--model", "dark_photon", *given)
    assert code == 0
    assert numbers[0] == pytest.approx(json.loads(text)["value"], rel=1e-12)
    assert numbers[1] == pytest.approx(numbers[0], rel=1e-6)


def test_derive_show_and_check(capsys):
    code, text, _ = run(capsys, "derive", "e- e+ > chi chi~", "--model", str(FOLDER))
    assert code == 0
    assert "m_chi" in text
    code, text, _ = run(capsys, "show", REACTION, "--model", str(FOLDER), "--json")
    assert code == 0
    facts = json.loads(text)
    assert facts["model"] == "dark_photon"
    found = {p["name"]: p["default"] for p in facts["parameters"] + facts["constants"]}
    assert found["m_Ap"] == 0.3
    code, text, _ = run(capsys, "model", "check", str(FOLDER))
    assert code == 0
    assert "5 given vertices" in text


def test_json(capsys, tmp_path):
    code, text, _ = run(capsys, "model", "export", "dark_photon", str(tmp_path / "m"), *VALUES, "--json")
    assert code == 0
    assert json.loads(text) == {"folder": str(tmp_path / "m"), "particles": 11, "vertices": 10}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("export", "dark_photon", "{0}/m"), "give values for eps, alpha_D, m_Ap, m_chi"),
        (("export", "dark_foton", "{0}/m"), "no model is called 'dark_foton'"),
        (("export", "nuclei", "{0}/m"), "has a form factor"),
        (("export", "qed", "{0}"), "exists and is not an empty folder"),
        (("check", "{0}"), "is not a UFO model: it has no particles.py"),
    ],
)
def test_bad_input_is_one_line(capsys, tmp_path, arguments, reason):
    (tmp_path / "there").touch()
    code, text, error = run(capsys, "model", *(a.format(tmp_path) for a in arguments))
    assert (code, text) == (2, "")
    assert error.startswith("amps: error: ")
    assert reason in error
    assert error.count("\n") == 1


def test_a_hostile_folder_is_refused_with_its_line(capsys, tmp_path):
    for path in FOLDER.glob("*.py"):
        (tmp_path / path.name).write_text(path.read_text())
    (tmp_path / "couplings.py").write_text("import os\nos.system('true')\n")
    code, _, error = run(capsys, "rate", REACTION, "--model", str(tmp_path), "--set", "sqrt_s=10")
    assert code == 2
    assert "couplings.py:1: imports 'os'" in error
