import cmath
from fractions import Fraction

import pytest
import sympy

from amps.models import qed
from amps.numeric.coefficients import evaluate_expression, parameter_lookup

x, y = sympy.symbols("x y", real=True)
w = sympy.Symbol("w")
VALUES = {"x": 0.7, "y": -1.3, "w": 0.2 - 0.9j}


def value(expression):
    return evaluate_expression(
        expression,
        VALUES.__getitem__,
        lambda c: float(c) if isinstance(c, Fraction) else c,
        lambda name, z: getattr(cmath, name)(z),
    )


@pytest.mark.parametrize(
    "expression",
    [
        sympy.I * x / 3 - sympy.sqrt(2) * y**3,
        x ** sympy.Rational(-3, 2) * sympy.pi,
        sympy.conjugate(w) * w**2,
        sympy.cos(x) * sympy.E / (x + y),
    ],
)
def test_values_agree_with_sympy(expression):
    expected = complex(expression.subs({x: 0.7, y: -1.3, w: 0.2 - 0.9 * sympy.I}).evalf())
    assert value(expression) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("expression", [x ** sympy.Rational(1, 3), x**y, sympy.Derivative(sympy.Function("f")(x), x)])
def test_what_has_no_value_is_named(expression):
    with pytest.raises(ValueError, match="in the coupling"):
        value(expression)


def test_definitions_stand_in_for_parameters_that_are_not_given():
    def look_up(given):
        return parameter_lookup(qed.MODEL, given.get, given, lambda e: float(e.subs(qed.alpha, 0.01)))

    assert look_up({"e": 0.5})("e") == 0.5
    assert look_up({"alpha": 0.01})("e") == pytest.approx(0.3544907701811032)


def test_a_missing_parameter_is_named_with_what_is_close():
    with pytest.raises(KeyError, match=r"needs a value for 'm_e'; close among the given: m_E"):
        parameter_lookup(qed.MODEL, {}.get, {"m_E": 0.1}, float)("m_e")
