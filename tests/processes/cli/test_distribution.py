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
