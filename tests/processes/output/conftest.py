import pytest

import processes
from processes.output.grid import Grid
from processes.output.scan import scan


@pytest.fixture(scope="session")
def kaon():
    return processes.get("k_to_mu_nu_v")


@pytest.fixture
def kaon_scan(kaon, tmp_path):
    """A small scan by VEGAS that goes beyond threshold; keywords replace its own."""

    def run(**changes):
        vary = {"m_V": Grid(0.01, 0.45, 5)}
        settings = {"vary": vary, "out": tmp_path / "scan.csv", "g_V": 1e-3, "rtol": 0.02, "seed": 5} | changes
        return scan(kaon, **settings)

    return run


@pytest.fixture
def readable(monkeypatch):
    """Letters in an SVG stay letters."""
    from processes.output import style

    monkeypatch.setitem(style._SETTINGS, "svg.fonttype", "none")
