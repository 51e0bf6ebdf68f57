"""README keeps its promises: its two lines are what the continuous integration runs, and its Python runs."""

import re
import subprocess
import sys
from pathlib import Path

import gvar
import pytest

from processes.cli.main import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BASH = re.findall(r"```bash\n(.*?)```", README, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
FILES = {block.split("\n", 1)[0].removeprefix("# "): block for block in PYTHON if block.startswith("# ")}
COMMANDS = [line for block in BASH[1:] for line in block.splitlines() if line.startswith("amps ")]


def test_the_first_screen_is_one_sentence_and_two_lines():
    sentence, first = README.split("\n\n")[1], BASH[0].splitlines()
    assert sentence.count(".") == 1 and "\n" not in sentence
    assert len(first) == 2
    assert first[0].endswith("amps rate k_to_mu_nu_v --set m_V=0.1 --set g_V=1e-3")
    assert first[1].endswith("pytest -n 2")
    assert README.index("```bash") < 400


def test_the_printed_width_is_the_computed_one(capsys):
    printed = re.search(r"```text\n(.*?)```", README, re.DOTALL)[1].splitlines()
    assert main(["rate", "k_to_mu_nu_v", "--set", "m_V=0.1", "--set", "g_V=1e-3"]) == 0
    computed = capsys.readouterr().out.splitlines()
    assert computed[0] == printed[0]
    here, there = (gvar.gvar(re.fullmatch(r"width = (.*) GeV", lines[1])[1]) for lines in (computed, printed))
    assert abs(here.mean - there.mean) < 3 * (here.sdev + there.sdev)
    assert 0.2 < here.sdev / there.sdev < 5


def test_the_python_block_runs():
    block = PYTHON[0]
    assert len([line for line in block.splitlines() if line]) <= 8
    done = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, check=True)
    assert "K+ > mu+ nu_mu V: 9.3" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_run(command, capsys, tmp_path, monkeypatch):
    import shlex

    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(command)[1:]) == 0
    assert capsys.readouterr().out


def test_the_wrong_formula_is_found_out(capsys):
    import shlex

    (command,) = [line for line in COMMANDS if "--latex" in line]
    assert main(shlex.split(command)[1:]) == 0
    assert "the term -2*m_mu**2/m_V**2 should be 2*m_mu**2/m_V**2" in capsys.readouterr().out


def test_the_files_it_names_exist():
    for path in re.findall(r"`((?:amps|processes|derivations)/[\w/.]+|[A-Z-]+(?:\.\w+)?)`", README):
        assert (ROOT / path).exists(), path
