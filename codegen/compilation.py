"""From a program to a kernel: choice of the target."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from functools import partial

from codegen.c_backend import find_compiler
from codegen.kernel import Kernel
from codegen.linking import Function, compile_stages, link
from codegen.program import Program

TARGETS = {
    "c": ("codegen.c_backend", "compile_c"),
    "numba": ("codegen.numba_backend", "compile_numba"),
    "numpy": ("codegen.numpy_backend", "compile_numpy"),
    "jax": ("codegen.jax_backend", "compile_jax"),
}


def compile_program(
    program: Program, target: str = "auto", threads: int = 1, functions: Mapping[str, Function] | None = None
) -> Kernel:
    """Compile a program for "c", "numba", "numpy", "jax" or "auto" (c if a compiler is found, else numba, else numpy).

    `functions` supplies the opaque functions the program calls: a Program of one output becomes part of the generated
    code; a Python callable receives one 1-D array per argument and returns an array.

    The first compilation takes from a tenth of a second (c) to a second (numba); later ones, in any process, load
    the stored result; "numpy" never waits. Raises BackendUnavailable with the remedy if the target cannot be used,
    InvalidProgram if a function is missing, ValueError for an unknown target or fewer than one thread.
    """
    if threads < 1:
        raise ValueError(f"threads must be at least 1, found {threads}")
    chosen = _available_target() if target == "auto" else target
    if chosen not in TARGETS:
        raise ValueError(f"unknown target {target!r}; known are auto, {', '.join(TARGETS)}")
    module, function = TARGETS[chosen]
    supplied = dict(functions or {})
    backend = getattr(importlib.import_module(module), function)
    compiled = compile_stages(link(program, supplied), supplied, backend)
    return Kernel(program, compiled, partial(compile_program, target=chosen, threads=threads, functions=supplied))


def _available_target() -> str:
    if find_compiler():
        return "c"
    return "numba" if importlib.util.find_spec("numba") else "numpy"
