"""Content-addressed store of compiled kernels on disk.

An entry's name holds a hash of everything its content depends on, so entries never change; they are written under a
temporary name and moved into place, which makes parallel writers safe: the last one wins with the same content.
"""

from __future__ import annotations

import functools
import hashlib
import os
import platform
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """A file in the cache, and remarks about how it came there."""

    path: Path
    notices: tuple[str, ...] = ()


def location() -> Path:
    """The cache folder: $AMPS_CACHE_DIR, else $XDG_CACHE_HOME/dark-amps, else ~/.cache/dark-amps."""
    if chosen := os.environ.get("AMPS_CACHE_DIR"):
        return Path(chosen).expanduser()
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path("~/.cache").expanduser()) / "dark-amps"


def entries() -> tuple[Path, ...]:
    """The compiled kernels stored, oldest first."""
    folder = location() / "kernels"
    found = [path for path in folder.glob("*-*.*") if path.is_file()] if folder.is_dir() else []
    return tuple(sorted(found, key=lambda path: path.stat().st_mtime))


def clear() -> int:
    """Delete every entry that can be deleted; returns how many were."""
    number = len(entries())
    shutil.rmtree(location() / "kernels", ignore_errors=True)
    return number - len(entries())


def key(*parts: str) -> str:
    """Hash of everything an entry depends on: its source, compiler, flags, processor, package versions."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def package_version(name: str) -> str:
    """Version of an installed distribution, or "none"."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def file_identity(path: str) -> str:
    """A string that changes when the file (a compiler, say) is replaced: cheaper than asking it for its version."""
    real = Path(path).resolve()
    status = real.stat()
    return f"{real}:{status.st_size}:{status.st_mtime_ns}"


@functools.cache
def cpu_identity() -> str:
    """Name and features of the processor, for code that is compiled for this machine only."""
    try:
        with Path("/proc/cpuinfo").open(encoding="ascii", errors="replace") as lines:
            wanted = ("model name", "flags", "Features", "CPU part")
            found = []
            for line in lines:
                if not line.strip():
                    break
                if line.startswith(wanted):
                    found.append(line.strip())
        return "\n".join(found) or platform.processor()
    except OSError:
        return f"{platform.machine()} {platform.processor()}"


def entry(name: str, build: Callable[[Path], None], renew: bool = False) -> Entry:
    """The entry of that name, built at a temporary path first if it is not there yet, or to `renew` a damaged one.

    A folder that cannot be written to is replaced by a temporary one that lasts as long as the process.
    """
    folder = location() / "kernels"
    path = folder / name
    if path.is_file() and not renew:
        return Entry(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _build_into(folder, path, build)
        return Entry(path)
    except OSError as error:
        return spare_entry(name, build, error.strerror or str(error))


def spare_entry(name: str, build: Callable[[Path], None], reason: str) -> Entry:
    """An entry in a temporary folder, with a notice why the cache was not used."""
    spare = Path(_process_folder()) / name
    if not spare.is_file():
        _build_into(spare.parent, spare, build)
    notice = (
        f"the kernel cache {location() / 'kernels'} cannot be written to ({reason}); this kernel lies in "
        f"{spare.parent} and lasts as long as this process: set AMPS_CACHE_DIR to a folder that can be written to"
    )
    return Entry(spare, (notice,))


def _build_into(folder: Path, path: Path, build: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory(dir=folder, prefix="building") as work:
        draft = Path(work) / path.name
        build(draft)
        draft.replace(path)


@functools.cache
def _process_folder() -> str:
    import atexit

    folder = tempfile.mkdtemp(prefix="dark-amps-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
