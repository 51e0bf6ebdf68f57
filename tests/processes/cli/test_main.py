import subprocess
import sys

import pytest

from processes.cli.main import main
from processes.numerics.errors import NotConverged


@pytest.mark.parametrize(
    "arguments",
    [
        "rate",
        "frobnicate",
        "rate toy --set",
        "rate toy --bogus",
        "rate toy --rtol x --set m_V=1",
        "rate toy --set m_V",
        "rate toy --set m_V=",
        "rate toy --set m_V=abc",
        "rate toy --set m_V=nan",
        "rate toy --set m_V=-1",
        "rate toy --set m_V=1 --set m_V=2",
        "rate toy --set m_V=1 --set lepton=quark",
        "rate toy --set m_V=1 --set seed=3",
        "rate toy --set m_V=1 --rtol 0",
        "rate toy --set m_V=1 --unit pb",
        "rate toy --set m_V=1 --unit furlong",
        "rate toy --set M_V=1",
        "rate toy --params nowhere.json",
        "rate nosuch",
        "rate toy --model qed",
        "rate e->mu",
        "rate e->mu --model nosuch",
        "show nosuch",
        "derive toy --format pdf",
        "check nosuch",
    ],
)
def test_bad_input_is_one_line_on_stderr_and_exit_code_2(toys, capsys, arguments):
    assert main(arguments.split()) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("amps: error: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_messages_say_what_to_do(toys, capsys):
    for arguments, hint in {
        "rate nosuch": "did you mean toy?",
        "rate toy --set M_V=1": "did you mean m_V?",
        "rate toy": "needs m_V [GeV] (mass of V)",
        "rate e->mu": "needs --model",
        "rate toy --set seed=1 --set m_V=1": "seed is a setting, not a parameter",
        "rate toy --rtol x": "'--rtol'",
    }.items():
        main(arguments.split())
        assert hint in capsys.readouterr().err


def test_without_arguments_the_help_is_printed(capsys):
    assert main([]) == 0
    assert "COMMAND" in capsys.readouterr().out


def test_an_error_in_the_program_is_not_disguised_as_bad_input(toys):
    toys["toy"].rate = None
    with pytest.raises(TypeError):
        main(["rate", "toy", "--set", "m_V=1"])


def test_nothing_usable_is_exit_code_1(toys, capsys):
    def diverges(**given):
        raise NotConverged("nothing usable")

    toys["toy"].rate = diverges
    assert main(["rate", "toy", "--set", "m_V=1"]) == 1
    assert capsys.readouterr().err == "amps: error: nothing usable\n"


def test_the_help_imports_nothing_heavy():
    code = (
        "import sys; from processes.cli.main import main; main(['--help']); "
        "sys.exit(bool({'sympy', 'numpy', 'numba', 'matplotlib', 'scipy', 'vegas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def test_a_reader_that_stops_early_is_no_error():
    code = "import sys; from processes.cli.main import run; sys.argv = ['amps', '--help']; run()"
    command = f'{sys.executable} -c "{code}" | head -c 1'
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], check=False, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
