"""Exported Python modules: one that needs NumPy alone, one for JAX; each with a self-test beside it."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.export import NOTICE, Exported
from codegen.export_checked import with_bound
from codegen.export_mean import python_mean
from codegen.jax_backend import jax_source
from codegen.numpy_backend import numpy_source
from codegen.program import Program
from codegen.schedule import schedule


def numpy_files(items: Sequence[Exported]) -> dict[str, str]:
    """File texts by name."""
    files: dict[str, str] = {}
    for item in items:
        files[f"{item.symbol}.py"] = _head(item) + _numpy_code(item)
        files[f"test_{item.symbol}.py"] = _self_test(item, "")
        if item.measured is not None:
            files[f"{item.symbol}_checked.py"] = _checked(item, item.measured)
            files[f"test_{item.symbol}.py"] = _self_test(item, "", checked=True)
    return files


def jax_files(items: Sequence[Exported]) -> dict[str, str]:
    """File texts by name."""
    setup = 'import jax\n\njax.config.update("jax_enable_x64", True)\n'
    files: dict[str, str] = {}
    for item in items:
        files |= {f"{item.symbol}.py": _head(item) + _jax_code(item), f"test_{item.symbol}.py": _self_test(item, setup)}
    return files


def _head(exported: Exported) -> str:
    lines = [
        line.replace("\\", "/").replace('"""', "'''") for line in (*exported.description(), "", *NOTICE.splitlines())
    ]
    return "\n".join(['"""' + lines[0], *lines[1:], '"""', "", ""])


def _numpy_code(item: Exported) -> str:
    if item.integrand is not None:
        return python_mean(item, item.integrand)
    return numpy_source(schedule(item.program)) + _numpy_wrapper(item)


def _jax_code(item: Exported) -> str:
    if item.integrand is not None:
        return python_mean(item, item.integrand)
    return "import jax\n" + jax_source(schedule(item.program)) + _jax_wrapper(item)


def _checked(item: Exported, measured: Program) -> str:
    """The module whose function also says how large the error of rounding may be."""
    about = [
        f"{item.symbol} with a bound of its error of rounding relative to the value, from the sizes of all terms.",
        "",
        f"{item.symbol}_checked returns what {item.symbol} returns, and the bound (the largest, of several values).",
        "",
        *NOTICE.splitlines(),
    ]
    head = "\n".join(['"""' + about[0], *about[1:], '"""', "", ""])
    return head + numpy_source(schedule(with_bound(measured))) + _numpy_wrapper(item, "_checked")


def _numpy_wrapper(exported: Exported, ending: str = "") -> str:
    """Points broadcast like the arguments of a ufunc; uniform arguments must be numbers."""
    safe, program = exported.parameters, exported.program
    points = "".join(f"{safe[a]}, " for a in program.points)
    uniform = ", ".join(safe[a] for a in program.arguments if a in program.uniform)
    outputs = [public for public, _ in program.outputs]
    result = "values[0]" if len(outputs) == 1 else f"dict(zip({outputs!r}, values))"
    if ending:
        result += ", values[-1]"
    return f'''

def {exported.symbol}{ending}({", ".join(safe.values())}):
    """The value{"" if len(outputs) == 1 else "s by name"}, see above; these broadcast: {points or "none"}."""
    uniform = [{uniform}]
    if any(np.ndim(value) for value in uniform):
        raise ValueError("these arguments must be numbers, not arrays: {uniform}")
    arrays = np.broadcast_arrays(0.0, {points})
    shape = arrays[0].shape
    points = [np.array(array, dtype=float).ravel() for array in arrays[1:]]
    out = np.empty(({len(outputs) + bool(ending)}, arrays[0].size))
    kernel(points, uniform, out)
    values = [row.reshape(shape)[()] for row in out]
    return {result}
'''


def _jax_wrapper(exported: Exported) -> str:
    safe, program = exported.parameters, exported.program
    ordered = [*program.points, *(a for a in program.arguments if a in program.uniform)]
    outputs = [public for public, _ in program.outputs]
    result = "values[0]" if len(outputs) == 1 else f"dict(zip({outputs!r}, values))"
    return f'''

@jax.jit
def {exported.symbol}({", ".join(safe.values())}):
    """The value{"" if len(outputs) == 1 else "s by name"}, see the top of this file; switch on jax_enable_x64 first."""
    values = kernel({", ".join(safe[a] for a in ordered)})
    return {result}
'''


def _self_test(exported: Exported, setup: str, checked: bool = False) -> str:
    program = exported.program
    rows = [
        f"    ({[r.arguments[a] for a in program.arguments]!r}, {list(r.values.values())!r}, {r.tolerance!r}),"
        for r in exported.references
    ]
    found = "[found]" if len(program.outputs) == 1 else "list(found.values())"
    lines = [
        f'"""{exported.test_words} Run it with python."""',
        "",
        *(f"# {line}" for line in NOTICE.splitlines()),
        setup,
        f"from {exported.symbol} import {exported.symbol}",
        *([f"from {exported.symbol}_checked import {exported.symbol}_checked"] if checked else []),
        "",
        "REFERENCES = [",
        *rows,
        "]",
        "",
        "for arguments, expected, tolerance in REFERENCES:",
        f"    found = {exported.symbol}(*arguments)",
        f"    for value, reference in zip({found}, expected):",
        "        if not abs(float(value) - reference) <= tolerance * abs(reference):",
        '            raise SystemExit(f"at {arguments}: expected {reference!r}, found {float(value)!r}")',
        *(_bound_holds(exported) if checked else []),
        'print(f"ok: {len(REFERENCES)} points")',
        "",
    ]
    return "\n".join(lines)


def _bound_holds(exported: Exported) -> list[str]:
    """Lines of the self-test inside its loop over the points."""
    found = "[found]" if len(exported.program.outputs) == 1 else "list(found.values())"
    return [
        f"    found, bound = {exported.symbol}_checked(*arguments)",
        f"    for value, reference in zip({found}, expected):",
        "        if not abs(float(value) - reference) <= (bound + 4e-16) * abs(value):",
        '            raise SystemExit(f"at {arguments}: found {float(value)!r}, bound {bound!r}, not {reference!r}")',
    ]
