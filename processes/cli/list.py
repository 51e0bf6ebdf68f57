"""amps list: what can be computed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from processes.cli.arguments import AsJson, print_json


def list_processes(
    as_json: AsJson = False,
    write: Annotated[
        Path | None, typer.Option("--write", help="write the library as tables (Markdown)", dir_okay=False)
    ] = None,
) -> None:
    """List the processes of the library: id and reaction.

    Example: `amps list`
    """
    import processes

    if write is not None:
        from processes.output.systems import systems_page
        from processes.output.tables import atomically

        page = systems_page()
        atomically(write, lambda path: path.write_text(page, encoding="utf-8"))
        return
    found = [processes.get(name) for name in processes.names()]
    if as_json:
        print_json([{"id": p.id, "reaction": p.reaction} for p in found])
        return
    width = max((len(p.id) for p in found), default=0)
    for p in found:
        typer.echo(f"{p.id:<{width}}  {p.reaction}")
