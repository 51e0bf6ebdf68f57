import csv
import itertools
import json
import signal
import subprocess
import sys
import time

import gvar
import numpy as np
import pytest

import processes
from processes.output import points
from processes.output.grid import Grid
from processes.output.journal import UnusableJournal
from processes.output.scan import scan

MASSES = Grid(0.01, 0.45, 5)


def rows(path):
    with path.open() as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def test_a_row_is_the_rate_at_that_point_to_the_last_digit(kaon, kaon_scan, tmp_path):
    found = kaon_scan()
    table = rows(tmp_path / "scan.csv")
    assert [float(row["m_V"]) for row in table] == list(MASSES.values())
    for row in table:
        rate = kaon.rate(m_V=float(row["m_V"]), g_V=1e-3, rtol=0.02, seed=5)
        assert (float(row["value"]), float(row["error"]), row["unit"]) == (rate.value, rate.error, "GeV")
        assert (row["method"], int(row["n_evaluations"])) == (rate.method, rate.n_evaluations)
        assert row["warnings"] == "; ".join(rate.warnings)
    assert table[-1]["warnings"] == "below threshold" and float(table[-1]["value"]) == 0
    assert (found.points, found.resumed) == (5, 0)


def test_the_file_says_where_it_comes_from_and_no_date(kaon_scan, tmp_path):
    kaon_scan()
    first = (tmp_path / "scan.csv").read_bytes()
    header = [line for line in first.decode().splitlines() if line.startswith("#")]
    for line in (
        "# id: k_to_mu_nu_v",
        "# reaction: K+ > mu+ nu_mu V",
        "# vary m_V: 0.01:0.45:5",
        "# fixed g_V: 0.001",
        "# seed: 5",
        "# rtol: 0.02",
        "# column m_V [GeV]: mass of the vector",
    ):
        assert line in header
    assert any(line.startswith("# fixed m_K: 0.49") and line.endswith(" GeV") for line in header)
    kaon_scan()
    assert (tmp_path / "scan.csv").read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["scan.csv"]


def test_two_parameters_run_over_the_product_the_last_one_fastest(tmp_path):
    process = processes.get("aprime_to_l_l")
    vary = {"m_Ap": Grid(0.3, 1.0, 2), "eps": Grid(1e-4, 1e-2, 3, log=True)}
    found = scan(process, vary, out=tmp_path / "s.csv", lepton="mu", unit="m")
    table = rows(tmp_path / "s.csv")
    assert list(table[0])[:4] == ["m_Ap", "eps", "value", "error"]
    pairs = [(float(row["m_Ap"]), float(row["eps"])) for row in table]
    assert pairs == list(itertools.product(*(grid.values() for grid in vary.values())))
    assert found.column("value").shape == (2, 3)
    assert found.quantity == "ctau"
    np.testing.assert_allclose(found.column("value")[:, 0] / found.column("value")[:, 2], 1e4, rtol=1e-12)


def test_a_quoted_reaction_and_a_loop_can_be_scanned(tmp_path):
    reaction = processes.reaction("e- e+ > mu- mu+", model="qed")
    values = scan(reaction, {"sqrt_s": Grid(1.0, 2.0, 3)}, out=tmp_path / "s.csv").column("value")
    assert values[0] / values[2] == pytest.approx(4, rel=1e-3)
    moment = processes.get("anomalous_magnetic_moment")
    values = scan(moment, {"g_V": Grid(1e-3, 2e-3, 2)}, out=tmp_path / "a.csv", m_V=0.1).column("value")
    assert values[1] / values[0] == pytest.approx(4, rel=1e-12)


def test_the_digits_do_not_depend_on_the_workers(kaon_scan, tmp_path):
    kaon_scan()
    kaon_scan(out=tmp_path / "workers.csv", workers=2)
    assert (tmp_path / "workers.csv").read_bytes() == (tmp_path / "scan.csv").read_bytes()


def test_an_interrupted_scan_goes_on_where_it_stopped(kaon_scan, tmp_path, monkeypatch):
    kaon_scan(out=tmp_path / "whole.csv")
    compute, computed = points.compute_point, []

    def limited(process, fixed, varied):
        if len(computed) == 2:
            raise KeyboardInterrupt
        computed.append(varied)
        return compute(process, fixed, varied)

    monkeypatch.setattr(points, "compute_point", limited)
    with pytest.raises(KeyboardInterrupt):
        kaon_scan()
    assert not (tmp_path / "scan.csv").exists()
    with pytest.raises(UnusableJournal, match="other inputs"):
        kaon_scan(seed=6)
    computed.clear()
    monkeypatch.setattr(points, "compute_point", lambda *given: computed.append(given) or compute(*given))
    found = kaon_scan()
    assert (len(computed), found.resumed) == (3, 2)
    assert (tmp_path / "scan.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


KILLED = """
import sys, processes
from processes.output.grid import Grid
from processes.output.scan import scan
if __name__ == "__main__":
    scan(processes.get("k_to_mu_nu_v"), {"m_V": Grid(0.01, 0.3, 30)}, out=sys.argv[1], workers=int(sys.argv[2]),
         g_V=1e-3, rtol=1e-4)
"""


def kill_in_mid_scan(tmp_path, workers):
    """Start a scan, kill -9 it after three points; returns the children that it had."""
    script, out = tmp_path / "run.py", tmp_path / "scan.csv"
    script.write_text(KILLED)
    journal = tmp_path / "scan.csv.partial"
    running = subprocess.Popen([sys.executable, str(script), str(out), str(workers)])
    deadline = time.monotonic() + 60
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 3):
        assert running.poll() is None and time.monotonic() < deadline
        time.sleep(0.002)
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(running.pid)], capture_output=True, text=True).stdout
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert not out.exists()
    return [int(pid) for pid in children.split()]


def test_a_killed_scan_loses_no_finished_point(kaon, tmp_path):
    kill_in_mid_scan(tmp_path, workers=1)
    before = [
        line for line in (tmp_path / "scan.csv.partial").read_bytes().splitlines(True)[1:] if line.endswith(b"\n")
    ]
    found = scan(kaon, {"m_V": Grid(0.01, 0.3, 30)}, out=tmp_path / "scan.csv", g_V=1e-3, rtol=1e-4)
    assert found.resumed == len(before) and 3 <= len(before) < 30
    for line in before:
        point = json.loads(line)
        assert found.table.columns["value"].values[point["point"]] == point["row"]["value"]
    again = scan(kaon, {"m_V": Grid(0.01, 0.3, 30)}, out=tmp_path / "again.csv", g_V=1e-3, rtol=1e-4)
    assert again.resumed == 0
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "scan.csv").read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_killed_scan_leaves_no_workers_behind(tmp_path):
    from pathlib import Path

    def alive(pid):
        try:
            return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
        except OSError:
            return False

    children = kill_in_mid_scan(tmp_path, workers=2)
    assert len(children) >= 2
    deadline = time.monotonic() + 10
    while any(map(alive, children)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_point_without_a_value_is_a_row_that_says_so(kaon, kaon_scan, monkeypatch):
    from processes.numerics.errors import NotConverged

    def rate(self, **given):
        raise NotConverged("nothing usable")

    monkeypatch.setattr(type(kaon), "rate", rate)
    found = kaon_scan()
    assert np.isnan(found.column("value")).all()
    assert not found.column("converged").any()
    assert set(found.table.columns["warnings"].values) == {"nothing usable"}


def test_where_cuts_leave_nothing_the_rate_is_zero_and_nowhere_is_an_error(kaon_scan, tmp_path):
    found = kaon_scan(vary={"m_V": Grid(0.1, 0.3, 2)}, cuts="E_V < 0.2")
    assert found.column("value")[0] > 0 == found.column("value")[1]
    assert found.table.columns["warnings"].values[1].startswith("no phase space within the cuts")
    with pytest.raises(ValueError, match=r"no phase space within the cuts .* at any point of the scan"):
        kaon_scan(vary={"m_V": Grid(0.21, 0.3, 2)}, cuts="E_V < 0.2", out=tmp_path / "empty.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["scan.csv"]


def test_a_scan_without_any_rate_names_the_first_point(kaon, kaon_scan, tmp_path, monkeypatch):
    def rate(self, **given):
        raise ValueError("the pole lies inside")

    monkeypatch.setattr(type(kaon), "rate", rate)
    with pytest.raises(ValueError, match=r"the pole lies inside \(at m_V = 0.01\)"):
        kaon_scan()
    assert not list(tmp_path.iterdir())


def test_a_point_at_which_there_is_no_rate_is_a_row_that_says_why(tmp_path):
    """Without a width the resonance can only be outside phase space."""
    process = processes.get("pi0_to_gamma_chi_chi")
    given = {"eps": 1e-3, "alpha_D": 0.1, "m_chi": 0.01, "Gamma_Ap": 0.0, "rtol": 0.02}
    scan(process, {"m_Ap": Grid(0.1, 0.2, 3)}, out=tmp_path / "s.csv", **given)
    first, *others = rows(tmp_path / "s.csv")
    assert (first["value"], first["method"], first["converged"]) == ("nan", "failed", "false")
    assert "Gamma_Ap = 0, but the pole of Ap" in first["warnings"]
    for row in others:
        assert (row["method"], row["warnings"]) == ("vegas", "") and float(row["value"]) > 0


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"vary": {}}, "one to 3 parameters"),
        ({"vary": dict.fromkeys(("m_V", "m_K", "m_mu", "q_nu"), MASSES)}, "one to 3 parameters"),
        ({"vary": {"m_v": MASSES}}, "did you mean m_V"),
        ({"vary": {"g_V": MASSES}}, "both varied and set"),
        ({"vary": {"seed": MASSES}}, "both varied and set"),
        ({"vary": {"neval": MASSES}}, "a setting, which cannot be varied"),
        ({"vary": {"m_V": Grid(-0.1, 0.1, 3)}}, "must not be negative"),
        ({"vary": {"m_V": Grid(0.1, 0.2, 2000), "q_nu": Grid(0.1, 0.2, 2000)}}, "at most 1000000 points"),
        ({"g_v": 1.0}, "did you mean g_V"),
        ({"g_V": gvar.gvar(1, 0.1)}, "must be one number"),
        ({"g_V": [1.0, 2.0]}, "must be one number"),
        ({"rtol": -1}, "rtol must be"),
        ({"workers": 0}, "workers must be"),
        ({"out": "nowhere/scan.csv"}, "no folder nowhere"),
        ({"out": "scan.txt"}, "must end in"),
    ],
)
def test_bad_input_is_refused_before_anything_is_computed(kaon_scan, tmp_path, monkeypatch, changes, hint):
    monkeypatch.setattr(points, "compute_point", None)
    with pytest.raises(ValueError, match=hint):
        kaon_scan(**changes)
    assert not list(tmp_path.iterdir())


def test_an_option_cannot_be_varied(tmp_path):
    with pytest.raises(ValueError, match="lepton is an option"):
        scan(processes.get("aprime_to_l_l"), {"lepton": MASSES}, out=tmp_path / "s.csv", m_Ap=1.0)


def test_progress_goes_to_standard_error(kaon_scan, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    kaon_scan(progress=True)
    out, err = capsys.readouterr()
    assert out == "" and "scanning" in err
    kaon_scan()
    assert capsys.readouterr().err == ""


def test_a_dask_cluster_gives_the_same_file(kaon_scan, tmp_path):
    distributed = pytest.importorskip("distributed")
    kaon_scan()
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, host="127.0.0.1", protocol="tcp", dashboard_address=None
    ) as cluster:
        kaon_scan(out=tmp_path / "dask.csv", dask=cluster.scheduler_address)
    assert (tmp_path / "dask.csv").read_bytes() == (tmp_path / "scan.csv").read_bytes()
