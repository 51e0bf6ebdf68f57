"""amps list: what can be computed."""

from __future__ import annotations

import typer

from processes.cli.arguments import AsJson, print_json


def list_processes(as_json: AsJson = False) -> None:
    """List the processes of the library: id and reaction.

    Example: `amps list`
    """
    import processes

    found = [processes.get(name) for name in processes.names()]
    if as_json:
        print_json([{"id": p.id, "reaction": p.reaction} for p in found])
        return
    width = max((len(p.id) for p in found), default=0)
    for p in found:
        typer.echo(f"{p.id:<{width}}  {p.reaction}")
