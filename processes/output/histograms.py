"""Histograms on disk and as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from processes.output.tables import Column, Table, atomically, check_folder, check_output, write_table

if TYPE_CHECKING:
    from processes.core.histogram import Histogram

MARK = "differential rate"


def save_histogram(histogram: Histogram, path: str | Path) -> Path:
    """Write it as .csv, .json or .parquet, whole or not at all; returns the path.

    CSV has `#` lines with provenance, then one row per bin with its edges, density and error. Raises ValueError
    for another suffix or a folder that cannot be written.
    """
    path = check_histogram_path(path)
    if path.suffix == ".json":
        import json

        text = json.dumps(histogram.as_dict(), indent=2, allow_nan=False)

        def write(draft: Path) -> None:
            draft.write_text(text + "\n", encoding="utf-8")

        atomically(path, write)
    else:
        write_table(_table(histogram), path)
    return path


def plot_distribution(histogram: Histogram, path: str | Path) -> Path:
    """Draw it to .png, .svg or .pdf, with errors or, in two observables, as colours over their plane.

    Returns the path. Raises ValueError for another suffix or a folder that cannot be written.
    """
    from processes.output.plots import plot_histogram, plot_plane
    from processes.output.style import QUANTITIES, axis_label, unit_label

    symbol = QUANTITIES.get(histogram.total.quantity, histogram.total.quantity)
    title = histogram.reaction_latex or histogram.total.reaction
    labels = [axis_label(axis.name, axis.unit, axis.latex) for axis in histogram.axes]
    over = r"\,".join(f"d{axis.latex or axis.name}" for axis in histogram.axes)
    if len(histogram.axes) == 1:
        rate = f"$d{symbol}/{over}$ [{unit_label(histogram.unit)}]"
        return plot_histogram(histogram, path, xlabel=labels[0], ylabel=rate, title=title)
    rate = f"$d^2{symbol}/{over}$ [{unit_label(histogram.unit)}]"
    return plot_plane(histogram, path, labels=(labels[0], labels[1]), rate=rate, title=title)


def _table(histogram: Histogram) -> Table:
    import numpy as np

    e = histogram.total
    provenance = {
        "made by": MARK,
        "id": e.id,
        "reaction": e.reaction,
        "observable": histogram.observable,
        "total": f"{e.value!r} +- {e.error!r} {e.unit}",
        "outside": f"{histogram.outside!r} +- {histogram.outside_error!r} {e.unit}",
        "seed": e.seed,
        "evaluations": e.n_evaluations,
        "parameters": {k: v for k, v in e.parameters.items() if isinstance(v, (int, float, str))},
        "references": list(e.references),
        "warnings": list(e.warnings),
    }
    columns = {}
    for k, axis in enumerate(histogram.axes):
        for end, edges in (("low", axis.edges[:-1]), ("high", axis.edges[1:])):
            shape = [1] * len(histogram.axes)
            shape[k] = len(edges)
            values = np.broadcast_to(edges.reshape(shape), histogram.density.shape).ravel().tolist()
            columns[f"{axis.name}_{end}"] = Column(values, axis.unit, f"{end} edge of the bin")
    columns["density"] = Column(histogram.density.ravel().tolist(), histogram.unit, "rate per bin width")
    columns["error"] = Column(histogram.errors.ravel().tolist(), histogram.unit, "its error")
    return Table(provenance, columns, {})


def check_histogram_path(path: str | Path) -> Path:
    """The path, if a histogram can be written there. Raises ValueError saying why not."""
    path = Path(path)
    if path.suffix not in (".csv", ".json", ".parquet"):
        raise ValueError(f"cannot write {path}: a histogram is written as .csv, .json or .parquet")
    if path.suffix == ".json":
        check_folder(path)
        return path
    return check_output(path, MARK)
