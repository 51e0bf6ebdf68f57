"""amps cite on the real library."""

import json

from processes.cli.main import main
from processes.output import bibliography
from processes.output.bibtex import read_bibtex


def test_the_output_is_bibtex_with_this_software_first(capsys):
    assert main(["cite", "anomalous_magnetic_moment"]) == 0
    software, *papers = read_bibtex(capsys.readouterr().out)
    assert software.kind == "software"
    assert {"Leveille:1977rc", "ParticleDataGroup:2024cfk"} <= {paper.key for paper in papers}


def test_json_is_one_document(capsys):
    assert main(["cite", "nu_a_to_nu_mu_mu_a", "--json"]) == 0
    assert "1807.10973" in {entry.get("eprint") for entry in json.loads(capsys.readouterr().out)}


def test_a_quoted_reaction_cites_its_constants(capsys):
    assert main(["cite", "e- e+ > mu- mu+", "--model", "qed"]) == 0
    assert "ParticleDataGroup:2024cfk" in capsys.readouterr().out


def test_a_missing_entry_is_named(monkeypatch, capsys):
    monkeypatch.setattr(bibliography, "_index", dict)
    assert main(["cite", "nu_a_to_nu_mu_mu_a"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "1807.10973" in err
