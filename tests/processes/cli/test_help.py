"""The help is a manual whose examples run, and the shell completes what can be known."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from processes.cli.main import COMMANDS, MANUAL, main

NAMES = [name for commands in COMMANDS.values() for name in commands]
MODEL_COMMANDS = ("check", "export")


def printed_help(capsys, *command):
    assert main([*command, "--help"]) == 0
    lines = (line.strip() for line in capsys.readouterr().out.splitlines())
    return " ".join(" ".join(lines).split())


def example(capsys, *command):
    """The example of a command as it would be typed."""
    (found,) = re.findall(r"Example: (amps .*?) ╭", printed_help(capsys, *command))
    return shlex.split(found)[1:]


def test_the_manual_names_every_command_and_the_exit_codes(capsys):
    text = printed_help(capsys)
    assert all(f" {name} " in text for name in (*NAMES, "model"))
    assert "0: fine" in text and "2: bad input" in text and "NO_COLOR" in text


def test_the_first_steps_of_the_manual_run(capsys):
    steps = re.findall(r"`(amps (?:list|show|rate)[^`]*)`", MANUAL.split("First steps: ")[1])
    assert len(steps) == 3
    for step in steps:
        assert main(shlex.split(step)[1:]) == 0
        assert capsys.readouterr().out


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_every_command_runs(name, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    arguments = example(capsys, name)
    assert arguments[0] == name
    assert main(arguments) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize("name", MODEL_COMMANDS)
def test_the_example_of_every_model_command_runs(name, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(example(capsys, "model", name)) == 0
    assert capsys.readouterr().out


def test_the_version(capsys):
    assert main(["--version"]) == 0
    assert re.fullmatch(r"dark-amps \d+\.\d+\.\d+\S*\n", capsys.readouterr().out)


def complete(*words):
    environment = {
        **os.environ,
        "_AMPS_COMPLETE": "complete_bash",
        "COMP_WORDS": shlex.join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    code = "import sys; from processes.cli.main import run; sys.argv = ['amps']; run()"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("amps", "rate", "k_to_mu"), {"k_to_mu_nu", "k_to_mu_nu_phi", "k_to_mu_nu_v"}),
        (("amps", "rate", "k_to_mu_nu_v", "--set", "m_"), {"m_V="}),
        (("amps", "show", "aprime_to_l_l", "--set", "lep"), {"lepton=e", "lepton=mu", "lepton=tau"}),
        (("amps", "rate", "a > b", "--model", "dark_ph"), {"dark_photon"}),
        (("amps", "sh"), {"show"}),
    ],
)
def test_completion(words, found):
    assert set(complete(*words)) == found


def test_colours_and_bars_are_for_terminals():
    environment = {**os.environ, "FORCE_COLOR": "", "TERM": "xterm-256color"}
    command = [sys.executable, "-c", "from processes.cli.main import run; run()"]
    for arguments in (["--help"], ["rate", "k_to_mu_nu_v", "--set", "m_V=0.1", "--set", "g_V=1"], ["rate", "nosuch"]):
        done = subprocess.run([*command, *arguments], env=environment, capture_output=True, text=True, check=False)
        assert "\x1b" not in done.stdout + done.stderr
        assert done.returncode == (2 if "nosuch" in arguments else 0)
        assert bool(done.stderr) == ("nosuch" in arguments)


ON_A_TERMINAL = """
import os, pty, sys
os.environ["TERM"] = "xterm-256color"
os.environ.pop("NO_COLOR", None)
os.environ.update(dict(word.split("=") for word in sys.argv[1:]))
code = "import sys; sys.argv = ['amps', '--help']; from processes.cli.main import run; run()"
pty.spawn([sys.executable, "-c", code])
"""


@pytest.mark.parametrize(("settings", "coloured"), [((), True), (("NO_COLOR=1",), False)])
def test_a_terminal_gets_colours_unless_they_are_unwanted(settings, coloured):
    command = [sys.executable, "-c", ON_A_TERMINAL, *settings]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert b"Usage" in done.stdout
    assert bool(re.search(rb"\x1b\[[0-9;]*3[0-7]m", done.stdout)) == coloured
