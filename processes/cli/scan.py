"""amps scan: a rate over a grid of one to three parameters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from processes.cli.arguments import (
    AsJson,
    Assignments,
    Cut,
    Method,
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
)

if TYPE_CHECKING:
    from processes.output.grid import Grid
    from processes.output.scan import Scan


Vary = Annotated[
    list[str], typer.Option("--vary", metavar="NAME=LO:HI:N[:log]", help="a parameter to vary; up to three times")
]
Out = Annotated[Path, typer.Option("--out", help="the table: .csv, .parquet or .nc")]
Plot = Annotated[Path | None, typer.Option("--plot", help="also a picture: .png, .svg or .pdf")]
Workers = Annotated[int, typer.Option("--workers", help="processes")]
Dask = Annotated[str | None, typer.Option("--dask", metavar="ADDRESS", help="Dask scheduler to use instead")]


def scan(
    process: ProcessName,
    vary: Vary,
    out: Out,
    assignments: Assignments = None,
    params: Params = None,
    plot: Plot = None,
    workers: Workers = 1,
    dask: Dask = None,
    rtol: Rtol = None,
    neval: Neval = None,
    seed: Seed = None,
    cuts: Cut = None,
    method: Method = None,
    unit: Unit = None,
    model: ModelName = None,
    as_json: AsJson = False,
) -> None:
    """Compute a rate over a grid of parameters; an interrupted scan goes on where it stopped when repeated.

    --rtol, --neval and --seed are those of every point; N values from LO to HI include both ends.

    Example: `amps scan k_to_mu_nu_v --vary m_V=0.01:0.35:6:log --set g_V=1e-3 --out scan.csv --plot scan.png`
    """
    from processes.output.grid import parse_grid
    from processes.output.plots import check_plottable, plot_scan
    from processes.output.scan import scan as compute
    from processes.output.style import check_plot_path

    grids: dict[str, Grid] = {}
    for text in vary:
        name, grid = parse_grid(text)
        if name in grids:
            raise ValueError(f"--vary {name} is given twice")
        grids[name] = grid
    if plot is not None:
        check_plottable(len(grids))
        check_plot_path(plot)
    settings = {"rtol": rtol, "neval": neval, "seed": seed, "cuts": cuts, "method": method, "unit": unit}
    given = read_given(assignments, params, **settings)
    try:
        found = compute(find_process(process, model), grids, out=out, workers=workers, dask=dask, **given)
    except KeyboardInterrupt:
        typer.echo("amps: interrupted; the same command goes on from the points already finished", err=True)
        raise
    if plot is not None:
        plot_scan(found, plot)
    if as_json:
        print_json(_facts(found, plot))
    else:
        typer.echo("\n".join(_lines(found, plot)))


def _lines(found: Scan, plot: Path | None) -> list[str]:
    from processes.output.points import FAILED

    done = f"{found.points} points" + (f", {found.resumed} of them from the interrupted scan" if found.resumed else "")
    lines = [f"{found.path}: {done}"] + ([f"{plot}: plot"] if plot else [])
    failed = found.table.columns["method"].values.count(FAILED)
    missed = found.table.columns["converged"].values.count(False) - failed
    warnings = [w for w in dict.fromkeys(found.table.columns["warnings"].values) if w]
    if missed:
        lines.append(f"warning: {missed} points did not reach the accuracy asked for")
    if failed:
        lines.append(f"warning: there is no rate at {failed} points")
    if failed or (warnings and not missed):
        lines.append(f"warnings in the table: {'; '.join(warnings[:3])}")
    return lines


def _facts(found: Scan, plot: Path | None) -> dict[str, Any]:
    table = found.table
    return {
        "out": str(found.path),
        "plot": str(plot) if plot else None,
        "points": found.points,
        "resumed": found.resumed,
        "not_converged": table.columns["converged"].values.count(False),
        "provenance": dict(table.provenance),
        "columns": {name: {"unit": c.unit, "meaning": c.meaning} for name, c in table.columns.items()},
    }
