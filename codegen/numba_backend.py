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
from codegen.backend import Compiled, FloatArray
from codegen.errors import BackendUnavailable
from codegen.python_text import atom, scalar_statement
from codegen.schedule import Schedule

_MATH = {"abs": "abs"}


def compile_numba(plan: Schedule) -> Compiled:
    """Compile, or load the cached module; raises BackendUnavailable without Numba."""
    if importlib.util.find_spec("numba") is None:
        raise BackendUnavailable(
            "target 'numba' needs the package numba: pip install numba, or use target='c' or 'numpy'"
        )
    source = numba_source(plan)
    versions = [cache.package_version(name) for name in ("numba", "llvmlite", "numpy")]
    name = f"numba-{cache.key('numba', source, *versions, cache.cpu_identity())}.py"
    entry = cache.entry(name, lambda path: _write(path, source))
    kernel = _load(entry.path).kernel

    def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
        kernel(*points, *uniform, out)

    return Compiled("numba", source, run, plan.operations, entry.notices)


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
    """The Python text of the generated module."""
    arrays = [f"in_{name}" for name in plan.points]
    types = ["points"] * len(arrays) + ["float64"] * len(plan.uniform) + ["float64[:, ::1]"]
    lines = [
        "import math",
        "",
        "from numba import float64, njit, types",
        "",
        'points = types.Array(float64, 1, "C", readonly=True)',
        "",
        "",
        f'@njit(types.void({", ".join(types)}), cache=True, nogil=True, error_model="numpy")',
        f"def kernel({', '.join([*arrays, *plan.uniform, 'out'])}):",
    ]
    lines += [f"    {scalar_statement(assignment, _function)}" for assignment in plan.preamble]
    lines += [f"    out_{k} = out[{k}]" for k in range(len(plan.outputs))]
    lines.append("    for i in range(out.shape[1]):")
    lines += [f"        {name} = in_{name}[i]" for name in plan.points]
    lines += [f"        {scalar_statement(assignment, _function)}" for assignment in plan.body]
    lines += [f"        out_{k}[i] = {atom(value)}" for k, (_, value) in enumerate(plan.outputs)]
    return "\n".join(lines) + "\n"


def _function(operation: str) -> str:
    return _MATH.get(operation, f"math.{operation}")
