"""amps scan and its table, plot and messages."""

import json

import pytest

from processes.cli.main import main

KAON = ["scan", "k_to_mu_nu_v", "--set", "g_V=1e-3", "--rtol", "0.02"]
MASSES = ["--vary", "m_V=0.01:0.45:4"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_table_and_a_plot(folder, capsys):
    assert main([*KAON, *MASSES, "--out", "s.csv", "--plot", "s.png"]) == 0
    out, err = capsys.readouterr()
    assert out == "s.csv: 4 points\ns.png: plot\nwarnings in the table: below threshold\n"
    assert err == ""
    lines = [line for line in (folder / "s.csv").read_text().splitlines() if not line.startswith("#")]
    assert lines[0].startswith("m_V,value,error,unit,")
    assert len(lines) == 5
    assert (folder / "s.png").read_bytes().startswith(b"\x89PNG")


def test_json_is_one_document(folder, capsys):
    assert main([*KAON, *MASSES, "--vary", "q_nu=0:1:2", "--out", "s.csv", "--json", "--seed", "3"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["points"], document["resumed"], document["not_converged"]) == (8, 0, 0)
    assert document["provenance"]["seed"] == 3
    assert document["columns"]["m_V"] == {"unit": "GeV", "meaning": "mass of the vector"}
    assert list(document["columns"])[:4] == ["m_V", "q_nu", "value", "error"]


def test_missed_accuracy_is_said(capsys):
    assert main([*KAON[:-1], "1e-6", *MASSES, "--neval", "1000", "--out", "s.csv"]) == 0
    assert "warning: 3 points did not reach the accuracy asked for" in capsys.readouterr().out


def test_an_interrupt_says_how_to_go_on(folder, capsys, monkeypatch):
    def interrupted(*given):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("processes.output.points.compute_point", interrupted)
        assert main([*KAON, *MASSES, "--out", "s.csv"]) == 130
    assert "the same command goes on" in capsys.readouterr().err
    assert main([*KAON, *MASSES, "--out", "s.csv"]) == 0


def test_a_quoted_reaction(capsys):
    reaction = ["scan", "e- e+ > mu- mu+", "--model", "qed", "--vary", "sqrt_s=1:10:3:log", "--unit", "nb"]
    assert main([*reaction, "--out", "s.csv"]) == 0
    assert capsys.readouterr().out == "s.csv: 3 points\n"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--vary", "m_V=0.1:0.2", "--out", "s.csv"], "NAME=LO:HI:N"),
        (["--vary", "m_v=0.1:0.2:3", "--out", "s.csv"], "did you mean m_V"),
        ([*MASSES, *MASSES, "--out", "s.csv"], "--vary m_V is given twice"),
        ([*MASSES, "--set", "m_V=0.1", "--out", "s.csv"], "both varied and set"),
        ([*MASSES, "--out", "s.xls"], "must end in .csv"),
        ([*MASSES, "--out", "no/s.csv"], "no folder no"),
        ([*MASSES, "--out", "s.csv", "--plot", "s.bmp"], "must end in .png"),
        ([*MASSES, "--out", "s.csv", "--workers", "0"], "workers must be"),
        ([*MASSES, "--out", "foreign.csv"], "not overwritten"),
        ([*MASSES, "--out", "resume.csv"], "resume.csv.partial cannot be resumed"),
        ([*MASSES], "--out"),
        (["--out", "s.csv"], "--vary"),
    ],
)
def test_bad_input(folder, capsys, arguments, hint):
    (folder / "foreign.csv").write_text("my own\n")
    (folder / "resume.csv.partial").write_text("my own\n")
    before = sorted(folder.iterdir())
    assert main([*KAON, *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    assert hint in err
    assert sorted(folder.iterdir()) == before
    assert (folder / "foreign.csv").read_text() == "my own\n"


def test_a_plot_of_three_parameters_is_refused_before_anything_is_computed(folder, capsys):
    vary = [*MASSES, "--vary", "q_nu=0:1:2", "--vary", "f_K=0.1:0.2:2"]
    assert main([*KAON, *vary, "--out", "s.csv", "--plot", "s.png"]) == 2
    assert "one or two parameters, not 3" in capsys.readouterr().err
    assert not list(folder.iterdir())


def test_no_dask_scheduler(capsys, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("processes.output.points.DASK_TIMEOUT", 0.2)
    assert main([*KAON, *MASSES, "--out", "s.csv", "--dask", "tcp://127.0.0.1:1"]) == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in capsys.readouterr().err
