"""A process as code to take away: |M|^2, the rate, their tests and their meaning, in a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from processes.output.export_items import ExportDisagrees, NotExportable, export_items

if TYPE_CHECKING:
    from processes.core.process import Process

__all__ = ["TARGETS", "ExportDisagrees", "NotExportable", "check_directory", "export_process"]

TARGETS = ("c", "numpy", "jax")


def export_process(process: Process, directory: str | Path, target: str = "c", **options: Any) -> tuple[Path, ...]:
    """Write |M|^2 and the rate of a process as self-contained code for "c", "numpy" or "jax"; returns the files.

    `options` are those of the process. The folder tests itself at reference points whose |M|^2 was computed a second
    time with explicit helicity spinors. Raises ValueError for an unknown target or a folder that holds other files,
    ExportDisagrees if the two routes differ, NotExportable for a rate that has no form that runs by itself.
    """
    from codegen.export import export_folder

    if target not in TARGETS:
        raise ValueError(f"cannot export to {target!r}; possible are {', '.join(TARGETS)}")
    chosen = process.with_options(**options) if options else process
    folder = check_directory(directory, chosen.id or chosen.reaction, target)
    return export_folder(export_items(chosen), folder, target, chosen.id or None)


def check_directory(directory: str | Path, name: str, target: str) -> Path:
    """The folder, if it is new, empty, or holds an earlier export of the same process to the same target.

    Raises ValueError otherwise: other people's files are not overwritten or mixed with ours.
    """
    folder = Path(directory)
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"cannot export to {folder}: it is a file; give the name of a folder")
    if not folder.exists() or not any(folder.iterdir()):
        return folder
    try:
        found = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
        first = found[0] if isinstance(found, list) else found
        ours = (first["process"], first["target"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        raise ValueError(f"{folder} exists and holds other files; give a new or empty folder") from None
    if ours != (name, target):
        raise ValueError(f"{folder} holds {ours[0]} exported to {ours[1]}; give a new or empty folder")
    return folder
