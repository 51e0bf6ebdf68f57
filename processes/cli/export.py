"""amps export: a process as code that needs nothing of this package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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

TABLE = "rate_table.csv"


def export(
    process: ProcessName,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="folder to write; it is created")],
    target: Annotated[str, typer.Option("--target", help="c, numpy or jax")] = "c",
    assignments: Assignments = None,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", metavar="NAME=LO:HI:N[:log]", help=f"also the rate on a grid, in {TABLE}"),
    ] = None,
    model: ModelName = None,
    as_json: AsJson = False,
) -> None:
    """Write |M|^2 and the rate as C, NumPy or JAX code with its own test (in a C folder: make, make test).

    --set chooses options of the process and, for --table, its parameters.
    """
    from processes.output.export import check_directory, export_process
    from processes.output.grid import parse_grid
    from processes.output.scan import scan

    found = find_process(process, model)
    given = read_assignments(assignments)
    options = {name: value for name, value in given.items() if name in found.options}
    parameters = {name: value for name, value in given.items() if name not in found.options}
    if parameters and not table:
        raise ValueError(f"{next(iter(parameters))} is a parameter: it stays an argument of the code; --table uses it")
    chosen = found.with_options(**options)
    grids = dict(map(parse_grid, table or ()))
    if grids:
        chosen.read({**parameters, **{name: grid.lo for name, grid in grids.items()}})
    folder = check_directory(out, chosen.id or chosen.reaction, target)
    files = [path.name for path in export_process(chosen, folder, target)]
    if grids:
        scan(chosen, grids, out=folder / TABLE, **parameters)
        files.append(TABLE)
    if as_json:
        print_json({"out": str(out), "target": target, "files": files})
    else:
        typer.echo("\n".join(str(out / name) for name in files))
