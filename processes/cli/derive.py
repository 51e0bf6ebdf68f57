"""amps derive: the squared amplitude itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from processes.cli.arguments import Assignments, ModelName, ProcessName, find_process, print_json, read_assignments

if TYPE_CHECKING:
    from amps.squared import SquaredAmplitude


def derive(
    process: ProcessName,
    form: Annotated[
        Literal["text", "latex", "python", "json"], typer.Option("--format", help="how to print it")
    ] = "text",
    assignments: Assignments = None,
    model: ModelName = None,
) -> None:
    """Print the squared amplitude, averaged over initial and summed over final spins.

    --set chooses options of the process, such as lepton=e.
    """
    found = find_process(process, model).with_options(**read_assignments(assignments))
    squared = found.squared_amplitude()
    if form == "latex":
        typer.echo(squared.latex())
    elif form == "text":
        typer.echo(str(squared.expr))
    elif form == "python":
        from sympy import pycode

        typer.echo(pycode(squared.expr))
    else:
        print_json(_facts(found.id, squared))


def _facts(name: str, squared: SquaredAmplitude) -> dict[str, Any]:
    return {
        "id": name,
        "reaction": str(squared.reaction),
        "squared_amplitude": str(squared.expr),
        "latex": squared.latex(),
        "invariants": {v.name: v.definition for v in squared.invariants.values()},
        "denominators": {name: str(value) for name, value in squared.denominators.items()},
        "prefactor": str(squared.prefactor),
        "average": str(squared.average),
        "symmetry_factor": str(squared.symmetry_factor),
    }
