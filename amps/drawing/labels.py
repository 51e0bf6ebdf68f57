"""Particle symbols as SVG text: the few LaTeX commands they use, turned into Unicode with raised and lowered parts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from amps.drawing.strokes import coordinates

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALL = 0.7
"""Size of a raised or lowered part."""
SHIFT = {0: 0.0, 1: -0.42, -1: 0.24}
"""Where the baseline of a raised (1) or lowered (-1) part lies, in sizes of the main text, downwards."""

_SYMBOLS = {
    r"\phi": "ϕ",
    r"\varphi": "φ",
    r"\epsilon": "ϵ",
    r"\varepsilon": "ε",
    r"\vartheta": "ϑ",
    r"\ell": "ℓ",
    r"\prime": "′",
    r"\pm": "±",
    r"\mp": "∓",
    r"\ast": "∗",
    r"\star": "⋆",
    r"\dagger": "†",
    r"\,": "\u2009",
    r"\ ": " ",
    r"\_": "_",
    "'": "′",
    "-": "−",
    "~": " ",
}
_ACCENTS = {r"\bar": "\u0304", r"\overline": "\u0304", r"\tilde": "\u0303", r"\hat": "\u0302", r"\dot": "\u0307"}
_TOKEN = re.compile(r"\\[A-Za-z]+\s*|\\.|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """A piece of text on one baseline: 0 the main one, 1 raised, -1 lowered."""

    text: str
    level: int = 0

    @property
    def width(self) -> float:
        """About how wide the text is, in units of the main font size."""
        letters = sum(not 0x300 <= ord(c) < 0x370 for c in self.text)
        return 0.56 * letters * (SMALL if self.level else 1.0)


def parse_symbol(latex: str) -> tuple[Run, ...]:
    r"""Runs of a symbol such as \bar{\nu}_\mu; commands that are not known stay as their name."""
    tokens = [token.strip() or " " for token in _TOKEN.findall(latex)]
    runs, rest = _sequence(tokens, 0)
    while rest:
        more, rest = _sequence(rest[1:], 0)
        runs += more
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].level == run.level:
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def _sequence(tokens: list[str], level: int) -> tuple[list[Run], list[str]]:
    """Runs up to the end or to a closing brace, and the tokens from there on."""
    runs: list[Run] = []
    while tokens and tokens[0] != "}":
        more, tokens = _argument(tokens, level)
        runs += more
    return runs, tokens


def _argument(tokens: list[str], level: int) -> tuple[list[Run], list[str]]:
    """Runs of one token, braced group or command with its argument, and the tokens after it."""
    token, rest = tokens[0], tokens[1:]
    if token == "{":
        runs, rest = _sequence(rest, level)
        return runs, rest[1:]
    if token in ("^", "_") and rest:
        return _argument(rest, 1 if token == "^" else -1)
    if token in _ACCENTS and rest:
        runs, rest = _argument(rest, level)
        if not runs:
            return runs, rest
        first = runs[0]
        return [replace(first, text=first.text[:1] + _ACCENTS[token] + first.text[1:]), *runs[1:]], rest
    if token in (r"\text", r"\mathrm", r"\mathcal", r"\mathit") and rest:
        return _argument(rest, level)
    if token == " ":
        return [], rest
    return [Run(_SYMBOLS.get(token) or _greek(token.removeprefix("\\")), level)], rest


def _greek(name: str) -> str:
    """The Greek letter of this name, or the name itself."""
    if len(name) < 2:
        return name
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.replace('ambda', 'amda')}")
    except KeyError:
        return name


def text_width(runs: Iterable[Run], size: float) -> float:
    """About how wide the runs are, in pixels, at this font size."""
    return size * sum(run.width for run in runs)


def plain_text(runs: Iterable[Run]) -> str:
    """The runs on one line, for titles."""
    return "".join(run.text for run in runs)


def spans(runs: Iterable[Run], size: float) -> str:
    """The runs as tspan elements; a raised part after a lowered one stands above it."""
    out = ""
    before = Run("")
    for run in runs:
        attributes = f' font-size="{SMALL * size:g}"' if run.level else ""
        if shift := SHIFT[run.level] - SHIFT[before.level]:
            attributes += f' dy="{round(shift * size, 2):g}"'
        if run.level and before.level:
            attributes += f' dx="{round(-before.width * size, 2):g}"'
        if not any(c.isalpha() for c in run.text):
            attributes += ' font-style="normal"'
        out += f"<tspan{attributes}>{escape(run.text)}</tspan>"
        before = run
    return out


def text_element(place: complex, runs: Iterable[Run], size: float, anchor: str = "middle") -> str:
    """The runs as a text element; `place` is its middle, or its "start" or "end" at half height."""
    x, y = coordinates(place + 0.3j * size).split()
    attributes = f'x="{x}" y="{y}" font-size="{size:g}" text-anchor="{anchor}" fill="currentColor" stroke="none"'
    return f"<text {attributes}>{spans(runs, size)}</text>"
