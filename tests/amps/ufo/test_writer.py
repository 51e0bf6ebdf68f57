"""Folders written from native models: whole or not at all, importable by plain Python, with every input valued."""

import subprocess
import sys
from pathlib import Path

import pytest
import sympy

import processes
from amps import ufo
from amps.lagrangian import Field, bar, parameters
from amps.model import Model
from amps.model_parameters import ModelParameter
from amps.models import dark_photon, nuclei, qed, quarks
from amps.numeric.momenta import random_momenta
from amps.particle import fermion, scalar

FOLDERS = Path(__file__).parent / "folders"

MASSES = {"m_e": 5e-4, "m_mu": 0.1, "m_tau": 1.8}
QED = {"alpha": 1 / 137, **MASSES}

IMPORTED = """
import sys
sys.path.insert(0, sys.argv[1])
import model
names = {p.name: p for p in model.all_particles}
assert names["e+"].charge == 1 and names["e+"].pdg_code == -11 and names["e+"].antiname == "e-"
assert names["u~"].color == -3 and names["u~"].charge == -2 / 3 and str(names["u"].mass) == "m_u"
assert names["gamma"].line == "wavy" and names["g"].line == "curly" and names["u"].line == "straight"
assert all(v.particles and v.couplings and v.lorentz for v in model.all_vertices)
values = {}
for p in model.all_parameters:
    import cmath
    values[p.name] = eval(p.value, {"cmath": cmath, **values}) if isinstance(p.value, str) else p.value
for c in model.all_couplings:
    eval(c.value, {"cmath": cmath, **values})
assert abs(values["e"] - 0.3028) < 1e-3
assert model.function_library.complexconjugate(1j) == -1j
z = 0.3 + 0.2j
for function in model.all_functions:
    written = eval(function.expression, {"cmath": __import__("cmath")}, {"z": z})
    assert abs(function(z) - written) < 1e-15, function.name
assert len(model.all_functions) == 8
assert model.function_library.complexconjugate.expr == "z.conjugate()"
assert {o.name for o in model.all_orders} >= {"QED", "QCD"}
assert all(p.lhablock and p.lhacode for p in model.all_parameters if p.nature == "external")
print(len(model.all_particles), len(model.all_vertices), model.gauge)
"""


def test_the_folder_is_a_package_of_plain_python(tmp_path):
    values = {**QED, "g_s": 1.2, "eps": 1e-3, "alpha_D": 0.1, "m_Ap": 0.1, "m_chi": 0.1}
    values |= {f"m_{q}": 0.1 for q in "dusc"} | {"m_b": 4.8, "m_t": 172.0}
    assert ufo.write(quarks.MODEL, tmp_path / "model", values) == tmp_path / "model"
    command = [sys.executable, "-W", "error", "-c", IMPORTED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["32", "28", "[0]"]


def test_inputs_need_values_and_nothing_is_left_of_a_failure(tmp_path):
    with pytest.raises(ValueError, match="give values for alpha"):
        ufo.write(qed.MODEL, tmp_path / "qed", MASSES)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "qed").mkdir()
    assert ufo.write(qed.MODEL, tmp_path / "qed", QED)
    before = {path.name: path.read_bytes() for path in (tmp_path / "qed").iterdir()}
    with pytest.raises(FileExistsError, match="is not an empty folder"):
        ufo.write(qed.MODEL, tmp_path / "qed", QED)
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "qed").iterdir()}
    assert [path.name for path in tmp_path.iterdir()] == ["qed"]


def test_the_same_model_gives_the_same_files(tmp_path):
    for name in ("a", "b"):
        ufo.write(qed.MODEL, tmp_path / name, QED)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_defaults_of_the_model_and_widths_left_open(tmp_path):
    model = Model(
        "yukawa",
        (fermion("f", mass="m_f"), scalar("phi", "phi", mass="m_phi", width="Gamma_phi")),
        parameters={"m_f": ModelParameter("GeV", default=1.5), "m_phi": ModelParameter("GeV", default=4.0)},
    )
    (y,) = parameters("y")
    f, phi = (Field(p) for p in model.particles)
    whole = Model("yukawa", model.particles, {"y": y * phi * bar(f) * f}, parameters=model.parameters)
    read = ufo.read(ufo.write(whole, tmp_path / "yukawa", {"y": 0.3}))
    assert {name: p.default for name, p in read.all_parameters.items()} == {
        "m_f": 1.5,
        "m_phi": 4.0,
        "Gamma_phi": None,
        "y": 0.3,
    }


def test_form_factors_of_the_model_are_written(tmp_path):
    once = ufo.read(FOLDERS / "form_factor")
    folder = ufo.write(once, tmp_path / "model")
    assert "formfactors=[ForFac.monopole_1]" in (folder / "lorentz.py").read_text()
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import model; print(model.all_form_factors, model.lorentz.VSS1)"
    )
    command = [sys.executable, "-W", "error", "-c", program, str(tmp_path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[monopole_1] VSS1\n"
    values = []
    for model in (once, ufo.read(folder)):
        process = processes.reaction("e- e+ > S+ S-", model=model)
        own = {name: p.default for name, p in process.arguments.items() if p.default is not None}
        momenta = random_momenta(process.parsed, process.masses(own), 3.0, 5, seed=1)
        values.append(process.evaluate(momenta, route="trace", **own))
    assert values[1] == pytest.approx(values[0], rel=1e-13)


def test_form_factors_without_a_function_are_not_written(tmp_path):
    with pytest.raises(ValueError, match=r"form factor F that the model gives no function for; write model.pointlike"):
        ufo.write(nuclei.MODEL, tmp_path / "x", {})
    values = {**QED, "eps": 1e-3, "alpha_D": 0.1, "m_Ap": 0.1, "m_chi": 0.1, "Z": 74, "M_A": 171.0}
    assert ufo.read(ufo.write(nuclei.MODEL.pointlike, tmp_path / "x", values)).species["nucleus"]


@pytest.mark.parametrize(
    ("name", "reason"), [("lambda", "cannot be a name"), ("ZERO", "cannot be a name"), ("a.b", "cannot be a name")]
)
def test_names_that_python_reserves(tmp_path, name, reason):
    f, phi = fermion("f"), scalar("phi", "phi")
    term = sympy.Symbol(name, real=True) * Field(phi) * bar(Field(f)) * Field(f)
    with pytest.raises(ValueError, match=reason):
        ufo.write(Model("m", (f, phi), {"y": term}), tmp_path / "m", {name: 1.0})


def test_complex_couplings_are_asked_for_in_parts(tmp_path):
    f, phi = fermion("f"), scalar("phi", "phi")
    y = sympy.Symbol("y")
    term = (y + sympy.conjugate(y)) * Field(phi) * bar(Field(f)) * Field(f)
    with pytest.raises(ValueError, match="y is complex"):
        ufo.write(Model("m", (f, phi), {"y": term}), tmp_path / "m", {"y": 1.0})


def test_a_model_with_an_unusable_vertex_is_not_written(tmp_path):
    from .standard_model import write_standard_model

    write_standard_model(tmp_path / "sm")
    with pytest.raises(ValueError, match=r"vertex g g g of model 'sm' is not known"):
        ufo.write(ufo.read(tmp_path / "sm"), tmp_path / "again")


def test_what_was_read_can_be_written_again(tmp_path):
    values = {**QED, "eps": 1e-3, "alpha_D": 0.1, "m_Ap": 0.1, "m_chi": 0.1}
    once = ufo.read(ufo.write(dark_photon.MODEL, tmp_path / "one" / "m", values))
    twice = ufo.read(ufo.write(once, tmp_path / "two" / "m"))
    assert twice.vertices == once.vertices
    assert {n: p.default for n, p in twice.all_parameters.items()} == {
        n: p.default for n, p in once.all_parameters.items()
    }
