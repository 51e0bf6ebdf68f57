"""Model arguments: names, files, and what is said of a file that is wrong."""

from pathlib import Path

import pytest

import processes
from amps.feynman_rules import TermError
from amps.models import qed
from processes.core.model_parameters import declared_parameters, undeclared_parameter
from processes.core.models import find_model, model_names, powers_of_constants, resolve_model

HEAD = """from amps.lagrangian import Field, bar, gamma, indices, parameters
from amps.model import Model, ModelParameter
from amps.models.qed import LEPTONS, MODEL as QED
from amps.particle import vector
(g_X,), (m,) = parameters("g_X"), indices("m")
X = Field(vector("X", mass="m_X", width="Gamma_X"))
"""
FINE = """MODEL = Model("mine", (X,), {"X": g_X * X[m] * bar(LEPTONS["e"]) * gamma[m] * LEPTONS["e"]},
    parameters={"g_X": ModelParameter("1", "coupling of X", 1e-3)}, extends=(QED,))
"""


@pytest.fixture
def write(tmp_path):
    def to(text, name="mine.py"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return to


def test_names_and_models():
    assert resolve_model("qed") is qed.MODEL is resolve_model(qed.MODEL)
    assert "qed" in model_names()
    with pytest.raises(KeyError, match="no model is called 'dark_foton'; close ones: dark_photon"):
        resolve_model("dark_foton")
    with pytest.raises(KeyError, match=r"no folder some/folder exists.*a file of your own ends in \.py"):
        resolve_model("some/folder")


@pytest.mark.parametrize("kind", [str, Path])
def test_a_file(write, kind):
    width = processes.reaction("X > e- e+", model=kind(write(HEAD + FINE))).width(m_X=1.0)
    assert width.value == pytest.approx(1e-6 / (12 * 3.141592653589793), rel=1e-6)
    assert width.parameters["g_X"] == 1e-3


def test_a_file_is_run_once_for_the_same_content_and_again_after_an_edit(write):
    path = write(HEAD + FINE)
    first = resolve_model(path)
    assert resolve_model(path) is first
    assert resolve_model(write(HEAD + FINE.replace("mine", "more"))).name == "more"
    assert not (path.parent / "__pycache__").exists()


def test_a_file_may_import_its_neighbours(write):
    write(HEAD + FINE, "base_of_mine.py")
    text = (
        "from amps.model import Model\nfrom base_of_mine import MODEL as B\nMODEL = Model(B.name * 2, extends=(B,))\n"
    )
    assert resolve_model(write(text, "child.py")).name == "minemine"
    write(HEAD + FINE.replace("mine", "other"), "base_of_mine.py")
    assert resolve_model(write(text + "# edited\n", "child.py")).name == "otherother"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"^mine\.py defines no MODEL; expected MODEL = Model"),
        ("MODEL = 3\n", r"^mine\.py has a MODEL that is a int, not a Model"),
        (HEAD + FINE.replace("MODEL = ", "model = "), "it has a Model called model, rename it"),
        (HEAD + "MODEL = Model(\n", r"^mine\.py, line 7: '\(' was never closed"),
        (
            HEAD + FINE.replace("g_X * X[m]", "g_x * X[m]"),
            r"^mine\.py, line 7: name 'g_x' is not defined; did you mean g_X",
        ),
        ("import amps.nowhere\n", r"^mine\.py, line 1: No module named 'amps\.nowhere'"),
        (HEAD + FINE.replace('"mine"', ""), r"^mine\.py, line 7: .*invalid syntax"),
        (
            HEAD + FINE.replace("(QED,)", '("qed",)'),
            r"^mine\.py, line 7: .*from amps\.models import qed, then qed\.MODEL",
        ),
        (HEAD + "P = vector('P')\nP[m]\n", r"line 8: .*a particle stands in a term as Field\(particle\)"),
        ("1 / 0\n", r"^mine\.py, line 1: ZeroDivisionError: division by zero"),
        ("import sys\nsys.exit(0)\n", r"^mine\.py ends the program \(sys\.exit\)"),
        ("d = {}\nd['missing']\n", r"^mine\.py, line 2: missing"),
    ],
)
def test_files_that_are_wrong(write, text, message):
    with pytest.raises(ValueError, match=message):
        resolve_model(write(text))


def test_a_pole_without_a_width(write):
    """A mediator that can be on shell needs a width, which the model must name."""
    decay = "S > X e- e+"
    scalar = HEAD.replace("import vector", "import scalar, vector") + 'S = Field(scalar("S", "S", mass="m_S"))\n'
    text = scalar + FINE.replace('{"X":', '{"S": g_X * S * X[m] * X[m], "X":').replace("(X,)", "(X, S)")
    with pytest.raises(ValueError, match="X has no width; give it one in model 'mine', as in width='Gamma_X'"):
        processes.reaction(decay, model=write(text.replace(', width="Gamma_X"', ""))).width(m_S=3.0, m_X=1.0)
    # Below the pole no width is needed.
    processes.reaction(decay, model=write(text.replace(', width="Gamma_X"', ""))).width(m_S=1.5, m_X=1.0, rtol=0.05)


def test_files_that_are_not_models(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("mine.py", "mine.txt"):
        Path(name).write_text("", encoding="utf-8")
    with pytest.raises(KeyError, match=r"no model is called 'mine'; close ones: mine\.py"):
        resolve_model("mine")
    with pytest.raises(ValueError, match=r"model file mine\.txt must end in \.py"):
        resolve_model("mine.txt")


def test_a_missing_file():
    with pytest.raises(ValueError, match=r"model file nowhere\.py does not exist \(looked in "):
        resolve_model("nowhere.py")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("g_X * X[m]", "1j * g_X * X[m]", "model 'mine': Lagrangian term 'X' = .* is not hermitian"),
        ('"g_X": Model', '"g_Y": Model', "uses g_X, which is not declared; did you mean .*g_Y"),
        ("g_X", "seed", "seed is the name of a setting"),
    ],
)
def test_models_that_are_wrong_are_found_but_not_resolved(write, old, new, message):
    path = write((HEAD + FINE).replace(old, new))
    assert find_model(path).name == "mine"
    with pytest.raises(TermError, match=message):
        resolve_model(path)


def test_units_and_defaults_come_from_the_model(write):
    model = find_model(write(HEAD + FINE))
    assert declared_parameters(model)["g_X"].default == 1e-3
    assert (undeclared_parameter("m_X", model).unit, undeclared_parameter("Gamma_X", model).default) == (
        "GeV",
        "automatic",
    )
    alp = processes.reaction("a > gamma gamma", model="alp")
    assert alp.arguments["g_agg"].unit == "GeV^-1" and alp.arguments["g_agg"].is_required


def test_powers_of_constants():
    powers = powers_of_constants()
    assert (powers["G_F"], powers["alpha"], powers["m_e"], powers["v"]) == (-2, 0, 1, 1)
    assert "tau_mu" not in powers


FORM_FACTOR = """from amps.form_factors import form_factor
from amps.lagrangian import Field, bar, gamma, indices, parameters
from amps.model import Model, ModelParameter
from amps.models.qed import MODEL as QED, PHOTON, A, e
from amps.particle import fermion
(Lambda, q2), (m,) = parameters("Lambda q2"), indices("m")
p = Field(fermion("p", mass="m_p", charge=1))
MODEL = Model("proton", (p,), {"p": -e * form_factor("F", PHOTON) * A[m] * bar(p) * gamma[m] * p}, extends=(QED,),
    parameters={"Lambda": ModelParameter("GeV", "scale", 0.84)}, form_factors={"F": 1 / (1 - q2 / Lambda**2)})
"""


def test_form_factors_of_a_file(write):
    model = find_model(write(FORM_FACTOR))
    values = {"sqrt_s": 5.0, "m_p": 0.938}
    pair = processes.reaction("e- e+ > p p~", model=model).cross_section(**values)
    point = processes.reaction("e- e+ > p p~", model=model.pointlike).cross_section(**values)
    assert pair.value / point.value == pytest.approx((1 - 25 / 0.84**2) ** -2, rel=1e-10)


def test_a_form_factor_that_is_not_given(write):
    without = FORM_FACTOR.replace('form_factors={"F": 1 / (1 - q2 / Lambda**2)}', "").replace("Lambda", "m_p")
    reaction = processes.reaction("e- e+ > p p~", model=write(without))
    assert "F_12" in str(reaction.squared_amplitude().expr)
    with pytest.raises(ValueError, match="the form factor F of model 'proton' is not given"):
        reaction.cross_section(sqrt_s=5.0, m_p=0.938)
    wrong = FORM_FACTOR.replace('{"F":', '{"G":')
    with pytest.raises(TermError, match="form_factors names 'G', which is in no term; terms hold F"):
        resolve_model(write(wrong))


def test_the_first_model_of_the_guide_has_fifteen_lines():
    guide = (Path(__file__).parents[3] / "derivations/models.md").read_text(encoding="utf-8")
    block = guide.split("`my_model.py`\n\n```python\n")[1].split("```")[0]
    assert sum(bool(line.strip()) for line in block.splitlines()) <= 15
