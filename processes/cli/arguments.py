"""Arguments that several commands share, and what they mean."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from processes.cli import completion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from processes.core.process import Process

ProcessName = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="process id, or a quoted reaction with --model",
        show_default=False,
        autocompletion=completion.process_ids,
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="MODEL",
        help="model of a quoted reaction: a name, .py file or UFO folder",
        autocompletion=completion.model_names,
    ),
]
Assignments = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="a parameter or option; may be repeated",
        autocompletion=completion.assignments,
    ),
]
Params = Annotated[Path | None, typer.Option("--params", metavar="FILE", help="JSON or TOML file of parameters")]
Cut = Annotated[str | None, typer.Option("--cut", metavar="CONDITION", help="on observables, such as 'E_gamma > 0.5'")]
Unit = Annotated[str | None, typer.Option("--unit", help="unit of the result: pb, fb, GeV, s^-1, ...")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON document")]

ACCURACY = "Accuracy"
"""Heading of the options that say how to integrate."""
Rtol = Annotated[float | None, typer.Option("--rtol", help="relative accuracy; 1e-3", rich_help_panel=ACCURACY)]
Neval = Annotated[int | None, typer.Option("--neval", help="evaluations allowed in all", rich_help_panel=ACCURACY)]
Seed = Annotated[int | None, typer.Option("--seed", help="seed of the random numbers", rich_help_panel=ACCURACY)]
Method = Annotated[
    str | None,
    typer.Option("--method", help="auto, closed form, quadrature or vegas", rich_help_panel=ACCURACY),
]


def find_process(name: str, model: str | None) -> Process:
    """The library process `name`, or the reaction `name` of `model`.

    Raises ValueError for an unknown id, model or particle, an impossible reaction or a missing model.
    """
    import processes

    if ">" not in name and model is not None:
        raise ValueError(f"--model goes with a quoted reaction such as 'e- e+ > mu- mu+', not with the id {name!r}")
    try:
        if ">" not in name:
            return processes.get(name)
        if model is None:
            raise ValueError(f"the reaction {name!r} needs --model, for example --model qed")
        return processes.reaction(name, model=model)
    except KeyError as error:
        # Only here is a KeyError the user's: anywhere else it is a mistake of the program and must show as one.
        raise ValueError(error.args[0].replace("processes.names() lists", "'amps list' shows")) from error


def read_assignments(assignments: Iterable[str] | None, *, params: Path | None = None) -> dict[str, Any]:
    """Parameters of a JSON or TOML file `params` and, with precedence, of NAME=VALUE `assignments`.

    Raises ValueError for what cannot be read, is given twice, or is a setting with an option of its own.
    """
    from processes.core.options import RESERVED, parse_assignment

    given: dict[str, Any] = {}
    for text in assignments or ():
        name, value = parse_assignment(text)
        if name in given:
            raise ValueError(f"--set {name} is given twice")
        given[name] = value
    given = (_read_file(params) if params else {}) | given
    for name in RESERVED & set(given):
        raise ValueError(f"{name} is a setting, not a parameter; see the options of 'amps rate --help'")
    return given


def read_given(assignments: Iterable[str] | None, params: Path | None, **settings: Any) -> dict[str, Any]:
    """Parameters as `read_assignments` reads them, and those settings that are not None."""
    given = read_assignments(assignments, params=params)
    return given | {name: value for name, value in settings.items() if value is not None}


def read_workers(text: str | None) -> int | str | None:
    """A number of workers, or "mpi". Raises ValueError for anything else."""
    if text is None or text == "mpi":
        return text
    if not text.isdecimal():
        raise ValueError(f"--workers must be a whole number or mpi, not {text!r}")
    return int(text)


def _read_file(path: Path) -> dict[str, Any]:
    import tomllib

    read = {".toml": tomllib.loads, ".json": json.loads}.get(path.suffix)
    if read is None:
        raise ValueError(f"--params {path} must be a .json or .toml file")
    try:
        content: Any = read(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"cannot read --params {path}: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise ValueError(f"--params {path} is no valid {path.suffix[1:].upper()}: {error}") from error
    if not isinstance(content, dict):
        raise ValueError(f'--params {path} must hold names and values, for example {{"m_V": 0.1}}')
    return content


def watched() -> dict[str, bool]:
    """The setting that shows a progress bar on stderr, where somebody can see it."""
    return {"progress": True} if sys.stderr.isatty() else {}


def print_json(document: Any) -> None:
    """Write one JSON document to stdout."""
    typer.echo(json.dumps(document, indent=2, allow_nan=False, ensure_ascii=False))
