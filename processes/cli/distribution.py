"""amps distribution: a rate differential in one observable, as a table or a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    from processes.core.histogram import Histogram

BAR = 40


Of = Annotated[str, typer.Option("--of", help="observable: E_gamma, m_miss2, cos_mu-, ...; two joined by a comma")]
Bins = Annotated[int, typer.Option("--bins", help="number of bins")]
Limits = Annotated[
    str | None, typer.Option("--range", metavar="LOW:HIGH", help="range of the bins; all of it by default")
]
Plot = Annotated[Path | None, typer.Option("--plot", help="picture: .png, .svg or .pdf")]
Out = Annotated[Path | None, typer.Option("--out", help="table: .csv, .json or .parquet")]


def distribution(
    process: ProcessName,
    of: Of,
    bins: Bins = 40,
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

    --rtol and --unit are those of the whole rate.

    Example: `amps distribution k_to_mu_nu_v --of m_miss2 --bins 20 --set m_V=0.1 --set g_V=1e-3`
    """
    from processes.output.histograms import check_histogram_path, plot_distribution, save_histogram
    from processes.output.style import check_plot_path

    if plot is not None:
        check_plot_path(plot)
    if out is not None:
        check_histogram_path(out)
    names = tuple(of.split(","))
    ranges = None if limits is None else _limits(limits)
    given = read_given(assignments, params, rtol=rtol, neval=neval, seed=seed, cuts=cut, unit=unit) | watched()
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
