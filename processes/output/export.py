"""A process as code to take away: |M|^2, the rate, their tests and their meaning, in a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codegen.export import Exported
    from processes.core.process import Process

TARGETS = ("c", "numpy", "jax")
POINTS, SEED = 5, 11
AGREEMENT = 1e-8
"""Relative difference that the program and the helicity amplitudes may have at the reference points."""


INTEGRAND_TOLERANCE, MARGIN = 1e-10, 16
WORST_ROUNDING = 1e-6


class ExportDisagrees(ValueError):
    """The program to be exported and the independent route differ: nothing is written."""


def export_process(process: Process, directory: str | Path, target: str = "c", **options: Any) -> tuple[Path, ...]:
    """Write |M|^2 and the rate of a process as self-contained code for "c", "numpy" or "jax"; returns the files.

    `options` are those of the process. The folder tests itself at reference points whose |M|^2 was computed a second
    time with explicit helicity spinors. Raises ValueError for an unknown target or a folder that holds other files,
    and ExportDisagrees if the two routes differ.
    """
    from codegen.export import export_folder

    if target not in TARGETS:
        raise ValueError(f"cannot export to {target!r}; possible are {', '.join(TARGETS)}")
    chosen = process.with_options(**options) if options else process
    folder = check_directory(directory, chosen.id or chosen.reaction, target)
    return export_folder(_items(chosen), folder, target)


def check_directory(directory: str | Path, name: str, target: str) -> Path:
    """The folder, if it is new, empty, or holds an earlier export of the same process to the same target.

    Raises ValueError otherwise: other people's files are not overwritten or mixed with ours.
    """
    folder = Path(directory)
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"cannot export to {folder}: it is a file; give the name of a folder")
    if not folder.exists() or not any(folder.iterdir()):
        return folder
    try:
        found = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
        first = found[0] if isinstance(found, list) else found
        ours = (first["process"], first["target"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        raise ValueError(f"{folder} exists and holds other files; give a new or empty folder") from None
    if ours != (name, target):
        raise ValueError(f"{folder} holds {ours[0]} exported to {ours[1]}; give a new or empty folder")
    return folder


def _items(process: Process) -> list[Exported]:
    from processes.core.loop_process import LoopProcess

    if isinstance(process, LoopProcess):
        return [_loop_quantity(process)]
    return [_squared_amplitude(process), _rate(process)]


def _squared_amplitude(process: Process) -> Exported:
    import numpy as np

    from amps.numeric.invariants import evaluate_invariant
    from codegen.export import exportable
    from processes.core.lowering import squared_amplitude_program
    from processes.core.sampling import random_points

    parameters = _parameters(process)
    squared = process.squared_amplitude()
    program = squared_amplitude_program(_name(process, "squared_amplitude"), squared)
    momenta = random_points(process, parameters, POINTS, SEED)
    masses = process.masses(parameters)
    values = {name: evaluate_invariant(v, momenta, masses) for name, v in squared.invariants.items()}
    points = [
        {a: float(values[a][k]) if a in values else float(parameters[a]) for a in program.arguments}
        for k in range(POINTS)
    ]
    legs = len(process.parsed.legs)
    metadata = {
        **_about(process, program, f"|M|^2 of {process.reaction}, averaged over initial and summed over final states."),
        "outputs": {"squared_amplitude": {"meaning": "|M|^2", "unit": f"GeV^{8 - 2 * legs}" if legs != 4 else "1"}},
        "formula": f"exact trace over {len(process.diagrams)} tree diagrams",
        "average": f"{squared.average} over initial states, contained in |M|^2",
        "symmetry factor": f"{squared.symmetry_factor} for identical final particles, NOT contained in |M|^2",
        "momenta": f"p1 to p{legs} are the legs {' '.join(process.legs)} in this order, with positive energies",
        "domain": "momenta on shell and conserved, every parameter finite",
    }
    found = exportable(program, metadata, points)
    given = {n: v for n, v in parameters.items() if n in process.arguments and n != "sqrt_s" and n != process.beam}
    spinors = process.evaluate(momenta, route="spinors", **given)
    exact = np.array([reference.values["squared_amplitude"] for reference in found.references])
    worst = float(np.max(np.abs(exact - spinors) / np.max(np.abs(spinors))))
    _require_agreement(worst, f"|M|^2 of {process.reaction} by traces and by helicity spinors")
    found.metadata["checked"] = f"reference points agree with explicit helicity spinors to {worst:.1e}"  # type: ignore[index]
    return found


def _rate(process: Process) -> Exported:
    from codegen.export import exportable
    from processes.output.programs import rate_program_of

    parameters = _parameters(process)
    rate = rate_program_of(process, _name(process, process.quantity + ("_integrand" if _is_integral(process) else "")))
    cube = [{f"x{i + 1}": (k + 1.0) / (POINTS + i + 1) for i in range(rate.dimension)} for k in range(POINTS)]
    points = [{a: float({**parameters, **x}[a]) for a in rate.program.arguments} for x in cube]
    metadata = {
        **_about(process, rate.program, f"The {process.quantity.replace('_', ' ')} of {process.reaction}."),
        "outputs": {process.quantity: {"meaning": rate.origin, "unit": rate.unit}},
        "formula": rate.origin,
        "symmetry factor": f"{process.parsed.symmetry_factor} for identical final particles, contained",
        "domain": "above threshold only; below it the rate is 0 and this function is not defined",
    }
    if rate.dimension:
        return _with_seen_rounding(exportable(rate.program, metadata, points, tolerance=INTEGRAND_TOLERANCE))
    found = exportable(rate.program, metadata, points[:1])
    given = {name: v for name, v in parameters.items() if name in process.arguments}
    expected = process.rate(**given, unit=rate.unit).value
    worst = abs(found.references[0].values[process.quantity] / expected - 1)
    _require_agreement(worst, f"the {process.quantity} of {process.reaction} as a formula and as computed")
    return found


def _with_seen_rounding(item: Exported) -> Exported:
    """The item with the rounding error that double precision has at its points, times a margin, as tolerance.

    The phase-space map carries its rounding errors along, which bounds by the size of terms cannot see; masses that a
    model derives from others may lose digits before they reach it.
    """
    from dataclasses import replace

    import codegen

    kernel = codegen.compile(item.program, target="numpy")
    (output,) = kernel.outputs
    worst = max(abs(float(kernel(**r.arguments)) / r.values[output] - 1) for r in item.references)
    if not worst < WORST_ROUNDING:
        raise ExportDisagrees(f"{item.program.name} loses its digits in double precision (error {worst:.1e})")
    tolerance = max(INTEGRAND_TOLERANCE, MARGIN * worst)
    return replace(item, references=[replace(r, tolerance=tolerance) for r in item.references])


def _loop_quantity(process: Process) -> Exported:
    from codegen.export import exportable
    from processes.core.loop_process import GENERIC

    program = process.compile(target="numpy").program
    parameters = {name: GENERIC if p.is_required else p.default for name, p in process.arguments.items()}
    metadata = {
        **_about(process, program, f"{process.quantity} from {process.reaction} at one loop."),
        "outputs": {process.quantity: {"meaning": process.quantity, "unit": "1"}},
        "formula": f"closed form over {len(process.diagrams)} one-loop diagrams",
    }
    found = exportable(program, metadata, [{a: float(parameters[a]) for a in program.arguments}])
    expected = process.rate(**{a: parameters[a] for a in process.arguments}).value
    worst = abs(found.references[0].values[process.quantity] / expected - 1)
    _require_agreement(worst, f"{process.quantity} as a program and as computed")
    return found


def _is_integral(process: Process) -> bool:
    return len(process.parsed.legs) > 3 and process.closed_form(process.quantity) is None


def _parameters(process: Process) -> dict[str, float]:
    """Numbers for every argument, widths that are left open included; of references only those at these options."""
    from dataclasses import replace

    from processes.core.sampling import generic_parameters
    from processes.core.unstable import with_widths

    fitting = tuple(
        reference
        for reference in process.references
        if all(
            reference.at.get(option, values[0]) == process.chosen[option] for option, values in process.options.items()
        )
    )
    sampled = replace(process, reaction=process._template, references=fitting)  # type: ignore[attr-defined]
    parameters = generic_parameters(sampled)
    if process.beam:
        from processes.core.beam import with_beam

        parameters = with_beam(process, parameters)
    return with_widths(process, parameters)


def _name(process: Process, what: str) -> str:
    return f"{process.id}_{what}" if process.id else what


def _about(process: Process, program: Any, title: str) -> dict[str, Any]:
    from importlib.metadata import version

    from processes.output.programs import argument_meanings

    defaults: Mapping[str, Any] = {
        name: process.arguments[name].default
        for name in program.arguments
        if name in process.arguments and not process.arguments[name].is_required
    }
    return {
        "description": f"{title}\nGeV, hbar = c = 1, metric (+,-,-,-).",
        "process": process.id or process.reaction,
        "reaction": process.reaction,
        "model": process.lagrangian.name,
        "options": {name: str(value) for name, value in process.chosen.items()},
        "arguments": argument_meanings(process, program),
        "usual values": defaults,
        "references": list(process.sources),
        "made by": f"dark-amps {version('dark-amps')}",
    }


def _require_agreement(worst: float, what: str) -> None:
    if not worst < AGREEMENT:
        raise ExportDisagrees(f"{what} differ by {worst:.1e}; nothing is exported, please report this")
