"""Exported functions that say how far rounding moves their values, and repeat points in pairs of doubles."""

import ctypes
import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest

from codegen import ProgramBuilder
from codegen.double_double import doubled
from codegen.export import export_folder, exportable
from codegen.export_pairs import pair_source
from codegen.precise import arbitrary
from codegen.schedule import schedule

FLAGS = ["-O3", "-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", "-Wno-unknown-pragmas"]
needs_compiler = pytest.mark.skipif(not (shutil.which("cc") and shutil.which("make")), reason="needs cc and make")


def fifth_power(function="sqrt", outputs=1):
    """(x - m)^5 from its expanded form, times a function of m: all digits are lost at x = m."""
    b = ProgramBuilder("power")
    x, m = b.argument("x"), b.argument("m", uniform=True)
    binomial = {(k, 5 - k): (-1) ** (5 - k) * n for k, n in enumerate((1, 5, 10, 10, 5, 1))}
    b.output("f", b.polynomial(binomial, [x, m]) * b.op(function, m))
    if outputs > 1:
        b.output("x", x / 2)
    return b.build()


BAD, GOOD = {"x": 1.1 * (1 + 1e-4), "m": 1.1}, {"x": 3.0, "m": 1.1}


def exact(program, at):
    out = np.empty((len(program.outputs), 1))
    arbitrary(program)([np.array([at["x"]])], [at["m"]], out, 60)
    return out[0, 0]


def library(folder, items):
    export_folder(items, folder, "c")
    sources = [path.name for path in folder.glob("*.c") if not path.name.startswith("test_")]
    command = ["cc", *FLAGS, "-fPIC", "-shared", "-o", "lib.so", *sources, "-lm"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return ctypes.CDLL(str(folder / "lib.so"))


def evaluated(function, at):
    error = ctypes.c_double()
    function.restype = ctypes.c_double
    value = function(*map(ctypes.c_double, at.values()), ctypes.byref(error))
    return value, error.value


@needs_compiler
def test_points_without_digits_come_back_in_pairs(tmp_path):
    program = fifth_power()
    found = library(tmp_path, [exportable(program, reference_points=[GOOD])])
    found.power.restype = ctypes.c_double
    value = exact(program, BAD)
    assert abs(found.power(*map(ctypes.c_double, BAD.values())) / value - 1) > 1e-3
    for function in (found.power_checked, found.power_precise):
        computed, error = evaluated(function, BAD)
        assert computed == pytest.approx(value, rel=1e-9) and 0 < error < 1e-6
        assert abs(computed / value - 1) <= error + 2.3e-16
    plain, error = evaluated(found.power_checked, GOOD)
    assert plain == pytest.approx(exact(program, GOOD), rel=1e-13) and 1e-15 < error < 1e-10
    assert evaluated(found.power_precise, GOOD)[1] < 1e-25


@needs_compiler
def test_with_other_functions_there_is_the_bound_alone(tmp_path):
    program = fifth_power("sinh")
    found = library(tmp_path, [exportable(program, reference_points=[GOOD])])
    assert "power_precise" not in (tmp_path / "power.h").read_text() and not hasattr(found, "power_precise")
    computed, error = evaluated(found.power_checked, BAD)
    assert error > 1e-3 and abs(computed - exact(program, BAD)) < error * abs(computed)


@needs_compiler
def test_where_terms_cancel_on_purpose_rounding_modes_tell(tmp_path):
    found = library(tmp_path, [exportable(fifth_power("sinh"), reference_points=[GOOD], tolerance=1e-12)])
    assert evaluated(found.power_checked, BAD)[1] > 1e-3
    assert evaluated(found.power_checked, GOOD)[1] < 1e-12


@needs_compiler
@pytest.mark.parametrize("tolerance", [None, 1e-12])
@pytest.mark.parametrize("outputs", [1, 2])
def test_self_test(tmp_path, tolerance, outputs):
    export_folder([exportable(fifth_power(outputs=outputs), None, [GOOD], tolerance=tolerance)], tmp_path, "c")
    run = ["make", "test", f"CFLAGS={' '.join(FLAGS)}"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and "0 failures" in done.stdout, done.stderr
    source = tmp_path / "power_checked.c"
    spoiled = source.read_text().replace("134217729.0 * a", "3.0 * a").replace("fabs((_other", "0.1 + fabs((_other")
    source.write_text(spoiled)
    done = subprocess.run(["make", "test"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0 and "error" in done.stdout


@needs_compiler
def test_every_operation_in_pairs(tmp_path):
    """The digits that the interpreter of pairs gives."""
    b = ProgramBuilder("all")
    x, y, z = (b.argument(name) for name in "xyz")
    b.output("sum", x + y * y - z / 3)
    b.output("root", b.op("sqrt", b.op("abs", z - x)) - y)
    b.output("least", b.op("min", x / 7, y) * b.op("max", -z, y))
    b.output("chosen", b.op("select_lt", x, y, z * z, x**-2))
    b.output("powers", b.op("exp", 30 * x) * b.op("exp", -30 * y) + b.op("expm1", z / 1000))
    b.output("logarithms", b.op("log", 1 + b.op("abs", y) / 10) * b.op("log", b.op("abs", x) * 7))
    b.output("circles", b.op("sin", 50 * x) / 3 + b.op("cos", 11 * z) * b.op("sin", y / 7))
    program = b.build()
    text = pair_source(schedule(program), "all_operations").replace("static void all_operations", "void all_operations")
    (tmp_path / "all.c").write_text(text)
    build = ["cc", *FLAGS, "-Wno-missing-prototypes", "-fPIC", "-shared", "-o", "all.so", "all.c", "-lm"]
    subprocess.run(build, cwd=tmp_path, check=True)
    function = ctypes.CDLL(str(tmp_path / "all.so")).all_operations
    for point in ((0.3, 0.7, 1.9), (2.5, -0.1, 0.2), (1.0, 1.0, -1.0)):
        out, expected = (ctypes.c_double * 7)(), np.empty((7, 1))
        function((ctypes.c_double * 3)(*point), out)
        doubled(program)([np.array([value]) for value in point], [], expected)
        np.testing.assert_allclose(list(out), expected[:, 0], rtol=2.3e-16)


def test_the_numpy_module_tells_its_error(tmp_path):
    export_folder([exportable(fifth_power(outputs=2), None, [GOOD])], tmp_path, "numpy")
    script = (
        "import json; from power_checked import power_checked; "
        f"values, error = power_checked([{BAD['x']!r}, 3.0], 1.1); "
        "print(json.dumps([values['f'].tolist(), error.tolist()]))"
    )
    for command in (["test_power.py"], ["-c", script]):
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, capture_output=True, text=True, env={**os.environ}
        )
        assert done.returncode == 0, done.stderr
    values, error = json.loads(done.stdout)
    assert error[0] > 1e-3 and error[1] < 1e-10
    expected = [exact(fifth_power(), at) for at in (BAD, GOOD)]
    assert all(abs(v - e) <= r * abs(v) for v, e, r in zip(values, expected, error, strict=True))


@needs_compiler
def test_functions_in_pairs_hold_thirty_digits(tmp_path):
    """Identities whose sides cancel."""
    b = ProgramBuilder("rests")
    x = b.argument("x")
    sine, cosine, power, inverse = (b.op(f, a) for f, a in (("sin", x), ("cos", x), ("exp", x), ("exp", -x)))
    b.output("circle", sine * sine + cosine * cosine - 1)
    b.output("double", b.op("sin", 2 * x) - 2 * sine * cosine)
    b.output("powers", power * inverse - 1)
    b.output("less", power - 1 - b.op("expm1", x))
    b.output("logarithm", b.op("log", power) - x)
    text = pair_source(schedule(b.build()), "rests").replace("static void rests", "void rests")
    (tmp_path / "rests.c").write_text(text)
    build = ["cc", *FLAGS, "-fPIC", "-shared", "-o", "rests.so", "rests.c", "-lm"]
    subprocess.run(build, cwd=tmp_path, check=True)
    function = ctypes.CDLL(str(tmp_path / "rests.so")).rests
    for point in (1e-5, 0.3, -0.4, 1.7, -3.3, 4.9):
        out = (ctypes.c_double * 5)()
        function((ctypes.c_double * 1)(point), out)
        assert 0 < max(map(abs, out)) < 1e-28
