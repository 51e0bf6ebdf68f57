"""The coupling that explains a measured magnetic moment."""

import numpy as np
import pytest

import processes
from processes.output import moments
from processes.output.grid import Grid


def test_the_coupling_gives_the_moment_back():
    masses = np.array([1e-4, 0.1, 30.0])
    coupling = moments.required_coupling(masses, 249e-11)
    found = processes.get("anomalous_magnetic_moment").rate(m_V=masses, g_V=coupling).value
    assert found == pytest.approx(np.full(3, 249e-11), rel=1e-12)
    # g^2/(8 pi^2) for a light vector
    assert coupling[0] == pytest.approx(np.sqrt(8 * np.pi**2 * 249e-11), rel=2e-3)


@pytest.mark.parametrize(("lepton", "mediator"), [("mu", "vector"), ("e", "scalar"), ("tau", "charged_vector")])
def test_the_band_is_drawn_and_named(lepton, mediator, tmp_path, readable):
    grid = Grid(5, 50, 4, log=True)
    path = moments.plot_required_coupling(tmp_path / "g.svg", lepton=lepton, mediator=mediator, masses=grid)
    text = path.read_text()
    assert "[GeV]" in text and mediator.replace("_", " ") in text


def test_a_loop_of_the_wrong_sign_explains_nothing(tmp_path):
    with pytest.raises(ValueError, match="axial mediator has the sign of -1"):
        moments.required_coupling(0.1, 249e-11, mediator="axial")
    assert moments.required_coupling(0.1, -249e-11, mediator="axial") > 0


def test_a_deviation_within_two_errors_of_zero(tmp_path, readable):
    path = moments.plot_required_coupling(tmp_path / "g.svg", deviation=(50e-11, 48e-11), masses=Grid(0.1, 1, 3))
    assert path.exists()
