"""Feynman diagrams as SVG text: no LaTeX, no plotting library, no fonts to install.

Time runs from left to right. Fermions are solid, scalars dashed, vectors wavy and gluons curly; an arrow follows the
particle (not the antiparticle), so that self-conjugate particles have none. A dot is a renormalisable vertex, a hatched
circle an effective one or a form factor. Strokes take the colour of the surrounding text, on no background.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from amps.drawing.loops import draw_loops as draw_loops
from amps.drawing.picture import picture
from amps.drawing.sheet import grid, single

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.diagrams import Diagram


def draw(diagram: Diagram, path: str | Path | None = None, *, momentum_flow: bool = False) -> str:
    """The diagram as an SVG document, also written to `path` (.svg) if given.

    `momentum_flow` puts an arrow and the momentum beside every line. Raises ValueError for another suffix and OSError
    for a place that cannot be written.
    """
    return single(picture(diagram, momentum_flow), path)


def draw_all(
    diagrams: Sequence[Diagram],
    path: str | Path | None = None,
    *,
    columns: int | None = None,
    momentum_flow: bool = False,
) -> str:
    """All diagrams as one SVG document: a numbered grid, read row by row, also written to `path` (.svg) if given.

    Raises ValueError for no diagrams, less than one column or another suffix, and OSError for a place that cannot be
    written.
    """
    return grid([picture(diagram, momentum_flow) for diagram in diagrams], path, columns)
