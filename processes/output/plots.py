"""Plots of scans, histograms, Dalitz densities and branching fractions, to PNG, SVG or PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from processes.output.branching import branching_curves, from_threshold, with_thresholds
from processes.output.style import LINES, NAMES, QUANTITIES, axis_label, figure, parameter_label, typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from processes.core.process import Process
    from processes.core.unstable import Unstable
    from processes.output.grid import Grid
    from processes.output.scan import Scan

LOG_RATIO = 20
"""Rates that vary by more are shown on a logarithmic axis."""

PEAK = 30
"""Densities whose maximum exceeds their median by more are shown on a logarithmic scale."""

FEWEST_LOG_BINS = 3
"""Bins from which on equal ratios of their edges make an axis logarithmic."""

SMALLEST_COLOUR = 1e-12
"""Colours on a logarithmic scale end at this part of the maximum."""

SMALLEST_FRACTION = 1e-3
"""Branching fractions that stay below are left to the table."""


def plot_scan(scan: Scan, path: str | Path) -> Path:
    """The rate against one parameter with its error band, or as colours over the plane of two; returns the path.

    Axes are logarithmic where the scan is, the rate's where it varies by more than a factor of 20. Raises ValueError
    for three varied parameters.
    """
    check_plottable(len(scan.varied))
    return _curve(scan, path) if len(scan.varied) == 1 else _plane(scan, path)


def check_plottable(varied: int) -> None:
    """Raises ValueError for a scan over more parameters than a plot can show."""
    if varied > 2:
        raise ValueError(f"a plot shows a scan over one or two parameters, not {varied}; plot a slice of its table")


def plot_histogram(
    histogram: Any,
    path: str | Path,
    *,
    xlabel: str,
    ylabel: str,
    title: str = "",
    label: str = "",
    log: bool | None = None,
) -> Path:
    """A one-dimensional histogram with its errors; returns the path.

    `histogram` has edges, `values()` and `variances()` as in the PlottableHistogram protocol of Scikit-HEP (hist,
    boost-histogram, uproot). Labels are LaTeX or plain text with the unit in brackets. `log` sets the height's axis,
    logarithmic by default where a peak would hide the rest; that of the bins is where their edges are.
    """
    import numpy as np

    axis = histogram.axes[0]
    edges = np.array([axis[0][0], *(axis[i][1] for i in range(len(axis)))])
    values, errors = histogram.values(), np.sqrt(histogram.variances())
    is_log, has_log_bins = _is_peaked(values) if log is None else log, _are_logarithmic(edges)
    middle = np.sqrt(edges[1:] * edges[:-1]) if has_log_bins else (edges[1:] + edges[:-1]) / 2
    with figure(path, title) as (_, axes):
        axes.stairs(values, edges, lw=1.8, label=label or None, fill=False)
        axes.errorbar(middle, values, errors, fmt="none", ecolor="0.25", elinewidth=1.2, capsize=2)
        axes.set_xlim(edges[0], edges[-1])
        if has_log_bins:
            axes.set_xscale("log")
        if is_log:
            axes.set_yscale("log")
            axes.set_ylim(*_decades(values))
        elif (values >= 0).all():
            axes.set_ylim(bottom=0)
        axes.set(xlabel=typeset(xlabel), ylabel=typeset(ylabel))
        if label:
            axes.legend()
    return Path(path)


def plot_plane(histogram: Any, path: str | Path, *, labels: tuple[str, str], rate: str, title: str = "") -> Path:
    """A two-dimensional histogram as colours, empty bins left white; returns the path.

    Labels and scales as in `plot_histogram`.
    """
    import numpy as np

    edges = [np.array([axis[0][0], *(axis[i][1] for i in range(len(axis)))]) for axis in histogram.axes]
    values = np.where(histogram.values() > 0, histogram.values(), np.nan)
    with figure(path, title) as (drawn, axes):
        mesh = axes.pcolormesh(*edges, values.T, norm=_norm(values, log=_is_peaked(values)), rasterized=True)
        axes.set_xscale("log" if _are_logarithmic(edges[0]) else "linear")
        axes.set_yscale("log" if _are_logarithmic(edges[1]) else "linear")
        axes.set(xlabel=typeset(labels[0]), ylabel=typeset(labels[1]))
        axes.grid(False)
        drawn.colorbar(mesh, ax=axes, label=typeset(rate))
    return Path(path)


def plot_dalitz(process: Process, path: str | Path, *, cells: int = 240, log: bool | None = None, **given: Any) -> Path:
    """The density of a three-body decay over the squared masses of its first two and last two particles.

    Colours are logarithmic if `log`, by default where a peak would hide the rest. `given` are parameters and options
    of the process. Returns the path. Raises ValueError for another kind of process, and below threshold.
    """

    from processes.output.dalitz import dalitz_density

    density = dalitz_density(process, cells=cells, **given)
    names = [particle.latex or particle.name for particle in density.process.parsed.final]
    with figure(path, density.process.parsed._repr_latex_()) as (drawn, axes):
        mesh = axes.pcolormesh(
            density.s12,
            density.s23,
            density.values.T,
            norm=_norm(density.values, _is_peaked(density.values) if log is None else log),
            rasterized=True,
        )
        axes.plot(*density.boundary, color="0.3", lw=1)
        axes.set_xlabel(axis_label("s12", "GeV^2", f"m^2({names[0]}\\,{names[1]})"))
        axes.set_ylabel(axis_label("s23", "GeV^2", f"m^2({names[1]}\\,{names[2]})"))
        axes.grid(False)
        axes.set_xlim(_with_margin(density.boundary[0]))
        axes.set_ylim(_with_margin(density.boundary[1]))
        bar = drawn.colorbar(mesh, ax=axes)
        bar.set_label(r"$d^2\Gamma\,/\,dm^2\,dm^2$ [GeV$^{-3}$]")
        axes.text(
            0.97,
            0.96,
            _values(density.process, density.parameters),
            transform=axes.transAxes,
            ha="right",
            va="top",
            fontsize=10,
        )
    return Path(path)


def plot_branching_fractions(particle: Unstable, path: str | Path, *, mass: Grid, **given: Any) -> Path:
    """Branching fractions of a particle's decays against its mass; returns the path.

    `given` are the other parameters of its model. Channels below one per mille everywhere are left out, masses at
    which the particle is stable are shaded. Raises ValueError for a massless particle or unknown parameters.
    """
    import numpy as np

    name = particle.particle.mass
    if name is None:
        raise ValueError(f"{particle.particle.name} is massless: it has no decays to show")
    masses = with_thresholds(particle, name, mass.values(), given)
    curves = branching_curves(particle, name, masses, given)
    shown = {final: y for final, y in curves.items() if np.nanmax(y, initial=0) > SMALLEST_FRACTION}
    with figure(path, f"Decays of ${particle.particle.latex or particle.particle.name}$") as (_, axes):
        for k, (final, y) in enumerate(shown.items()):
            # dashes let a curve that lies under another show through
            axes.plot(masses, from_threshold(y), LINES[k % len(LINES)], label=f"${_latex(particle, final)}$")
        stable = _closed_range(masses, np.isnan(next(iter(curves.values()))))
        if stable is not None:
            axes.axvspan(*stable, color="0.85", lw=0, label="stable", zorder=0)
        axes.set_xscale("log" if mass.log else "linear")
        axes.set_xlim(masses[0], masses[-1])
        axes.set_ylim(0, 1.03)
        axes.set_xlabel(axis_label(name, "GeV", _parameter_latex(particle, name)))
        axes.set_ylabel("branching fraction")
        axes.legend(ncols=1 + len(shown) // 7, frameon=True, framealpha=0.85, edgecolor="none")
    return Path(path)


def _curve(scan: Scan, path: str | Path) -> Path:
    import numpy as np

    (name,) = scan.varied
    x, y, error = (np.asarray(scan.column(column), dtype=float) for column in (name, "value", "error"))
    is_open = np.isfinite(y) & (y > 0)
    shown = np.where(is_open, y, np.nan)
    with figure(path, scan.reaction_latex) as (_, axes):
        marker = "o" if len(x) <= 60 else ""
        called = NAMES.get(scan.quantity, scan.quantity.replace("_", " "))
        (line,) = axes.plot(x, shown, marker=marker, ms=3.5, zorder=3, label=called)
        if is_open.any() and np.nanmax(error[is_open]) > 0:
            largest = np.max(error[is_open] / y[is_open])
            label = f"integration error, at most {100 * largest:.2g} %"
            axes.fill_between(x, shown - error, shown + error, color=line.get_color(), alpha=0.3, lw=0, label=label)
        if name in scan.logarithmic:
            axes.set_xscale("log")
        if is_open.any() and np.nanmax(shown) > LOG_RATIO * np.nanmin(shown):
            axes.set_yscale("log")
        else:
            axes.set_ylim(bottom=0)
        # a lifetime without a decay is infinite
        closed = _closed_range(x, (y == 0) | np.isinf(y))
        if closed is not None:
            axes.axvspan(*closed, color="0.85", lw=0, label=_nothing(scan), zorder=0)
        axes.set_xlim(x[0], x[-1])
        axes.set_xlabel(parameter_label(name, scan.varied[name]))
        axes.set_ylabel(_rate_label(scan))
        # white behind the legend: it may lie on what is shaded
        axes.legend(frameon=True, framealpha=0.85, edgecolor="none")
    return Path(path)


def _plane(scan: Scan, path: str | Path) -> Path:
    import numpy as np

    one, two = scan.varied
    x, y = (np.array(scan.table.axes[name]) for name in (one, two))
    values = np.asarray(scan.column("value"), dtype=float)
    values = np.where(values > 0, values, np.nan)
    with figure(path, scan.reaction_latex) as (drawn, axes):
        ratio = np.nanmax(values, initial=0) / np.nanmin(values, initial=np.inf)
        norm = _norm(values, log=ratio > LOG_RATIO)
        mesh = axes.pcolormesh(x, y, values.T, norm=norm, shading="nearest", rasterized=True)
        for name, set_scale, set_label in (
            (one, axes.set_xscale, axes.set_xlabel),
            (two, axes.set_yscale, axes.set_ylabel),
        ):
            set_scale("log" if name in scan.logarithmic else "linear")
            set_label(parameter_label(name, scan.varied[name]))
        axes.grid(False)
        if np.isnan(values).any():
            axes.set_facecolor("0.85")
            axes.plot([], [], "s", color="0.85", mec="0.6", label=_nothing(scan))
            axes.legend(frameon=True, framealpha=0.9, loc="lower left")
        drawn.colorbar(mesh, ax=axes, label=_rate_label(scan))
    return Path(path)


def _is_peaked(values: Any) -> bool:
    """Whether a peak stands so far above the positive values that on a linear scale they would vanish."""
    import numpy as np

    positive = values[values > 0]
    return bool(len(positive) and positive.max() > PEAK * np.median(positive))


def _are_logarithmic(edges: Any) -> bool:
    """Whether bins have equal ratios of their edges and span decades."""
    import numpy as np

    if len(edges) <= FEWEST_LOG_BINS or edges[0] <= 0:
        return False
    ratios = edges[1:] / edges[:-1]
    return bool(np.allclose(ratios, ratios[0], rtol=1e-3) and edges[-1] > 10 * edges[0])


def _decades(values: Any) -> tuple[float, float] | tuple[None, None]:
    """Limits of a logarithmic axis, a factor of two beyond the positive values."""
    positive = values[values > 0]
    if not len(positive):
        return None, None
    top = float(positive.max())
    return max(float(positive.min()), SMALLEST_COLOUR * top) / 2, 2 * top


def _norm(values: Any, log: bool) -> Any:
    import numpy as np
    from matplotlib.colors import LogNorm, Normalize

    top = float(np.nanmax(values))
    if not log:
        return Normalize(0, top)
    return LogNorm(max(float(np.nanmin(values[values > 0])), SMALLEST_COLOUR * top), top)


def _rate_label(scan: Scan) -> str:
    unit = scan.table.columns["value"].unit
    return axis_label(scan.quantity, unit, QUANTITIES.get(scan.quantity, ""))


def _nothing(scan: Scan) -> str:
    """Why a rate is exactly zero."""
    return "below threshold" if scan.table.provenance["cuts"] == "none" else "no phase space"


def _closed_range(x: Any, closed: Any) -> tuple[float, float] | None:
    """The stretch at either end of the axis where nothing is open, up to the middle of the step at which it opens."""
    if not closed.any() or (closed[0] and closed[-1]):
        return (float(x[0]), float(x[-1])) if closed.all() else None
    if closed[-1]:
        first = int(closed.argmax())
        return float(x[first - 1]), float(x[-1])
    last = len(closed) - int(closed[::-1].argmax()) - 1
    return float(x[0]), float(x[last + 1])


def _with_margin(values: Any) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    return low - 0.03 * (high - low), high + 0.03 * (high - low)


def _values(process: Process, parameters: dict[str, float]) -> str:
    own: Sequence[str] = [name for name in process.parameters if name in parameters]
    lines = []
    for name in own:
        p = process.arguments[name]
        unit = "" if p.unit == "1" else f" {p.unit}"
        lines.append(f"${p.latex or name} = {parameters[name]:.4g}${unit}")
    return "\n".join(lines)


def _latex(particle: Unstable, final: str) -> str:
    return r"\,".join(particle.model.particle(name).latex or name for name in final.split())


def _parameter_latex(particle: Unstable, name: str) -> str:
    for process in particle.channels.values():
        if name in process.arguments and process.arguments[name].latex:
            return process.arguments[name].latex
    return f"m_{{{particle.particle.latex or particle.particle.name}}}"
