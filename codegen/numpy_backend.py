"""NumPy target, no compilation: ufuncs write into a few reused rows, in chunks of points that fit the cache."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from codegen.backend import Compiled, FloatArray, Written
from codegen.operations import Assignment
from codegen.program import Program
from codegen.python_text import atom
from codegen.schedule import Schedule, names_in, schedule

_UFUNC = {
    **{"add": "add", "sub": "subtract", "mul": "multiply", "div": "divide", "neg": "negative", "abs": "absolute"},
    **{"asin": "arcsin", "acos": "arccos", "atan": "arctan", "atan2": "arctan2", "min": "minimum", "max": "maximum"},
}
CACHE_DOUBLES = 2**20
"""All rows together: with fewer points at a time the calls cost more than the cache saves."""
PART = 2000


def compile_numpy(program: Program) -> Compiled:
    """Generate and load the Python functions; always available."""
    plan = schedule(program)
    source = numpy_source(plan)
    namespace: dict[str, Any] = {}
    exec(compile(source, f"<numpy kernel {plan.name}>", "exec"), namespace)
    kernel = namespace["kernel"]

    def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
        kernel(points, uniform, out)

    return Compiled("numpy", run, lambda: Written(source, plan.operations))


def numpy_source(plan: Schedule) -> str:
    """The Python text: the values per call go to the list u, those per point to the rows w.

    Split into functions of limited length, since the interpreter's own compiler is slow on very long ones.
    """
    place = {name: f"u[{k}]" for k, name in enumerate(plan.uniform)}
    preamble = [_scalar(assignment, place) for assignment in plan.preamble]
    place |= {name: f"x[{k}]" for k, name in enumerate(plan.points)}
    body, rows = _in_rows(plan, place)
    body += [
        f"out[{k}, start:stop] = {place[v] if isinstance(v, str) else atom(v)}" for k, (_, v) in enumerate(plan.outputs)
    ]
    chunk = max(256, min(8192, CACHE_DOUBLES // max(rows + len(plan.points), 1)))
    lines = ["import numpy as np", ""]
    calls = {}
    for kind, statements in (("preamble", preamble), ("body", body)):
        arguments = "u" if kind == "preamble" else "u, x, w, out, start, stop"
        parts = [statements[k : k + PART] for k in range(0, len(statements), PART)]
        calls[kind] = [f"{kind}_{k}({arguments})" for k in range(len(parts))]
        for call, part in zip(calls[kind], parts, strict=True):
            lines += ["", f"def {call}:", *(f"    {statement}" for statement in part), ""]
    lines += [
        "",
        "def kernel(points, uniform, out):",
        "    with np.errstate(all='ignore'):",
        "        u = [np.float64(value) for value in uniform]",
        *(f"        {call}" for call in calls["preamble"]),
        "        n = out.shape[1]",
        f"        work = np.empty(({rows}, min(n, {chunk})))",
        f"        for start in range(0, n, {chunk}):",
        f"            stop = min(start + {chunk}, n)",
        "            x = [array[start:stop] for array in points]",
        "            w = [row[: stop - start] for row in work]",
        *(f"            {call}" for call in calls["body"]),
    ]
    return "\n".join(lines) + "\n"


def _scalar(assignment: Assignment, place: dict[str, str]) -> str:
    """A value per call, appended to the list u."""
    name, operation, args = assignment
    a = [place.get(arg, arg) if isinstance(arg, str) else atom(arg) for arg in args]
    place[name] = f"u[{len(place)}]"
    if operation == "select_lt":
        return f"u.append({a[2]} if {a[0]} < {a[1]} else {a[3]})"
    return f"u.append(np.{_UFUNC.get(operation, operation)}({', '.join(a)}))"


def _in_rows(plan: Schedule, place: dict[str, str]) -> tuple[list[str], int]:
    """Statements of the body, each result in a row that is free again after its last use."""
    last_use = {arg: k for k, (_, _, args) in enumerate(plan.body) for arg in names_in(args)}
    last_use |= {value: len(plan.body) for _, value in plan.outputs if isinstance(value, str)}
    statements: list[str] = []
    free: list[int] = []
    row_of: dict[str, int] = {}
    rows = 0
    for k, (name, operation, args) in enumerate(plan.body):
        a = [place.get(arg, arg) if isinstance(arg, str) else atom(arg) for arg in args]
        ending = [row_of[arg] for arg in dict.fromkeys(args) if arg in row_of and last_use[arg] == k]
        # A selection writes its result in two steps, so it must not overwrite what it still reads.
        if operation != "select_lt":
            free += ending
        if not free:
            free.append(rows)
            rows += 1
        row = free.pop()
        if operation == "select_lt":
            free += ending
        row_of[name] = row
        place[name] = target = f"w[{row}]"
        if operation == "select_lt":
            statements.append(f"np.copyto({target}, {a[3]})")
            statements.append(f"np.copyto({target}, {a[2]}, where={a[0]} < {a[1]})")
        else:
            statements.append(f"np.{_UFUNC.get(operation, operation)}({', '.join(a)}, out={target})")
    return statements, rows
