"""From a program to a kernel: choice of the target."""

from __future__ import annotations

import importlib
import importlib.util
from functools import partial
from typing import TYPE_CHECKING

from codegen.kernel import Kernel
from codegen.program import Program
from codegen.schedule import schedule

if TYPE_CHECKING:
    from codegen.backend import Compiled

TARGETS = {
    "c": ("codegen.c_backend", "compile_c"),
    "numba": ("codegen.numba_backend", "compile_numba"),
    "numpy": ("codegen.numpy_backend", "compile_numpy"),
}


def compile_program(program: Program, target: str = "auto", threads: int = 1) -> Kernel:
    """Compile a program for "c", "numba", "numpy" or "auto" (c if a compiler is found, else numba, else numpy).

    The first compilation takes from a tenth of a second (c) to a second (numba); later ones, in any process, load
    the stored result; "numpy" never waits. Raises BackendUnavailable with the remedy if the target cannot be used,
    ValueError for an unknown target or fewer than one thread.
    """
    if threads < 1:
        raise ValueError(f"threads must be at least 1, found {threads}")
    chosen = _available_target() if target == "auto" else target
    if chosen not in TARGETS:
        raise ValueError(f"unknown target {target!r}; known are auto, {', '.join(TARGETS)}")
    module, function = TARGETS[chosen]
    compiled: Compiled = getattr(importlib.import_module(module), function)(schedule(program))
    return Kernel(program, compiled, threads, partial(compile_program, target=chosen, threads=threads))


def _available_target() -> str:
    from codegen.c_backend import find_compiler

    if find_compiler():
        return "c"
    return "numba" if importlib.util.find_spec("numba") else "numpy"
