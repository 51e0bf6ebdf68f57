import csv
import os

import pytest

from processes.output.tables import Column, Table, atomically, check_output, csv_text, write_table

TABLE = Table(
    provenance={"dark-amps scan": "1", "fixed": {"g_V": "0.001"}, "seed": 3, "references": []},
    columns={
        "m": Column([0.1, 0.1, 0.3, 0.3], "GeV", "mass"),
        "g": Column([1.0, 2.0, 1.0, 2.0]),
        "value": Column([0.1 + 0.2, 1e-300, float("inf"), 0.0], "pb", "cross_section"),
        "converged": Column([True, True, False, True]),
        "Q": Column([0.5, None, None, 1.0]),
        "warnings": Column(["", "a, b", "", ""]),
    },
    axes={"m": (0.1, 0.3), "g": (1.0, 2.0)},
)
MARK = "dark-amps scan"


def test_csv_has_provenance_header_and_rows():
    lines = csv_text(TABLE).splitlines()
    assert lines[:4] == ["# dark-amps scan: 1", "# fixed g_V: 0.001", "# seed: 3", "# references: []"]
    assert "# column value [pb]: cross_section" in lines
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert list(rows[0]) == list(TABLE.columns)
    assert [float(row["value"]) for row in rows] == TABLE.columns["value"].values
    assert (rows[1]["Q"], rows[1]["warnings"], rows[2]["converged"]) == ("", "a, b", "false")


def test_the_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("old")

    def fails(draft):
        draft.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        atomically(path, fails)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    write_table(TABLE, path)
    assert path.read_text() == csv_text(TABLE)
    assert list(tmp_path.iterdir()) == [path]


def test_parquet_holds_columns_units_and_provenance(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    write_table(TABLE, tmp_path / "t.parquet")
    found = parquet.read_table(tmp_path / "t.parquet")
    assert {name: found[name].to_pylist() for name in found.column_names} == {
        name: column.values for name, column in TABLE.columns.items()
    }
    assert found.schema.metadata[b"seed"] == b"3"
    assert found.schema.field("value").metadata == {b"unit": b"pb", b"meaning": b"cross_section"}
    assert check_output(tmp_path / "t.parquet", MARK)


def test_netcdf_holds_a_grid_with_units(tmp_path):
    xarray = pytest.importorskip("xarray")
    pytest.importorskip("h5netcdf")
    pytest.importorskip("h5py")
    write_table(TABLE, tmp_path / "t.nc")
    with xarray.open_dataset(tmp_path / "t.nc", engine="h5netcdf") as found:
        assert found["value"].dims == ("m", "g")
        assert float(found["value"].sel(m=0.1, g=1.0)) == 0.1 + 0.2
        assert found["value"].attrs == {"units": "pb", "long_name": "cross_section"}
        assert found["m"].attrs["units"] == "GeV"
        assert str(found["warnings"].values[0, 1]) == "a, b"
        assert found.attrs["seed"] == 3 or found.attrs["seed"] == "3"
    assert check_output(tmp_path / "t.nc", MARK)


def test_hdf5_holds_axes_values_errors_and_provenance(tmp_path):
    h5py = pytest.importorskip("h5py")
    write_table(TABLE, tmp_path / "t.h5")
    with h5py.File(tmp_path / "t.h5") as found:
        assert set(found) == set(TABLE.columns)
        assert found["value"].shape == (2, 2) and found["value"][0, 0] == 0.1 + 0.2
        assert [found["value"].dims[k][0].name for k in range(2)] == ["/m", "/g"]
        assert dict(found["m"].attrs.items())["unit"] == "GeV" and found["value"].attrs["meaning"] == "cross_section"
        assert found["warnings"].asstr()[0, 1] == "a, b" and bool(found["converged"][1, 0]) is False
        assert found.attrs["dark-amps scan"] == "1"
    assert check_output(tmp_path / "t.h5", MARK)


def test_somebody_elses_file_is_not_overwritten(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("my measurements\n")
    with pytest.raises(ValueError, match="not overwritten"):
        check_output(path, MARK)
    path.write_text(csv_text(TABLE))
    assert check_output(str(path), MARK) == path


@pytest.mark.parametrize(
    ("name", "libraries"), [("t.parquet", "pyarrow"), ("t.h5", "h5py"), ("t.nc", "xarray, h5netcdf, h5py")]
)
def test_a_missing_library_is_named(name, libraries, tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ValueError, match=rf"need {libraries}: pip install 'dark-amps\[hep\]', or write \.csv"):
        check_output(tmp_path / name, MARK)


@pytest.mark.parametrize(
    ("name", "hint"), [("t.txt", r"must end in \.csv"), ("t", "must end in"), ("no/t.csv", "no folder")]
)
def test_outputs_that_cannot_be(tmp_path, name, hint):
    with pytest.raises(ValueError, match=hint):
        check_output(tmp_path / name, MARK)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_to(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ValueError, match="does not allow it"):
        check_output(tmp_path / "t.csv", MARK)
