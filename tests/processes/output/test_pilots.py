import csv
import json

import numpy as np
import pytest

import processes
from processes.numerics.maps import MOST_BINS, Maps
from processes.output import points
from processes.output.grid import Grid
from processes.output.pilots import SIDE, lends_maps, pilots_of
from processes.output.scan import scan

FIXED = {"sqrt_s": 10.58, "m_chi": 0.3, "eps": 1e-3, "alpha_D": 0.1, "cuts": "E_gamma > 1", "rtol": 0.01}


@pytest.fixture(scope="session")
def monophoton():
    return processes.get("e_e_to_gamma_chi_chi")


@pytest.fixture
def monophoton_scan(monophoton, tmp_path):
    """A scan over the mediator's mass, through the resonance; 12 points are three blocks."""

    def run(name="scan.csv", **changes):
        settings = {"vary": {"m_Ap": Grid(0.65, 15.0, 12, log=True)}, "out": tmp_path / name} | FIXED | changes
        return scan(monophoton, **settings)

    return run


def rows(path):
    with path.open() as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("shape", [(2,), (9,), (10,), (50,), (5, 5), (7, 50), (3, 4, 5)])
def test_every_point_has_a_lender_near_by(shape):
    pilots = pilots_of(shape)
    assert len(pilots) == np.prod(shape)
    side = SIDE[len(shape)]
    for number, pilot in enumerate(pilots):
        assert pilots[pilot] == pilot
        distance = np.subtract(np.unravel_index(number, shape), np.unravel_index(pilot, shape))
        assert np.abs(distance).max() <= side // 2
    lengths = [-(-n // side) for n in shape]
    assert len(set(pilots)) == np.prod(lengths)


def test_who_lends():
    at = {"sqrt_s": 10.0, "cuts": "E_gamma > 1"}
    assert lends_maps(processes.get("e_e_to_gamma_chi_chi"), at)
    assert not lends_maps(processes.get("e_e_to_gamma_chi_chi"), at | {"method": "quadrature"})
    assert not lends_maps(processes.get("k_to_mu_nu_v"), {"method": "vegas"})
    assert not lends_maps(processes.get("anomalous_magnetic_moment"), {})
    assert not lends_maps(processes.get("p_p_to_upsilond"), {})


def test_a_kept_map_has_the_ends_and_few_bins():
    edges = np.sort(np.concatenate([[0, 1], np.random.default_rng(1).random(777)]))
    maps = Maps()
    maps.keep([(edges, np.array([0.0, 0.25, 1.0]))])
    ((first, second),) = maps.found
    assert (first[0], first[-1], second) == (0.0, 1.0, [0.0, 0.25, 1.0])
    assert len(first) <= MOST_BINS + 1 and set(first) <= set(edges)


def test_neighbours_start_from_the_map_of_the_middle_point(monophoton, monophoton_scan, tmp_path):
    fixed = FIXED | {"rtol": 1e-3}
    found = monophoton_scan(rtol=1e-3)
    assert "# maps: of the middle of blocks of 5 points" in (tmp_path / "scan.csv").read_text().splitlines()
    table, pilots = rows(tmp_path / "scan.csv"), pilots_of([12])
    saved = []
    for number, row in enumerate(table):
        alone = monophoton.rate(m_Ap=float(row["m_Ap"]), **fixed)
        if pilots[number] == number:
            assert (float(row["value"]), float(row["error"])) == (alone.value, alone.error)
            continue
        assert abs(float(row["value"]) - alone.value) < 5 * np.hypot(float(row["error"]), alone.error)
        assert float(row["error"]) <= 1e-3 * float(row["value"])
        saved.append(int(row["n_evaluations"]) / alone.n_evaluations)
    assert np.mean(saved) < 0.9
    assert found.column("converged").all()


@pytest.mark.slow
def test_shared_maps_do_not_depend_on_workers(monophoton_scan, tmp_path):
    monophoton_scan()
    monophoton_scan("workers.csv", workers=2)
    assert (tmp_path / "workers.csv").read_bytes() == (tmp_path / "scan.csv").read_bytes()


def test_shared_maps_on_a_dask_cluster(monophoton_scan, tmp_path):
    distributed = pytest.importorskip("distributed")
    monophoton_scan()
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, host="127.0.0.1", protocol="tcp", dashboard_address=None
    ) as cluster:
        monophoton_scan("dask.csv", dask=cluster.scheduler_address)
    assert (tmp_path / "dask.csv").read_bytes() == (tmp_path / "scan.csv").read_bytes()


def test_shared_maps_do_not_depend_on_interruptions(monophoton_scan, tmp_path, monkeypatch):
    monophoton_scan()
    whole = (tmp_path / "scan.csv").read_bytes()
    compute = points.compute_point
    for done in (1, 2, 5):
        left = done

        def limited(*task):
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return compute(*task)

        monkeypatch.setattr(points, "compute_point", limited)
        with pytest.raises(KeyboardInterrupt):
            monophoton_scan("cut.csv")
        monkeypatch.setattr(points, "compute_point", compute)
        assert monophoton_scan("cut.csv").resumed == done
        assert (tmp_path / "cut.csv").read_bytes() == whole


def test_a_lender_without_a_map_leaves_its_block_on_its_own(monophoton, tmp_path):
    """Where the middle of the block is below threshold there is no map to lend."""
    given = {name: value for name, value in FIXED.items() if name != "m_chi"}
    scan(monophoton, {"m_chi": Grid(4.0, 9.0, 5)}, out=tmp_path / "s.csv", m_Ap=20.0, **given)
    table = rows(tmp_path / "s.csv")
    assert table[2]["warnings"] == "below threshold"
    alone = monophoton.rate(m_chi=4.0, m_Ap=20.0, **given)
    assert float(table[0]["value"]) == alone.value


def test_maps_stand_in_the_journal_with_the_row_that_lends_them(monophoton_scan, tmp_path, monkeypatch):
    compute, done = points.compute_point, []

    def limited(*task):
        if len(done) == 4:
            raise KeyboardInterrupt
        done.append(task)
        return compute(*task)

    monkeypatch.setattr(points, "compute_point", limited)
    with pytest.raises(KeyboardInterrupt):
        monophoton_scan()
    written = [json.loads(line) for line in (tmp_path / "scan.csv.partial").read_text().splitlines()[1:]]
    assert [line["point"] in pilots_of([12]) for line in written] == ["maps" in line["row"] for line in written]
    assert [line["point"] for line in written] == [2, 6, 10, 0]
