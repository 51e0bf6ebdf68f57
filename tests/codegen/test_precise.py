from fractions import Fraction

import numpy as np
import pytest

import codegen
from codegen import ProgramBuilder
from codegen.operations import ARITY
from codegen.precise import arbitrary, quadruple
from codegen.schedule import schedule
from codegen.stability import with_cancellation

INPUTS = (0.3, -0.7, 2.0, 3.0)


@pytest.mark.parametrize("operation", sorted(ARITY.keys() - {"const", "powi"}))
def test_every_operation_in_every_precision(operation):
    n = ARITY[operation]
    b = ProgramBuilder("one")
    b.output("f", b.op(operation, *(b.argument(f"x{k}") for k in range(n))) / 3 - Fraction(1, 7))
    program = with_cancellation(b.build())
    inputs = [np.array([value]) for value in INPUTS[:n]]
    out, quad = np.empty((2, 1)), np.empty((2, 1))
    arbitrary(program)(inputs, [], out, 50)
    if (run := quadruple(schedule(program))) is not None:
        run(inputs, [], quad)
        assert quad.ravel() == pytest.approx(out.ravel(), rel=2.3e-16)
    double = codegen.compile(program, "numpy").batch(inputs)
    assert double.ravel() == pytest.approx(out.ravel(), rel=1e-14)
    assert 1 <= out[1, 0] < 100


def test_integer_powers_and_huge_fractions():
    b = ProgramBuilder("one")
    x = b.argument("x")
    b.output("f", x**-3 + Fraction(10**40 + 1, 3**70))
    program = b.build()
    out = np.empty((1, 1))
    arbitrary(program)([np.array([0.3])], [], out, 50)
    expected = float(1 / Fraction(0.3) ** 3 + Fraction(10**40 + 1, 3**70))
    assert out[0, 0] == expected
    if (run := quadruple(schedule(program))) is not None:
        run([np.array([0.3])], [], out)
        assert out[0, 0] == expected


def test_outside_the_domain_is_nan_as_in_double():
    b = ProgramBuilder("outside")
    x = b.argument("x")
    b.output("root", b.op("sqrt", -x))
    b.output("pole", 1 / (x - 2))
    b.output("undefined", (x - 2) / (x - 2) ** 2)
    out = np.empty((3, 1))
    arbitrary(b.build())([np.array([2.0])], [], out, 50)
    assert np.isnan(out[0, 0]) and out[1, 0] == np.inf and np.isnan(out[2, 0])
