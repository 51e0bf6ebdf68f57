import gvar
import numpy as np
import pytest

from processes.core.printing import format_number, format_value


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (0.241, 0.043, "0.241(43)"),
        (-0.241, 0.043, "-0.241(43)"),
        (1.23e-21, 1.1e-23, "1.230(11)e-21"),
        (12.0, 3.456, "12.0(3.5)"),
        (1234.5, 120.0, "1230(120)"),
        (1.0, 0.0996, "1.00(10)"),
        (0.0, 0.01, "0.000(10)"),
        (2.5, 0.0, "2.5"),
        (775.92697839603431, 5e-13, "775.9269784"),
        (float("inf"), 0.0, "inf"),
        (1.0, float("nan"), "1 ± nan"),
    ],
)
def test_format(value, error, text):
    assert format_number(value, error).replace("inf ± 0", "inf") == text


def test_printed_value_and_error_round_trip_to_the_printed_precision():
    rng = np.random.default_rng(1)
    for value, log_error in zip(rng.lognormal(0, 20, 300), rng.uniform(-5, 0.5, 300), strict=True):
        error = value * 10**log_error
        read = gvar.gvar(format_number(float(value), float(error)))
        assert read.sdev == pytest.approx(error, rel=0.05)
        assert abs(read.mean - value) < 0.051 * error


def test_scalar_arrays_print_like_numbers():
    assert format_value(np.array(0.241), 0.043) == "0.241(43)"
