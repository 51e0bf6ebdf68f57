"""JAX target (optional): one jitted function in double precision, on whatever device JAX finds."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from codegen.backend import Compiled, FloatArray, Written
from codegen.errors import BackendUnavailable
from codegen.program import Program
from codegen.python_text import atom
from codegen.schedule import Operand, Schedule, schedule

_INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
_FUNCTION = {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "atan2": "arctan2",
    "min": "minimum",
    "max": "maximum",
}


def compile_jax(program: Program) -> Compiled:
    """Load the generated function; raises BackendUnavailable without JAX.

    Double precision is switched on around each call only, so that JAX's settings elsewhere stay as they are.
    """
    if importlib.util.find_spec("jax") is None:
        raise BackendUnavailable(
            "target 'jax' needs the package jax: pip install 'dark-amps[jax]', or use another target"
        )
    plan = schedule(program)
    source = jax_source(plan)
    namespace: dict[str, Any] = {}
    exec(compile(source, f"<jax kernel {plan.name}>", "exec"), namespace)
    return Compiled("jax", _runner(namespace["kernel"]), lambda: Written(source, plan.operations))


def _runner(kernel: Callable[..., Any]) -> Callable[[Sequence[FloatArray], Sequence[float], FloatArray], None]:
    import jax
    import jax.experimental

    double_precision = jax.enable_x64 if hasattr(jax, "enable_x64") else jax.experimental.enable_x64
    jitted = jax.jit(kernel)

    def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
        with double_precision(True):
            for row, values in zip(out, jitted(*points, *map(np.float64, uniform)), strict=True):
                row[:] = np.asarray(values)

    return run


def jax_source(plan: Schedule) -> str:
    """The Python text of a pure function of arrays (points, then uniform scalars) that returns a tuple of arrays."""
    lines = ["import jax.numpy as jnp", "", "", f"def kernel({', '.join([*plan.points, *plan.uniform])}):"]
    lines += [f"    {name} = {expression(op, args)}" for name, op, args in (*plan.preamble, *plan.body)]
    return "\n".join([*lines, f"    return ({', '.join(atom(value) for _, value in plan.outputs)},)", ""])


def expression(operation: str, args: Sequence[Operand]) -> str:
    """One operation on JAX arrays."""
    a = [atom(arg) for arg in args]
    if operation in _INFIX:
        return f"{a[0]} {_INFIX[operation]} {a[1]}"
    if operation == "neg":
        return f"-{a[0]}"
    if operation == "select_lt":
        return f"jnp.where({a[0]} < {a[1]}, {a[2]}, {a[3]})"
    return f"jnp.{_FUNCTION.get(operation, operation)}({', '.join(a)})"
