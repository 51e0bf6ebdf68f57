"""Files that hold more than a model are refused with file, line and object, and nothing of them is executed."""

import shutil
from pathlib import Path

import pytest

from amps import ufo
from amps.ufo.source import DEEPEST_NESTING, LARGEST_FILE

FOLDERS = Path(__file__).parent / "folders"


@pytest.fixture
def folder(tmp_path):
    """A copy of a good model, to be spoilt."""
    return Path(shutil.copytree(FOLDERS / "dark_photon", tmp_path / "model"))


def append(path, text):
    path.write_text(path.read_text() + text)


STATEMENTS = {
    "import os": "imports 'os'",
    "import os.path as parameters": "imports 'os.path'",
    "from subprocess import run": "imports 'subprocess'",
    "from . import os": "imports 'os'",
    'exec(\'open("{0}", "w")\')': "exec",
    "open('{0}', 'w')": "open",
    "x = open('{0}', 'w')": "open",
    "x = __import__('os').system('touch {0}')": "__import__",
    "eval('1')": "eval",
    "x = [open('{0}', 'w') for _ in '1']": "open",
    "x = lambda: 0": "lambda",
    "def f():\n    pass": "def f",
    "class Particle:\n    pass": "class Particle",
    "for i in (1,):\n    open('{0}', 'w')": "for i in",
    "if True:\n    open('{0}', 'w')": "if True",
    "while True: pass": "while True",
    "with open('{0}', 'w'): pass": "with open",
    "try:\n    import form_factors\nexcept ImportError:\n    open('{0}', 'w')": "open",
    "ee.value = open('{0}', 'w')": "open",
    "other.value = 1": "other.value",
    "x = Parameter(*[1])": "unpacked",
    "x = Parameter(**{{'name': 'x'}})": "unpacked",
    "x = Parameter(name='x', nature='external', type='real', value=open('{0}', 'w'))": "open",
    'x = f\'{{open("{0}", "w")}}\'': "open",
    "del ZERO": "del ZERO",
    "x = (y := 1)": "y := 1",
    "assert open('{0}', 'w')": "assert",
    "@open\nclass A:\n    pass": "open",
}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_statements_that_no_model_needs(folder, tmp_path, statement):
    target = tmp_path / "executed"
    path = folder / "parameters.py"
    line = len(path.read_text().splitlines()) + 1
    append(path, statement.format(target) + "\n")
    with pytest.raises(ufo.UnsafeUFO) as refused:
        ufo.read(folder)
    assert refused.value.place.file == "parameters.py"
    assert line <= refused.value.place.line <= line + 3
    assert STATEMENTS[statement] in str(refused.value)
    assert not target.exists()


VALUES = {
    "__import__('os').system('touch {0}')": "is not arithmetic",
    "open('{0}')": "calls 'open'",
    "(lambda: 1)()": "is not arithmetic",
    "ee.__class__": "is not arithmetic",
    "().__class__.__bases__[0]": "is not arithmetic",
    "[1, 2][0]": "is not arithmetic",
    "'a' * 10**10": "is not arithmetic",
    "cmath.sqrt.__self__": "is not arithmetic",
    "9**9**9**9": "too large",
    "((10**900)**900)**900": "too large",
    "ee << 100": "not arithmetic",
    "cmath.sqrt(1, 2)": "takes 1 arguments",
    "1/0": "divides by zero",
    "nobody*2": "'nobody' is not a parameter",
    "1 +": "not an expression",
}


@pytest.mark.parametrize("value", VALUES)
def test_values_that_are_not_arithmetic(folder, tmp_path, value):
    target = tmp_path / "executed"
    path = folder / "couplings.py"
    line = len(path.read_text().splitlines()) + 1
    append(path, f"GC_9 = Coupling(name='GC_9', value={value.format(target)!r}, order={{}})\n")
    vertices = folder / "vertices.py"
    vertices.write_text(vertices.read_text().replace("C.GC_3", "C.GC_9"))
    with pytest.raises(ufo.UFOError, match=rf"couplings.py:{line}: GC_9: ") as refused:
        ufo.read(folder)
    assert VALUES[value] in str(refused.value)
    assert not target.exists()


@pytest.mark.parametrize(
    "structure", ["__import__('os')", "Gamma(3,2,1).real", "open('x')", "(lambda: 1)()", "Gamma(3,2,1) if 1 else 1"]
)
def test_structures_that_are_none(folder, structure):
    path = folder / "lorentz.py"
    path.write_text(path.read_text().replace('"Gamma(3,2,1)"', repr(structure)))
    with pytest.raises(ufo.UFOError, match=r"lorentz.py:\d+: FFV1"):
        ufo.read(folder)


def test_a_file_of_a_hundred_megabytes_is_not_read(folder):
    with (folder / "couplings.py").open("r+b") as file:
        file.truncate(100 * 1024**2)
    with pytest.raises(ufo.UnsafeUFO, match=rf"couplings.py: has 104857600 bytes; at most {LARGEST_FILE} are read"):
        ufo.read(folder)


MANY = {"items": "x = [" + "1," * 600_000 + "]\n", "lines": "x=1\n" * 600_000, "sum": "x = 1" + "+1" * 600_000 + "\n"}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_a_file_of_too_many_parts_is_not_parsed(folder, text):
    append(folder / "couplings.py", text)
    with pytest.raises(
        ufo.UnsafeUFO, match=r"couplings.py: has \d+ lines, items and operators; at most 500000 are read"
    ):
        ufo.read(folder)


@pytest.mark.parametrize("brackets", ["()", "[]"])
def test_deep_nesting_in_a_file(folder, brackets):
    text = brackets[0] * 100_000 + brackets[1] * 100_000
    append(folder / "particles.py", f"x = {text}\n")
    with pytest.raises(ufo.UnsafeUFO, match=rf"particles.py:\d+: brackets are nested deeper than {DEEPEST_NESTING}"):
        ufo.read(folder)


@pytest.mark.parametrize(
    "value", ["(" * 5000 + "1" + ")" * 5000, "-" * 100_000 + "1", "cmath.sqrt(" * 200 + "1" + ")" * 200]
)
def test_deep_nesting_in_a_value(folder, value):
    append(folder / "parameters.py", f"x = Parameter(name='x', nature='internal', type='real', value='{value}')\n")
    with pytest.raises(ufo.UnsafeUFO, match=r"parameters.py:\d+: x: "):
        ufo.read(folder)


@pytest.mark.parametrize("text", ["1" + "+1" * 300_000, "1" + "-ee" * 60_000], ids=("numbers", "names"))
def test_endless_sums(folder, text):
    append(folder / "parameters.py", f"x = Parameter(name='x', nature='internal', type='real', value='{text}')\n")
    with pytest.raises(ufo.UnsafeUFO, match=r"parameters.py:\d+: x: "):
        ufo.read(folder)


def test_a_function_that_calls_itself(folder):
    text = "f = Function(name='f', arguments=('x',), expression='f(x)')\n"
    (folder / "function_library.py").write_text("from object_library import Function\n" + text)
    append(folder / "parameters.py", "x = Parameter(name='x', nature='internal', type='real', value='f(1)')\n")
    with pytest.raises(ufo.UnsafeUFO, match=r"function_library.py:2: f: calls itself"):
        ufo.read(folder)


def test_null_bytes_and_no_python(folder):
    path = folder / "lorentz.py"
    original = path.read_bytes()
    path.write_bytes(original + b"\0")
    with pytest.raises(ufo.UFOError, match=r"lorentz.py: holds null bytes"):
        ufo.read(folder)
    path.write_bytes(original + b"x = = 1\n")
    with pytest.raises(ufo.UFOError, match=r"lorentz.py:\d+: is not Python"):
        ufo.read(folder)
    path.write_bytes(original + b"exec 'import os'\n")
    with pytest.raises(ufo.UFOError, match=r"lorentz.py:\d+: is not Python"):
        ufo.read(folder)


def test_files_that_are_not_needed_are_not_looked_at(folder, tmp_path):
    target = tmp_path / "executed"
    for name in ("__init__.py", "object_library.py", "write_param_card.py"):
        (folder / name).write_text(f"open({str(target)!r}, 'w')\n")
    assert ufo.read(folder).vertices
    assert not target.exists()
