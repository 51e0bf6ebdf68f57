"""The library as one page of tables: what every process is, what it needs, and how long its file is."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import processes

if TYPE_CHECKING:
    from processes.core.process import Process

CHAPTERS = {
    "decays": "Decays",
    "colliders": "Electron-positron and electron-photon collisions",
    "annihilation": "Annihilation of dark matter",
    "fixed_target": "Scattering on electrons and nuclei at rest",
    "neutrinos": "Neutrino scattering",
    "bound_states": "Bound states",
    "loops": "One loop",
}

HEAD = """# The processes of the library

This page is generated: `amps list --write derivations/systems.md`. `amps show ID` says more of each process, and
`amps check ID` holds it to its second route. Constants such as the masses of known particles are parameters as well,
with defaults. Rates without a closed form are integrated by quadrature or VEGAS. The last column counts the lines of
the process's file, all there is to write for it.
"""


def systems_page() -> str:
    """Markdown with one table per chapter of the library."""
    library = Path(processes.__file__).parent / "library"
    files = sorted((path.parent.name, path.stem, path) for path in library.glob("*/*.py") if path.stem != "__init__")
    order = list(CHAPTERS)
    parts = [HEAD]
    lengths: list[int] = []
    for chapter, group in groupby(sorted(files, key=lambda f: (order.index(f[0]), f[1])), key=lambda f: f[0]):
        rows = ["| id | reaction | parameters | options | closed form | lines |", "|---|---|---|---|---|---|"]
        for _, name, path in group:
            lengths.append(len(path.read_text(encoding="utf-8").splitlines()))
            rows.append(_row(processes.get(name), lengths[-1]))
        parts.append(f"## {CHAPTERS[chapter]}\n\n" + "\n".join(rows) + "\n")
    median = sorted(lengths)[len(lengths) // 2]
    parts.append(f"{len(lengths)} files of {min(lengths)} to {max(lengths)} lines, median {median}.\n")
    return "\n".join(parts)


def _row(process: Process, lines: int) -> str:
    declared = dict(process.parameters)  # type: ignore[arg-type]
    needed = [name for name, p in declared.items() if p.is_required]
    optional = [f"{name} = {p.default:g}" for name, p in declared.items() if isinstance(p.default, int | float)]
    options = "; ".join(f"{name}: {', '.join(map(str, values))}" for name, values in process.options.items())
    closed = ", ".join(process.closed_forms)
    cells = (process.id, process.reaction, ", ".join([*needed, *optional]), options, closed, str(lines))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
