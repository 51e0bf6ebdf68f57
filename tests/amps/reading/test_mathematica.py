"""Mathematica's InputForm."""

import pytest
import sympy

from amps.reading import CannotRead, read_mathematica

x, y, mV = sympy.symbols("x y mV", positive=True)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Sqrt[1 - 4 x^2/mV^2] (1 + y)", sympy.sqrt(1 - 4 * x**2 / mV**2) * (1 + y)),
        ("x/y mV", x / y * mV),
        ("Log[10, x] Pi", sympy.log(x, 10) * sympy.pi),
        ("1.5*^-3 x", sympy.Rational(3, 2000) * x),
        ("Integrate[x^2 y, {x, 0, 1}]", sympy.Integral(x**2 * y, (x, 0, 1))),
        ("Power[x, Rational[1, 2]]", sympy.sqrt(x)),
        ("ArcTan[x]^2", sympy.atan(x) ** 2),
    ],
)
def test_reads(text, meaning):
    assert read_mathematica(text) == meaning


def test_greek():
    assert read_mathematica(r"\[Alpha]^2 x", {r"\[Alpha]": y, "x": x}) == y**2 * x


@pytest.mark.parametrize(
    ("text", "reason"), [("Foo[x]", "unknown function"), ("Sqrt[x, y]", "does not take 2"), ("Sqrt[x", "expected ']'")]
)
def test_refuses(text, reason):
    with pytest.raises(CannotRead, match=reason):
        read_mathematica(text)
