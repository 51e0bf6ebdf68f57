"""amps derive: the squared amplitude itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from processes.cli.arguments import Assignments, ModelName, ProcessName, find_process, print_json, read_assignments

if TYPE_CHECKING:
    from amps.squared import SquaredAmplitude
    from processes.core.loop_process import LoopProcess
    from processes.core.process import Process

Format = Annotated[Literal["text", "latex", "python", "json"], typer.Option("--format", help="how to print it")]


def derive(
    process: ProcessName, form: Format = "text", assignments: Assignments = None, model: ModelName = None
) -> None:
    """Print the squared amplitude, averaged over initial and summed over final spins, and the closed forms of rates.

    --set chooses options of the process, such as lepton=e.

    Example: `amps derive k_to_mu_nu_v --format latex`
    """
    from processes.core.loop_process import LoopProcess
    from processes.output.symbols import symbol_names

    found = find_process(process, model).with_options(**read_assignments(assignments))
    if isinstance(found, LoopProcess):
        _derive_loop(found, form)
        return
    squared = found.squared_amplitude()
    latex = squared.latex(symbol_names(found)) if form in ("json", "latex") else ""
    if form == "json":
        closed = {"closed_forms": {name: str(form) for name, form in _closed_forms(found).items()}}
        print_json({"id": found.id, "reaction": found.reaction} | _facts(squared, latex) | closed)
    elif form == "latex":
        typer.echo(latex)
    elif form == "python":
        typer.echo(_python(found.reaction, squared))
    else:
        lines = [found.reaction, f"|M|^2 = {squared.expr}"]
        lines += [f"{name} = {meaning}" for name, meaning in _names(squared).items()]
        lines += [f"{name} = {form}" for name, form in _closed_forms(found).items()]
        typer.echo("\n".join(lines))


def _derive_loop(process: LoopProcess, form: str) -> None:
    """Print the closed form of a loop quantity, its diagrams and its Feynman-parameter integral."""
    from sympy import pycode

    from amps.typesetting import setter
    from processes.output.symbols import symbol_names

    latex = setter(symbol_names(process))
    closed, integrand = process.derived.value, process.derived.integrand
    if form == "json":
        facts: dict[str, str | None] = {
            "quantity": process.quantity,
            "closed_form": str(closed),
            "latex": latex(closed),
        }
        facts |= {"integrand": None if integrand is None else str(integrand)}
        print_json({"id": process.id, "reaction": process.reaction} | facts)
    elif form == "latex":
        typer.echo(latex(closed))
    elif form == "python":
        arguments = ", ".join(process.arguments)
        body = pycode(closed, fully_qualified_modules=True)
        typer.echo(f"import math\n\n\ndef {process.quantity}(*, {arguments}):\n    return {body}")
    else:
        lines = [process.reaction, *(f"diagram: {diagram}" for diagram in process.diagrams)]
        if integrand is not None:
            lines.append(f"{process.quantity} = Int_0^1 du {integrand}")
        typer.echo("\n".join([*lines, f"{process.quantity} = {closed}"]))


def _closed_forms(process: Process) -> dict[str, Any]:
    """Every closed form that the process gives at its options."""
    found = {name: process.closed_form(name) for name in process.closed_forms}
    return {name: form for name, form in found.items() if form is not None}


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


def _facts(squared: SquaredAmplitude, latex: str) -> dict[str, Any]:
    return {
        "squared_amplitude": str(squared.expr),
        "latex": latex,
        "names": _names(squared),
        "denominators": {name: str(value) for name, value in squared.denominators.items()},
        "prefactor": str(squared.prefactor),
        "average": str(squared.average),
        "symmetry_factor": str(squared.symmetry_factor),
    }
