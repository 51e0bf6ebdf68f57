"""amps cache: the compiled kernels kept on disk."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from processes.cli.arguments import AsJson, print_json

Action = Annotated[Literal["show", "clear"], typer.Argument(metavar="[clear]", help="clear deletes them")]


def cache(
    action: Action = "show",
    as_json: AsJson = False,
) -> None:
    """Show the folder of compiled kernels, how many there are and how large, or clear it.

    Example: `amps cache`
    """
    from codegen.cache import clear, entries, location

    found = entries()
    size = sum(path.stat().st_size for path in found)
    deleted = clear() if action == "clear" else 0
    left = len(found) - deleted
    if as_json:
        print_json({"location": str(location()), "kernels": left, "bytes": size if left else 0, "deleted": deleted})
    elif action == "clear":
        typer.echo(f"{location()}: {deleted} compiled kernels deleted")
    else:
        typer.echo(f"{location()}: {left} compiled kernels, {size / 1e6:.1f} MB")
