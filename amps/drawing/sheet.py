"""A sheet of pictures: one SVG document from one picture or from a numbered grid of them, written in one go."""

from __future__ import annotations

import os
from math import ceil, sqrt
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.drawing.picture import Picture

SPACE = 24.0
"""Between the diagrams of a grid, px."""
FONT_STYLE = 'font-family="STIX Two Text, Latin Modern Roman, Cambria, Times New Roman, serif" font-style="italic"'


def single(drawn: Picture, path: str | Path | None = None) -> str:
    """One picture as a document, also written to `path` (.svg) if given."""
    return _finish(_document(drawn.elements, drawn.width, drawn.height, drawn.title), path)


def grid(drawn: Sequence[Picture], path: str | Path | None = None, columns: int | None = None) -> str:
    """Numbered pictures, read row by row, also written to `path` (.svg) if given.

    Raises ValueError for no pictures, less than one column or another suffix, and OSError for a place that cannot be
    written.
    """
    if not drawn:
        raise ValueError("expected at least one diagram to draw, found none")
    if columns is not None and columns < 1:
        raise ValueError(f"a grid needs at least one column; got columns={columns}")
    across = min(len(drawn), columns or (len(drawn) if len(drawn) <= 3 else ceil(sqrt(len(drawn)))))
    width, height = max(p.width for p in drawn) + SPACE, max(p.height for p in drawn) + SPACE
    elements: list[str] = []
    for k, cell in enumerate(drawn):
        row, column = divmod(k, across)
        x = column * width + (width - cell.width) / 2
        y = row * height + (height - cell.height) / 2
        elements += [
            f'<g transform="translate({x:.1f} {y:.1f})"><title>{escape(cell.title)}</title>',
            *cell.elements,
            "</g>",
            _number(k + 1, column * width + 8, row * height + 20),
        ]
    reactions = "; ".join(dict.fromkeys(cell.title.split(" via ")[0] for cell in drawn))
    title = f"{reactions}: {len(drawn)} diagram{'s' if len(drawn) > 1 else ''}"
    return _finish(_document(elements, across * width, ceil(len(drawn) / across) * height, title), path)


def _number(number: int, x: float, y: float) -> str:
    style = 'font-size="13" font-style="normal" fill="currentColor" stroke="none" opacity="0.65"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{number}</text>'


def _document(elements: Sequence[str], width: float, height: float, title: str) -> str:
    box = f"{width:.0f} {height:.0f}"
    size = 'width="{}" height="{}"'.format(*box.split())
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box}" {size} role="img">',
            f"<title>{escape(title)}</title>",
            f'<g fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" {FONT_STYLE}>',
            *elements,
            "</g>",
            "</svg>\n",
        ]
    )


def _finish(text: str, path: str | Path | None) -> str:
    """Write the document, all of it or nothing."""
    if path is None:
        return text
    target = Path(path)
    if target.suffix.lower() != ".svg":
        raise ValueError(f"drawings are SVG: expected a file name ending in .svg, found {str(path)!r}")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return text
