"""amps check: does a process pass its own tests?"""

from __future__ import annotations

import typer

from processes.cli.arguments import AsJson, ModelName, ProcessName, find_process, print_json


def check(process: ProcessName, model: ModelName = None, as_json: AsJson = False) -> None:
    """Check a process, or all: both routes to the amplitude, Ward identities, reference values, limits, positivity.

    Exit code 1 if a check fails.
    """
    import processes

    found = [processes.get(name) for name in processes.names()] if process == "all" else [find_process(process, model)]
    reports = [(p.id, p.check()) for p in found]
    if as_json:
        documents = [{"id": name, "passed": r.passed, "checks": list(r.lines)} for name, r in reports]
        print_json(documents if process == "all" else documents[0])
    else:
        for name, report in reports:
            typer.echo(
                "\n".join([f"{name}: {'passed' if report.passed else 'FAILED'}", *(f"  {x}" for x in report.lines)])
            )
    if not all(report.passed for _, report in reports):
        raise typer.Exit(1)
