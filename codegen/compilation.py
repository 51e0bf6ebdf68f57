"""From a program to a kernel: choice of the target."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from codegen.backend import Compiled
from codegen.c_backend import find_compiler
from codegen.errors import BackendUnavailable
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
    if target != "auto" and target not in TARGETS:
        raise ValueError(f"unknown target {target!r}; known are auto, {', '.join(TARGETS)}")
    supplied = dict(functions or {})
    linked = link(program, supplied)
    compiled = _with_any_target(linked, supplied) if target == "auto" else _with_target(linked, supplied, target)
    again = partial(compile_program, target=compiled.target, threads=threads, functions=supplied)
    return Kernel(program, compiled, again)


def _with_target(linked: Program, functions: Mapping[str, Function], target: str) -> Compiled:
    module, function = TARGETS[target]
    return compile_stages(linked, functions, getattr(importlib.import_module(module), function))


def _with_any_target(linked: Program, functions: Mapping[str, Function]) -> Compiled:
    """With the first target that works; a C compiler that is there but does not work leaves a notice."""
    notices: tuple[str, ...] = ()
    if find_compiler():
        try:
            return _with_target(linked, functions, "c")
        except BackendUnavailable as error:
            notices = (str(error),)
    spare = "numba" if importlib.util.find_spec("numba") else "numpy"
    compiled = _with_target(linked, functions, spare)
    return replace(compiled, notices=(*compiled.notices, *notices))
