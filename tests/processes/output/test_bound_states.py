"""Plots of bound states and the numbers behind them."""

import math

import pytest

import processes
from processes.numerics.wave_functions import coulomb, hulthen, yukawa
from processes.output import bound_states
from processes.output.grid import Grid


def test_wave_functions_are_drawn_from_their_critical_couplings(tmp_path, readable):
    text = bound_states.plot_wave_functions(tmp_path / "R0.svg", strengths=Grid(1.5, 30, 2, log=True)).read_text()
    for words in ("Coulomb", "Hulthén", "Yukawa", "1.67981"):
        assert words in text


def test_densities_at_the_origin():
    """4 for Coulomb, 4 - (pi^2/3 kappa)^2 for Hulthen, less for Yukawa; the size of the masses drops out."""
    kappa = 4.0
    assert bound_states.scaled_density(lambda m, _, a: coulomb(m, a), kappa) == pytest.approx(4)
    closed = 4 - (math.pi**2 / (3 * kappa)) ** 2
    assert bound_states.scaled_density(hulthen, kappa) == pytest.approx(closed, rel=1e-12)
    found = bound_states.scaled_density(yukawa, kappa)
    assert found < closed
    assert found == pytest.approx(yukawa(3.0, 0.3, 0.4).R0 ** 2 * (2 / 1.2) ** 3, rel=1e-8)


def test_width_over_the_mass_ratio(tmp_path, readable):
    """Orthopositronium at the left end, nothing at threshold."""
    path = bound_states.plot_three_vector_width(tmp_path / "width.svg", ratios=Grid(0, 0.6, 4))
    assert "threshold" in path.read_text()
    positronium = 4 * (math.pi**2 - 9) / (9 * math.pi)
    assert bound_states.scaled_three_vector_width(0) == pytest.approx(positronium, rel=2e-7)
    assert bound_states.scaled_three_vector_width(2 / 3) == 0
    with pytest.raises(ValueError, match="expected 0 <= m_V/m_chi <= 2/3"):
        bound_states.scaled_three_vector_width(0.7)


@pytest.mark.slow
@pytest.mark.parametrize("ratio", [0.1, 0.3, 0.5])
def test_rules_behind_the_curve_against_the_quadrature_of_the_rate(ratio):
    process = processes.get("upsilond_to_v_v_v")
    rate = process.width(m_chi=2.0, m_V=2 * ratio, alpha_D=0.1, R0=0.2, method="quadrature", rtol=1e-8)
    scaled = bound_states.scaled_three_vector_width(ratio) * 0.1**3 * 0.2**2 / 2**2
    assert rate.value == pytest.approx(scaled, rel=1e-7)
