"""A page that needs nothing but itself: headings, tables and figures as HTML, everything escaped."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from processes.output.mathml import mathml
from processes.output.report_font import font_face
from processes.output.report_style import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
"""The page may load nothing; the browser holds it to that."""


class HTML(str):
    """Text that is markup already."""

    __slots__ = ()


@dataclass(frozen=True)
class Section:
    """One part of the page: `name` is its anchor, `parts` follow one another."""

    name: str
    title: str
    parts: Sequence[str]

    @property
    def html(self) -> str:
        """The section as markup."""
        body = "\n".join(markup(part) for part in self.parts)
        heading = f'<h2 id="{self.name}">{escape(self.title)}</h2>'
        return f'<section aria-labelledby="{self.name}">\n{heading}\n{body}\n</section>'


def markup(text: str) -> str:
    """HTML as it is, anything else as a paragraph."""
    return text if isinstance(text, HTML) else f"<p>{escape(text)}</p>"


def inline(text: str) -> str:
    """HTML as it is, anything else escaped."""
    return text if isinstance(text, HTML) else escape(text)


def symbol(latex: str, label: str = "") -> HTML:
    """A formula within a line."""
    return HTML(mathml(latex, label=label))


def formula(latex: str, label: str) -> HTML:
    """A formula on a line of its own, which scrolls sideways where it is too wide; `label` names it to a reader."""
    return HTML(
        f'<div class="formula" role="group" tabindex="0" aria-label="{escape(label)}">{mathml(latex, block=True)}</div>'
    )


def details(summary: str, parts: Iterable[str]) -> HTML:
    """Parts that unfold on request."""
    return HTML(f"<details><summary>{inline(summary)}</summary>{''.join(map(markup, parts))}</details>")


def table(header: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "", numbers: Iterable[int] = ()) -> HTML:
    """A table whose first cells head their rows; columns in `numbers` are not broken over lines."""
    numeric = set(numbers)
    head = "".join(f'<th scope="col">{inline(cell)}</th>' for cell in header)
    body = []
    for first, *rest in rows:
        cells = "".join(
            f"<td{' class=number' if k in numeric else ''}>{inline(cell)}</td>" for k, cell in enumerate(rest, 1)
        )
        body.append(f'<tr><th scope="row">{inline(first)}</th>{cells}</tr>')
    title = f"<caption>{inline(caption)}</caption>" if caption else ""
    whole = f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    return HTML(f'<div class="scroll">{whole}</div>')


def page(title: str, heading: HTML, id: str, lead: str, sections: Sequence[Section], footer: str) -> str:
    """The whole document."""
    links = "".join(f'<li><a href="#{s.name}">{escape(s.title)}</a></li>' for s in sections)
    body = "\n".join(section.html for section in sections)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="generator" content="dark-amps">
<title>{escape(title)}</title>
<style>{font_face()}{STYLE}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>{heading}</h1>
<p class="id">{escape(id)}</p>
<p class="lead">{inline(lead)}</p>
</header>
<nav aria-label="Contents"><ul>{links}</ul></nav>
<main id="content">
{body}
</main>
<footer>{inline(footer)}</footer>
</body>
</html>
"""
