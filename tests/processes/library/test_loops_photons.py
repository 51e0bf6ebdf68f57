"""S, a > gamma gamma as processes."""

import json
import math

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


def continued_angle(tau):
    """arcsin^2(sqrt(tau)) with tau + i0 above 1."""
    if tau <= 1:
        return math.asin(math.sqrt(tau)) ** 2
    beta = math.sqrt(1 - 1 / tau)
    return -((math.log((1 + beta) / (1 - beta)) - 1j * math.pi) ** 2) / 4


@pytest.mark.parametrize("m_S", [0.3, 1.9, 2.0, 2.7, 40.0])
def test_scalar_and_vector_loops_are_those_of_the_textbooks(m_S):
    """A. Djouadi, arXiv:hep-ph/0503172: -(tau - f)/tau^2 and 2 + 3/tau + 3 (2 tau - 1) f/tau^2 for unit masses."""
    tau = m_S**2 / 4
    f = continued_angle(tau)
    forms = {"scalar": (f - tau) / tau**2, "vector": 2 + 3 / tau + 3 * (2 * tau - 1) * f / tau**2}
    for (loop, form), mass in zip(forms.items(), ("m_phi", "m_V"), strict=True):
        process = processes.get("s_to_gamma_gamma").with_options(loop=loop)
        width = process.width(m_S=m_S, g_S=0.7, alpha=0.01, **{mass: 1.0})
        # the form factors are 1/3 and 7 for heavy particles in the loop
        expected = abs(0.01 * 0.7 / (4 * math.pi) * form) ** 2 * m_S**3 / (64 * math.pi)
        assert width.value == pytest.approx(expected, rel=1e-11)


def test_parameters_are_those_of_the_chosen_loop():
    with pytest.raises(ValueError, match="has no parameter 'y'"):
        processes.get("s_to_gamma_gamma").width(m_S=1.0, y=0.1, loop="scalar")
    assert processes.get("s_to_gamma_gamma").width(m_S=1.0, m_V=0.4, g_S=0.0, loop="vector").value == 0
