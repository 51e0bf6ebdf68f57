"""amps list: what can be computed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from processes.cli.arguments import AsJson, print_json

Word = Annotated[str, typer.Argument(metavar="[WORD]", help="only those that mention it", show_default=False)]
Write = Annotated[Path | None, typer.Option("--write", help="write the library as tables (Markdown)", dir_okay=False)]


def list_processes(word: Word = "", as_json: AsJson = False, write: Write = None) -> None:
    """List the processes of the library: id and reaction. WORD is looked for in these and in their descriptions.

    Example: `amps list K+`
    """
    import processes

    if write is not None:
        from processes.output.systems import systems_page
        from processes.output.tables import atomically

        page = systems_page()
        atomically(write, lambda path: path.write_text(page, encoding="utf-8"))
        return
    everything = (processes.get(name) for name in processes.names())
    wanted = word.casefold()
    found = [p for p in everything if wanted in f"{p.id} {p.reaction} {p.summary}".casefold()]
    if not found:
        raise ValueError(f"no process mentions {word!r}; 'amps list' shows all of them")
    if as_json:
        print_json([{"id": p.id, "reaction": p.reaction, "summary": p.summary} for p in found])
        return
    width = max(len(p.id) for p in found)
    for p in found:
        typer.echo(f"{p.id:<{width}}  {p.reaction}")
