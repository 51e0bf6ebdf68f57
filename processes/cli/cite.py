"""amps cite: what a paper that uses a process should cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from processes.output.bibtex import Entry


def cite(
    process: ProcessName, assignments: Assignments = None, model: ModelName = None, as_json: AsJson = False
) -> None:
    """Print BibTeX: this software, the papers of the process and the sources of the constants it uses.

    --set chooses options of the process, such as lepton=e.

    Example: `amps cite k_to_mu_nu_v`
    """
    from processes.output.bibliography import bibliography, software

    found = find_process(process, model).with_options(**read_assignments(assignments))
    try:
        entries = (software(), *bibliography(found))
    except KeyError as error:
        raise ValueError(error.args[0]) from error
    if as_json:
        print_json([_facts(entry) for entry in entries])
    else:
        typer.echo("\n\n".join(map(str, entries)))


def _facts(entry: Entry) -> dict[str, Any]:
    return {"kind": entry.kind, "key": entry.key, **entry.fields}
