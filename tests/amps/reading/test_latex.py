"""LaTeX: what a paper prints, the round trip, and what is refused."""

import pytest
import sympy

from amps.reading import CannotRead, UnknownSymbol, read_latex, write_latex

SYMBOLS = {
    r"\alpha_V": "alpha_V",
    "m_V": "m_V",
    "m_f": "m_f",
    "x": "x",
    "y": "y",
    r"m_{A'}": "m_Ap",
    r"\theta": "theta",
}
alpha_V, m_V, m_f, x, y, m_Ap, theta = sympy.symbols("alpha_V m_V m_f x y m_Ap theta", positive=True)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        (
            r"\frac{\alpha_V m_V}{3}\left(1+\frac{2m_f^2}{m_V^2}\right)\sqrt{1-\frac{4m_f^2}{m_V^2}}",
            alpha_V * m_V / 3 * (1 + 2 * m_f**2 / m_V**2) * sympy.sqrt(1 - 4 * m_f**2 / m_V**2),
        ),
        (r"m_{\rm A'}^2 \sin^2\theta", m_Ap**2 * sympy.sin(theta) ** 2),
        (r"m_{A^\prime}", m_Ap),
        (r"\dfrac{x}{y}\cdot 2\,\pi", 2 * sympy.pi * x / y),
        (r"\sqrt[3]{x}", sympy.cbrt(x)),
        (r"\log\left(\frac{x}{y}\right)", sympy.log(x / y)),
        (r"x^{-3/2}", x ** sympy.Rational(-3, 2)),
        (r"\left|x - y\right|", sympy.Abs(x - y)),
        (r"\int_0^1 dx\, x^2 y", sympy.Integral(x**2 * y, (x, 0, 1))),
        (r"\int_{0}^{1} (x + y)\, dx", sympy.Integral(x + y, (x, 0, 1))),
        (r"2xy", 2 * x * y),
    ],
)
def test_reads(text, meaning):
    assert read_latex(text, SYMBOLS) == meaning


@pytest.mark.parametrize(
    "expression",
    [
        alpha_V * m_V / 3 * (1 + 2 * m_f**2 / m_V**2) * sympy.sqrt(1 - 4 * m_f**2 / m_V**2),
        sympy.exp(-x * y) + sympy.atan(x) ** 2 - sympy.log(m_Ap) / 7,
        (x + y) ** sympy.Rational(-3, 2) * sympy.pi**2,
        sympy.Abs(x - y) * sympy.cos(theta) ** 2,
    ],
)
def test_round_trip(expression):
    assert read_latex(write_latex(expression, SYMBOLS), SYMBOLS) == expression


def test_sum():
    assert read_latex(r"\sum_{n=1}^{3} n x", {"x": "x", "n": "n"}).doit() == 6 * x


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (r"\log x y", "where the argument"),
        (r"\sin x^2", "where the argument"),
        (r"\sin^{-1} x", "inverse function or a reciprocal"),
        (r"\log(x)^2", "the power can belong"),
        (r"x^10", "braces"),
        (r"\frac12", "braces"),
        (r"x/y x", "two ways"),
        (r"|x|", "which | opens"),
        (r"x = y", "expected an operator"),
        (r"\frac{x}{y", "expected '}'"),
        (r"\foo{x}", "unknown command"),
        (r"\int_0^1 x", "no differential"),
        (r"m_10", "braces"),
    ],
)
def test_refuses_what_can_be_read_in_two_ways(text, reason):
    with pytest.raises(CannotRead, match="HERE") as caught:
        read_latex(text, SYMBOLS)
    assert reason in str(caught.value)


def test_unknown_symbol_offers_the_known_ones():
    with pytest.raises(UnknownSymbol, match="m_V"):
        read_latex(r"\frac{m_W}{2}", SYMBOLS)


def test_symbols_are_needed():
    with pytest.raises(ValueError, match="symbols named"):
        read_latex("xy", None)
