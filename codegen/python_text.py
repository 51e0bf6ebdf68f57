"""Operations as Python text, shared by the targets that are Python modules."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.operations import Assignment
from codegen.schedule import Operand, literal

_INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}


def atom(value: Operand) -> str:
    """A name or a literal."""
    return value if isinstance(value, str) else literal(value)


def statement(assignment: Assignment) -> str:
    """One assignment on the values of a `codegen.llvm.Code` named _f."""
    name, operation, args = assignment
    varies = any(isinstance(arg, str) for arg in args)
    return f"{name} = {_expression(operation, [atom(arg) for arg in args], varies)}"


def _expression(operation: str, a: Sequence[str], varies: bool) -> str:
    if operation in _INFIX and not varies:
        return f"_f.operation({f'f{operation}'!r}, {a[0]}, {a[1]})"
    if operation in _INFIX:
        return f"{a[0]} {_INFIX[operation]} {a[1]}"
    if operation == "neg":
        return f"-{a[0]}"
    if operation in {"min", "max"}:
        return f"_f.extreme({'<' if operation == 'min' else '>'!r}, {a[0]}, {a[1]})"
    if operation == "select_lt":
        return f"_f.select_lt({', '.join(a)})"
    return f"_f.call({operation!r}, {', '.join(a)})"
