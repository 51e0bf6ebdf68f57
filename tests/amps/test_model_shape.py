"""Slips in the writing of a model."""

import pytest
import sympy

from amps.lagrangian import Field, bar, gamma, indices, parameters
from amps.model import Model
from amps.models import qed
from amps.models.qed import LEPTONS
from amps.particle import scalar, vector

(g,), (m,) = parameters("g"), indices("m")
X = Field(vector("X", mass="m_X"))
TERM = g * X[m] * bar(LEPTONS["e"]) * gamma[m] * LEPTONS["e"]


def test_fields_serve_as_particles():
    assert Model("test", (X, scalar("S", "S"))).particles == (X.particle, scalar("S", "S"))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"particles": X.particle}, r"particles is a tuple, also of one: write \(X,\)"),
        ({"particles": X}, r"particles is a tuple, also of one: write \(X,\)"),
        ({"particles": {"X": X}}, "particles is a tuple"),
        ({"particles": ("X",)}, "'X' in particles is neither a particle nor a Field"),
        ({"particles": (X, vector("X", mass="M"))}, "two particles are called 'X'"),
        ({"terms": [TERM]}, "terms is a dictionary"),
        ({"terms": {1: TERM}}, "terms are named by text, not by 1"),
        ({"terms": {"x": g}}, "the term 'x' is g, which holds no field"),
        ({"definitions": {"g": 2 * g}}, "definitions gives symbols by expressions"),
        ({"definitions": {g: "alpha"}}, "definitions gives symbols by expressions"),
        ({"parameters": {"g": "GeV"}}, r"names by ModelParameter\(unit, meaning, default\)"),
        ({"extends": qed.MODEL}, r"write \(parent,\) with a comma"),
        ({"extends": (qed,)}, "takes the model qed.MODEL, not the module qed"),
        ({"extends": ("qed",)}, "from amps.models import qed, then qed.MODEL"),
        ({"extends": (3,)}, "extends takes models, not 3"),
        ({"name": (X,)}, "the first argument of Model is its name"),
    ],
)
def test_slips(given, message):
    with pytest.raises(ValueError, match=message):
        Model(**{"name": "test", **given})


@pytest.mark.parametrize("role", ["mass", "width"])
@pytest.mark.parametrize("value", [0.5, sympy.Symbol("m_X"), "m X"])
def test_masses_are_names(role, value):
    with pytest.raises(ValueError, match=f"the {role} of particle 'Y' is the name of a parameter"):
        vector("Y", **{role: value})
