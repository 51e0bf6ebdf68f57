"""Differential rates as histograms with errors, compatible with the Scikit-HEP histogram protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from processes.core.estimate import Estimate


@dataclass(frozen=True)
class Axis:
    """Bin edges of one observable, `latex` in formulas; a sequence of (lower, upper) pairs."""

    name: str
    unit: str
    edges: Any
    latex: str = ""

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
    whole rate (within the cuts). `reaction_latex` is the reaction for a title. Errors of different bins are nearly
    independent; that of the sum is `total.error`.
    """

    axes: tuple[Axis, ...]
    density: Any
    errors: Any
    unit: str
    outside: float
    outside_error: float
    total: Estimate
    reaction_latex: str = ""
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

    def _repr_html_(self) -> str:
        from processes.core.notebook import histogram_html

        return histogram_html(self)


def _identifier(name: str) -> str:
    return "".join(c if c.isalnum() else {"+": "p", "-": "m", "~": "bar"}.get(c, "_") for c in name)
