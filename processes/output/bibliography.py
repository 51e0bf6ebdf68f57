"""The papers a process cites, as BibTeX: found by arXiv number, INSPIRE key, journal or the name of a collection."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from processes.output.bibtex import Entry, read_bibtex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from processes.core.process import Process

REFERENCES = Path(__file__).parent.parent / "data" / "references.bib"

COLLECTIONS = {
    "PDG 2024": "ParticleDataGroup:2024cfk",
    "CODATA 2018": "Tiesinga:2021myr",
    "PDG": "ParticleDataGroup:2024cfk",
}
"""Reviews that sources name without a number, and their INSPIRE keys."""

_KEY = r"\b[A-Z][\w'-]*:\d{4}[a-z]{2,4}\b"
_EPRINT = r"(?:arXiv:|\b)(?:\d{4}\.\d{4,5}|[a-z]+-[a-z]+/\d{7})\b"
_JOURNAL = r"[A-Z][a-z]*\.?(?: [A-Z][a-z]*\.?)* ?\d+(?: \(\d{4}\)|,) \d+"
_CITATION = re.compile("|".join((*map(re.escape, COLLECTIONS), _KEY, _EPRINT, _JOURNAL)))


@dataclass(frozen=True)
class Citation:
    """One work as a text cites it, and the text."""

    work: str
    text: str


def citations(text: str) -> tuple[str, ...]:
    """The works cited in a sentence: arXiv numbers without their prefix, INSPIRE keys, journals, collections."""
    found = (match.group().removeprefix("arXiv:") for match in _CITATION.finditer(text))
    return tuple(dict.fromkeys(found))


def process_citations(process: Process) -> tuple[Citation, ...]:
    """What a process cites: its own sources, those of its reference values, then those of the constants it uses."""
    texts = [*process.sources, *(reference.source for reference in process.references)]
    texts += [parameter.source for parameter in process.arguments.values() if parameter.source]
    found = (Citation(work, text) for text in texts for work in citations(text))
    return tuple({citation.work: citation for citation in reversed(list(found))}.values())[::-1]


def bibliography(process: Process) -> tuple[Entry, ...]:
    """Entries of all works the process cites, each once.

    Raises KeyError for a work that is not in the bibliography, naming it and the text that cites it.
    """
    entries = dict.fromkeys(find(citation.work, citation.text) for citation in process_citations(process))
    return tuple(entries)


def find(work: str, text: str = "") -> Entry:
    """The entry of a work as `citations` names it. Raises KeyError, quoting `text`, if there is none."""
    entry = _index().get(_identity(COLLECTIONS.get(work, work)))
    if entry is None:
        where = f" (cited as {text!r})" if text and text != work else ""
        raise KeyError(f"{REFERENCES.name} has no entry for {work!r}{where}; add one with its INSPIRE key")
    return entry


def references() -> Mapping[str, Entry]:
    """The whole bibliography by INSPIRE key."""
    return MappingProxyType({entry.key: entry for entry in _entries()})


def software() -> Entry:
    """The entry of this software, at the installed version."""
    from importlib.metadata import version

    fields = {
        "author": "{The dark-amps developers}",
        "title": "{dark-amps: from a Lagrangian to a rate}",
        "version": version("dark-amps"),
        "note": "GPL-3.0-or-later",
    }
    return Entry("software", "dark-amps", MappingProxyType(fields))


@cache
def _entries() -> tuple[Entry, ...]:
    return read_bibtex(REFERENCES.read_text(encoding="utf-8"), REFERENCES.name)


@cache
def _index() -> Mapping[str, Entry]:
    return MappingProxyType({_identity(name): entry for entry in _entries() for name in _names(entry)})


def _names(entry: Entry) -> Iterator[str]:
    """Everything an entry may be cited by."""
    fields = entry.fields
    yield entry.key
    if "eprint" in fields:
        yield fields["eprint"].removeprefix("arXiv:")
    if {"journal", "volume", "pages"} <= set(fields):
        yield f"{fields['journal']} {fields['volume']}, {re.split('[-–]', fields['pages'])[0]}"


def _identity(work: str) -> str:
    """A name without the year of its journal, dots and spaces."""
    return re.sub(r"\(\d{4}\)|[\s.,]", "", work).lower()
