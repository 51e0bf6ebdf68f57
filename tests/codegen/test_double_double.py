"""Pairs of doubles against mpmath."""

import mpmath
import numpy as np
import pytest

import codegen
from codegen import ProgramBuilder, double_double
from codegen.precise import arbitrary

EXPRESSIONS = {
    "sum": lambda b, x, y: x + y - 3 * x,
    "product": lambda b, x, y: (x - y) * (x + y) * x,
    "quotient": lambda b, x, y: (x + y / 3) / (y - x / 7),
    "root": lambda b, x, y: b.op("sqrt", x * x + y),
    "powers": lambda b, x, y: x**5 - y**-3,
    "choice": lambda b, x, y: b.op("select_lt", x, y, x - y, x * y) + b.op("min", x, y) * b.op("max", x, 2 * y),
    "modulus": lambda b, x, y: b.op("abs", y - x) - x / 3,
}


def program(expression):
    b = ProgramBuilder("pairs")
    x, y = b.argument("x"), b.argument("y", uniform=True)
    b.output("f", EXPRESSIONS[expression](b, x, y))
    return b.build()


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_thirty_digits(expression):
    """The difference from 50 digits is taken inside the program, so that the low halves count."""
    plain = program(expression)
    points = np.random.default_rng(1).uniform(0.5, 2.0, 40)
    values = np.empty((1, 40))
    arbitrary(plain)([points], [1.1], values, 50)
    b = ProgramBuilder("rest")
    x, y, near = b.argument("x"), b.argument("y", uniform=True), b.argument("near")
    b.output("rest", EXPRESSIONS[expression](b, x, y) - near)
    rest, expected = np.empty((1, 40)), np.empty((1, 40))
    double_double.doubled(b.build())([points, values[0]], [1.1], rest)
    arbitrary(b.build())([points, values[0]], [1.1], expected, 50)
    np.testing.assert_allclose(rest, expected, atol=1e-29 * np.max(np.abs(values)), rtol=0)


def test_other_functions_are_left_to_others():
    b = ProgramBuilder("other")
    b.output("f", b.op("atan", b.argument("x")))
    assert double_double.doubled(b.build()) is None


def test_zero_roots_and_values_out_of_range():
    run = double_double.doubled(program("root"))
    out = np.empty((1, 2))
    run([np.array([0.0, 1e200])], [0.0], out)
    assert out[0, 0] == 0
    assert not np.isfinite(out[0, 1])


def test_a_value_out_of_range_goes_on_to_mpmath():
    b = ProgramBuilder("large")
    x, y = b.argument("x"), b.argument("y", uniform=True)
    b.output("f", (x * x - y * y) / (x + y))
    x = np.array([1e153 * (1 + 1e-12)])
    values, again = codegen.compile(b.build(), "numpy").guarded(x=x, y=1e153)
    with mpmath.workdps(50):
        expected = float(mpmath.mpf(float(x[0])) - mpmath.mpf(1e153))
    assert again == 1
    assert values[0] == pytest.approx(expected, rel=1e-10)
