"""amps report: a process on one web page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from processes.cli.arguments import Assignments, Cut, ModelName, Params, ProcessName, find_process, read_assignments

Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="the .html file to write")]
Vary = Annotated[str | None, typer.Option("--vary", metavar="NAME=LO:HI:N[:log]", help="the parameter of the plot")]


def report(
    process: ProcessName,
    out: Out,
    assignments: Assignments = None,
    params: Params = None,
    vary: Vary = None,
    cut: Cut = None,
    model: ModelName = None,
) -> None:
    """Write one self-contained page: diagrams, Lagrangian, |M|^2, parameters, checks, plots, sources.

    Without --set the page is written for the process's first reference value.

    Example: `amps report k_to_mu_nu_v --out k_to_mu_nu_v.html`
    """
    from processes.output.grid import parse_grid
    from processes.output.report import check_report_path, write_report

    check_report_path(out)
    varied = None
    if vary is not None:
        name, grid = parse_grid(vary)
        varied = (name, grid.values())
    given = read_assignments(assignments, params=params)
    found = find_process(process, model)

    def tell(stage: str) -> None:
        if sys.stderr.isatty():
            typer.echo(f"amps: {stage} ...", err=True)

    write_report(found, out, vary=varied, cuts=cut, tell=tell, **given)
    typer.echo(f"{found.reaction}: report in {out}")
