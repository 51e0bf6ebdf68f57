from fractions import Fraction

import numpy as np
import pytest

from amps.numeric.tape import Recorded, Tape

from .programs import run


def complex_input(tape, name) -> Recorded:
    return tape.input(f"{name}_re") + tape.constant(1j) * tape.input(f"{name}_im")


@pytest.mark.parametrize(
    "formula",
    [
        lambda a, b: a + b,
        lambda a, b: a - 2 * b + 1j,
        lambda a, b: a * b * b.conjugate() - b,
        lambda a, b: a / b,
        lambda a, b: 1 / (a - 0.5j * b),
        lambda a, b: -(3 - a) * b,
        lambda a, b: (a * a.conjugate()).real_function("sqrt") * b,
    ],
)
def test_recorded_arithmetic_is_complex_arithmetic(formula):
    tape = Tape()
    value = formula(complex_input(tape, "a"), complex_input(tape, "b"))
    a, b = 0.3 - 0.7j, -1.1 + 0.4j
    numbers = {"a_re": a.real, "a_im": a.imag, "b_re": b.real, "b_im": b.imag}
    parts = [run(*tape.assignments(part), numbers) for part in (value.re, value.im)]

    class Number(complex):
        def real_function(self, name):
            return getattr(np, name)(self.real)

        def __mul__(self, other):
            return Number(complex(self) * other)

        def conjugate(self):
            return Number(complex(self).conjugate())

    assert complex(*parts) == pytest.approx(complex(formula(Number(a), Number(b))))


def test_a_value_its_opposite_and_its_conjugate_share_operations():
    tape = Tape()
    a, b = complex_input(tape, "a"), complex_input(tape, "b")
    product, mirrored = a * b, (-a.conjugate()) * b.conjugate()
    assert mirrored.re == -product.re
    assert mirrored.im == product.im
    assert (a - b).re == -(b - a).re
    assert (product + (-product)).re == 0


def test_zeros_and_ones_cost_nothing():
    tape = Tape()
    a = tape.input("a")
    kept = 0 * a + 1 * a + tape.constant(0) - Fraction(0) * a
    assert (kept.re, kept.im) == (a.re, 0)
    assert (tape.constant(2) * tape.constant(Fraction(1, 2))).re == tape.constant(1).re


def test_only_what_is_needed_is_assigned():
    tape = Tape()
    a, b = tape.input("a"), tape.input("b")
    _ = a * b
    wanted = a + b
    assignments, output = tape.assignments(-wanted.re)
    assert assignments[0][1:] == ("add", ("a", "b"))
    assert run(assignments, output, {"a": 2.0, "b": 3.0}) == -5.0


def test_zero_has_a_program():
    assert run(*Tape().assignments(0), {}) == 0.0


def test_arrays_of_recorded_numbers_broadcast():
    tape = Tape()
    column = np.array([tape.input("a"), tape.input("b")], dtype=object)
    table = column.reshape(2, 1) * column.reshape(1, 2) * tape.input("c")
    assert table.shape == (2, 2)
    assert table[0, 1].re == table[1, 0].re


def test_impossible_operations_say_so():
    tape = Tape()
    with pytest.raises(ZeroDivisionError, match="vanishes identically"):
        tape.input("a") / tape.constant(0)
    with pytest.raises(ValueError, match="complex"):
        tape.constant(1j).real_function("sqrt")
