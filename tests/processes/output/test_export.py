import json
import os
import shutil
import subprocess
import sys

import numpy as np
import pytest

import processes
from processes.output.export import ExportDisagrees, NotExportable, export_process
from processes.output.export_items import export_items
from processes.output.programs import rate_program_of

needs_compiler = pytest.mark.skipif(not (shutil.which("cc") and shutil.which("make")), reason="needs cc and make")
STRICT = "CFLAGS=-O2 -std=c99 -ffp-contract=off -Wall -Wextra -Werror -pedantic -Wno-unknown-pragmas"


def build(folder, *targets, path=None):
    """Output of make in an environment that holds nothing but the search path."""
    environment = {"PATH": path or os.environ["PATH"]}
    done = subprocess.run(["make", *targets], cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def summaries(folder):
    found = json.loads((folder / "metadata.json").read_text())
    return found if isinstance(found, list) else [found]


@needs_compiler
@pytest.mark.parametrize(
    ("name", "functions"),
    [
        ("k_to_mu_nu_v", ["k_to_mu_nu_v_squared_amplitude", "k_to_mu_nu_v_width_integrand"]),
        ("aprime_to_l_l", ["aprime_to_l_l_squared_amplitude", "aprime_to_l_l_width"]),
        ("e_e_to_mu_mu", ["e_e_to_mu_mu_squared_amplitude", "e_e_to_mu_mu_cross_section"]),
        (
            "chi_e_to_chi_e",
            [f"chi_e_to_chi_e_{what}" for what in ("squared_amplitude", "cross_section_integrand", "cross_section")],
        ),
    ],
)
def test_a_c_folder_builds_tests_itself_and_says_what_it_means(name, functions, tmp_path):
    folder = tmp_path / "new" / "folder"
    files = export_process(processes.get(name), folder)
    assert all(path.is_file() for path in files)
    assert build(folder, "test", STRICT).count("0 failures") == len(functions)
    found = summaries(folder)
    assert [summary["name"] for summary in found] == functions
    assert all({"name", "meaning", "unit", "uniform"} <= set(a) for s in found for a in s["arguments"])
    assert "helicity spinors" in found[0]["checked"]
    assert found[0]["reaction"] == processes.get(name).reaction
    assert all(reference["tolerance"] < 1e-8 for s in found[:2] for reference in s["reference_points"])
    header = (folder / f"{functions[0]}.h").read_text()
    assert "averaged over initial" in header and "no description" not in header
    assert (folder / f"lib{name}.a").is_file() and f"-l{name}" in (folder / "README.md").read_text()


@needs_compiler
@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        *("k_to_mu_nu_v", "chi_a_to_chi_a_aprime", "l_a_to_l_a_aprime", "e_e_to_gamma_chi_chi", "aprime_to_l_l"),
        *("e_e_to_mu_mu", "chi_a_to_chi_a", "nu_e_to_nu_e", "etad_to_v_v", "upsilond_to_v_v_v"),
    ],
)
def test_folders_build_with_a_compiler_alone_and_serve_cpp_and_fortran(name, tmp_path):
    """The search path holds links to make, the C compiler and what both call, but no Python."""
    export_process(processes.get(name), tmp_path / "code")
    (tmp_path / "bin").mkdir()
    for tool in ("cc", "make", "sh", "ar", "as", "ld"):
        if found := shutil.which(tool):
            (tmp_path / "bin" / tool).symlink_to(found)
    functions = len(summaries(tmp_path / "code"))
    assert build(tmp_path / "code", "test", path=str(tmp_path / "bin")).count("0 failures") == functions
    for compiler, target in (("c++", "example_cpp"), ("gfortran", "example_fortran")):
        if shutil.which(compiler):
            lines = build(tmp_path / "code", "--silent", target).split()
            assert len(lines) == functions and all(float(line) for line in lines)


def test_a_numpy_folder_gives_the_width(tmp_path):
    export_process(processes.get("aprime_to_l_l"), tmp_path / "out", "numpy", lepton="mu")
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('sympy', 'scipy', 'numba', 'amps', 'codegen', 'processes'))); "
        "from aprime_to_l_l_width import aprime_to_l_l_width as w; import inspect, json; "
        "print(json.dumps(w(**{n: {'m_Ap': 0.5, 'eps': 1e-3, 'alpha': 1/137, 'm_mu': 0.1057}[n] "
        "for n in inspect.signature(w).parameters})))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "out", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    expected = processes.get("aprime_to_l_l").width(lepton="mu", m_Ap=0.5, eps=1e-3, alpha=1 / 137, m_mu=0.1057)
    assert json.loads(done.stdout) == pytest.approx(expected.value, rel=1e-12)


@pytest.mark.parametrize("reaction", ["e- e+ > mu- mu+", "e- gamma > e- gamma", "e- e+ > gamma gamma"])
def test_the_mean_of_an_integrand_is_the_rate(reaction):
    import codegen

    process = processes.reaction(reaction, model="qed")
    rate = rate_program_of(process, "rate")
    kernel = codegen.compile(rate.program, target="numpy")
    x, weights = np.polynomial.legendre.leggauss(200)
    given = {"sqrt_s": 1.3, "x1": (x + 1) / 2, **{n: p.default for n, p in process.arguments.items() if p.default}}
    values = kernel(**{name: given[name] for name in kernel.arguments})
    expected = process.cross_section(sqrt_s=1.3, method="quadrature").value
    assert values @ weights / 2 == pytest.approx(expected, rel=1e-6)
    assert (rate.dimension, rate.unit) == (1, "pb")


@pytest.mark.parametrize(
    ("name", "given"),
    [("chi_e_to_chi_e", {"E_chi": 0.02}), ("nu_e_to_nu_e", {"E_nu": 3.0}), ("nu_a_to_n_a", {"E_nu": 2.0})],
)
def test_the_exported_rate_of_two_to_two_is_the_rate(name, given, tmp_path):
    process = processes.get(name)
    export_process(process, tmp_path / "out", "numpy")
    rate = summaries(tmp_path / "out")[-1]
    assert rate["name"] == f"{name}_cross_section"
    parameters = rate["reference_points"][0]["arguments"] | given
    code = (
        f"import json, sys; from {name}_cross_section import {name}_cross_section as f; "
        "print(f(**json.loads(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, json.dumps(parameters)]
    done = subprocess.run(command, cwd=tmp_path / "out", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    accepted = {n: v for n, v in parameters.items() if n in process.arguments}
    assert float(done.stdout) == pytest.approx(process.cross_section(**accepted, rtol=1e-9).value, rel=1e-8)


def test_a_rate_that_is_infinite_is_exported_as_an_integrand_with_a_warning(tmp_path):
    export_process(processes.get("e_e_to_e_e"), tmp_path / "out", "numpy")
    _, integrand = summaries(tmp_path / "out")
    assert integrand["name"].endswith("integrand") and "the rate diverges" in integrand["warning"]


@pytest.mark.parametrize("name", ["p_p_to_upsilond", "kinetic_mixing"])
def test_what_cannot_run_by_itself_is_said_to_need_a_table(name, tmp_path):
    with pytest.raises(NotExportable, match="write a table of its rate instead"):
        export_process(processes.get(name), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_loop_quantity_is_exported_as_a_function(tmp_path):
    export_process(processes.get("anomalous_magnetic_moment"), tmp_path / "a", "numpy")
    (summary,) = summaries(tmp_path / "a")
    assert summary["name"] == "a_mu"
    assert {a["name"]: a["unit"] for a in summary["arguments"]} == {"m_V": "GeV", "g_V": "1", "m_mu": "GeV"}


def test_what_the_independent_route_does_not_confirm_is_not_written(tmp_path, monkeypatch):
    process = processes.get("aprime_to_l_l")
    evaluate = type(process).evaluate
    monkeypatch.setattr(type(process), "evaluate", lambda self, *a, **k: 1.0001 * evaluate(self, *a, **k))
    with pytest.raises(ExportDisagrees, match=r"differ by 1\.0e-04"):
        export_process(process, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_other_files_are_left_alone(tmp_path):
    process = processes.get("aprime_to_l_l")
    folder = tmp_path / "out"
    export_process(process, folder, "numpy")
    export_process(process, folder, "numpy")
    for other, target in ((process, "c"), (processes.get("aprime_to_chi_chi"), "numpy")):
        with pytest.raises(ValueError, match="holds aprime_to_l_l exported to numpy"):
            export_process(other, folder, target)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ValueError, match="holds other files"):
        export_process(process, tmp_path)
    with pytest.raises(ValueError, match="it is a file"):
        export_process(process, tmp_path / "notes.txt")
    with pytest.raises(ValueError, match="possible are c, numpy, jax"):
        export_process(process, tmp_path / "new", "fortran")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.txt", "out"]


def test_points_that_double_precision_spoils_are_left_out_and_named(tmp_path):
    """The sum over the channels of photon emission has poles that one choice of invariants cannot resolve."""
    process = processes.reaction("e- mu- > e- mu- gamma", model="qed")
    export_process(process, tmp_path, "numpy")
    squared, integrand = summaries(tmp_path)
    assert len(squared["reference_points"]) == 5 > len(integrand["reference_points"]) > 2
    assert "points tried have rounding errors up to" in integrand["warning"]
    for name in ("squared_amplitude", "cross_section_integrand"):
        done = subprocess.run([sys.executable, f"test_{name}.py"], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["chi_a_to_chi_a_aprime", "k_to_mu_nu_v"])
def test_every_tolerance_can_fail(name):
    """The bounds of cancelling diagrams are larger than |M|^2 itself at some points."""
    tolerances = [r.tolerance for item in export_items(processes.get(name)) for r in item.references]
    assert max(tolerances) < 1e-6
