"""amps check: does a process pass its own tests?"""

from __future__ import annotations

import typer

from processes.cli.arguments import AsJson, ModelName, ProcessName, find_process, print_json


def check(process: ProcessName, model: ModelName = None, as_json: AsJson = False) -> None:
    """Check a process, or all: both routes to the amplitude, Ward identities, reference values, limits, positivity.

    Exit code 1 if a check fails.

    Example: `amps check k_to_mu_nu_v`
    """
    import processes

    found = [processes.get(name) for name in processes.names()] if process == "all" else [find_process(process, model)]
    reports = [p.check() for p in found]
    if as_json:
        print_json([r.as_dict() for r in reports] if process == "all" else reports[0].as_dict())
    else:
        for report in reports:
            typer.echo(f"{report}\n  {'passed' if report.passed else 'FAILED'}")
    if not all(report.passed for report in reports):
        raise typer.Exit(1)
