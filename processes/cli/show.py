"""amps show: what a process needs and what it is made of."""

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
    from processes.core.process import Process


def show(
    process: ProcessName, assignments: Assignments = None, model: ModelName = None, as_json: AsJson = False
) -> None:
    """Show reaction, parameters with units and defaults, options, diagrams and counting factors.

    --set chooses options of the process, such as lepton=e.
    """
    found = find_process(process, model).with_options(**read_assignments(assignments))
    facts = _facts(found)
    if as_json:
        print_json(facts)
        return
    typer.echo(f"{facts['id']}: {facts['reaction']}")
    for p in facts["parameters"]:
        default = "required" if p["default"] is None else f"default {p['default']:g}"
        typer.echo(f"  {p['name']:<10} [{p['unit']}]  {p['meaning']} ({default})")
    for name, values in facts["options"].items():
        typer.echo(f"  {name}: {' | '.join(map(str, values))}")
    typer.echo(f"diagrams: {facts['diagrams']}, symmetry factor: {facts['symmetry_factor']}")


def _facts(process: Process) -> dict[str, Any]:
    return {
        "id": process.id,
        "reaction": process.reaction,
        "legs": [str(getattr(leg, "name", leg)) for leg in process.legs],
        "parameters": [
            {
                "name": name,
                "unit": p.unit,
                "default": p.default,
                "meaning": p.meaning,
                "latex": p.latex,
                "source": p.source,
            }
            for name, p in process.parameters.items()
        ],
        "options": {name: list(values) for name, values in process.options.items()},
        "diagrams": len(process.diagrams),
        "symmetry_factor": str(process.squared_amplitude().symmetry_factor),
    }
