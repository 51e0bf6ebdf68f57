import mpmath
import pytest
import sympy
from sympy.codegen.cfunctions import expm1, log1p

import codegen
from codegen import ProgramBuilder, UnsupportedExpression

x, y = sympy.symbols("x y", positive=True)


def value(expression, **arguments):
    b = ProgramBuilder("f")
    values = {name: b.argument(name) for name in arguments}
    b.output("f", b.sympy(expression, values))
    return codegen.compile(b.build(), "numpy")(**arguments)


@pytest.mark.parametrize(
    "expression",
    [
        x**2 + 3 * x * y - y / 7,
        x**-3 * sympy.sqrt(y) + x ** sympy.Rational(-3, 2),
        x**y + x ** sympy.Rational(1, 3),
        sympy.pi * sympy.E + sympy.EulerGamma * x + sympy.Float("0.1") * y,
        sympy.exp(-x) * sympy.log(y) * sympy.sin(x) * sympy.cos(y) * sympy.tan(x),
        sympy.asin(x) + sympy.acos(x) + sympy.atan(x) + sympy.atan2(x, -y),
        sympy.sinh(x) + sympy.cosh(x) + sympy.tanh(x) + sympy.coth(x),
        sympy.asinh(x) + sympy.asinh(-x * y) + sympy.acosh(1 + x) + sympy.atanh(x),
        sympy.sec(x) + sympy.csc(x) + sympy.cot(x),
        sympy.Abs(x - y) + sympy.Min(x, y, x * y) + sympy.Max(x, 2 * y),
        expm1(x * 1e-9) + log1p(y * 1e-9),
        sympy.Integer(3),
    ],
    ids=str,
)
def test_expressions_keep_their_value(expression):
    a, b = 0.3, 0.77
    exact = sympy.N(
        expression.rewrite(sympy.exp) if expression.has(expm1) else expression,
        30,
        subs={x: sympy.Rational(a), y: sympy.Rational(b)},
    )
    assert value(expression, x=a, y=b) == pytest.approx(float(exact), rel=3e-15)


@pytest.mark.parametrize("small", [1e-12, 1e-5])
def test_inverse_hyperbolic_functions_keep_their_digits(small):
    assert value(sympy.asinh(x), x=small) == pytest.approx(float(mpmath.asinh(small)), rel=1e-15)
    assert value(sympy.atanh(x), x=small) == pytest.approx(float(mpmath.atanh(small)), rel=1e-15)
    assert value(sympy.asinh(-x), x=1e8) == pytest.approx(-float(mpmath.asinh(1e8)), rel=1e-15)


def test_piecewise_chooses_like_sympy():
    step = sympy.Piecewise(
        (1, x < 1), (2, (x <= 2) & (y > 1)), (3, (x >= 5) | sympy.Eq(x, 3)), (4, sympy.Ne(x, 4)), (5, True)
    )
    for a in (0.5, 1.0, 2.0, 2.5, 3.0, 4.0, 5.0):
        for b in (0.5, 1.0, 1.5):
            assert value(step, x=a, y=b) == float(step.subs({x: a, y: b}))


def test_undefined_functions_become_calls():
    b = ProgramBuilder("f")
    b.output("f", b.sympy(sympy.Function("F")(x**2) * x, {"x": b.argument("x")}))
    assert [args for _, operation, args in b.build().assignments if operation == "call"] == [("F", "_0")]


def test_deep_nesting_does_not_recurse():
    b = ProgramBuilder("deep")
    expression = x
    for _ in range(3000):
        expression = sympy.Add(1, sympy.Mul(expression, y, evaluate=False), evaluate=False)
    b.output("f", b.sympy(expression, {"x": b.argument("x"), "y": b.argument("y")}))
    assert b.build().operations["mul"] == 3000


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (sympy.gamma(x), "gamma in 'gamma.x.' has no counterpart"),
        (sympy.Symbol("z"), "symbol 'z' has no value; given are"),
        (sympy.oo * 1, "not a finite number|has no counterpart"),
        (sympy.I * x, "has no counterpart"),
        (sympy.Piecewise((x, x < 1)), "no value where no condition holds"),
    ],
)
def test_what_cannot_be_generated_is_named(expression, message):
    with pytest.raises(UnsupportedExpression, match=message):
        value(expression, x=1.0, y=1.0)
