"""amps distribution: a rate differential in one observable, as a table or a picture."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from processes.cli.arguments import (
    AsJson,
    Assignments,
    Cut,
    ModelName,
    Neval,
    Params,
    ProcessName,
    Rtol,
    Seed,
    Unit,
    find_process,
    print_json,
    read_given,
    watched,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from processes.core.histogram import Histogram

BAR = 40
MOST_SHOWN = 400
"""Bins that are printed; more of them are for a file."""


Of = Annotated[str, typer.Option("--of", help="observable: E_gamma, m_miss2, cos_mu-, ...; two joined by a comma")]
Bins = Annotated[str, typer.Option("--bins", metavar="N", help="number of bins; of two observables N or N,M")]
Limits = Annotated[
    str | None,
    typer.Option(
        "--range",
        metavar="LOW:HIGH[:log]",
        help="range of the bins, all of it by default; of two observables two joined by a comma",
    ),
]
Plot = Annotated[Path | None, typer.Option("--plot", help="picture: .png, .svg or .pdf")]
Out = Annotated[Path | None, typer.Option("--out", help="table: .csv, .json or .parquet")]


def distribution(
    process: ProcessName,
    of: Of,
    bins: Bins = "40",
    limits: Limits = None,
    assignments: Assignments = None,
    params: Params = None,
    cut: Cut = None,
    rtol: Rtol = None,
    neval: Neval = None,
    seed: Seed = None,
    unit: Unit = None,
    plot: Plot = None,
    out: Out = None,
    model: ModelName = None,
    as_json: AsJson = False,
) -> None:
    """Compute a differential width or cross section; prints it as bars, --plot and --out write it.

    --rtol and --unit are those of the whole rate; with :log all bins have the same ratio of their ends.

    Example: `amps distribution k_to_mu_nu_v --of m_miss2 --bins 20 --set m_V=0.1 --set g_V=1e-3`
    """
    from processes.output.histograms import check_histogram_path, plot_distribution, save_histogram
    from processes.output.style import check_plot_path

    if plot is not None:
        check_plot_path(plot)
    if out is not None:
        check_histogram_path(out)
    names = tuple(name.strip() for name in of.split(","))
    numbers = _each(bins, len(names), "--bins")
    ranges = [None] * len(names) if limits is None else _each(limits, len(names), "--range")
    axes = [_axis(number, text) for number, text in zip(numbers, ranges, strict=True)]
    given = read_given(assignments, params, rtol=rtol, neval=neval, seed=seed, cuts=cut, unit=unit) | watched()
    chosen = find_process(process, model)
    if len(names) == 1:
        found = chosen.differential(names[0], *axes[0], **given)
    else:
        found = chosen.differential(names, *map(list, zip(*axes, strict=True)), **given)  # type: ignore[arg-type]
    if plot is not None:
        plot_distribution(found, plot)
    if out is not None:
        save_histogram(found, out)
    if as_json:
        print_json(found.as_dict())
    else:
        typer.echo("\n".join(_lines(found)))


def _each(text: str, count: int, option: str) -> list[str]:
    """What an option says about each of `count` observables: one text for all, or as many joined by commas."""
    parts = text.split(",")
    if len(parts) not in (1, count):
        raise ValueError(f"{option} {text} is for {len(parts)} observables, --of names {count}")
    return parts * (count // len(parts))


def _axis(number: str, limits: str | None) -> tuple[Any, tuple[float, float] | None]:
    """Bins and limits of one observable: a number of bins, or their edges where they are logarithmic."""
    try:
        bins = int(number)
    except ValueError as error:
        raise ValueError(f"--bins must be whole numbers of at least 1, not {number!r}") from error
    if limits is None:
        return bins, None
    words = limits.split(":")
    is_log = words[2:] == ["log"]
    try:
        low, high = map(float, words[: 2 if is_log else None])
    except ValueError as error:
        raise ValueError(f"--range must read LOW:HIGH or LOW:HIGH:log with two numbers, not {limits!r}") from error
    if not is_log:
        return bins, (low, high)
    if not 0 < low < high < float("inf") or bins < 1:
        raise ValueError(f"--range {limits}: logarithmic bins need positive ends that rise, and at least one bin")
    import numpy as np

    return np.geomspace(low, high, bins + 1), None


def _lines(histogram: Histogram) -> list[str]:
    total = histogram.total
    lines = [total.reaction, f"{total.quantity} = {total}"]
    names = ", ".join(f"{a.name}{'' if a.unit == '1' else f' [{a.unit}]'}" for a in histogram.axes)
    if histogram.density.size > MOST_SHOWN:
        lines.append(f"{histogram.density.size} bins in {names}: --out and --plot write them")
    else:
        lines += [f"{names}, density in {histogram.unit}", *_rows(histogram)]
    lines.append(f"outside the bins: {histogram.outside:.3g} {total.unit}")
    return lines + [f"warning: {w}" for w in total.warnings]


def _rows(histogram: Histogram) -> Iterator[str]:
    """Edges, density and error of every bin, with a bar for its height; of two observables those that are not empty."""
    top = max(histogram.density.max(), 0.0) or 1.0
    for place in product(*map(range, histogram.density.shape)):
        value, error = histogram.density[place], histogram.errors[place]
        if len(place) > 1 and value == 0:
            continue
        edges = "  ".join("{:11.5g} {:11.5g}".format(*axis[k]) for axis, k in zip(histogram.axes, place, strict=True))
        bar = "#" * round(BAR * max(value, 0.0) / top)
        yield f"{edges}  {value:12.5g} +- {error:8.2g}  {bar}".rstrip()
