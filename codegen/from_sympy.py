"""SymPy expressions to operations, without recursion: any depth of nesting is fine."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy
from sympy.codegen.cfunctions import expm1, log1p

from codegen.errors import UnsupportedExpression

if TYPE_CHECKING:
    from codegen.program import ProgramBuilder, Ref

_FUNCTIONS: dict[Any, str] = {
    sympy.exp: "exp",
    expm1: "expm1",
    sympy.log: "log",
    log1p: "log1p",
    sympy.sin: "sin",
    sympy.cos: "cos",
    sympy.tan: "tan",
    sympy.asin: "asin",
    sympy.acos: "acos",
    sympy.atan: "atan",
    sympy.atan2: "atan2",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.tanh: "tanh",
    sympy.Abs: "abs",
}
_DIGITS = 60


def read_sympy(builder: ProgramBuilder, expression: sympy.Expr, values: Mapping[str, Ref]) -> Ref:
    """The value of an expression whose symbols are `values`."""
    known: dict[Any, Any] = {}
    pending: list[Any] = [sympy.sympify(expression)]
    while pending:
        node = pending[-1]
        if node in known:
            pending.pop()
            continue
        missing = [child for child in _children(node) if child not in known]
        if missing:
            pending.extend(missing)
            continue
        known[node] = _value(builder, node, known, values)
        pending.pop()
    result: Ref = known[sympy.sympify(expression)]
    return result


def _children(node: Any) -> tuple[Any, ...]:
    """The parts whose values are needed first."""
    if node.is_Atom:
        return ()
    if isinstance(node, sympy.Piecewise):
        return tuple(
            part
            for value, condition in node.args
            for part in (value, *(c for r in _relations(condition) for c in r.args))
        )
    if node.is_Pow and node.exp.is_Rational and node.exp.q in (1, 2):
        return (node.base,)
    return tuple(node.args)


def _value(builder: ProgramBuilder, node: Any, known: Mapping[Any, Ref], values: Mapping[str, Ref]) -> Ref:
    if node.is_Symbol:
        if node.name not in values:
            raise UnsupportedExpression(f"symbol {node.name!r} has no value; given are {sorted(values)}")
        return values[node.name]
    if node.is_Rational:
        return builder.constant(Fraction(int(node.p), int(node.q)))
    if node.is_Float or node.is_NumberSymbol:
        if not node.is_finite:
            raise UnsupportedExpression(f"{node} is not a finite number")
        exact = sympy.Rational(node) if node.is_Float else sympy.Rational(str(node.evalf(_DIGITS)))
        return builder.constant(Fraction(int(exact.p), int(exact.q)))
    if node.is_Add or node.is_Mul or isinstance(node, sympy.Min | sympy.Max):
        operation = {"Add": "add", "Mul": "mul", "Min": "min", "Max": "max"}[type(node).__name__]
        first, *rest = (known[arg] for arg in node.args)
        for value in rest:
            first = builder.op(operation, first, value)
        return first
    if node.is_Pow:
        return _power(builder, node, known)
    if isinstance(node, sympy.Piecewise):
        return _piecewise(builder, node, known)
    args = [known[arg] for arg in node.args]
    if node.func in _FUNCTIONS:
        return builder.op(_FUNCTIONS[node.func], *args)
    if isinstance(node, sympy.core.function.AppliedUndef):
        return builder.call(node.func.__name__, *args)
    return _composed(builder, node, args)


def _power(builder: ProgramBuilder, node: Any, known: Mapping[Any, Ref]) -> Ref:
    base, exponent = node.base, node.exp
    if exponent.is_Rational and exponent.q == 1:
        return known[base] ** int(exponent)
    if exponent.is_Rational and exponent.q == 2:
        return builder.op("sqrt", known[base]) ** int(exponent.p)
    return builder.op("exp", known[exponent] * builder.op("log", known[base]))


def _composed(builder: ProgramBuilder, node: Any, args: list[Ref]) -> Ref:
    """Functions written with the operations there are, in forms that keep their digits near 0 and 1."""
    if isinstance(node, sympy.asinh):
        size = builder.op("abs", args[0])
        square = size * size
        value = builder.op("log1p", size + square / (1 + builder.op("sqrt", 1 + square)))
        return builder.op("select_lt", args[0], 0, -value, value)
    if isinstance(node, sympy.acosh):
        excess = args[0] - 1
        return builder.op("log1p", excess + builder.op("sqrt", excess * (excess + 2)))
    if isinstance(node, sympy.atanh):
        return builder.op("log1p", 2 * args[0] / (1 - args[0])) / 2
    if isinstance(node, sympy.sec):
        return 1 / builder.op("cos", args[0])
    if isinstance(node, sympy.csc):
        return 1 / builder.op("sin", args[0])
    if isinstance(node, sympy.cot):
        return 1 / builder.op("tan", args[0])
    if isinstance(node, sympy.coth):
        return 1 / builder.op("tanh", args[0])
    raise UnsupportedExpression(
        f"{type(node).__name__} in {str(node)[:80]!r} has no counterpart in generated code; rewrite it with sums, "
        "products, powers, sqrt, exp, log, trigonometric and hyperbolic functions, Abs, Min, Max or Piecewise"
    )


def _relations(condition: Any) -> list[Any]:
    """The comparisons inside a condition."""
    if condition in (sympy.true, sympy.false):
        return []
    if isinstance(condition, sympy.And | sympy.Or | sympy.Not):
        return [relation for part in condition.args for relation in _relations(part)]
    if isinstance(condition, sympy.core.relational.Relational):
        return [condition]
    raise UnsupportedExpression(f"the condition {condition} is not made of comparisons")


def _piecewise(builder: ProgramBuilder, node: Any, known: Mapping[Any, Ref]) -> Ref:
    pairs = list(node.args)
    if pairs[-1][1] != sympy.true:
        raise UnsupportedExpression(f"{str(node)[:80]!r} has no value where no condition holds: add (value, True)")
    result = known[pairs[-1][0]]
    for value, condition in reversed(pairs[:-1]):
        result = _choose(builder, condition, known[value], result, known)
    return result


def _choose(builder: ProgramBuilder, condition: Any, yes: Ref, no: Ref, known: Mapping[Any, Ref]) -> Ref:
    """`yes` where the condition holds, else `no`."""
    if condition in (sympy.true, sympy.false):
        return yes if condition == sympy.true else no
    if isinstance(condition, sympy.Not):
        return _choose(builder, condition.args[0], no, yes, known)
    if isinstance(condition, sympy.And):
        for part in condition.args:
            yes = _choose(builder, part, yes, no, known)
        return yes
    if isinstance(condition, sympy.Or):
        for part in condition.args:
            no = _choose(builder, part, yes, no, known)
        return no
    a, b = (known[side] for side in condition.args)
    if isinstance(condition, sympy.StrictLessThan):
        return builder.op("select_lt", a, b, yes, no)
    if isinstance(condition, sympy.StrictGreaterThan):
        return builder.op("select_lt", b, a, yes, no)
    if isinstance(condition, sympy.LessThan):
        return builder.op("select_lt", b, a, no, yes)
    if isinstance(condition, sympy.GreaterThan):
        return builder.op("select_lt", a, b, no, yes)
    equal, different = (yes, no) if isinstance(condition, sympy.Equality) else (no, yes)
    return builder.op("select_lt", a, b, different, builder.op("select_lt", b, a, different, equal))
