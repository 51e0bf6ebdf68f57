"""Operations as scalar Python text, shared by the targets that are Python modules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from codegen.operations import Assignment
from codegen.schedule import Operand, literal

_INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}


def atom(value: Operand) -> str:
    """A name or a literal."""
    return value if isinstance(value, str) else literal(value)


def scalar_expression(operation: str, args: Sequence[Operand], function: Callable[[str], str]) -> str:
    """One operation on Python floats; `function` maps the name of an operation to what is called for it."""
    a = [atom(arg) for arg in args]
    if operation in _INFIX:
        return f"{a[0]} {_INFIX[operation]} {a[1]}"
    if operation == "neg":
        return f"-{a[0]}"
    if operation in {"min", "max"}:
        # NaN in either argument comes out.
        sign = "<" if operation == "min" else ">"
        return f"{a[0]} if {a[0]} {sign} {a[1]} or {a[0]} != {a[0]} else {a[1]}"
    if operation == "select_lt":
        return f"{a[2]} if {a[0]} < {a[1]} else {a[3]}"
    return f"{function(operation)}({', '.join(a)})"


def scalar_statement(assignment: Assignment, function: Callable[[str], str]) -> str:
    """One assignment in Python."""
    name, operation, args = assignment
    return f"{name} = {scalar_expression(operation, args, function)}"
