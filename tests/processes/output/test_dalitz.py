import numpy as np
import pytest

import processes
from processes.output.dalitz import dalitz_density, s23_range


@pytest.mark.parametrize(
    ("name", "given"),
    [("k_to_mu_nu_v", {"m_V": 0.1, "g_V": 1e-3}), ("k_to_mu_nu_v", {"m_V": 0.2, "g_V": 1, "q_nu": 0})],
)
def test_the_density_integrates_to_the_width(name, given):
    process = processes.get(name)
    density = dalitz_density(process, cells=300, **given)
    cell = (density.s12[1] - density.s12[0]) * (density.s23[1] - density.s23[0])
    assert np.nansum(density.values) * cell == pytest.approx(process.width(**given).value, rel=5e-3)
    assert (density.values[np.isfinite(density.values)] > 0).all()


def test_the_boundary_encloses_what_is_allowed_and_ends_at_the_thresholds():
    parent, masses = 0.494, [0.106, 0.0, 0.1]
    low, high = s23_range(np.array([0.106**2, (parent - 0.1) ** 2, 0.1]), parent, masses)
    np.testing.assert_allclose(low[:2], high[:2], rtol=1e-6)
    assert (masses[1] + masses[2]) ** 2 <= low[2] < high[2] <= (parent - masses[0]) ** 2
    density = dalitz_density(processes.get("k_to_mu_nu_v"), cells=50, m_V=0.1, g_V=1.0)
    assert density.boundary.shape[0] == 2
    assert np.isfinite(density.boundary).all()


@pytest.mark.parametrize(
    ("name", "given", "hint"),
    [
        ("aprime_to_l_l", {"m_Ap": 1.0, "eps": 1.0}, "decay to three"),
        ("e_e_to_mu_mu", {"sqrt_s": 1.0}, "decay to three"),
        ("k_to_mu_nu_v", {"m_V": 0.4, "g_V": 1.0}, "below threshold"),
    ],
)
def test_where_there_is_no_dalitz_plane(name, given, hint):
    with pytest.raises(ValueError, match=hint):
        dalitz_density(processes.get(name), **given)
