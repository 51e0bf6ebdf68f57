import math
import shutil
import subprocess
import sys

import pytest

from codegen import InvalidProgram, ProgramBuilder
from codegen.export import Reference, export_folder, exportable
from codegen.export_mean import mean_of

WIDTH, CENTRE = 1e-5, 0.3


def peak():
    """A Lorentzian of x1 with a width far below the spacing of the first nodes."""
    b = ProgramBuilder("peak_integrand")
    x, centre, width = b.argument("x1"), b.argument("double", uniform=True), b.argument("width", uniform=True)
    b.output("rate", width / ((x - centre) ** 2 + width**2))
    return exportable(b.build(), {}, [{"x1": 0.4, "double": CENTRE, "width": WIDTH}])


def integral():
    value = math.atan((1 - CENTRE) / WIDTH) + math.atan(CENTRE / WIDTH)
    return Reference({"double": CENTRE, "width": WIDTH}, {"rate": value}, 1e-9)


@pytest.mark.skipif(not (shutil.which("cc") and shutil.which("make")), reason="needs cc and make")
def test_the_mean_over_a_narrow_peak_in_c(tmp_path):
    items = [peak(), mean_of(peak(), "peak", "rate", {}, [integral()])]
    export_folder(items, tmp_path, "c", "peaks")
    flags = "CFLAGS=-O2 -std=c99 -Wall -Wextra -Werror -pedantic -Wno-unknown-pragmas"
    done = subprocess.run(["make", "test", flags], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.count("0 failures") == 2, done.stdout + done.stderr
    assert "peak_array" not in (tmp_path / "peak.h").read_text() and (tmp_path / "libpeaks.a").is_file()


@pytest.mark.parametrize("target", ["numpy", "jax"])
def test_the_mean_over_a_narrow_peak_in_python(tmp_path, target):
    if target == "jax":
        pytest.importorskip("jax")
    export_folder([peak(), mean_of(peak(), "peak", "rate", {}, [integral()])], tmp_path, target)
    done = subprocess.run([sys.executable, "test_peak.py"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and "ok: 1 points" in done.stdout, done.stderr


def test_a_wrong_reference_is_found(tmp_path):
    wrong = Reference(integral().arguments, {"rate": 3.0}, 1e-9)
    export_folder([peak(), mean_of(peak(), "peak", "rate", {}, [wrong])], tmp_path, "numpy")
    done = subprocess.run([sys.executable, "test_peak.py"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode != 0 and "expected 3.0" in done.stderr


def test_more_than_one_variable_is_refused():
    b = ProgramBuilder("two")
    b.output("rate", b.argument("x1") * b.argument("x2"))
    with pytest.raises(InvalidProgram, match="needs one varying argument and one output"):
        mean_of(exportable(b.build(), {}, [{"x1": 0.4, "x2": 0.5}]), "mean", "rate", {}, [])
