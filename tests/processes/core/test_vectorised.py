"""Array-valued parameters: one Estimate with the values of single ones, and shapes that do not fit."""

import numpy as np
import pytest

import processes
from processes.core.estimate import Estimate
from processes.core.vectorised import over_arrays

DECAY = processes.get("v_to_l_l")


def test_shapes_are_those_of_numpy():
    masses, couplings = np.array([[0.15], [0.3], [1.0]]), np.array([0.1, 0.2])
    found = DECAY.width(m_V=masses, g_V=couplings)
    assert found.value.shape == found.error.shape == (3, 2)
    assert found.value[0].tolist() == [0.0, 0.0]
    assert found.warnings == ("below threshold",)
    for i, j in np.ndindex(3, 2):
        assert found.value[i, j] == DECAY.width(m_V=float(masses[i, 0]), g_V=float(couplings[j])).value


def test_shapes_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match=r"do not fit together: m_V \(3,\), g_V \(2,\)"):
        DECAY.width(m_V=np.ones(3), g_V=np.ones(2))


def test_counts_of_all_points_are_added_and_other_warnings_are_not_repeated():
    def compute(parameters):
        k = int(parameters["m"])
        counted = (f"{k} of 100 points were computed again in higher precision",) if k else ()
        return Estimate(value=1.0, unit="GeV", quantity="width", warnings=("the cut is loose", *counted))

    found = over_arrays({"m": np.array([0.0, 3.0, 4.0]), "g": 1.0}, compute)
    assert found.warnings == ("the cut is loose", "7 of 200 points were computed again in higher precision")
