"""b > s h as a process."""

import math

import pytest

import processes


def test_rate_check_and_scaling():
    process = processes.get("b_to_s_higgs")
    assert process.check().passed, str(process.check())
    values = {"m_b": 4.8, "m_t": 173.0, "v": 246.0, "V_ts": 0.04, "V_tb": 1.0}
    found = process.rate(**values, m_W=80.4)
    assert found.value == pytest.approx(3 * 4.8 * 173**2 * 0.04 / (16 * math.pi**2 * 246**3), rel=1e-12)
    assert (found.quantity, found.unit) == ("g_bsh", "1")
    assert process.rate(**values | {"m_t": 346.0}).value == pytest.approx(4 * found.value, rel=1e-12)
