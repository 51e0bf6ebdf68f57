"""Plain text: exact numbers, usual precedence, no guessing."""

import pytest
import sympy

from amps.reading import CannotRead, UnknownSymbol, read_text

x, y, m = sympy.symbols("x y m", positive=True)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1 + 2*x", 1 + 2 * x),
        ("-x^2", -(x**2)),
        ("2^-3", sympy.Rational(1, 8)),
        ("2**3**2", sympy.Integer(512)),
        ("1.5e-3 x", sympy.Rational(3, 2000) * x),
        ("x/y/m", x / y / m),
        ("2 x^2 y", 2 * x**2 * y),
        ("(1/2) x", x / 2),
        ("sqrt(1 - 4 m^2/x^2)", sympy.sqrt(1 - 4 * m**2 / x**2)),
        ("ln(x) + pi", sympy.log(x) + sympy.pi),
        ("x (1 + y)", x * (1 + y)),
        ("[x + y]^2", (x + y) ** 2),
        ("Int(x^2*y, x, 0, 1)", sympy.Integral(x**2 * y, (x, 0, 1))),
        ("m_mu'", sympy.Symbol("m_mu'", positive=True)),
    ],
)
def test_reads(text, meaning):
    assert read_text(text) == meaning


def test_sum():
    assert read_text("Sum(n*x, n, 1, 3)").doit() == 6 * x


@pytest.mark.parametrize(
    ("text", "reason", "position"),
    [
        ("1/2 x", "two ways", 4),
        ("m(1 - x)", "product or a function", 0),
        ("x + * y", "expected a number", 4),
        ("(x + y", "expected ')'", 6),
        ("x +", "the end", 3),
        ("x 2", "number cannot follow", 2),
        ("x/0", "division by zero", 1),
        ("9^99999", "exponent", 1),
        ("x = y", "expected an operator", 2),
        ("Int(x, x, 0)", "expected", 11),
        ("__import__('os')", "product or a function", 0),
    ],
)
def test_shows_where_it_cannot_read(text, reason, position):
    with pytest.raises(CannotRead, match="HERE") as caught:
        read_text(text)
    assert reason in str(caught.value)
    assert caught.value.position == position


def test_unknown_symbol_offers_the_known_ones():
    with pytest.raises(UnknownSymbol, match=r"did you mean m_V\? known are g_V, m_V"):
        read_text("g_V m_v", ["m_V", "g_V"])


def test_symbols_may_stand_for_expressions():
    assert read_text("a m", {"a": x**2 / 4, "m": "m"}) == x**2 * m / 4
