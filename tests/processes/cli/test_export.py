"""amps export writes a folder, and leaves what is not its own alone."""

import json

import pytest

from processes.cli.main import main


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_files_are_named(folder, capsys):
    assert main(["export", "aprime_to_l_l", "--target", "numpy", "--out", "code", "--set", "lepton=e"]) == 0
    named = capsys.readouterr().out.splitlines()
    assert sorted(named) == sorted(f"code/{path.name}" for path in (folder / "code").iterdir())
    assert "code/aprime_to_l_l_width.py" in named


def test_a_table_of_the_rate(folder, capsys):
    table = ["--table", "m_Ap=0.1:1:5:log", "--set", "eps=1e-3"]
    assert main(["export", "aprime_to_l_l", "--target", "numpy", "--out", "code", *table, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["files"][-1] == "rate_table.csv"
    rows = [line for line in (folder / "code/rate_table.csv").read_text().splitlines() if not line.startswith("#")]
    assert rows[0].startswith("m_Ap,value,error,unit") and len(rows) == 6


def test_a_table_in_hdf5(folder):
    h5py = pytest.importorskip("h5py")
    table = ["--table", "m_Ap=0.1:1:5:log", "--set", "eps=1e-3", "--table-file", "rates.h5"]
    assert main(["export", "aprime_to_l_l", "--target", "numpy", "--out", "code", *table]) == 0
    with h5py.File(folder / "code/rates.h5") as found:
        assert found["value"].shape == found["error"].shape == found["m_Ap"].shape == (5,)
        assert found["value"].attrs["unit"] == "GeV" and found["value"][0] > 0


def test_a_rate_without_code_is_written_as_a_table_alone(folder, capsys):
    table = ["--table", "m_a=0.1:1:3", "--set", "y=1e-3"]
    assert main(["export", "alp_to_gamma_gamma", "--out", "code", *table, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == ["rate_table.csv"]
    assert [path.name for path in (folder / "code").iterdir()] == ["rate_table.csv"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["aprime_to_l_l", "--target", "fortran", "--out", "code"], "possible are c, numpy, jax"),
        (["aprime_to_l_m", "--out", "code"], "aprime_to_l_l"),
        (["aprime_to_l_l", "--out", "mine"], "holds other files"),
        (["aprime_to_l_l", "--out", "mine/notes.txt"], "it is a file"),
        (["aprime_to_l_l", "--out", "code", "--set", "eps=1"], "stays an argument of the code"),
        (["aprime_to_l_l", "--out", "code", "--table", "m_Ap=0.1:1:5"], "needs eps"),
        (["aprime_to_l_l", "--out", "code", "--table", "m_Ap=1"], "NAME=LO:HI:N"),
        (["aprime_to_l_l", "--out", "code", "--table-file", "rates.txt"], "must end in .csv"),
        (["aprime_to_l_l", "--out", "code", "--table-file", "../rates.csv"], "a name inside the folder"),
        (["alp_to_gamma_gamma", "--out", "code"], "write a table of its rate instead"),
        (["aprime_to_l_l", "--out", "code", "--set", "lepton=quark"], "lepton must be one of"),
        (["aprime_to_l_l"], "--out"),
    ],
)
def test_bad_input(folder, capsys, arguments, hint):
    (folder / "mine").mkdir()
    (folder / "mine/notes.txt").write_text("keep")
    assert main(["export", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    assert hint in err
    assert [str(path.relative_to(folder)) for path in folder.rglob("*")] == ["mine", "mine/notes.txt"]
