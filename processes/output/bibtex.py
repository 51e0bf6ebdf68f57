"""BibTeX as far as a bibliography needs it: entries of fields in braces, quotes or plain numbers, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

_ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "c": "\u0327"}
_GREEK = {"mu": "μ", "tau": "τ", "nu": "ν", "gamma": "γ"}
_HEAD = re.compile(r"@(\w+)\s*\{\s*([^\s,{}]+)\s*,")
_FIELD = re.compile(r"\s*([\w-]+)\s*=\s*")
_PLAIN = re.compile(r"\w+")


@dataclass(frozen=True, eq=False)
class Entry:
    """One work: its kind ("article"), its key and its fields."""

    kind: str
    key: str
    fields: Mapping[str, str]

    def __str__(self) -> str:
        width = max(map(len, self.fields), default=0)
        lines = "".join(f"  {name:<{width}} = {{{value}}},\n" for name, value in self.fields.items())
        return f"@{self.kind}{{{self.key},\n{lines}}}"

    @property
    def url(self) -> str:
        """Where to read it: the DOI, else the arXiv, else empty."""
        if "doi" in self.fields:
            return f"https://doi.org/{self.fields['doi']}"
        if "eprint" in self.fields:
            return f"https://arxiv.org/abs/{self.fields['eprint']}"
        return self.fields.get("url", "")


def plain_text(value: str) -> str:
    r"""A field without its LaTeX: Gl{\"u}ck is Glück, 63--76 has a dash."""
    accented = re.sub(
        r"\\([\"'`^~c])\s*\{?([A-Za-z])\}?",
        lambda m: normalize("NFC", m[2] + _ACCENTS[m[1]]),
        value,
    )
    accented = re.sub(r"\\(mu|tau|nu|gamma)\b", lambda m: _GREEK[m[1]], accented)
    return re.sub(r"[{}$]", "", accented).replace("--", "–")


def read_bibtex(text: str, name: str = "bibliography") -> tuple[Entry, ...]:
    """The entries of a BibTeX file called `name`; text before, between and after them is comment.

    Raises ValueError with the line for an entry that does not close, a field without value or a key that occurs twice.
    """
    entries: dict[str, Entry] = {}
    position = 0
    while (start := text.find("@", position)) >= 0:
        entry, position = _entry(text, start, name)
        if entry.key in entries:
            raise ValueError(f"{_place(text, start, name)}: the key {entry.key!r} occurs twice; remove one entry")
        entries[entry.key] = entry
    return tuple(entries.values())


def _entry(text: str, start: int, name: str) -> tuple[Entry, int]:
    head = _HEAD.match(text, start)
    if head is None:
        raise ValueError(f"{_place(text, start, name)}: expected @kind{{key, ...}}, found {text[start : start + 20]!r}")
    fields: dict[str, str] = {}
    position = head.end()
    while True:
        position += len(text[position:]) - len(text[position:].lstrip(" \t\r\n,"))
        if text.startswith("}", position):
            return Entry(head[1].lower(), head[2], MappingProxyType(fields)), position + 1
        field = _FIELD.match(text, position)
        if field is None:
            raise ValueError(f"{_place(text, position, name)}: expected a field of {head[2]!r} or its closing brace")
        fields[field[1].lower()], position = _value(text, field.end(), name)


def _value(text: str, start: int, name: str) -> tuple[str, int]:
    """A value in braces or quotes, inside which braces balance, or a plain word."""
    if (plain := _PLAIN.match(text, start)) is not None:
        return plain[0], plain.end()
    close = {"{": "}", '"': '"'}.get(text[start : start + 1])
    depth = 0
    for position in range(start + 1, len(text)):
        letter = text[position]
        if letter == close and depth == 0:
            return " ".join(text[start + 1 : position].split()), position + 1
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if close is None or depth < 0:
            break
    raise ValueError(f"{_place(text, start, name)}: expected a value in braces or quotes that closes")


def _place(text: str, position: int, name: str) -> str:
    return f"{name}, line {text.count(chr(10), 0, position) + 1}"
