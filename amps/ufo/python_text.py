"""SymPy expressions as the Python text of a UFO file: complex(0,1), cmath functions, no integer division."""

from __future__ import annotations

import sympy

FUNCTIONS = {
    sympy.exp: "cmath.exp",
    sympy.log: "cmath.log",
    sympy.sin: "cmath.sin",
    sympy.cos: "cmath.cos",
    sympy.tan: "cmath.tan",
    sympy.asin: "cmath.asin",
    sympy.acos: "cmath.acos",
    sympy.atan: "cmath.atan",
    sympy.sinh: "cmath.sinh",
    sympy.cosh: "cmath.cosh",
    sympy.tanh: "cmath.tanh",
    sympy.conjugate: "complexconjugate",
    sympy.Abs: "abs",
    sympy.re: "re",
    sympy.im: "im",
}


def python_text(expression: sympy.Expr) -> str:
    """An expression in Python. Raises ValueError for a function that UFO files do not know."""
    if expression.is_Add:
        terms = [python_text(term) for term in expression.as_ordered_terms()]
        return " + ".join(terms).replace("+ -", "- ")
    if expression.is_Mul:
        return _product(expression)
    if expression.is_Pow:
        return _power(*expression.as_base_exp())
    if expression.is_Symbol:
        return str(expression.name)
    if expression is sympy.I:
        return "complex(0,1)"
    if expression is sympy.pi:
        return "cmath.pi"
    if expression.is_Integer:
        return str(int(expression))
    if expression.is_Rational:
        return f"{expression.p}./{expression.q}."
    if expression.is_Float:
        return repr(float(expression))
    name = FUNCTIONS.get(expression.func)
    if name is None:
        raise ValueError(f"{expression} cannot be written in a UFO file: {expression.func} has no Python form there")
    return f"{name}({', '.join(python_text(a) for a in expression.args)})"


def _product(expression: sympy.Expr) -> str:
    number, rest = expression.as_coeff_Mul(rational=True)
    sign = "-" if number < 0 else ""
    above = [] if abs(number.p) == 1 else [str(abs(number.p))]
    below = [] if number.q == 1 else [f"{number.q}."]
    for factor in rest.as_ordered_factors():
        base, power = factor.as_base_exp()
        if power.is_number and power.is_real and power < 0:
            below.append(_bracketed(base**-power))
        else:
            above.append(_bracketed(factor))
    numerator = "*".join(above) or "1"
    if not below:
        return sign + numerator
    divisor = below[0] if len(below) == 1 else f"({'*'.join(below)})"
    return f"{sign}{f'({numerator})' if len(above) > 1 else numerator}/{divisor}"


def _power(base: sympy.Expr, power: sympy.Expr) -> str:
    if power == sympy.Rational(1, 2):
        return f"cmath.sqrt({python_text(base)})"
    if power.is_Rational and power.q == 2 and power > 0:
        return f"cmath.sqrt({python_text(base)})**{power.p}"
    if power.is_number and power.is_real and power < 0:
        return f"1/{_bracketed(base**-power)}"
    return f"{_bracketed(base)}**{_bracketed(power)}"


def _bracketed(expression: sympy.Expr) -> str:
    text = python_text(expression)
    plain = expression.is_Symbol or expression.is_Integer or expression.is_Function or expression is sympy.I
    plain = plain or (expression.is_Pow and expression.exp.is_positive) or expression is sympy.pi
    return text if plain and not text.startswith("-") else f"({text})"
