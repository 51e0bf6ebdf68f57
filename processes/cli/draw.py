"""amps draw: the diagrams of a process as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from processes.cli.arguments import Assignments, ModelName, ProcessName, find_process, read_assignments

Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="the .svg file to write")]
MomentumFlow = Annotated[bool, typer.Option("--momentum-flow", help="arrow and momentum beside every line")]


def draw(
    process: ProcessName,
    out: Out,
    assignments: Assignments = None,
    model: ModelName = None,
    momentum_flow: MomentumFlow = False,
) -> None:
    """Draw all diagrams as one SVG file, several as a numbered grid.

    --set chooses options of the process, such as lepton=e.

    Example: `amps draw k_to_mu_nu_v --out diagrams.svg`
    """
    from amps.diagrams import Diagram
    from amps.drawing import draw_all, draw_loops
    from processes.output.tables import check_folder

    check_folder(out)
    found = find_process(process, model).with_options(**read_assignments(assignments))
    diagrams = found.diagrams
    if all(isinstance(diagram, Diagram) for diagram in diagrams):
        draw_all(diagrams, out, momentum_flow=momentum_flow)
    elif momentum_flow:
        raise ValueError("--momentum-flow is for tree diagrams; the momenta of a loop are integrated over")
    else:
        draw_loops(diagrams, found.lagrangian, out)
    typer.echo(f"{found.reaction}: {len(diagrams)} diagram{'s' if len(diagrams) > 1 else ''} in {out}")
