"""Kinetic mixing as a process."""

import json
import math

import numpy as np
import pytest

import processes
from processes.cli.main import main

MIXING = processes.get("kinetic_mixing")


def test_l_mu_l_tau():
    found = MIXING.rate(g_Zp=1e-3)
    expected = -1e-3 * math.sqrt(4 * math.pi / 137.035999) / (12 * math.pi**2) * 2 * math.log(1.77693 / 0.1056583755)
    assert found.value == pytest.approx(expected, rel=1e-9)
    assert (found.quantity, found.unit) == ("eps", "1")


def test_logarithm_of_a_cutoff():
    """(g' e/12 pi^2) log(Lambda^2/M^2) for a heavy partner of unit charges."""
    found = MIXING.rate(g_Zp=1.0, content="fermions", m_1=1.0, m_2=1e4)
    expected = -math.sqrt(4 * math.pi / 137.035999) / (12 * math.pi**2) * math.log(1e8)
    assert found.value == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("content", MIXING.options["content"])
@pytest.mark.parametrize("q2", [-2.0, 1e-9, 0.3, 20.0])
def test_two_routes_at_any_momentum(content, q2):
    given = {"m_1": 0.4, "m_2": 1.3} if content in ("fermions", "scalars") else {}
    closed = MIXING.rate(g_Zp=0.1, q2=q2, content=content, **given)
    direct = MIXING.rate(g_Zp=0.1, q2=q2, content=content, method="quadrature", **given)
    assert abs(closed.value - direct.value) < 1e-13 * abs(closed.value)
    lightest = 0.4 if given else 0.00051099895 if "l_e" in content else 0.1056583755
    assert isinstance(closed.value, complex) == (q2 > 4 * lightest**2)


def test_complex_values_reach_json_and_arrays(capsys):
    assert main(["rate", "kinetic_mixing", "--set", "g_Zp=1", "--set", "q2=1", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)["value"]
    assert value["imag"] < 0
    found = MIXING.rate(g_Zp=1.0, q2=[0.0, 0.01, 1.0])
    assert np.iscomplexobj(found.value) and found.value[0].imag == 0


def test_parameter_errors_need_a_real_value():
    import gvar

    found = MIXING.rate(g_Zp=gvar.gvar(1.0, 0.1))
    assert found.gvar.sdev == pytest.approx(0.1 * abs(found.value))
    with pytest.raises(ValueError, match="takes no parameter errors"):
        MIXING.rate(g_Zp=gvar.gvar(1.0, 0.1), q2=1.0)


def test_check_passes():
    assert MIXING.check().passed, str(MIXING.check())
