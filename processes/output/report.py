"""A process on one page: diagrams, Lagrangian, |M|^2, parameters, checks, plots and sources in a single HTML file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from processes.core.loop_process import LoopProcess
from processes.core.sampling import generic_parameters
from processes.output import report_sections as sections_of
from processes.output.bibliography import software
from processes.output.report_page import HTML, Section, page, symbol
from processes.output.report_plots import RTOL
from processes.output.report_sections import Subject
from processes.output.symbols import symbol_names
from processes.output.tables import atomically, check_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from processes.core.process import Process

PARTS: Mapping[str, Callable[[Subject], Iterator[str]]] = {
    "Rate": sections_of.rate,
    "Diagrams": sections_of.diagrams,
    "Lagrangian": sections_of.lagrangian,
    "Formula": sections_of.matrix_element,
    "Parameters": sections_of.parameters,
    "Plots": sections_of.plots,
    "Checks": sections_of.checks,
    "References": sections_of.references,
    "Provenance": sections_of.provenance,
}


def write_report(
    process: Process,
    path: str | Path,
    *,
    vary: tuple[str, Sequence[float]] | None = None,
    cuts: str | None = None,
    tell: Callable[[str], None] = lambda stage: None,
    **given: Any,
) -> Path:
    """Write the page to `path` (.html), whole or not at all; returns the path.

    `given` are parameters and options; without them the process's first reference value serves, or generic ones.
    `vary` names the parameter of the plot and its values, `cuts` hold for all rates. `tell` hears what is being done.
    Raises ValueError for another suffix, a missing folder or bad parameters.
    """
    path = check_report_path(path)
    text = report(process, vary=vary, cuts=cuts, tell=tell, **given)
    atomically(path, lambda draft: _write(draft, text))
    return path


def check_report_path(path: str | Path) -> Path:
    """The path, if a report can be written there. Raises ValueError for another suffix or a missing folder."""
    path = Path(path)
    if path.suffix not in (".html", ".htm"):
        raise ValueError(f"cannot write {path}: a report is a web page, its name must end in .html")
    check_folder(path)
    return path


def report(
    process: Process,
    *,
    vary: tuple[str, Sequence[float]] | None = None,
    cuts: str | None = None,
    tell: Callable[[str], None] = lambda stage: None,
    **given: Any,
) -> str:
    """The page as text; see `write_report`."""
    values = example_values(process, given)
    process = process.with_options(**{name: values[name] for name in values if name in process.options})
    cuts = values.pop("cuts", None) if cuts is None else cuts
    subject = Subject(process, values, symbol_names(process), vary, cuts)
    if not given and vary is None:
        subject = replace(subject, no_rate=_why_no_rate(subject))
    sections = []
    for title, build in PARTS.items():
        tell(title.lower())
        parts = list(build(subject))
        if parts:
            sections.append(Section(title.lower(), title, parts))
    heading = symbol(process.parsed._repr_latex_().strip("$"), process.reaction)
    if subject.is_partonic:
        heading = HTML(process.reaction.replace(">", "→"))
    lead = process.summary or f"A reaction of the model {process.lagrangian.name}"
    title = f"{process.id or process.reaction} - dark-amps"
    footer = f"Written by dark-amps {software().fields['version']}. Units are GeV with ħ = c = 1 where none is given."
    return page(title, heading, process.id or process.reaction, lead, sections, footer)


def example_values(process: Process, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values a report is written for: those given, else of the first reference value, else generic ones."""
    if any(name not in process.options for name in given):
        return dict(given)
    wanted = {name: value for name, value in given.items() if name in process.options}
    for reference in process.references:
        if all(reference.at.get(name, process.options[name][0]) == value for name, value in wanted.items()):
            return {**reference.at, **wanted}
    chosen = process.with_options(**wanted)
    if isinstance(process, LoopProcess):
        return {n: 0.3 for n, p in chosen.arguments.items() if p.is_required} | wanted
    generic = generic_parameters(chosen)
    return {n: generic[n] for n, p in chosen.arguments.items() if p.is_required and n in generic} | wanted


def _why_no_rate(subject: Subject) -> str:
    """Why there is no rate at the example values, such as a divergence that needs cuts; empty where there is one."""
    try:
        subject.process.rate(**subject.settings, rtol=RTOL)
    except ValueError as error:
        return str(error)
    return ""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
