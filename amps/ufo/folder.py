"""The files of a UFO folder and what they declare."""

from __future__ import annotations

from pathlib import Path

from amps.ufo.errors import Place, UFOError
from amps.ufo.syntax import File, scan

NEEDED = ("particles", "parameters", "couplings", "lorentz", "vertices")
OPTIONAL = ("coupling_orders", "function_library", "form_factors", "propagators")
IGNORED = {
    "decays": "decays.py was not read: widths are computed from the vertices",
    "CT_vertices": "CT_vertices.py was not read: there are no counterterms at tree level",
}


def is_ufo_folder(path: Path) -> bool:
    """Whether a folder holds the files that make it a UFO model."""
    return all((path / f"{name}.py").is_file() for name in NEEDED)


def scan_folder(path: Path) -> tuple[dict[str, File], list[str]]:
    """Declarations by file stem, and notices on files that are left aside.

    Raises UFOError for a folder or file that is missing, UnsafeUFO for a file that holds more than declarations.
    """
    if not path.is_dir():
        raise UFOError(Place(str(path)), "is not a folder")
    missing = [f"{name}.py" for name in NEEDED if not (path / f"{name}.py").is_file()]
    if missing:
        raise UFOError(Place(path.name), f"is not a UFO model: it has no {', '.join(missing)}")
    names = (*NEEDED, *(name for name in OPTIONAL if (path / f"{name}.py").is_file()))
    files = {name: scan(path / f"{name}.py") for name in names}
    return files, [notice for name, notice in IGNORED.items() if (path / f"{name}.py").is_file()]
