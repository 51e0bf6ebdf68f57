"""Expressions of parameters and couplings against Python's own values."""

import cmath

import pytest
import sympy

from amps.ufo.errors import Place, UFOError
from amps.ufo.expressions import Reader, UserFunction
from amps.ufo.python_text import python_text

x, y = sympy.symbols("x y", real=True)
VALUES = {"x": 0.7, "y": 1.9}
PLACE = Place("couplings.py", 3, "GC_1")
FUNCTIONS = {"plus": UserFunction(("a", "b"), "a + 2*b", PLACE)}
READER = Reader({"x": x, "y": y}.get, FUNCTIONS)


@pytest.mark.parametrize(
    "text",
    [
        "x - y - 2*x + y*3 - 1",
        "x/y/2*3",
        "(x + y)*(x - y)/2.",
        "(x + y)**2*x",
        "-x**2",
        "2*cmath.sqrt(x)*cmath.sqrt(cmath.pi)",
        "complex(0,1)*x + complex(1,-2)*y",
        "cmath.exp(complex(0,1)*x) + cmath.cos(y) - cmath.atan(x)",
        "x**0.5 + pow(y, 2) + abs(-x) + 1e-3 + 2j*y",
        "(x*complex(0,1)).conjugate() + (complex(0,1)*y).imag + x.real",
        "((cmath.sin(x)))",
    ],
)
def test_values_are_those_of_python(text):
    found = complex(READER.read(text, PLACE).evalf(subs={x: VALUES["x"], y: VALUES["y"]}))
    expected = eval(text, {"cmath": cmath, **VALUES})  # noqa: S307 - our own texts, as the reference
    assert found == pytest.approx(expected, rel=1e-14)


def test_functions_of_the_library_and_of_the_model():
    assert READER.read("complexconjugate(complex(0,1)*x)", PLACE) == -sympy.I * x
    assert READER.read("re(x) + im(complex(0,2)*y)", PLACE) == x + 2 * y
    assert READER.read("sec(x)*cmath.cos(x) + plus(x, y)", PLACE) == 1 + x + 2 * y


def test_numbers_are_exact():
    assert READER.read("0.1 + 2./4", PLACE) == sympy.Rational(3, 5)


@pytest.mark.parametrize(("text", "reason"), [("z", "'z' is not a parameter"), ("plus(x)", "takes 2 arguments")])
def test_errors_name_the_place(text, reason):
    with pytest.raises(UFOError, match=rf"^couplings.py:3: GC_1: .*{reason}"):
        READER.read(text, PLACE)


@pytest.mark.parametrize(
    "expression",
    [
        -sympy.I * x / 4,
        sympy.I * x * y**2 / sympy.sqrt(2),
        -sympy.Rational(3, 7) * x / y,
        2 * x - y / 3 + sympy.I,
        1 / (x + y) ** 2,
        sympy.sqrt(x) ** 3 / sympy.pi,
        sympy.exp(sympy.I * x) * sympy.cos(y) / x ** sympy.Rational(1, 3),
        (x - y) * (x + 2),
        -(x - y),
        x ** (-y),
        8 * sympy.sqrt(sympy.pi * x / y**3),
        sympy.S.Zero,
    ],
)
def test_what_is_written_is_read(expression):
    assert sympy.simplify(READER.read(python_text(expression), PLACE) - expression) == 0


def test_what_has_no_python_form_is_not_written():
    with pytest.raises(ValueError, match="no Python form"):
        python_text(sympy.besselj(1, x))
