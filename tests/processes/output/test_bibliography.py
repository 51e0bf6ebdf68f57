"""Every work that the library cites is in the bibliography, and BibTeX is read strictly."""

from pathlib import Path

import pytest

import processes
from processes.output import bibliography
from processes.output.bibtex import read_bibtex

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", processes.names())
def test_every_citation_of_the_library_has_an_entry(name):
    bibliography.bibliography(processes.get(name))


def test_most_of_the_library_cites_something_beyond_the_constants():
    cited = {c.work for name in processes.names() for c in bibliography.process_citations(processes.get(name))}
    assert {"1807.10973", "Nucl. Phys. B 137 (1978) 63", "hep-ph/0305261", "CODATA 2018"} <= cited
    assert len(cited) > 20


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("FLAG 2021, arXiv:2111.09849", ("2111.09849",)),
        ("Boehm and Fayet, hep-ph/0305261", ("hep-ph/0305261",)),
        ("Glueck, Reya, Vogt, Z. Phys. C67 (1995) 433", ("Z. Phys. C67 (1995) 433",)),
        ("PDG 2024, Phys. Rev. D 110, 030001", ("PDG 2024", "Phys. Rev. D 110, 030001")),
        ("Lepage:2020tgj, eq. (3)", ("Lepage:2020tgj",)),
        ("alpha g^2/24 for s >> m_a^2", ()),
        ("massless limit y^2 m/(8 pi)", ()),
    ],
)
def test_citations_are_told_from_other_words(text, works):
    assert bibliography.citations(text) == works


def test_one_work_has_one_entry_however_it_is_cited():
    by_journal = bibliography.find("Phys. Rev. D 110, 030001")
    assert by_journal is bibliography.find("PDG 2024")
    assert by_journal.key == "ParticleDataGroup:2024cfk"


def test_a_missing_work_is_named_with_the_text_that_cites_it():
    with pytest.raises(KeyError, match=r"no entry for '1234\.56789' \(cited as 'Nobody, arXiv:1234"):
        bibliography.find("1234.56789", "Nobody, arXiv:1234.56789")


def test_the_entry_of_the_software_agrees_with_the_citation_file():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    facts = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line and not line.startswith(" "))
    fields = bibliography.software().fields
    assert fields["title"].strip("{}") == facts["title"].strip('"')
    assert fields["version"] == facts["version"]
    assert fields["note"] == facts["license"]
    assert fields["author"].strip("{}") in text


def test_keys_are_unique_and_entries_complete():
    for entry in bibliography.references().values():
        assert {"author", "title"} & set(entry.fields), entry.key


def test_an_entry_prints_as_it_is_read():
    (entry,) = read_bibtex('note @Article{A:2000ab, title = {On {QED} and\n more}, year = 2000, doi="10.1/x",}')
    assert entry.kind == "article" and dict(entry.fields)["title"] == "On {QED} and more"
    (again,) = read_bibtex(str(entry))
    assert dict(again.fields) == dict(entry.fields) and again.url == "https://doi.org/10.1/x"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@article{A, title = {never closed", "line 1: expected a value"),
        ("\n@article{A, title}", "line 2: expected a field of 'A'"),
        ("@article A", "expected @kind"),
        ("@a{K, t={x}}\n@a{K, t={y}}", "line 2: the key 'K' occurs twice"),
        ("@a{K, t=,}", "expected a value"),
    ],
)
def test_what_is_not_bibtex_is_told_with_its_line(text, message):
    with pytest.raises(ValueError, match=message):
        read_bibtex(text, "file")
