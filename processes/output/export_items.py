"""What is exported of a process: |M|^2, its rate or the integrand of it, with reference points computed twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from processes.output.programs import argument_meanings, rate_program_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codegen.export import Exported
    from processes.core.loop_process import LoopProcess
    from processes.core.process import Process
    from processes.output.programs import RateProgram

POINTS, SEED = 5, 11
AGREEMENT = 1e-8
"""Relative difference that the program and the independent route may have at the reference points."""
INTEGRAND_TOLERANCE, MARGIN = 1e-10, 16
BOUND_MARGIN = 1000
"""Over the largest rounding error seen: more than that no tolerance allows, however far above it the bound lies."""
WORST_ROUNDING = 1e-6
QUADRATURE_TOLERANCE = 1e-7
WELL_ABOVE = 1.001
"""Energy of the reference points over that of threshold, at least."""
UNITS = "GeV, hbar = c = 1, metric (+,-,-,-)."
LONGEST_FORMULA = 1000
"""Characters of a closed form that is printed in the comments."""


class ExportDisagrees(ValueError):
    """The program to be exported and the independent route differ: nothing is written."""


class NotExportable(ValueError):
    """The rate has no form that runs by itself; a table of it can be written instead."""


def export_items(process: Process) -> list[Exported]:
    """|M|^2 and the rate; where the rate is an integral its integrand, and over one variable the integral too.

    Raises NotExportable for a rate that depends on tables or special functions, ExportDisagrees if two routes differ.
    """
    from processes.core.loop_process import LoopProcess
    from processes.core.parton_fusion import PartonFusion

    if isinstance(process, PartonFusion):
        raise _not_exportable(process, "its rate depends on tabulated parton densities")
    if isinstance(process, LoopProcess):
        if process.derived.program is None:
            raise _not_exportable(process, f"no stable real form is derived for {dict(process.chosen)}")
        return [_loop_quantity(process)]
    return [_squared_amplitude(process), *_rate(process)]


def _not_exportable(process: Process, why: str) -> NotExportable:
    return NotExportable(
        f"{process.id or process.reaction} cannot become code that runs by itself: {why}; "
        "write a table of its rate instead: amps export ... --table NAME=LO:HI:N"
    )


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
        "formula": f"exact trace over {_counted(len(process.diagrams), 'tree diagram')}",
        "average": f"{squared.average} over initial states, contained in |M|^2",
        "symmetry factor": f"{squared.symmetry_factor} for identical final particles, NOT contained in |M|^2",
        "momenta": f"p1 to p{legs} are the legs {' '.join(process.legs)} in this order, with positive energies",
        "domain": "momenta on shell and conserved, every parameter finite",
    }
    found = _tightened(exportable(program, metadata, points))
    given = {n: v for n, v in parameters.items() if n in process.arguments and n not in ("sqrt_s", process.beam)}
    spinors = process.evaluate(momenta, route="spinors", **given)
    exact = np.array([reference.values["squared_amplitude"] for reference in found.references])
    worst = float(np.max(np.abs(exact - spinors) / np.max(np.abs(spinors))))
    _require_agreement(worst, f"|M|^2 of {process.reaction} by traces and by helicity spinors")
    checked = f"reference points agree with explicit helicity spinors to {worst:.1e}"
    return replace(found, metadata={**found.metadata, "checked": checked})


def _rate(process: Process) -> list[Exported]:
    from codegen.export import exportable

    parameters = _parameters(process)
    quantity = process.quantity
    rate = rate_program_of(process, _name(process, quantity + ("_integrand" if _is_integral(process) else "")))
    metadata = _about_rate(process, rate)
    cube = [{f"x{i + 1}": (k + 1.0) / (POINTS + i + 1) for i in range(rate.dimension)} for k in range(POINTS)]
    points = [{a: float({**parameters, **x}[a]) for a in rate.program.arguments} for x in cube]
    if rate.dimension:
        infinite = _why_infinite(process, parameters)
        integrand = _with_seen_rounding(
            exportable(rate.program, {**metadata, "warning": infinite}, points, tolerance=INTEGRAND_TOLERANCE)
        )
        return [integrand] if infinite or rate.dimension > 1 else [integrand, _integral(process, rate, integrand)]
    found = exportable(rate.program, metadata, points[:1])
    worst = abs(found.references[0].values[quantity] / _computed(process, parameters, rate.unit) - 1)
    _require_agreement(worst, f"the {quantity} of {process.reaction} as a formula and as computed")
    return [found]


def _why_infinite(process: Process, parameters: Mapping[str, float]) -> str:
    """What makes the integral diverge where there are no cuts, or nothing."""
    from processes.core.regions import check_finite

    try:
        check_finite(process, None, parameters)
    except ValueError as error:
        return str(error)
    return ""


def _integral(process: Process, rate: RateProgram, integrand: Exported) -> Exported:
    """The rate itself, where the integral is over one variable."""
    from codegen.export import Reference
    from codegen.export_mean import mean_of

    parameters = _parameters(process)
    value = _computed(process, parameters, rate.unit, rtol=1e-9)
    arguments = {a: float(parameters[a]) for a in rate.program.arguments if a in rate.program.uniform}
    metadata = {
        **_about_rate(process, replace(rate, dimension=0)),
        "formula": f"integral of {integrand.symbol} by adaptive Gauss-Legendre rules, to nine digits",
    }
    reference = Reference(arguments, {process.quantity: value}, QUADRATURE_TOLERANCE)
    return mean_of(integrand, _name(process, process.quantity), process.quantity, metadata, [reference])


def _computed(process: Process, parameters: Mapping[str, float], unit: str, **settings: float) -> float:
    given = {name: v for name, v in parameters.items() if name in process.arguments}
    return float(process.rate(**given, unit=unit, **settings).value)


def _about_rate(process: Process, rate: RateProgram) -> dict[str, Any]:
    words = process.quantity.replace("_", " ")
    closed = str(process.closed_form(process.quantity)) if rate.origin == "closed form" else ""
    return {
        **_about(
            process, rate.program, f"{'Integrand of the' if rate.dimension else 'The'} {words} of {process.reaction}."
        ),
        "outputs": {process.quantity: {"meaning": words if not rate.dimension else rate.origin, "unit": rate.unit}},
        "formula": rate.origin,
        "closed form": f"{closed} (GeV)" if 0 < len(closed) <= LONGEST_FORMULA else "",
        "symmetry factor": f"{process.parsed.symmetry_factor} for identical final particles, contained",
        "domain": "above threshold only; below it the rate is 0 and this function is not defined",
    }


def _tightened(item: Exported) -> Exported:
    """The item with tolerances that can fail: bounds by the sizes of all terms may exceed the value itself."""
    allowed = max(INTEGRAND_TOLERANCE, BOUND_MARGIN * max(_seen_rounding(item)))
    references = [replace(r, tolerance=min(r.tolerance, allowed)) for r in item.references]
    return replace(item, references=references)


def _seen_rounding(item: Exported) -> list[float]:
    """Relative errors in double precision at the reference points, absolute ones where the value is zero."""
    import codegen

    kernel = codegen.compile(item.program, target="numpy")
    (output,) = kernel.outputs
    found = [(float(kernel(**r.arguments)), r.values[output]) for r in item.references]
    return [abs(value - exact) / (abs(exact) or 1.0) for value, exact in found]


def _with_seen_rounding(item: Exported) -> Exported:
    """The item with the rounding error that double precision has at its points, times a margin, as tolerance.

    The phase-space map carries its rounding errors along, which bounds by the size of terms cannot see; masses that a
    model derives from others may lose digits before they reach it. Where a sum over channels has poles that its
    invariants do not resolve, some points lose their digits: they are left out, and the item says so. Raises
    ExportDisagrees if most points are.
    """
    errors = _seen_rounding(item)
    good = [k for k, error in enumerate(errors) if error < WORST_ROUNDING]
    if 2 * len(good) <= len(errors):
        raise ExportDisagrees(f"{item.program.name} loses its digits in double precision (error {max(errors):.1e})")
    tolerance = max(INTEGRAND_TOLERANCE, MARGIN * max(errors[k] for k in good))
    found = replace(item, references=[replace(item.references[k], tolerance=tolerance) for k in good])
    if len(good) == len(errors):
        return found
    lost = f"{len(errors) - len(good)} of {len(errors)} points tried have rounding errors up to {max(errors):.0e}"
    warning = "; ".join(filter(None, (item.metadata["warning"], lost)))
    return replace(found, metadata={**item.metadata, "warning": warning})


def _loop_quantity(process: LoopProcess) -> Exported:
    from codegen.export import exportable
    from processes.core.loop_process import GENERIC

    program = process.compile(target="numpy").program
    parameters = {name: GENERIC if p.is_required else p.default for name, p in process.arguments.items()}
    metadata = {
        **_about(process, program, f"{process.quantity} from {process.reaction} at one loop."),
        "outputs": {process.quantity: {"meaning": process.quantity, "unit": "1"}},
        "formula": f"closed form over {_counted(len(process.diagrams), 'one-loop diagram')}",
    }
    found = exportable(program, metadata, [{a: float(parameters[a]) for a in program.arguments}])
    expected = process.rate(**{a: parameters[a] for a in process.arguments}).value
    worst = abs(found.references[0].values[process.quantity] / expected - 1)
    _require_agreement(worst, f"{process.quantity} as a program and as computed")
    return found


def _is_integral(process: Process) -> bool:
    return len(process.parsed.legs) > 3 and process.closed_form(process.quantity) is None


def _parameters(process: Process) -> dict[str, float]:
    """Numbers for every argument, widths that are left open included.

    They are those of a reference at these options; for a target at rest, which must be a possible nucleus, else those
    of the first reference with as much energy as it takes.
    """
    from processes.core.beam import with_beam
    from processes.core.sampling import generic_parameters
    from processes.core.unstable import with_widths

    fitting = tuple(
        reference
        for reference in process.references
        if all(
            reference.at.get(option, values[0]) == process.chosen[option] for option, values in process.options.items()
        )
    )
    references = fitting or (process.references[:1] if process.beam else ())
    sampled = replace(process, reaction=process._template, references=references)  # type: ignore[attr-defined]
    parameters = generic_parameters(sampled)
    if process.beam:
        parameters = with_beam(process, parameters)
        masses, incoming = process.masses(parameters), len(process.parsed.initial)
        lowest = WELL_ABOVE * max(sum(masses[:incoming]), sum(masses[incoming:]))
        while parameters["sqrt_s"] < lowest:
            parameters = with_beam(process, {**parameters, process.beam: 2 * parameters[process.beam]})
    return with_widths(process, parameters)


def _name(process: Process, what: str) -> str:
    return f"{process.id}_{what}" if process.id else what


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _about(process: Process, program: Any, title: str) -> dict[str, Any]:
    from importlib.metadata import version

    return {
        "description": "\n".join([title, *([f"{process.summary}."] if process.summary else []), UNITS]),
        "process": process.id or process.reaction,
        "reaction": process.reaction,
        "model": process.lagrangian.name,
        "options": {name: str(value) for name, value in process.chosen.items()},
        "arguments": argument_meanings(process, program),
        "sources": list(process.sources),
        "compared with": [reference.source for reference in process.references],
        "made by": f"dark-amps {version('dark-amps')}",
    }


def _require_agreement(worst: float, what: str) -> None:
    if not worst < AGREEMENT:
        raise ExportDisagrees(f"{what} differ by {worst:.1e}; nothing is exported, please report this")
