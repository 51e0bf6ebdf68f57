"""The shape of the project: what lies where, what may import what, and what is public."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import processes

ROOT = Path(__file__).parent.parent
PACKAGES = ("amps", "codegen", "processes")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LIBRARY = sorted(path for path in (ROOT / "processes/library").rglob("*.py") if path.name != "__init__.py")

TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "amps",
    "codegen",
    "derivations",
    "processes",
    "tests",
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-EXCEPTION",
    "README.md",
    "pyproject.toml",
}
PARTS_OF_PROCESSES = {
    "cli",
    "output",
    "claims",
    "cosmology",
    "experiments",
    "library",
    "core",
    "numerics",
    "data",
}
LIBRARY_CHAPTERS = {
    "annihilation",
    "bound_states",
    "colliders",
    "decays",
    "fixed_target",
    "loops",
    "neutrinos",
}
PUBLIC_NAMES = {
    "amps": set(),
    "codegen": {
        "BackendUnavailable",
        "InvalidProgram",
        "Kernel",
        "Program",
        "ProgramBuilder",
        "Ref",
        "UnsupportedExpression",
        "compile",
    },
    "processes": {"claims", "get", "names", "particle", "reaction"},
}
LONGEST_FILE = 400
VAGUE_NAMES = {"utils", "util", "helpers", "common", "misc", "tools"}


def name_of(path):
    return str(path.relative_to(ROOT))


def test_top_level():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git clone")
    assert {line.split("/")[0] for line in listed.stdout.splitlines()} <= TOP_LEVEL


def test_parts_of_processes_and_chapters_of_its_library():
    parts = {p.name for p in (ROOT / "processes").iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert parts <= PARTS_OF_PROCESSES
    chapters = {p.name for p in (ROOT / "processes/library").iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert chapters <= LIBRARY_CHAPTERS


@pytest.mark.parametrize("path", LIBRARY, ids=name_of)
def test_the_library_holds_only_process_files(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assigned = {
        t.id for node in tree.body if isinstance(node, ast.Assign) for t in node.targets if isinstance(t, ast.Name)
    }
    assert "PROCESS" in assigned
    assert ast.get_docstring(tree)
    assert path.parent.parent == ROOT / "processes/library"
    assert path.stem in processes.names()


def test_ids_are_the_file_names_and_unique():
    stems = [path.stem for path in LIBRARY]
    assert sorted(stems) == sorted(processes.names())


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_are_short_and_named_for_what_they_hold(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert path.stem not in VAGUE_NAMES
    assert not path.stem.endswith(("_old", "_new", "_v2"))


@pytest.mark.parametrize("package", PACKAGES)
def test_public_names(package):
    """A public name that comes or goes shows here."""
    tree = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))
    imports = [alias for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert {alias.asname or alias.name for alias in imports} == PUBLIC_NAMES[package]
    module = import_module(package)
    assert all(hasattr(module, name) for name in PUBLIC_NAMES[package])
    assert set(getattr(module, "__all__", PUBLIC_NAMES[package])) == PUBLIC_NAMES[package]


def test_packages_import_without_warnings_and_without_heavy_dependencies():
    code = (
        "import sys, time; start = time.perf_counter(); import amps, codegen, processes; "
        "heavy = {'numba', 'scipy', 'vegas', 'gvar', 'matplotlib', 'particle'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_process_carries_reference_values():
    assert [name for name in processes.names() if not processes.get(name).references] == []
