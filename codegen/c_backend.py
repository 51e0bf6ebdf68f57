"""C target: one C99 function per program, compiled with the machine's own compiler and opened with ctypes.

Contraction into fused multiply-adds is off: results then equal those of the other targets bit for bit for + - * /
and sqrt, do not depend on how the loop was vectorised, and a*a - b*b at a = b stays exactly 0 under a square root.
"""

from __future__ import annotations

import ctypes
import functools
import os
import platform
import shlex
import shutil
import struct
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from codegen import blocks, cache
from codegen.backend import Compiled, FloatArray, Run, Written
from codegen.c_text import SYMBOL, double_source
from codegen.errors import BackendUnavailable
from codegen.program import Program
from codegen.schedule import schedule

WRITERS = ("blocks", "c_text", "operations", "schedule", "simplify")
"""The modules that turn a program into C text."""
OPTIMISATION = ("-std=c99", "-O3", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math")


def find_compiler() -> tuple[str, ...] | None:
    """The C compiler with its path and, if $CC has them, arguments: $CC, else cc, gcc or clang."""
    commands = (shlex.split(os.environ.get("CC", "")), ["cc"], ["gcc"], ["clang"])
    for name, *arguments in filter(None, commands):
        if path := shutil.which(name):
            return path, *arguments
    return None


def native_flags() -> tuple[str, ...]:
    """Flags for code that runs on this machine only."""
    if platform.machine() in ("x86_64", "AMD64"):
        # Compilers keep to half the width for fear of lower clocks; long arithmetic loops gain a quarter or more.
        return ("-march=native", "-mprefer-vector-width=512")
    return ("-mcpu=native",) if (sys.platform, platform.machine()) == ("darwin", "arm64") else ("-march=native",)


def compile_c(program: Program) -> Compiled:
    """Compile, or open the cached library; raises BackendUnavailable without a working compiler.

    The text follows from the program and the modules that write it, so these stand for it in the cache: opening a
    library does not wait for the text.
    """

    @functools.cache
    def write() -> Written:
        plan = schedule(program)
        return Written(double_source(plan), plan.operations)

    run, notices = open_library(
        (program.key, _writers(), str(blocks.LIMIT)),
        lambda: write().source,
        (*OPTIMISATION, *native_flags()),
        sizes=(len(program.points), len(program.uniform)),
    )
    return Compiled("c", run, write, notices)


@functools.cache
def _writers() -> str:
    return cache.key(*(Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8") for name in WRITERS))


def open_library(
    identity: Sequence[str],
    write: Callable[[], str],
    flags: Sequence[str],
    libraries: Sequence[str] = ("-lm",),
    *,
    sizes: tuple[int, int],
) -> tuple[Run, tuple[str, ...]]:
    """Run function and notices of a C text with that identity, which is written and compiled if it is not cached.

    `sizes` are the numbers of arguments that vary from point to point and that are uniform.
    """
    compiler = find_compiler()
    if compiler is None:
        raise BackendUnavailable(
            "target 'c' needs a C compiler and found none ($CC, cc, gcc, clang): install one, or use target='numba'"
        )
    path, *arguments = compiler
    machine = (cache.file_identity(path), *arguments, cache.cpu_identity())
    key = cache.key("c", *identity, *flags, *libraries, *machine)
    build = functools.partial(_build, [*compiler, *flags], libraries, write)
    entry = cache.entry(f"c-{key}.so", build)
    try:
        function = _open(entry.path)
    except (OSError, AttributeError):
        entry = cache.entry(f"c-{key}.so", build, renew=True)
        function = _open(entry.path)
    function.restype = None
    function.argtypes = [ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    return _runner(function, *sizes), entry.notices


def _open(path: Path) -> Any:
    """The function of a library. Raises OSError or AttributeError for a damaged one."""
    with path.open("rb") as file:
        start = file.read(64)
    if start[:5] == b"\x7fELF\x02" and len(start) == 64:
        # The table of sections ends the file: a shorter one would open, and fail with a bus error.
        (table,), (size, number) = struct.unpack_from("=Q", start, 40), struct.unpack_from("=HH", start, 58)
        if path.stat().st_size < table + size * number:
            raise OSError(f"{path} is cut off")
    return ctypes.CDLL(str(path))[SYMBOL]


def _build(compiler: Sequence[str], libraries: Sequence[str], write: Callable[[], str], path: Path) -> None:
    import subprocess

    text = path.with_suffix(".c")
    text.write_text(write(), encoding="ascii")
    command = [*compiler, "-fPIC", "-shared", "-o", str(path), str(text), *libraries]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    text.unlink()
    if done.returncode:
        raise BackendUnavailable(
            f"the C compiler {compiler[0]} failed (exit {done.returncode}): {done.stderr.strip()[:500]}\n"
            "repair the compiler, or use target='numba' or 'numpy'"
        )


def _runner(function: Callable[..., None], n_points: int, n_uniform: int) -> Run:
    addresses = struct.Struct(f"{n_points}P")
    scalars = struct.Struct(f"{n_uniform}d")

    def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
        packed = addresses.pack(*[_address(array) for array in points])
        function(out.shape[1], packed, scalars.pack(*uniform), _address(out))

    return run


def _address(array: Any) -> int:
    """Where the data lie; the way through the buffer protocol is three times faster but needs a writable array."""
    try:
        return ctypes.addressof(ctypes.c_char.from_buffer(array))
    except (TypeError, ValueError):
        return int(array.ctypes.data)
