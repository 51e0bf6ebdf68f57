import pickle

import pytest

import processes
from amps.models import qed
from processes.core.process import Process
from processes.output.recipe import rebuild, recipe_of


@pytest.mark.parametrize(
    "process",
    [
        processes.get("aprime_to_l_l").with_options(lepton="mu"),
        processes.get("anomalous_magnetic_moment").with_options(mediator="scalar"),
        processes.reaction("e- e+ > mu- mu+", model="qed"),
    ],
    ids=lambda p: p.reaction,
)
def test_a_process_is_found_again_from_its_recipe(process):
    recipe = pickle.loads(pickle.dumps(recipe_of(process)))
    again = rebuild(recipe)
    assert (again.id, again.reaction, again.chosen) == (process.id, process.reaction, process.chosen)
    assert tuple(again.arguments) == tuple(process.arguments)
    assert rebuild(recipe) is again


@pytest.mark.parametrize(
    "process",
    [
        processes.reaction("e- e+ > mu- mu+", model=qed.MODEL),
        Process(model="qed", reaction="e- e+ > mu- mu+", closed_forms={"cross_section": lambda sqrt_s: 1 / sqrt_s}),
    ],
    ids=["model object", "own process"],
)
def test_what_other_processes_cannot_know_is_refused(process):
    with pytest.raises(ValueError, match="use workers=1"):
        recipe_of(process)
