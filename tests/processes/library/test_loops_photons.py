"""S, a > gamma gamma as processes."""

import json

import pytest

import processes
from processes.cli.main import main


@pytest.mark.parametrize(("name", "mass"), [("s_to_gamma_gamma", "m_S"), ("alp_to_gamma_gamma", "m_a")])
def test_check_quantity_and_zero(name, mass):
    process = processes.get(name)
    assert process.check().passed, str(process.check())
    found = process.rate(**{mass: 0.3, "y": 1e-3})
    assert (found.quantity, found.unit) == ("width", "GeV")
    assert process.width(**{mass: 0.3, "y": 1e-3}).value == found.value
    assert process.rate(**{mass: 0.0, "y": 1.0}).value == 0
    for lepton, m_l in (("e", "m_e"), ("tau", "m_tau")):
        same = process.rate(**{mass: 0.3, "y": 1e-3, "lepton": lepton, m_l: 0.1056583755})
        assert same.value == pytest.approx(found.value, rel=1e-14)


@pytest.mark.parametrize("m_S", [0.2, 0.2113167510, 0.2113167511, 1.0, 30.0])
def test_two_routes_across_threshold(m_S):
    process = processes.get("s_to_gamma_gamma")
    closed, direct = process.rate(m_S=m_S, y=1.0), process.rate(m_S=m_S, y=1.0, method="quadrature")
    assert closed.value == pytest.approx(direct.value, rel=1e-10)


def test_command_line(capsys):
    assert main(["rate", "alp_to_gamma_gamma", "--set", "m_a=0.1", "--set", "y=1e-3", "--unit", "eV", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["unit"] == "eV" and document["value"] > 0
