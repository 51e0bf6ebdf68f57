"""Values of coupling expressions: a walk over a SymPy tree in any arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy

if TYPE_CHECKING:
    from amps.model import Model


def evaluate_expression(
    expression: sympy.Expr,
    symbol: Callable[[str], Any],
    constant: Callable[[complex | Fraction], Any],
    function: Callable[[str, Any], Any],
) -> Any:
    """The value of an expression; `symbol` looks up a name, `constant` makes a number, `function` applies sqrt, cos...

    Raises ValueError naming a part that has no value.
    """

    def walk(node: sympy.Expr) -> Any:
        if node.is_Symbol:
            return symbol(node.name)
        if node.is_Rational:
            return constant(Fraction(int(node.p), int(node.q)))
        if node is sympy.I:
            return constant(1j)
        if node.is_number and node.is_Atom:
            return constant(complex(node) if node.is_real is False else float(node))
        if node.is_Add or node.is_Mul:
            parts = [walk(arg) for arg in node.args]
            value = parts[0]
            for part in parts[1:]:
                value = value + part if node.is_Add else value * part
            return value
        if node.is_Pow:
            return power(node)
        if isinstance(node, sympy.conjugate):
            return walk(node.args[0]).conjugate()
        if isinstance(node, sympy.Function) and len(node.args) == 1:
            return function(type(node).__name__, walk(node.args[0]))
        raise ValueError(f"{node} in the coupling {expression} has no numeric value")

    def power(node: sympy.Pow) -> Any:
        base, exponent = node.args
        if not exponent.is_Rational or exponent.q not in (1, 2):
            raise ValueError(f"the power {exponent} in the coupling {expression} is not an integer or half-integer")
        value = walk(base) if exponent.q == 1 else function("sqrt", walk(base))
        result = value
        for _ in range(abs(int(exponent.p)) - 1):
            result = result * value
        return result if exponent > 0 else constant(Fraction(1)) / result

    return walk(expression)


def parameter_lookup(
    model: Model, given: Callable[[str], Any | None], known: Mapping[str, Any], evaluate: Callable[[sympy.Expr], Any]
) -> Callable[[str], Any]:
    """A function from names to values: given ones first, then the model's definitions.

    The function raises KeyError naming a missing parameter and what comes close to it among `known`.
    """
    definitions = {symbol.name: expression for symbol, expression in model.all_definitions.items()}
    found: dict[str, Any] = {}

    def look_up(name: str) -> Any:
        if name not in found:
            value = given(name)
            if value is None and name in definitions:
                value = evaluate(definitions[name])
            if value is None:
                close = get_close_matches(name, known, n=3)
                raise KeyError(
                    f"model {model.name!r} needs a value for {name!r}"
                    + (f"; close among the given: {', '.join(close)}" if close else "")
                )
            found[name] = value
        return found[name]

    return look_up
