"""Gauge-parameter independence of internal vector lines."""

import pytest

from amps.gauge import gauge_dependence
from amps.models import dark_photon, lepton_vector, qed
from amps.reaction import parse_reaction


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("e- e+ > mu- mu+", qed.MODEL),
        ("e- e+ > e- e+", qed.MODEL),
        ("e- e+ > mu- mu+ gamma", qed.MODEL),
        ("e- mu- > e- mu- gamma", qed.MODEL),
        ("e- e+ > gamma varphi varphi~", dark_photon.MODEL),
        ("gamma e- > varphi varphi~ e-", dark_photon.MODEL),
    ],
)
def test_conserved_currents(text, model):
    found = gauge_dependence(parse_reaction(text, model), model)
    assert found
    assert not any(found.values()), found


def test_axial_current_depends_on_the_gauge():
    model = lepton_vector.MODEL
    found = gauge_dependence(parse_reaction("e- e+ > mu- mu+", model), model)
    assert found == {"V(12)": True, "gamma(12)": False}
