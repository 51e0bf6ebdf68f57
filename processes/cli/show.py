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
    from processes.core.constants import Parameter
    from processes.core.process import Process

FLUX = {"width": "1/(2 M)", "cross_section": "1/(4 p sqrt(s)), p in the centre of mass"}


def show(
    process: ProcessName, assignments: Assignments = None, model: ModelName = None, as_json: AsJson = False
) -> None:
    """Show reaction, parameters with units and defaults, options, diagrams and counting factors.

    --set chooses options of the process, such as lepton=e.

    Example: `amps show k_to_mu_nu_v`
    """
    found = find_process(process, model).with_options(**read_assignments(assignments))
    facts = _facts(found)
    if as_json:
        print_json(facts)
        return
    typer.echo(f"{facts['id'] or 'reaction'}: {facts['reaction']}   (model {facts['model']})")
    for title in ("parameters", "constants"):
        typer.echo(f"{title}:")
        for p in facts[title]:
            value = p["default"]
            default = "required" if value is None else f"default {value if isinstance(value, str) else f'{value:.8g}'}"
            typer.echo(f"  {p['name']:<10} [{p['unit']}]  {p['meaning']} ({default})")
    for name, values in facts["options"].items():
        typer.echo(f"option {name}: {' | '.join(map(str, values))}")
    typer.echo(f"diagrams: {facts['diagrams']}")
    typer.echo(f"average over initial states: {facts['average']}")
    typer.echo(f"identical final particles: {facts['symmetry_factor']}")
    typer.echo(f"flux factor: {facts['flux']}")


def _facts(process: Process) -> dict[str, Any]:
    from processes.core.loop_process import LoopProcess

    own = {name: p for name, p in process.arguments.items() if name in process.parameters or p.is_required}
    constants = {name: p for name, p in process.arguments.items() if name not in own}
    counting = process.parsed if isinstance(process, LoopProcess) else process.squared_amplitude()
    return {
        "id": process.id,
        "reaction": process.reaction,
        "model": process.lagrangian.name,
        "legs": list(process.legs),
        "parameters": [_parameter(name, p) for name, p in own.items()],
        "constants": [_parameter(name, p) for name, p in constants.items()],
        "options": {name: list(values) for name, values in process.options.items()},
        "diagrams": len(process.diagrams),
        "average": str(counting.average),
        "symmetry_factor": str(counting.symmetry_factor),
        "flux": FLUX.get(process.quantity, "none"),
    }


def _parameter(name: str, p: Parameter) -> dict[str, Any]:
    return {"name": name, "unit": p.unit, "default": p.default, "meaning": p.meaning, "source": p.source}
