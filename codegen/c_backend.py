"""C target: one C99 function per program, compiled with the machine's own compiler and opened with ctypes.

Contraction into fused multiply-adds is off: results then equal those of the other targets bit for bit for + - * /
and sqrt, do not depend on how the loop was vectorised, and a*a - b*b at a = b stays exactly 0 under a square root.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from codegen import cache
from codegen.backend import Compiled, FloatArray, Run
from codegen.errors import BackendUnavailable
from codegen.operations import Assignment
from codegen.schedule import Operand, Schedule, literal

OPTIMISATION = ("-std=c99", "-O3", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math")
SYMBOL = "codegen_kernel"

_INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/"}


def find_compiler() -> str | None:
    """Path of the C compiler: $CC, else cc, gcc or clang."""
    names = (*os.environ.get("CC", "").split()[:1], "cc", "gcc", "clang")
    return next((path for path in map(shutil.which, names) if path), None)


def native_flags() -> tuple[str, ...]:
    """Flags for code that runs on this machine only."""
    return ("-mcpu=native",) if (sys.platform, platform.machine()) == ("darwin", "arm64") else ("-march=native",)


def compile_c(plan: Schedule) -> Compiled:
    """Compile, or open the cached library; raises BackendUnavailable without a working compiler."""
    compiler = find_compiler()
    if compiler is None:
        raise BackendUnavailable(
            "target 'c' needs a C compiler and found none ($CC, cc, gcc, clang): install one, or use target='numba'"
        )
    source = c_source(plan)
    flags = (*OPTIMISATION, *native_flags())
    key = cache.key("c", source, *flags, cache.file_identity(compiler), cache.cpu_identity())
    entry = cache.entry(f"c-{key}.so", lambda path: _build(compiler, flags, source, path))
    function = ctypes.CDLL(str(entry.path))[SYMBOL]
    function.restype = None
    function.argtypes = [ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    return Compiled("c", source, _runner(function, len(plan.points), len(plan.uniform)), plan.operations, entry.notices)


def _build(compiler: str, flags: Sequence[str], source: str, path: Path) -> None:
    import subprocess

    text = path.with_suffix(".c")
    text.write_text(source, encoding="ascii")
    command = [compiler, *flags, "-fPIC", "-shared", "-o", str(path), str(text), "-lm"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    text.unlink()
    if done.returncode:
        raise BackendUnavailable(
            f"the C compiler {compiler} failed (exit {done.returncode}): {done.stderr.strip()[:500]}\n"
            "repair the compiler, or use target='numba' or 'numpy'"
        )


def _runner(function: Callable[..., None], n_points: int, n_uniform: int) -> Run:
    addresses = ctypes.c_void_p * max(n_points, 1)
    scalars = ctypes.c_double * max(n_uniform, 1)

    def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
        function(
            out.shape[1],
            addresses(*[array.__array_interface__["data"][0] for array in points]),
            scalars(*uniform),
            out.__array_interface__["data"][0],
        )

    return run


def c_source(plan: Schedule) -> str:
    """The C text of a schedule."""
    lines = [
        "#include <math.h>",
        "",
        f"void {SYMBOL}(long n, const double *const *points, const double *uniform, double *out)",
        "{",
    ]
    lines += [f"    const double *restrict in_{name} = points[{k}];" for k, name in enumerate(plan.points)]
    lines += [f"    double *restrict out_{k} = out + {k} * n;" for k in range(len(plan.outputs))]
    lines += [f"    const double {name} = uniform[{k}];" for k, name in enumerate(plan.uniform)]
    lines += [f"    {statement(assignment)}" for assignment in plan.preamble]
    # The arrays never overlap: without this the compiler gives up on vectorisation when there are many of them.
    lines += ["#pragma GCC ivdep", "    for (long i = 0; i < n; ++i) {"]
    lines += [f"        const double {name} = in_{name}[i];" for name in plan.points]
    lines += [f"        {statement(assignment)}" for assignment in plan.body]
    lines += [f"        out_{k}[i] = {atom(value)};" for k, (_, value) in enumerate(plan.outputs)]
    lines += ["    }", "}", ""]
    return "\n".join(lines)


def statement(assignment: Assignment) -> str:
    """One C declaration."""
    name, operation, args = assignment
    return f"const double {name} = {expression(operation, args)};"


def atom(value: Operand) -> str:
    """A name or a literal."""
    return value if isinstance(value, str) else literal(value)


def expression(operation: str, args: Sequence[Operand]) -> str:
    """One operation in C."""
    a = [atom(arg) for arg in args]
    if operation in _INFIX:
        return f"{a[0]} {_INFIX[operation]} {a[1]}"
    if operation == "neg":
        return f"-{a[0]}"
    if operation == "abs":
        return f"fabs({a[0]})"
    if operation in {"min", "max"}:
        # NaN in either argument comes out, unlike with fmin and fmax.
        sign = "<" if operation == "min" else ">"
        return f"({a[0]} {sign} {a[1]} || {a[0]} != {a[0]}) ? {a[0]} : {a[1]}"
    if operation == "select_lt":
        return f"({a[0]} < {a[1]}) ? {a[2]} : {a[3]}"
    return f"{operation}({', '.join(a)})"
