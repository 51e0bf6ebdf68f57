"""amps distribution: a rate differential in one observable, as a table or a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from processes.cli.arguments import (
    AsJson,
    Assignments,
    ModelName,
    ProcessName,
    find_process,
    print_json,
    read_assignments,
)

if TYPE_CHECKING:
    from processes.core.histogram import Histogram

BAR = 40


def distribution(
    process: ProcessName,
    of: Annotated[str, typer.Option("--of", help="observable: E_gamma, m_miss2, cos_mu-, ...; two joined by a comma")],
    bins: Annotated[int, typer.Option("--bins", help="number of bins")] = 40,
    limits: Annotated[
        str | None, typer.Option("--range", metavar="LOW:HIGH", help="range of the bins; all of it by default")
    ] = None,
    assignments: Assignments = None,
    params: Annotated[Path | None, typer.Option("--params", help="JSON or TOML file of parameters")] = None,
    cut: Annotated[str | None, typer.Option("--cut", help="a condition on observables: 'E_gamma > 0.5'")] = None,
    rtol: Annotated[float | None, typer.Option("--rtol", help="relative accuracy of the whole rate")] = None,
    neval: Annotated[int | None, typer.Option("--neval", help="evaluations allowed in all")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="seed of the random numbers")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="unit of the whole rate")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="picture: .png, .svg or .pdf")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="table: .csv, .json or .parquet")] = None,
    model: ModelName = None,
    as_json: AsJson = False,
) -> None:
    """Compute a differential width or cross section."""
    from processes.output.histograms import check_histogram_path, plot_distribution, save_histogram
    from processes.output.style import check_plot_path

    if plot is not None:
        check_plot_path(plot)
    if out is not None:
        check_histogram_path(out)
    names = tuple(of.split(","))
    if plot is not None and len(names) > 1:
        raise ValueError("--plot shows one observable; for two write the table with --out")
    ranges = None if limits is None else _limits(limits)
    settings = {"rtol": rtol, "neval": neval, "seed": seed, "cuts": cut, "unit": unit}
    given = read_assignments(assignments, params=params) | {k: v for k, v in settings.items() if v is not None}
    chosen = find_process(process, model)
    if len(names) == 1:
        found = chosen.differential(names[0], bins, ranges, **given)
    else:
        found = chosen.differential(names, bins, None if ranges is None else (ranges,) * len(names), **given)  # type: ignore[arg-type]
    if plot is not None:
        plot_distribution(found, plot)
    if out is not None:
        save_histogram(found, out)
    if as_json:
        print_json(found.as_dict())
    else:
        typer.echo("\n".join(_lines(found)))


def _limits(text: str) -> tuple[float, float]:
    """LOW:HIGH as numbers. Raises ValueError for anything else."""
    try:
        low, high = map(float, text.split(":"))
    except ValueError as error:
        raise ValueError(f"--range must read LOW:HIGH with two numbers, not {text!r}") from error
    return low, high


def _lines(histogram: Histogram) -> list[str]:
    total = histogram.total
    lines = [total.reaction, f"{total.quantity} = {total}"]
    if len(histogram.axes) == 1:
        (axis,) = histogram.axes
        top = max(histogram.density.max(), 0.0) or 1.0
        lines.append(f"{axis.name}{'' if axis.unit == '1' else f' [{axis.unit}]'}, density in {histogram.unit}")
        for k, (value, error) in enumerate(zip(histogram.density, histogram.errors, strict=True)):
            low, high = axis[k]
            bar = "#" * round(BAR * max(value, 0.0) / top)
            lines.append(f"{low:11.5g} {high:11.5g}  {value:12.5g} +- {error:8.2g}  {bar}".rstrip())
    lines.append(f"outside the bins: {histogram.outside:.3g} {total.unit}")
    return lines + [f"warning: {w}" for w in total.warnings]
