"""Numba target: a generated module in the cache folder, compiled once with an explicit signature.

Numba's own on-disk cache lies beside the module, so that a second process loads machine code. No fast-math: the
results are those of the C target.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from codegen import cache
from codegen.backend import Compiled, FloatArray, Written
from codegen.blocks import JIT_LIMIT, Blocks, cut, needs_blocks
from codegen.errors import BackendUnavailable
from codegen.program import Program
from codegen.python_text import atom, scalar_statement
from codegen.schedule import Schedule, schedule

_MATH = {"abs": "abs"}
_IMPORTS = ("import numpy as np", "from numba import float64, int64, njit, types")


def compile_numba(program: Program) -> Compiled:
    """Compile, or load the cached module; raises BackendUnavailable without Numba."""
    if importlib.util.find_spec("numba") is None:
        raise BackendUnavailable(
            "target 'numba' needs the package numba: pip install numba, or use target='c' or 'numpy'"
        )
    plan = schedule(program)
    source = numba_source(plan)
    versions = [cache.package_version(name) for name in ("numba", "llvmlite", "numpy")]
    name = f"numba-{cache.key('numba', source, *versions, cache.cpu_identity())}.py"
    entry = cache.entry(name, lambda path: _write(path, source))
    try:
        kernel = _load(entry.path).kernel
    except RuntimeError:
        # Numba found no folder to keep its machine code in: the module is there, but its folder is read-only.
        entry = cache.spare_entry(name, lambda path: _write(path, source), "it is read-only")
        kernel = _load(entry.path).kernel

    def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
        kernel(*points, *uniform, out)

    return Compiled("numba", run, lambda: Written(source, plan.operations), entry.notices)


def _write(path: Path, source: str) -> None:
    path.write_text(source, encoding="ascii")


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"_codegen_{path.stem.replace('-', '_')}", path)
    if spec is None or spec.loader is None:
        raise BackendUnavailable(f"the generated module {path} cannot be imported: remove it and try again")
    module = importlib.util.module_from_spec(spec)
    # Numba finds the globals of cached functions through the module's name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def numba_source(plan: Schedule) -> str:
    """The Python text of the generated module: one function, or several over blocks for long programs."""
    arrays = [f"in_{name}" for name in plan.points]
    types = ["points"] * len(arrays) + ["float64"] * len(plan.uniform) + ["float64[:, ::1]"]
    lines = ["import math", "", *_IMPORTS, "", 'points = types.Array(float64, 1, "C", readonly=True)', ""]
    blocks = cut(plan, JIT_LIMIT) if needs_blocks(plan, JIT_LIMIT) else None
    if blocks is not None:
        lines += _parts(blocks)
    lines += ["", _decorator(types), f"def kernel({', '.join([*arrays, *plan.uniform, 'out'])}):"]
    lines += _loop(plan) if blocks is None else _block_loop(plan, blocks)
    return "\n".join(lines) + "\n"


def _decorator(types: Sequence[str]) -> str:
    return f'@njit(types.void({", ".join(types)}), cache=True, nogil=True, error_model="numpy")'


def _loop(plan: Schedule) -> list[str]:
    lines = [f"    {scalar_statement(assignment, _function)}" for assignment in plan.preamble]
    lines += [f"    out_{k} = out[{k}]" for k in range(len(plan.outputs))]
    lines.append("    for i in range(out.shape[1]):")
    lines += [f"        {name} = in_{name}[i]" for name in plan.points]
    lines += [f"        {scalar_statement(assignment, _function)}" for assignment in plan.body]
    lines += [f"        out_{k}[i] = {atom(value)}" for k, (_, value) in enumerate(plan.outputs)]
    return lines


def _parts(blocks: Blocks) -> list[str]:
    lines = []
    for k, part in enumerate(blocks.preamble):
        lines += ["", _decorator(["float64[::1]"]), f"def preamble_{k}(u):"]
        lines += [f"    {name} = u[{place}]" for name, place in part.scalars]
        lines += [f"    {scalar_statement(assignment, _function)}" for assignment in part.assignments]
        lines += [*(f"    u[{place}] = {name}" for name, place in part.stores), ""]
    for k, part in enumerate(blocks.body):
        lines += ["", _decorator(["int64", "float64[::1]", "float64[::1]"]), f"def part_{k}(m, u, w):"]
        lines += [f"    {name} = u[{place}]" for name, place in part.scalars]
        lines.append("    for i in range(m):")
        lines += [f"        {name} = w[{row * blocks.length} + i]" for name, row in part.loads]
        lines += [f"        {scalar_statement(assignment, _function)}" for assignment in part.assignments]
        lines += [*(f"        w[{row * blocks.length} + i] = {name}" for name, row in part.stores), ""]
    return lines


def _block_loop(plan: Schedule, blocks: Blocks) -> list[str]:
    length = blocks.length
    lines = [f"    u = np.empty({blocks.n_scalars + 1})", f"    w = np.empty({blocks.n_rows * length + 1})"]
    lines += [f"    u[{k}] = {name}" for k, name in enumerate(plan.uniform)]
    lines += [f"    preamble_{k}(u)" for k in range(len(blocks.preamble))]
    lines += [f"    for start in range(0, out.shape[1], {length}):", f"        m = min({length}, out.shape[1] - start)"]
    for k, name in enumerate(plan.points):
        lines.append(f"        w[{k * length} : {k * length} + m] = in_{name}[start : start + m]")
    lines += [f"        part_{k}(m, u, w)" for k in range(len(blocks.body))]
    for k, (_, value) in enumerate(blocks.outputs):
        source = f"w[{value * length} : {value * length} + m]" if isinstance(value, int) else atom(value)
        lines.append(f"        out[{k}, start : start + m] = {source}")
    return lines


def _function(operation: str) -> str:
    return _MATH.get(operation, f"math.{operation}")
