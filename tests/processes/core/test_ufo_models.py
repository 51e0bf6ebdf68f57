"""UFO folders as models of reactions: restrictions by name, edits seen, and workers that rebuild the process."""

import shutil
from pathlib import Path

import pytest

import processes
from processes.core.models import find_model
from processes.core.propagators import has_pole_inside, internal_lines
from processes.output.recipe import rebuild, recipe_of

FOLDERS = Path(__file__).parents[2] / "amps/ufo/folders"


def test_a_restriction_is_named_after_the_folder():
    default, restricted = (find_model(FOLDERS / name) for name in ("majorana", "majorana-no_neutrino"))
    assert "gnu" in default.all_parameters
    assert "gnu" not in restricted.all_parameters
    assert find_model(FOLDERS / "majorana-full").vertices == default.vertices
    with pytest.raises(ValueError, match=r"no card 'restrict_nothing.dat'"):
        find_model(FOLDERS / "majorana-nothing")
    with pytest.raises(KeyError, match="exists"):
        find_model(FOLDERS / "nothing-full")


def test_a_folder_is_read_again_after_an_edit(tmp_path):
    folder = Path(shutil.copytree(FOLDERS / "four_fermion", tmp_path / "model"))
    first = find_model(folder)
    assert find_model(str(folder)) is first
    path = folder / "parameters.py"
    path.write_text(path.read_text().replace("value = 0.4", "value = 0.45"))
    assert find_model(folder).all_parameters["Mchi"].default == 0.45


def test_a_line_whose_mass_is_derived_can_resonate(tmp_path):
    folder = Path(shutil.copytree(FOLDERS / "dark_photon", tmp_path / "model"))
    path = folder / "parameters.py"
    text = path.read_text().replace('name="m_Ap", nature="external"', 'name="m_Ap", nature="internal"')
    path.write_text(text.replace("value=0.3, texname", 'value="3*m_chi", texname'))
    process = processes.reaction("e- e+ > gamma mu- mu+", model=folder)
    values = {name: p.default for name, p in process.arguments.items() if isinstance(p.default, float)}
    assert process.mass("m_Ap", values) == pytest.approx(0.3)
    lines = [line for line in internal_lines(process) if line.mass == "m_Ap"]
    for sqrt_s, expected in ((2.0, {True}), (0.25, {False})):
        final = [line for line in lines if not line.initial and len(line.final) == 2]
        assert {has_pole_inside(line, process, values | {"sqrt_s": sqrt_s}) for line in final} == expected


def test_a_process_with_a_form_factor_of_its_model_can_be_rebuilt():
    process = processes.reaction("e- e+ > S+ S-", model=FOLDERS / "form_factor")
    assert set(process.functions) == {"monopole"}
    again = rebuild(recipe_of(process))
    assert set(again.functions) == {"monopole"}
    assert again.rate(sqrt_s=3.0).value == process.rate(sqrt_s=3.0).value > 0
