"""Numba target: a generated module in the cache folder, compiled once with explicit signatures.

Its formulas are plain Python, which `codegen.llvm` writes into the loop; only the loop goes through Numba's own
analysis, which takes a millisecond per operation.

Numba's own on-disk cache lies beside the module, so that a second process loads machine code. No fast-math: the
results are those of the C target.
"""

from __future__ import annotations

import importlib.util
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from codegen import cache
from codegen.backend import Compiled, FloatArray, Written
from codegen.blocks import JIT_LIMIT, Blocks, cut, needs_blocks
from codegen.errors import BackendUnavailable
from codegen.program import Program
from codegen.python_text import atom, statement
from codegen.schedule import Schedule, schedule

_IMPORTS = (
    "import numpy as np",
    "from numba import float64, int64, njit, types",
    "from numba.extending import intrinsic",
    "",
    "from codegen.llvm import written as _written",
)

DAMAGED = (pickle.PickleError, EOFError, ValueError, TypeError, AttributeError, LookupError, ImportError)
"""What reading machine code that Numba has stored raises where it is not what Numba has written."""


def compile_numba(program: Program) -> Compiled:
    """Compile, or load the cached module; raises BackendUnavailable without Numba."""
    if importlib.util.find_spec("numba") is None:
        raise BackendUnavailable(
            "target 'numba' needs the package numba: pip install numba, or use target='c' or 'numpy'"
        )
    plan = schedule(program)
    source = numba_source(plan)
    versions = [cache.package_version(name) for name in ("numba", "llvmlite", "numpy")]
    llvm = Path(__file__).with_name("llvm.py").read_text(encoding="utf-8")
    name = f"numba-{cache.key('numba', source, llvm, *versions, cache.cpu_identity())}.py"
    entry = cache.entry(name, lambda path: _write(path, source))
    if entry.path.read_bytes() != source.encode():
        entry = cache.entry(name, lambda path: _write(path, source), renew=True)
    try:
        kernel = _load(entry.path).kernel
    except RuntimeError:
        # Numba found no folder to keep its machine code in: the module is there, but its folder is read-only.
        entry = cache.spare_entry(name, lambda path: _write(path, source), "it is read-only")
        kernel = _load(entry.path).kernel
    except DAMAGED:
        for stored in entry.path.parent.glob(f"__pycache__/{entry.path.stem}.*.nb?"):
            stored.unlink(missing_ok=True)
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
    """The Python text of the generated module: formulas, and a loop over the points that runs them.

    One loop, or for long programs several functions over blocks of points.
    """
    arrays = [f"in_{name}" for name in plan.points]
    types = ["points"] * len(arrays) + ["float64"] * len(plan.uniform) + ["float64[:, ::1]"]
    blocks = cut(plan, JIT_LIMIT) if needs_blocks(plan, JIT_LIMIT) else None
    lines = [*_IMPORTS, "", 'points = types.Array(float64, 1, "C", readonly=True)', ""]
    lines += _formulas(plan) if blocks is None else _parts(blocks)
    lines += ["", _decorator(types), f"def kernel({', '.join([*arrays, *plan.uniform, 'out'])}):"]
    lines += _loop(plan) if blocks is None else _block_loop(plan, blocks)
    return "\n".join(lines) + "\n"


def _decorator(types: Sequence[str]) -> str:
    return f'@njit(types.void({", ".join(types)}), cache=True, nogil=True, error_model="numpy")'


def _formula(name: str, arguments: Sequence[str], body: Sequence[str], values: Sequence[str] = ()) -> list[str]:
    """A formula, and under the name with an underscore what Numba calls for it."""
    given = "".join(f", {argument}" for argument in arguments)
    return [
        f"def _formula_{name}(_f{given}):",
        *(f"    {line}" for line in body),
        f"    return [{', '.join(values)}]",
        "",
        "@intrinsic",
        f"def _{name}(_typing{given}):",
        f"    return _written(_formula_{name}, [{given[2:]}], {len(values)})",
        "",
    ]


def _formulas(plan: Schedule) -> list[str]:
    computed = [name for name, _, _ in plan.preamble]
    body = [f"{', '.join(computed)}, = _c"] if computed else []
    body += map(statement, plan.body)
    values = [atom(value) for _, value in plan.outputs]
    lines = _formula("once", plan.uniform, list(map(statement, plan.preamble)), computed) if computed else []
    return lines + _formula("point", [*plan.points, *plan.uniform, *(["_c"] if computed else [])], body, values)


def _loop(plan: Schedule) -> list[str]:
    lines = [f"    _c = _once({', '.join(plan.uniform)})"] if plan.preamble else []
    lines += [f"    out_{k} = out[{k}]" for k in range(len(plan.outputs))]
    arguments = [*(f"in_{name}[i]" for name in plan.points), *plan.uniform, *(["_c"] if plan.preamble else [])]
    lines += ["    for i in range(out.shape[1]):", f"        _v = _point({', '.join(arguments)})"]
    return lines + [f"        out_{k}[i] = _v[{k}]" for k in range(len(plan.outputs))]


def _parts(blocks: Blocks) -> list[str]:
    lines = []
    for k, part in enumerate(blocks.preamble):
        body = [f"{name} = u[{place}]" for name, place in part.scalars]
        body += map(statement, part.assignments)
        lines += _formula(f"once_{k}", ["u"], [*body, *(f"u[{place}] = {name}" for name, place in part.stores)])
        lines += [_decorator(["float64[::1]"]), f"def _preamble_{k}(u):", f"    _once_{k}(u)", ""]
    for k, part in enumerate(blocks.body):
        names = [name for name, _ in part.scalars]
        given = ["i", "w"]
        if names:
            lines += _formula(f"scalars_{k}", ["u"], [], [f"u[{place}]" for _, place in part.scalars])
            given.append("_c")
        body = [f"{', '.join(names)}, = _c"] if names else []
        body += [f"{name} = w[{row * blocks.length} + i]" for name, row in part.loads]
        body += map(statement, part.assignments)
        body += [f"w[{row * blocks.length} + i] = {name}" for name, row in part.stores]
        lines += _formula(f"point_{k}", given, body)
        lines += [_decorator(["int64", "float64[::1]", "float64[::1]"]), f"def _part_{k}(_n, u, w):"]
        lines += [f"    _c = _scalars_{k}(u)"] if names else []
        lines += ["    for i in range(_n):", f"        _point_{k}({', '.join(given)})", ""]
    return lines


def _block_loop(plan: Schedule, blocks: Blocks) -> list[str]:
    length = blocks.length
    lines = [f"    u = np.empty({blocks.n_scalars + 1})", f"    w = np.empty({blocks.n_rows * length + 1})"]
    lines += [f"    u[{k}] = {name}" for k, name in enumerate(plan.uniform)]
    lines += [f"    _preamble_{k}(u)" for k in range(len(blocks.preamble))]
    lines += [
        f"    for start in range(0, out.shape[1], {length}):",
        f"        _n = min({length}, out.shape[1] - start)",
    ]
    for k, name in enumerate(plan.points):
        lines.append(f"        w[{k * length} : {k * length} + _n] = in_{name}[start : start + _n]")
    lines += [f"        _part_{k}(_n, u, w)" for k in range(len(blocks.body))]
    for k, (_, value) in enumerate(blocks.outputs):
        source = f"w[{value * length} : {value * length} + _n]" if isinstance(value, int) else atom(value)
        lines.append(f"        out[{k}, start : start + _n] = {source}")
    return lines
