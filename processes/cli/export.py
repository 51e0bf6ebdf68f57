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


Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="folder to write; it is created")]
Target = Annotated[str, typer.Option("--target", help="c, numpy or jax")]
Table = Annotated[
    list[str] | None,
    typer.Option("--table", metavar="NAME=LO:HI:N[:log]", help="also the rate on a grid, with its error"),
]
TableFile = Annotated[
    str, typer.Option("--table-file", metavar="NAME", help="its file in the folder: .csv, .h5, .nc or .parquet")
]


def export(
    process: ProcessName,
    out: Out,
    target: Target = "c",
    assignments: Assignments = None,
    table: Table = None,
    table_file: TableFile = TABLE,
    model: ModelName = None,
    as_json: AsJson = False,
) -> None:
    """Write |M|^2 and the rate as C, NumPy or JAX code with its own test (in a C folder: make, make test).

    --set chooses options of the process and, for --table, its parameters. Of a rate that depends on tables or special
    functions --table writes the table alone.

    Example: `amps export k_to_mu_nu_v --target numpy --out kaon_code`
    """
    from processes.output.export import NotExportable, check_directory, export_process
    from processes.output.grid import parse_grid
    from processes.output.scan import scan
    from processes.output.tables import check_libraries

    found = find_process(process, model)
    given = read_assignments(assignments)
    options = {name: value for name, value in given.items() if name in found.options}
    parameters = {name: value for name, value in given.items() if name not in found.options}
    if parameters and not table:
        raise ValueError(f"{next(iter(parameters))} is a parameter: it stays an argument of the code; --table uses it")
    if Path(table_file).name != table_file:
        raise ValueError(f"--table-file is a name inside the folder of --out, found {table_file!r}")
    check_libraries(Path(table_file))
    chosen = found.with_options(**options)
    grids = dict(map(parse_grid, table or ()))
    if grids:
        chosen.read({**parameters, **{name: grid.lo for name, grid in grids.items()}})
    folder = check_directory(out, chosen.id or chosen.reaction, target)
    try:
        files = [path.name for path in export_process(chosen, folder, target)]
    except NotExportable:
        if not grids:
            raise
        folder.mkdir(parents=True, exist_ok=True)
        files = []
    if grids:
        scan(chosen, grids, out=folder / table_file, **parameters)
        files.append(table_file)
    if as_json:
        print_json({"out": str(out), "target": target, "files": files})
    else:
        typer.echo("\n".join(str(out / name) for name in files))
