"""amps rate --spectrum: a cross section averaged over a beam."""

import json

import pytest

from processes.cli.main import main


@pytest.fixture
def flux(tmp_path):
    path = tmp_path / "flux.txt"
    path.write_text("# GeV, per GeV\n1 0\n2 3\n5 0\n")
    return str(path)


def test_a_cross_section_that_rises_as_the_energy_is_that_of_the_mean_energy(flux, capsys):
    """sigma(nu e) = a E + b far above m_e; the mean of the triangle is 8/3 GeV."""
    assert main(["rate", "nu_e_to_nu_e", "--spectrum", flux, "--json"]) == 0
    average = json.loads(capsys.readouterr().out)
    assert main(["rate", "nu_e_to_nu_e", "--set", f"E_nu={8 / 3}", "--json"]) == 0
    assert average["value"] == pytest.approx(json.loads(capsys.readouterr().out)["value"], rel=1e-5)
    assert average["parameters"]["E_nu"] == [1.0, 2.0, 5.0]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--set", "E_nu=3"], "E_nu is set to 3.0 and has a spectrum"),
        (["--compare", "ww"], "do not go together"),
    ],
)
def test_bad_input_is_one_line(flux, more, message, capsys):
    assert main(["rate", "nu_e_to_nu_e", "--spectrum", flux, *more]) == 2
    told = capsys.readouterr().err
    assert message in told and told.count("\n") == 1


def test_an_absent_file(capsys):
    assert main(["rate", "nu_e_to_nu_e", "--spectrum", "absent.txt"]) == 2
    assert "cannot read the spectrum absent.txt: no such file" in capsys.readouterr().err
