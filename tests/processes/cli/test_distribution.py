"""amps distribution and the cuts of amps rate."""

import json

import pytest

from processes.cli.main import main

KAON = ["k_to_mu_nu_v", "--set", "m_V=0.1", "--set", "g_V=1e-3"]


def test_table(capsys, tmp_path):
    out, plot = tmp_path / "d.csv", tmp_path / "d.png"
    code = main(["distribution", *KAON, "--of", "m_miss2", "--bins", "4", "--out", str(out), "--plot", str(plot)])
    printed = capsys.readouterr().out.splitlines()
    assert code == 0
    assert printed[0] == "K+ > mu+ nu_mu V"
    assert len([line for line in printed if "+-" in line and "#" in line]) == 4
    assert out.read_text().startswith("# ")
    assert plot.stat().st_size > 1000


def test_json(capsys):
    assert main(["distribution", *KAON, "--of", "E_mu+,E_V", "--bins", "3", "--range", "0.1:0.3", "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert len(read["values"]) == 3 == len(read["values"][0])
    assert read["total"]["quantity"] == "width"


def test_rate_within_cuts(capsys):
    assert main(["rate", *KAON, "--cut", "E_mu+ > 0.2", "--json"]) == 0
    within = json.loads(capsys.readouterr().out)["value"]
    assert main(["rate", *KAON, "--json"]) == 0
    assert 0 < within < json.loads(capsys.readouterr().out)["value"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["distribution", *KAON, "--of", "m_mis"], "known are"),
        (["distribution", *KAON, "--of", "E_V", "--bins", "-1"], "bins must be a whole number"),
        (["distribution", *KAON, "--of", "E_V", "--range", "a:b"], "--range must read LOW:HIGH"),
        (["distribution", *KAON, "--of", "E_V", "--out", "d.txt"], "cannot write"),
        (["distribution", *KAON, "--of", "E_V", "--plot", "/absent/d.png"], "/absent"),
        (["distribution", *KAON, "--of", "E_V,E_mu+", "--plot", "/absent/d.png"], "/absent"),
        (["distribution", *KAON], "--of"),
        (["rate", *KAON, "--cut", "E_V >"], "cannot read the cut"),
        (["rate", *KAON, "--cut", "E_V > 3"], "no phase space within the cuts"),
    ],
)
def test_bad_input_is_one_line(capsys, arguments, message):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert not printed.out


def test_logarithmic_bins_and_a_range_for_each_observable(capsys):
    assert main(["distribution", *KAON, "--of", "E_V", "--bins", "3", "--range", "0.12:0.24:log", "--json"]) == 0
    edges = json.loads(capsys.readouterr().out)["edges"]
    assert edges == pytest.approx([0.12 * 2 ** (k / 3) for k in range(4)])
    two = ["--of", "E_V,E_mu+", "--bins", "2,3", "--range", "0.1:0.2,0.11:0.2:log", "--json"]
    assert main(["distribution", *KAON, *two]) == 0
    first, second = json.loads(capsys.readouterr().out)["edges"]
    assert first == pytest.approx([0.1, 0.15, 0.2])
    assert second[2] / second[1] == pytest.approx(second[1] / second[0])


def test_two_observables_are_printed_bin_by_bin_while_they_are_few(capsys):
    assert main(["distribution", *KAON, "--of", "E_V,E_mu+", "--bins", "4", "--range", "0.1:0.26"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if "+-" in line]
    assert "E_V [GeV], E_mu+ [GeV], density in GeV/GeV^2" in lines
    assert 4 <= len(rows) < 16 and all(len(row.split("+-")[0].split()) == 5 for row in rows)
    assert main(["distribution", *KAON, "--of", "E_V,E_mu+", "--bins", "30", "--rtol", "0.05"]) == 0
    assert "900 bins in E_V [GeV], E_mu+ [GeV]: --out and --plot write them" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--of", "E_V,E_mu+", "--bins", "3,4,5"], "--bins 3,4,5 is for 3 observables, --of names 2"),
        (["--of", "E_V", "--bins", "3.5"], "--bins must be whole numbers"),
        (["--of", "E_V", "--range", "0:2:log"], "logarithmic bins need positive ends"),
        (["--of", "E_V", "--range", "1:2:lin"], "--range must read LOW:HIGH or LOW:HIGH:log"),
    ],
)
def test_bins_that_cannot_be(more, message, capsys):
    assert main(["distribution", *KAON, *more]) == 2
    assert message in capsys.readouterr().err
