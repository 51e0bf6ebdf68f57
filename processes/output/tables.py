"""Tables on disk with their provenance: CSV, Parquet, NetCDF or HDF5 by suffix, written whole or not at all."""

from __future__ import annotations

import csv
import importlib
import importlib.util
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

NEEDS = {".csv": (), ".parquet": ("pyarrow",), ".nc": ("xarray", "h5netcdf", "h5py"), ".h5": ("h5py",)}
"""What each format needs beyond the installed dependencies."""


SHOWN = 20
"""Rows that a notebook shows of a table."""


@dataclass(frozen=True)
class Column:
    """Values of one quantity with its unit and meaning."""

    values: Sequence[Any]
    unit: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Table:
    """Named columns of equal length and where they come from.

    The first columns are the `axes`: name -> the values on it, of which the rows are the product, the last one
    running fastest.
    """

    provenance: Mapping[str, Any]
    columns: Mapping[str, Column]
    axes: Mapping[str, Sequence[float]]

    def _repr_html_(self) -> str:
        from amps.html import html_table

        header = [f"{name} [{c.unit}]" if c.unit not in ("", "1") else name for name, c in self.columns.items()]
        rows = list(zip(*(map(_cell, c.values) for c in self.columns.values()), strict=True))
        caption = f"{len(rows)} rows" + (f", the first {SHOWN} shown" if len(rows) > SHOWN else "")
        return html_table(header, rows[:SHOWN], caption)


def check_output(path: str | Path, mark: str) -> Path:
    """The path, if a table can be written there in the format of its suffix.

    `mark` is what a file of ours at that path contains: any other one is not overwritten. Raises ValueError for an
    unknown suffix, a missing library, a missing folder or somebody else's file.
    """
    path = Path(path)
    check_libraries(path)
    check_folder(path)
    if path.exists() and (not path.is_file() or (path.stat().st_size and mark.encode() not in path.read_bytes())):
        raise ValueError(f"{path} exists and is not a {mark}; it is not overwritten: choose another name or move it")
    return path


def check_libraries(path: Path) -> None:
    """Raises ValueError for a suffix that stands for no format, or if the libraries of the format are missing."""
    if path.suffix not in NEEDS:
        raise ValueError(f"cannot write {path}: the name must end in {', '.join(NEEDS)}")
    missing = [library for library in NEEDS[path.suffix] if importlib.util.find_spec(library) is None]
    if missing:
        raise ValueError(f"{path.suffix} files need {', '.join(missing)}: pip install 'dark-amps[hep]', or write .csv")


def check_folder(path: Path) -> None:
    """Raises ValueError unless a file can be created beside `path`."""
    if not path.parent.is_dir():
        raise ValueError(f"cannot write {path}: there is no folder {path.parent}; create it first")
    if not os.access(path.parent, os.W_OK):
        raise ValueError(f"cannot write {path}: the folder {path.parent} does not allow it")


def write_table(table: Table, path: Path) -> None:
    """Write the table in the format of the suffix; the file appears complete or not at all."""
    writers: dict[str, Callable[[Table, Path], None]] = {
        ".csv": _write_csv,
        ".parquet": _write_parquet,
        ".nc": _write_nc,
        ".h5": _write_h5,
    }
    atomically(path, lambda draft: writers[path.suffix](table, draft))


def atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a draft beside `path`, bring it to disk and move it into place."""
    draft = path.with_name(f".{path.stem}-{os.getpid()}{path.suffix}")
    try:
        write(draft)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def csv_text(table: Table) -> str:
    """The table as CSV: `#` lines with provenance and the meaning of columns, a header, one line per row."""
    text = io.StringIO()
    for name, value in table.provenance.items():
        entries = {f"{name} {k}": v for k, v in value.items()} if isinstance(value, dict) else {name: value}
        for entry, content in entries.items():
            text.write(f"# {entry}: {content if isinstance(content, str) else json.dumps(content)}\n")
    for name, column in table.columns.items():
        if column.meaning:
            text.write(f"# column {name}{f' [{column.unit}]' if column.unit else ''}: {column.meaning}\n")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(table.columns)
    lines.writerows(zip(*(map(_cell, column.values) for column in table.columns.values()), strict=True))
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, float) else str(value)


def _write_csv(table: Table, path: Path) -> None:
    path.write_text(csv_text(table), encoding="utf-8")


def _write_parquet(table: Table, path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    fields = []
    arrays = []
    for name, column in table.columns.items():
        array = pyarrow.array(list(column.values))
        arrays.append(array)
        about = {"unit": column.unit, "meaning": column.meaning}
        fields.append(pyarrow.field(name, array.type, metadata={k: v for k, v in about.items() if v}))
    metadata = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in table.provenance.items()
    }
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=pyarrow.schema(fields, metadata=metadata)), path)


def _write_nc(table: Table, path: Path) -> None:
    import numpy as np
    import xarray

    shape = tuple(len(values) for values in table.axes.values())
    coordinates, variables = {}, {}
    for name, column in table.columns.items():
        about = {"units": column.unit, "long_name": column.meaning}
        attributes = {k: v for k, v in about.items() if v}
        if name in table.axes:
            coordinates[name] = (name, np.asarray(table.axes[name]), attributes)
            continue
        values = [np.nan if value is None else value for value in column.values]
        array = np.array(values, dtype=object if isinstance(values[0], str) else None).reshape(shape)
        variables[name] = (tuple(table.axes), array.astype(np.int8) if array.dtype == bool else array, attributes)
    attributes = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in table.provenance.items()
    }
    xarray.Dataset(variables, coordinates, attributes).to_netcdf(path, engine="h5netcdf")


def _write_h5(table: Table, path: Path) -> None:
    """One dataset per column: the axes in one dimension, everything else in the shape of the grid they span."""
    import numpy as np

    h5py: Any = importlib.import_module("h5py")
    shape = tuple(len(values) for values in table.axes.values())
    with h5py.File(path, "w") as file:
        for name, value in table.provenance.items():
            file.attrs[name] = value if isinstance(value, str) else json.dumps(value)
        for name, axis in table.axes.items():
            file[name] = np.asarray(axis, dtype=float)
            file[name].make_scale(name)
        for name, column in table.columns.items():
            if name not in table.axes:
                values = [np.nan if value is None else value for value in column.values]
                is_text = isinstance(values[0], str)
                array = np.array(values, dtype=object if is_text else None).reshape(shape)
                file.create_dataset(name, data=array, dtype=h5py.string_dtype() if is_text else None)
                for k, axis_name in enumerate(table.axes):
                    file[name].dims[k].attach_scale(file[axis_name])
            for key, text in (("unit", column.unit), ("meaning", column.meaning)):
                if text:
                    file[name].attrs[key] = text
