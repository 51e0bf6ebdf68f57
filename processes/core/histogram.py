"""Differential rates as histograms with errors, compatible with the Scikit-HEP histogram protocol."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from processes.core.estimate import Estimate


@dataclass(frozen=True)
class Axis:
    """Bin edges of one observable; a sequence of (lower, upper) pairs."""

    name: str
    unit: str
    edges: Any

    def __len__(self) -> int:
        return len(self.edges) - 1

    def __getitem__(self, k: int) -> tuple[float, float]:
        if not -len(self) <= k < len(self):
            raise IndexError(f"bin {k} of {len(self)}")
        k %= len(self)
        return float(self.edges[k]), float(self.edges[k + 1])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Axis) and self.name == other.name and list(self.edges) == list(other.edges)

    __hash__ = None  # type: ignore[assignment]

    @property
    def traits(self) -> Any:
        """Neither circular nor discrete."""
        from types import SimpleNamespace

        return SimpleNamespace(circular=False, discrete=False)


@dataclass(frozen=True, eq=False)
class Histogram:
    """A rate differential in one or two observables.

    `density` and `errors` have one entry per bin, shape (n,) or (n, m): the rate in the bin divided by its width, in
    `unit`. `outside` and `outside_error` are the rate below, above or beside the bins, in the unit of `total`, the
    whole rate (within the cuts). Errors of different bins are nearly independent; that of the sum is `total.error`.
    """

    axes: tuple[Axis, ...]
    density: Any
    errors: Any
    unit: str
    outside: float
    outside_error: float
    total: Estimate
    kind: str = "COUNT"

    @property
    def observable(self) -> str:
        """Names of the observables, separated by commas."""
        return ",".join(axis.name for axis in self.axes)

    @property
    def edges(self) -> Any:
        """Edges of the bins; of two observables a tuple of two arrays."""
        return self.axes[0].edges if len(self.axes) == 1 else tuple(axis.edges for axis in self.axes)

    @property
    def widths(self) -> Any:
        """Sizes of the bins, of the shape of `density`."""
        import numpy as np

        sizes = [np.diff(axis.edges) for axis in self.axes]
        return sizes[0] if len(sizes) == 1 else np.outer(*sizes)

    @property
    def rates(self) -> Any:
        """Rate in each bin, in the unit of `total`; together with `outside` they sum to the total."""
        return self.density * self.widths

    def values(self) -> Any:
        """The densities."""
        return self.density

    def variances(self) -> Any:
        """Squared errors of the densities."""
        return self.errors**2

    def counts(self) -> Any:
        """(density/error)^2, the number of unweighted events with the same relative error; 0 for empty bins."""
        import numpy as np

        return np.divide(self.density, self.errors, out=np.zeros_like(self.density), where=self.errors > 0) ** 2

    def to_numpy(self) -> tuple[Any, ...]:
        """(densities, edges) or (densities, edges, edges), as numpy.histogram returns them."""
        return (self.density, *(axis.edges for axis in self.axes))

    def to_hist(self) -> Any:
        """The same as a hist.Hist with weights. Raises ModuleNotFoundError with the line that installs hist."""
        try:
            import hist
        except ModuleNotFoundError as error:
            raise ModuleNotFoundError("to_hist needs hist: pip install 'dark-amps[hep]'") from error
        import numpy as np

        axes = [hist.axis.Variable(axis.edges, name=_identifier(axis.name), label=axis.name) for axis in self.axes]
        made = hist.Hist(*axes, storage=hist.storage.Weight())
        made.view()[...] = np.stack([self.density, self.errors**2], axis=-1).view(made.view().dtype)[..., 0]
        return made

    def as_dict(self) -> dict[str, Any]:
        """Plain values ready for JSON."""
        return {
            "observable": self.observable,
            "unit": self.unit,
            "edges": [axis.edges.tolist() for axis in self.axes] if len(self.axes) > 1 else self.axes[0].edges.tolist(),
            "values": self.density.tolist(),
            "errors": self.errors.tolist(),
            "outside": self.outside,
            "outside_error": self.outside_error,
            "total": self.total.as_dict(),
        }

    def save(self, path: str | Path) -> Path:
        """Write it as .csv, .json or .parquet, whole or not at all; returns the path.

        CSV has `#` lines with provenance, then one row per bin with its edges, density and error. Raises ValueError
        for another suffix or a folder that cannot be written.
        """
        from processes.output.tables import atomically, write_table

        path = check_histogram_path(path)
        if path.suffix == ".json":
            import json

            text = json.dumps(self.as_dict(), indent=2, allow_nan=False)

            def write(draft: Path) -> None:
                draft.write_text(text + "\n", encoding="utf-8")

            atomically(path, write)
        else:
            write_table(self._table(), path)
        return path

    def plot(self, path: str | Path) -> Path:
        """Draw it with its errors to .png, .svg or .pdf; returns the path. Raises ValueError for two observables."""
        from processes.output.plots import plot_histogram
        from processes.output.style import QUANTITIES, axis_label, unit_label

        if len(self.axes) != 1:
            raise ValueError("a plot shows a distribution in one observable; save the table of this one instead")
        axis = self.axes[0]
        symbol = QUANTITIES.get(self.total.quantity, self.total.quantity)
        return plot_histogram(
            self,
            path,
            xlabel=axis_label(axis.name, axis.unit if axis.unit != "1" else ""),
            ylabel=f"$d{symbol}$/$d$({axis.name}) [{unit_label(self.unit)}]",
            title=self.total.reaction,
        )

    def _table(self) -> Any:
        import numpy as np

        from processes.output.tables import Column, Table

        e = self.total
        provenance = {
            "made by": MARK,
            "id": e.id,
            "reaction": e.reaction,
            "observable": self.observable,
            "total": f"{e.value!r} +- {e.error!r} {e.unit}",
            "outside": f"{self.outside!r} +- {self.outside_error!r} {e.unit}",
            "seed": e.seed,
            "evaluations": e.n_evaluations,
            "parameters": {k: v for k, v in e.parameters.items() if isinstance(v, (int, float, str))},
            "references": list(e.references),
            "warnings": list(e.warnings),
        }
        columns = {}
        for k, axis in enumerate(self.axes):
            for end, edges in (("low", axis.edges[:-1]), ("high", axis.edges[1:])):
                shape = [1] * len(self.axes)
                shape[k] = len(edges)
                values = np.broadcast_to(edges.reshape(shape), self.density.shape).ravel().tolist()
                columns[f"{axis.name}_{end}"] = Column(values, axis.unit, f"{end} edge of the bin")
        columns["density"] = Column(self.density.ravel().tolist(), self.unit, "rate per bin width")
        columns["error"] = Column(self.errors.ravel().tolist(), self.unit, "its error")
        return Table(provenance, columns, {})


MARK = "differential rate"


def check_histogram_path(path: str | Path) -> Path:
    """The path, if a histogram can be written there. Raises ValueError saying why not."""
    from processes.output.tables import check_folder, check_output

    path = Path(path)
    if path.suffix not in (".csv", ".json", ".parquet"):
        raise ValueError(f"cannot write {path}: a histogram is written as .csv, .json or .parquet")
    if path.suffix == ".json":
        check_folder(path)
        return path
    return check_output(path, MARK)


def _identifier(name: str) -> str:
    return "".join(c if c.isalnum() else {"+": "p", "-": "m", "~": "bar"}.get(c, "_") for c in name)
