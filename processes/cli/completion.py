"""What the shell completes: ids, models, and the parameters and options of the process at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from processes.core.process import Process


def process_ids(incomplete: str) -> list[str]:
    """Ids that begin with what is typed."""
    import processes

    return [name for name in processes.names() if name.startswith(incomplete)]


def model_names(incomplete: str) -> list[str]:
    """Shipped models that begin with what is typed."""
    from processes.core import models

    return [name for name in models.model_names() if name.startswith(incomplete)]


def assignments(context: typer.Context, incomplete: str) -> list[str]:
    """NAME= for the parameters, and NAME=VALUE for the options, of the process named in the line so far."""
    import processes

    # In an unfinished line the id may not have been assigned to its argument yet.
    words = {context.params.get("process"), *context.args}
    known = [processes.get(name) for name in processes.names() if name in words]
    return [text for process in known[:1] for text in _assignments(process) if text.startswith(incomplete)]


def _assignments(process: Process) -> Iterator[str]:
    for name in process.parameters:
        yield f"{name}="
    for name, values in process.options.items():
        yield from (f"{name}={value}" for value in values)
