import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest

import codegen
from codegen import ProgramBuilder
from codegen.export import export, export_folder, exportable

METADATA = {
    "description": "A toy |M|^2 */ with two lines,\naveraged over initial spins.",
    "arguments": {"s": {"meaning": "squared energy", "unit": "GeV^2"}, "m": {"meaning": "mass", "unit": "GeV"}},
    "outputs": {"msq": {"meaning": "squared amplitude", "unit": "1"}},
    "reaction": "e- e+ > mu- mu+",
}
POINTS = [{"s": 4.0, "double": -1.5, "m": 0.1}, {"s": 100.0, "double": -30.0, "m": 0.0}]


def needs(*tools):
    missing = [tool for tool in tools if shutil.which(tool) is None]
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)}")


def program(outputs=1):
    b = ProgramBuilder("toy_msq")
    s, t, m = b.argument("s"), b.argument("double"), b.argument("m", uniform=True)
    b.output("msq", b.polynomial({(2, 0, 0): 2, (0, 2, 0): 1, (1, 1, 2): -3, (-1, 0, 4): 5}, [s, t, m]))
    if outputs > 1:
        b.output("root", b.op("sqrt", s) * b.op("exp", -m))
    return b.build()


def run(command, folder, **environment):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**os.environ, **environment})
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(params=[1, 2], ids=["one output", "two outputs"])
def c_folder(request, tmp_path):
    folder = tmp_path / "new" / "folder"
    export(program(request.param), folder, "c", METADATA, POINTS)
    return folder


@needs("make", "cc")
def test_the_c_folder_builds_and_tests_itself(c_folder):
    code, text = run(
        ["make", "test", "CFLAGS=-O2 -std=c99 -Wall -Wextra -Werror -pedantic -Wno-unknown-pragmas"], c_folder
    )
    assert code == 0 and "ok: 2 points, 0 failures" in text, text
    header = (c_folder / "toy_msq.h").read_text()
    assert "squared energy [GeV^2]" in header and "SPDX-License-Identifier: 0BSD" in header
    assert "reaction: e- e+ > mu- mu+" in header
    assert "math.h" in (c_folder / "toy_msq.c").read_text()


@needs("make", "cc")
def test_the_self_test_can_fail(c_folder):
    source = c_folder / "toy_msq.c"
    source.write_text(source.read_text().replace("5.0", "5.01"))
    code, text = run(["make", "test"], c_folder)
    assert code != 0 and "expected" in text


@needs("make", "cc", "c++")
def test_a_cpp_program_calls_it(c_folder):
    code, text = run(["make", "example_cpp"], c_folder)
    assert code == 0, text


@pytest.mark.slow
@needs("make", "cc", "gfortran")
def test_a_fortran_program_calls_it(c_folder):
    code, text = run(["make", "example_fortran"], c_folder)
    assert code == 0, text


def test_metadata_and_reference_values(c_folder):
    about = json.loads((c_folder / "metadata.json").read_text())
    assert about["name"] == "toy_msq" and about["license"] == "0BSD" and about["reaction"] == METADATA["reaction"]
    assert about["arguments"][2] == {"name": "m", "meaning": "mass", "unit": "GeV", "uniform": True}
    found = codegen.compile(program(), "numpy")(**POINTS[0])
    assert about["reference_points"][0]["values"]["msq"] == pytest.approx(found, rel=1e-14)


@pytest.mark.parametrize("outputs", [1, 2])
def test_the_numpy_module_needs_numpy_alone(tmp_path, outputs):
    export(program(outputs), tmp_path, "numpy", METADATA, POINTS)
    (tmp_path / "sympy.py").write_text("raise ImportError('not here')")
    (tmp_path / "codegen.py").write_text("raise ImportError('not here')")
    code, text = run([sys.executable, "test_toy_msq.py"], tmp_path)
    assert code == 0 and "ok: 2 points" in text, text
    script = (
        "import numpy as np; from toy_msq import toy_msq; s = np.array([[4.0], [100.0]]); "
        "r = toy_msq(s, [-1.5, -30.0, 0.0], 0.1); r = r if isinstance(r, np.ndarray) else r['msq']; print(r.tolist())"
    )
    code, text = run([sys.executable, "-c", script], tmp_path)
    assert code == 0, text
    expected = codegen.compile(program(), "numpy")(s=np.array([[4.0], [100.0]]), double=[-1.5, -30.0, 0.0], m=0.1)
    np.testing.assert_allclose(json.loads(text), expected, rtol=1e-15)


def test_the_jax_module(tmp_path):
    export(program(2), tmp_path, "jax", METADATA, POINTS)
    assert "jnp.sqrt" in (tmp_path / "toy_msq.py").read_text()
    pytest.importorskip("jax")
    code, text = run([sys.executable, "test_toy_msq.py"], tmp_path)
    assert code == 0 and "ok: 2 points" in text, text


@needs("make", "cc")
def test_opaque_functions_travel_as_code(tmp_path):
    b, f = ProgramBuilder("with_form_factor"), ProgramBuilder("F")
    b.output("rate", b.call("F", b.argument("t")) ** 2)
    f.output("value", 1 / (1 - f.argument("t")))
    export(b.build(), tmp_path, "c", reference_points=[{"t": -0.5}], functions={"F": f.build()})
    assert run(["make", "test"], tmp_path)[0] == 0


@needs("make", "cc")
def test_long_programs_are_exported_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr("codegen.blocks.LIMIT", 5)
    export(program(2), tmp_path, "c", METADATA, POINTS)
    assert "part_1" in (tmp_path / "toy_msq.c").read_text()
    assert run(["make", "test"], tmp_path)[0] == 0


def rate():
    b = ProgramBuilder("toy_rate")
    b.output("width", b.argument("m") ** 3 / 8)
    return b.build()


@needs("make", "cc")
def test_two_functions_share_a_folder(tmp_path):
    items = [exportable(program(2), METADATA, POINTS), exportable(rate(), reference_points=[{"m": 0.5}])]
    export_folder(items, tmp_path, "c")
    code, text = run(["make", "test"], tmp_path)
    assert code == 0 and text.count("0 failures") == 2, text
    assert [about["name"] for about in json.loads((tmp_path / "metadata.json").read_text())] == ["toy_msq", "toy_rate"]
    with pytest.raises(ValueError, match="different names"):
        export_folder([items[0], items[0]], tmp_path)


@pytest.mark.slow
@needs("cmake", "make", "cc")
def test_cmake_builds_and_tests_it(tmp_path):
    export_folder([exportable(program(2), METADATA, POINTS), exportable(rate(), {}, [{"m": 0.5}])], tmp_path, "c")
    for command in (
        ["cmake", "-B", "build", "-S", "."],
        ["cmake", "--build", "build"],
        ["ctest", "--test-dir", "build"],
    ):
        code, text = run(command, tmp_path)
        assert code == 0, text
    assert "100% tests passed" in text


def test_misuse_is_named(tmp_path):
    with pytest.raises(ValueError, match="cannot export to 'matlab'; possible are c, numpy, jax"):
        export(program(), tmp_path, "matlab", METADATA, POINTS)
    with pytest.raises(ValueError, match="at least one reference point"):
        export(program(), tmp_path)
    with pytest.raises(ValueError, match="needs exactly"):
        export(program(), tmp_path, reference_points=[{"s": 1.0}])
    with pytest.raises(ValueError, match="are not finite"):
        export(program(), tmp_path, reference_points=[{"s": 0.0, "double": 1.0, "m": 1.0}])


def test_a_known_tolerance_replaces_the_bound_by_the_size_of_terms():
    b = ProgramBuilder("compensated")
    x, large = b.argument("x"), b.argument("large")
    total = x + large
    b.output("x", total - large + (x - (total - large)))
    point = [{"x": 0.3, "large": 1e30}]
    (bounded,) = exportable(b.build(), {}, point).references
    (known,) = exportable(b.build(), {}, point, tolerance=1e-11).references
    assert bounded.tolerance > 1
    assert (known.tolerance, known.values) == (1e-11, {"x": 0.3})


AWKWARD = ("double", "class", "new", "lambda", "x", "in_x", "M_E", "M_PI", "NAN", "fabs", "relative_error", "_k", "np")


@pytest.mark.parametrize("target", ["numpy", pytest.param("c", marks=needs("make", "cc", "c++"))])
def test_any_argument_name_can_be_exported(tmp_path, target):
    """Keywords of C, C++ and Python, macros of math.h, names that the generators use themselves."""
    b = ProgramBuilder("double")
    squares = [b.argument(name, uniform=k % 3 == 0) ** 2 for k, name in enumerate(AWKWARD)]
    b.output("return", sum(squares[1:], b.op("abs", squares[0])))
    export(b.build(), tmp_path, target, reference_points=[dict.fromkeys(AWKWARD, 1.5)])
    commands = [["make", "test"], ["make", "example_cpp"]]
    for command in commands if target == "c" else [[sys.executable, "test_arg_double.py"]]:
        code, text = run(command, tmp_path)
        assert code == 0, text
