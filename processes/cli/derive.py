"""amps derive: the squared amplitude itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from processes.cli.arguments import Assignments, ModelName, ProcessName, find_process, print_json, read_assignments

if TYPE_CHECKING:
    from amps.squared import SquaredAmplitude

Format = Annotated[Literal["text", "latex", "python", "json"], typer.Option("--format", help="how to print it")]


def derive(
    process: ProcessName, form: Format = "text", assignments: Assignments = None, model: ModelName = None
) -> None:
    """Print the squared amplitude, averaged over initial and summed over final spins.

    --set chooses options of the process, such as lepton=e.
    """
    found = find_process(process, model).with_options(**read_assignments(assignments))
    squared = found.squared_amplitude()
    if form == "json":
        print_json({"id": found.id, "reaction": found.reaction} | _facts(squared))
    elif form == "latex":
        typer.echo(squared.latex())
    elif form == "python":
        typer.echo(_python(found.reaction, squared))
    else:
        lines = [found.reaction, f"|M|^2 = {squared.expr}"]
        lines += [f"{name} = {meaning}" for name, meaning in _names(squared).items()]
        typer.echo("\n".join(lines))


def _names(squared: SquaredAmplitude) -> dict[str, str]:
    """Invariants and derived couplings of the expression, and what they are."""
    used = {str(symbol): symbol for symbol in squared.expr.free_symbols}
    invariants = {v.name: v.definition for v in squared.invariants.values() if v.name in used}
    couplings = {str(s): str(value) for s, value in squared.definitions.items() if str(s) in used}
    return invariants | couplings


def _python(reaction: str, squared: SquaredAmplitude) -> str:
    from sympy import pycode

    arguments = ", ".join(sorted(str(symbol) for symbol in squared.expr.free_symbols))
    names = "".join(f"    {name} = {meaning}\n" for name, meaning in _names(squared).items())
    summary = f'"""|M|^2 of {reaction} in GeV; p1, p2, ... are its legs in order.\n\n{names}    """'
    return f"import math\n\n\ndef squared_amplitude(*, {arguments}):\n    {summary}\n    return {pycode(squared.expr)}"


def _facts(squared: SquaredAmplitude) -> dict[str, Any]:
    return {
        "squared_amplitude": str(squared.expr),
        "latex": squared.latex(),
        "names": _names(squared),
        "denominators": {name: str(value) for name, value in squared.denominators.items()},
        "prefactor": str(squared.prefactor),
        "average": str(squared.average),
        "symmetry_factor": str(squared.symmetry_factor),
    }
