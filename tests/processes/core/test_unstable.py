"""Total widths, branching fractions and c tau at arrays and uncertain parameters."""

import gvar
import numpy as np
import pytest

import processes

DARK = processes.particle("Ap", model="dark_photon")
GIVEN = {"eps": 1e-3, "alpha_D": 0.1, "m_chi": 0.3}


def test_arrays_hold_what_single_values_give():
    masses = np.array([[0.1, 1.0], [5.0, 0.0005]])
    total, ctau = DARK.total_width(m_Ap=masses, **GIVEN), DARK.ctau(m_Ap=masses, **GIVEN)
    fractions = DARK.branching_fractions(m_Ap=masses[0], **GIVEN)
    assert total.value.shape == ctau.value.shape == (2, 2)
    assert total.warnings == ("stable: no open channel",) and np.isinf(ctau.value[1, 1])
    for place in np.ndindex(2, 2):
        assert total.value[place] == DARK.total_width(m_Ap=float(masses[place]), **GIVEN).value
    for k in range(2):
        single = DARK.branching_fractions(m_Ap=float(masses[0, k]), **GIVEN)
        assert {name: shares[k] for name, shares in fractions.items()} == single
    with pytest.raises(ValueError, match="is stable at these parameters"):
        DARK.branching_fractions(m_Ap=masses, **GIVEN)


def test_errors_of_parameters_reach_the_sum_of_all_channels():
    """Lepton widths go with eps^2, the dark one not at all; at 1 GeV it is nearly everything."""
    eps = gvar.gvar(1e-3, 1e-4)
    found = DARK.total_width(**GIVEN | {"eps": eps}, m_Ap=1.0)
    leptons = DARK.partial_widths(**GIVEN, m_Ap=1.0)
    visible = sum(width.value for final, width in leptons.items() if "chi" not in final)
    assert found.gvar.mean == found.value == pytest.approx(DARK.total_width(**GIVEN, m_Ap=1.0).value)
    assert found.gvar.sdev == pytest.approx(0.2 * visible, rel=1e-6)
    assert DARK.ctau(**GIVEN | {"eps": eps}, m_Ap=0.1).gvar.sdev == pytest.approx(
        0.2 * DARK.ctau(**GIVEN, m_Ap=0.1).value, rel=1e-3
    )


def test_common_errors_cancel_in_fractions():
    fractions = DARK.branching_fractions(m_Ap=0.5, m_chi=0.3, alpha_D=0.1, eps=gvar.gvar(1e-3, 1e-4))
    assert fractions["e- e+"].sdev == pytest.approx(0, abs=1e-12)
    assert sum(share.mean for share in fractions.values()) == pytest.approx(1)
