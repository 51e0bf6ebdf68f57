import os
import subprocess
import sys

import pytest

import codegen
from codegen import ProgramBuilder, cache, numba_backend
from codegen.c_backend import find_compiler


def program():
    b = ProgramBuilder("cached")
    b.output("f", b.argument("x") ** 3 + 1)
    return b.build()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("AMPS_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_location_follows_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("AMPS_CACHE_DIR", str(tmp_path))
    assert cache.location() == tmp_path
    monkeypatch.delenv("AMPS_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.location() == tmp_path / "dark-amps"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.location() == tmp_path / ".cache" / "dark-amps"


@pytest.mark.parametrize("target", ["c", "numba"])
def test_entries_are_reused_and_cleared(folder, target):
    codegen.compile(program(), target)
    (entry,) = cache.entries()
    stamp = entry.stat().st_mtime_ns
    assert codegen.compile(program(), target)(x=2) == 9
    assert cache.entries() == (entry,) and entry.stat().st_mtime_ns == stamp
    assert cache.clear() == 1 and cache.entries() == () and cache.clear() == 0


@pytest.mark.parametrize("target", ["c", "numba"])
def test_a_cache_that_cannot_be_written_to_is_not_fatal(tmp_path, monkeypatch, target):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("AMPS_CACHE_DIR", str(blocked))
    kernel = codegen.compile(program(), target)
    assert kernel(x=2) == 9
    assert "set AMPS_CACHE_DIR" in kernel.notices[0]


@pytest.mark.parametrize(("target", "damage"), [("c", b""), ("c", b"no code"), ("c", None), ("numba", None)], ids=str)
def test_a_damaged_entry_is_renewed(folder, target, damage):
    script = (
        "import codegen; b = codegen.ProgramBuilder('shared'); b.output('f', b.argument('x') ** 5); "
        f"assert codegen.compile(b.build(), {target!r})(x=2) == 32"
    )
    if target == "c" and find_compiler() is None:
        pytest.skip("needs a C compiler")
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", script], env={**os.environ, "AMPS_CACHE_DIR": str(folder)})
        assert done.returncode == 0
        (entry,) = cache.entries()
        content = entry.read_bytes()
        entry.write_bytes(content[: len(content) // 2] if damage is None else damage)
        for stored in folder.rglob("*.nb?"):
            stored.write_bytes(b"no code")
    assert len(content) > 100


@pytest.mark.parametrize("target", ["c", "numba"])
def test_parallel_writers_do_not_disturb_each_other(folder, target):
    script = (
        "import codegen; b = codegen.ProgramBuilder('shared'); b.output('f', b.argument('x') ** 5); "
        f"assert codegen.compile(b.build(), {target!r})(x=2) == 32"
    )
    if target == "c" and find_compiler() is None:
        pytest.skip("needs a C compiler")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script], env={**os.environ, "AMPS_CACHE_DIR": str(folder)}, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    errors = [writer.communicate(timeout=100)[1].decode() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], errors
    assert len(cache.entries()) == 1
    assert not list((folder / "kernels").glob("building*"))


def test_keys_differ_by_every_part():
    assert cache.key("a", "b") == cache.key("a", "b") != cache.key("ab") != cache.key("a", "c")
    assert cache.package_version("numpy") != "none" and cache.package_version("no-such-thing") == "none"


def test_a_read_only_cache_does_not_stop_numba(folder, monkeypatch):
    load = numba_backend._load

    def refuse(path):
        if folder in path.parents:
            raise RuntimeError("cannot cache function 'kernel': no locator available")
        return load(path)

    monkeypatch.setattr(numba_backend, "_load", refuse)
    kernel = codegen.compile(program(), "numba")
    assert kernel(x=2) == 9 and "it is read-only" in kernel.notices[0]
