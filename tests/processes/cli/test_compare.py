"""amps rate --compare: approximations beside the exact rate."""

import json
import re

import pytest

from processes.cli.main import main

EMISSION = ["rate", "l_a_to_l_a_aprime", "--rtol", "5e-3"]
EMISSION += [part for text in ("E_beam=20", "nucleus=Pb", "m_Ap=0.1", "eps=1e-4") for part in ("--set", text)]


@pytest.mark.slow
def test_exact_and_both_approximations_with_ratios(capsys):
    assert main([*EMISSION, "--compare", "ww"]) == 0
    text = capsys.readouterr().out
    exact = re.search(r"cross_section = ([\d.]+)\(", text)
    assert exact is not None and float(exact[1]) == pytest.approx(62.0, rel=0.015)
    assert "ww = 96.2" in text
    assert "ww/exact = 1.5" in text
    assert "iww/exact = 2.1" in text


def test_json_has_an_extra_key(capsys):
    assert main([*EMISSION, "--compare", "ww", "--unit", "fb", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["unit"] == "fb"
    assert set(document["compare"]) == {"ww", "iww"}
    found = document["compare"]["ww"]
    assert found["unit"] == "fb"
    assert found["ratio"] == pytest.approx(found["value"] / document["value"])


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        ([*EMISSION, "--compare", "nothing"], "known: ww"),
        (["rate", "nu_a_to_nu_mu_mu_a", "--set", "E_nu=10", "--compare", "iww"], "known: epa, ww"),
        (["rate", "e_e_to_mu_mu", "--set", "sqrt_s=1", "--compare", "ww"], "known: none"),
        (["rate", "anomalous_magnetic_moment", "--compare", "ww"], "known: none"),
    ],
)
def test_an_unknown_value_names_the_known_ones(capsys, arguments, known):
    assert main(arguments) == 2
    caught = capsys.readouterr()
    assert caught.out == ""
    assert known in caught.err
    assert caught.err.count("\n") == 1
