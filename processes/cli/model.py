"""amps model: the shipped models, whether one of your own is sound, which vertices follow from it, and UFO export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from processes.cli.arguments import AsJson, Assignments, print_json, read_assignments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amps.model import Model
    from amps.model_check import ModelReport

model = typer.Typer(
    name="model", help="List, check and export models.", no_args_is_help=False, pretty_exceptions_enable=False
)

Source = Annotated[
    str, typer.Argument(metavar="MODEL", help="a .py file, a UFO folder, or the name of a shipped model")
]


@model.callback()
def group() -> None:
    """Models: names, .py files that define MODEL, and UFO folders."""


Strict = Annotated[bool, typer.Option("--strict", help="notes count as failures")]


@model.command()
def check(
    source: Source,
    strict: Strict = False,
    as_json: AsJson = False,
) -> int:
    """Check hermiticity, charges, dimensions, anomalies and unused names, and list the vertices in LaTeX.

    Example: `amps model check dark_photon`
    """
    from amps.model_check import check_model
    from processes.core.models import powers_of_constants
    from processes.core.options import RESERVED

    report = check_model(read_model(source), powers_of_constants(), RESERVED)
    if as_json:
        print_json(report.as_dict())
    else:
        _print(report)
    failed = not report.passed or (strict and any(f.status == "note" for f in report.findings))
    return 1 if failed else 0


Directory = Annotated[Path, typer.Argument(metavar="DIR", help="folder to write; it is created")]
Params = Annotated[Path | None, typer.Option("--params", help="JSON or TOML file of parameters")]
Pointlike = Annotated[bool, typer.Option("--pointlike", help="write form factors as 1")]


@model.command("list")
def list_models(as_json: AsJson = False) -> None:
    """List the models that come with the library."""
    from processes.core.models import model_summaries

    found = model_summaries()
    if as_json:
        print_json([{"name": name, "summary": summary} for name, summary in found.items()])
        return
    width = max(map(len, found))
    typer.echo("\n".join(f"{name:<{width}}  {summary}" for name, summary in found.items()))


@model.command()
def export(
    source: Source,
    directory: Directory,
    assignments: Assignments = None,
    params: Params = None,
    pointlike: Pointlike = False,
    as_json: AsJson = False,
) -> None:
    """Write a model as a UFO folder; --set gives its parameters, constants of nature have their values.

    Example: `amps model export qed qed_ufo`
    """
    from amps import ufo
    from processes.core.constants import CONSTANTS

    found = read_model(source)
    constants = {name: p.default for name, p in CONSTANTS.items()}
    values = {**constants, **_defaults(found), **read_assignments(assignments, params=params)}
    path = ufo.write(found.pointlike if pointlike else found, directory, values)
    facts = {"folder": str(path), "particles": len(found.all_particles), "vertices": len(found.vertices)}
    if as_json:
        print_json(facts)
    else:
        typer.echo("{folder}: {particles} particles, {vertices} vertices".format(**facts))


def _defaults(found: Model) -> dict[str, float]:
    return {name: p.default for name, p in found.all_parameters.items() if p.default is not None}


def read_model(source: str) -> Model:
    """The model called `source`, in that file or in that folder; it may be wrong.

    Raises ValueError if there is none or it cannot be read.
    """
    from processes.core.models import find_model

    try:
        return find_model(source)
    except KeyError as error:
        raise ValueError(error.args[0]) from error


def _print(report: ModelReport) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    fields = ", ".join(report.as_dict()["particles"] and [p.name for p in report.model.all_particles])
    console.print(f"model {report.model.name}: {fields}", markup=False, soft_wrap=True)
    for title, header, rows in _tables(report):
        if not rows:
            continue
        if console.is_terminal:
            table = Table(*header, title=title, title_justify="left")
            for row in rows:
                table.add_row(*(cell.replace("[", r"\[") for cell in row))
            console.print(table)
        else:
            typer.echo(f"{title}:")
            widths = [max(len(row[k]) for row in rows) for k in range(len(header))]
            for row in rows:
                cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
                typer.echo("  " + "  ".join(cells).rstrip())


def _tables(report: ModelReport) -> Iterator[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """Title, column names and rows of each part of the report."""
    yield "checks", ("status", "check", "finding"), [(f.status, f.check, f.detail) for f in report.complete]
    yield (
        "parameters",
        ("parameter", "unit", "meaning"),
        [
            (name, "not fixed by the terms" if power is None else _unit(float(power)), _meaning(name, report.model))
            for name, power in report.dimensions.parameters.items()
        ],
    )
    yield (
        "terms",
        ("term", "operator", "coupling"),
        [
            (name, ", ".join(f"dimension {d}" for d in found), ", ".join(_unit(float(4 - d)) for d in found))
            for name, found in report.dimensions.operators.items()
        ],
    )
    yield (
        "anomalies",
        ("vector", "sums", "counted"),
        [
            (
                a.vector if a.unit == 1 else f"{a.vector} [{a.unit}]",
                ", ".join(f"{name}: {value}" for name, value in a.sums.items()),
                ", ".join(
                    f"{c.name}_{c.chirality} {c.charge}" + f" x{c.colours}" * (c.colours > 1) for c in a.components
                ),
            )
            for a in report.anomalies
        ],
    )
    yield (
        "vertices, all legs incoming",
        ("legs", "rule"),
        [(v.legs_latex, v.rule_latex) for v in report.vertices],
    )


def _unit(power: float) -> str:
    return "1" if power == 0 else "GeV" if power == 1 else f"GeV^{power:g}"


def _meaning(name: str, model: Model) -> str:
    declared = model.all_parameters.get(name)
    default = "" if declared is None or declared.default is None else f" (default {declared.default:g})"
    defined = {s.name: value for s, value in model.all_definitions.items()}
    return f"= {defined[name]}" if name in defined else (declared.meaning if declared else "") + default
