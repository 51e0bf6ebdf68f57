"""The sections of a report, one function each: what they show of a process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from processes.core.loop_process import LoopProcess
from processes.output.bibliography import bibliography, software
from processes.output.bibtex import plain_text
from processes.output.report_formulas import closed_form_parts, lagrangian_parts, squared_amplitude_parts
from processes.output.report_page import HTML, details, formula, symbol, table
from processes.output.report_plots import rate_curve, rate_figure, spectrum_figure
from processes.output.style import QUANTITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from amps.model import Model
    from processes.core.constants import Parameter
    from processes.core.process import Process
    from processes.output.bibtex import Entry

FLUX = {"width": "1/(2 M)", "cross_section": "1/(4 p √s), p in the centre of mass"}
MANY = 12
"""More diagrams than this are unfolded on request."""


@dataclass(frozen=True)
class Subject:
    """What a report is about: a process at `values`, the LaTeX `names` of its symbols, what its plot varies.

    `no_rate` says why there is none.
    """

    process: Process
    values: Mapping[str, Any]
    names: Mapping[str, str]
    vary: tuple[str, Sequence[float]] | None = None
    cuts: str | None = None
    no_rate: str = ""

    @property
    def settings(self) -> dict[str, Any]:
        """Keywords of a rate: the values and the cuts."""
        return {**self.values, "cuts": self.cuts} if self.cuts else dict(self.values)

    @property
    def is_partonic(self) -> bool:
        """Whether |M|^2 is that of partons and the rate that of hadrons."""
        return hasattr(self.process, "partonic")


def rate(subject: Subject) -> Iterator[str]:
    """The rate at the chosen values."""
    process = subject.process
    if subject.no_rate:
        yield HTML(f'<div class="result"><p>{escape(subject.no_rate)}</p></div>')
        return
    estimate = process.rate(**subject.settings)
    at = ", ".join(f"{name} = {_number(value)}" for name, value in subject.values.items())
    how: list[str] = [estimate.method]
    if estimate.n_evaluations:
        how.append(f"{estimate.n_evaluations} evaluations")
    if estimate.Q is not None:
        how.append(f"χ²/dof {estimate.chi2_dof:.2f}, Q {estimate.Q:.2f}, seed {estimate.seed}")
    value = symbol(estimate._repr_latex_().strip("$"), f"{estimate.quantity} = {estimate}")
    warnings = "".join(f"<p>Warning: {w}</p>" for w in map(escape, estimate.warnings))
    yield HTML(f'<div class="result"><p class="value">{value}</p><p>{escape(", ".join(how))}</p>{warnings}</div>')
    within = f", within the cuts {subject.cuts}" if subject.cuts else ""
    yield f"At {at}{within}." if at else f"From constants alone{within}."


def diagrams(subject: Subject) -> Iterator[str]:
    """Every diagram drawn, and the amplitudes of trees."""
    from amps.amplitude_latex import amplitude_latex
    from amps.diagrams import Diagram

    process = subject.process
    items, amplitudes = [], []
    for k, diagram in enumerate(process.diagrams, 1):
        drawn = _drawing(diagram, process.lagrangian)
        told = _caption(drawn) if isinstance(diagram, Diagram) else escape(str(diagram))
        caption = f"<figcaption>{k}. {told}</figcaption>"
        if isinstance(diagram, Diagram):
            written = amplitude_latex(diagram, subject.names).replace(r"\mathcal{M}", rf"\mathcal{{M}}_{{{k}}}", 1)
            amplitudes.append(formula(written, f"Amplitude of diagram {k}"))
        items.append(f"<li><figure>{drawn}{caption}</figure></li>")
    grid = HTML(f'<ol class="diagrams">{"".join(items)}</ol>')
    count = f"{len(items)} diagram{'s' if len(items) > 1 else ''}"
    partonic = getattr(process, "partonic", "")
    yield f"{count}, for the partons {process.parsed}." if partonic else f"{count}; leg k has momentum p_k."
    yield grid if len(items) <= MANY else details(f"All {count}", [grid])
    if amplitudes:
        yield details("Amplitudes" if len(amplitudes) > 1 else "Amplitude", amplitudes)


def _drawing(diagram: Any, model: Model) -> str:
    from amps.drawing.loops import loop_picture
    from amps.drawing.sheet import single

    svg: str = diagram._repr_svg_() if hasattr(diagram, "_repr_svg_") else single(loop_picture(diagram, model), None)
    return svg[svg.index("<svg") :]


def _caption(drawn: str) -> str:
    """The internal lines of a diagram, from the title of its drawing."""
    title = re.search(r"<title>.*? via (.*?)</title>", drawn)
    return f"via {title[1]}" if title else "contact"


def lagrangian(subject: Subject) -> Iterator[str]:
    """The Lagrangian terms that the diagrams use."""
    process = subject.process
    parts = list(lagrangian_parts(process, subject.names))
    if parts:
        yield f"The terms of the model {process.lagrangian.name} that the diagrams use:"
        yield from parts


def matrix_element(subject: Subject) -> Iterator[str]:
    """|M|^2 or the loop integral, and the closed form."""
    process = subject.process
    from amps.typesetting import setter

    if isinstance(process, LoopProcess):
        integrand = process.derived.integrand
        quantity = QUANTITIES.get(process.quantity, rf"\mathrm{{{process.quantity}}}".replace("_", r"\_"))
        if integrand is not None:
            yield "Over the last Feynman parameter,"
            yield formula(
                rf"{quantity} = \int_0^1 du \; {setter(subject.names)(integrand)}", "Feynman-parameter integral"
            )
        yield "In closed form,"
        yield from closed_form_parts(process.derived.value, quantity, subject.names)
        return
    squared = process.squared_amplitude()
    yield from squared_amplitude_parts(process, subject.names)
    yield (
        f"averaged over initial states (factor {squared.average}) and summed over final ones; identical final "
        f"particles multiply the rate by {squared.symmetry_factor}, the flux by {FLUX.get(process.quantity, '1')}."
    )
    closed = process.closed_form(process.quantity)
    if closed is not None:
        yield f"The {process.quantity.replace('_', ' ')} in closed form:"
        yield from closed_form_parts(closed, QUANTITIES.get(process.quantity, "R"), subject.names)


def parameters(subject: Subject) -> Iterator[str]:
    """Tables of parameters, constants and options."""
    process = subject.process
    own = {n: p for n, p in process.arguments.items() if n in process.parameters or p.is_required}
    constants = {n: p for n, p in process.arguments.items() if n not in own}
    header = ("name", "symbol", "unit", "default", "meaning", "source")
    if own:
        yield table(header[:-1], [_parameter(n, p)[:-1] for n, p in own.items()], "Parameters of the process", (3,))
    if constants:
        rows = [_parameter(n, p) for n, p in constants.items()]
        yield table(header, rows, "Constants, which can be set as well", (3,))
    if process.options:
        rows = [(n, " | ".join(map(str, v)), str(process.chosen[n])) for n, v in process.options.items()]
        yield table(("option", "values, the default first", "chosen here"), rows, "Options")


def _parameter(name: str, p: Parameter) -> tuple[str, ...]:
    default = "required" if p.is_required else "derived" if p.default is None else _number(p.default)
    latex = symbol(p.latex, name) if p.latex else ""
    return HTML(f"<code>{escape(name)}</code>"), latex, p.unit, default, p.meaning, p.source


def plots(subject: Subject) -> Iterator[str]:
    """The rate against a parameter and, for three or more final particles, a spectrum."""
    process = subject.process
    if subject.no_rate:
        return
    curve = rate_curve(process, subject.settings, subject.vary)
    found = [rate_figure(process, curve) if curve else None]
    if not isinstance(process, LoopProcess) and not subject.is_partonic:
        found.append(spectrum_figure(process, subject.settings))
    if any(found):
        yield HTML(f'<div class="plots">{"".join(figure for figure in found if figure)}</div>')


def checks(subject: Subject) -> Iterator[str]:
    """What the process proves about itself, now."""
    process = subject.process
    checked = process.check()
    rows = [
        (
            line.name,
            HTML(
                f'<span class="{"ok" if line.passed else "failed"}">{"✓ passed" if line.passed else "✗ failed"}</span>'
            ),
            line.detail,
        )
        for line in checked.lines
    ]
    yield table(("check", "result", "what was seen"), rows, "Made while this page was written", (1,))


def references(subject: Subject) -> Iterator[str]:
    """Reference values and what to cite."""
    process = subject.process
    if process.references:
        rows = [
            (
                r.quantity.replace("_", " "),
                ", ".join(f"{n} = {_number(v)}" for n, v in r.at.items()) or "defaults",
                f"{r.value:.6g} {r.unit or _unit(process)}".removesuffix(" 1"),
                f"{r.rtol:g}",
                r.source,
            )
            for r in process.references
        ]
        yield table(("quantity", "at", "value", "tolerance", "source"), rows, "Values it is held to", (2, 3))
    try:
        entries = (software(), *bibliography(process))
    except KeyError as error:
        yield f"{error.args[0]}."
        entries = (software(),)
    yield HTML("<h3>Please cite</h3>")
    yield HTML(f"<ul>{''.join(f'<li>{_entry(e)}</li>' for e in entries)}</ul>")
    text = "\n\n".join(map(str, entries))
    yield details("BibTeX", [HTML(f"<pre>{escape(text)}</pre>")])


def _entry(entry: Entry) -> str:
    fields = entry.fields
    people = plain_text(fields.get("author", "")).split(" and ")
    author = (
        people[0] if len(people) == 1 else f"{people[0]} and {people[1]}" if len(people) == 2 else f"{people[0]} et al."
    )
    title = plain_text(fields.get("title", ""))
    where = " ".join(plain_text(fields[n]) for n in ("journal", "volume", "pages") if n in fields)
    year = f" ({fields['year']})" if "year" in fields else ""
    text = escape(f"{author}, {title}{', ' + where if where else ''}{year}")
    return f'{text}, <a href="{escape(entry.url)}">{escape(entry.url.split("//")[-1])}</a>' if entry.url else text


def provenance(subject: Subject) -> Iterator[str]:
    """Versions, and the command that gives the rate."""
    process = subject.process
    import platform
    from importlib.metadata import version

    rows = [(name, version(name)) for name in ("dark-amps", "sympy", "numpy", "vegas", "particle")]
    yield table(("software", "version"), [*rows, ("Python", platform.python_version())], numbers=(1,))
    target = process.id or f"'{process.reaction}' --model {process.lagrangian.name}"
    settings = "".join(f" --set {name}={value}" for name, value in subject.values.items())
    settings += f" --cut '{subject.cuts}'" if subject.cuts else ""
    if subject.no_rate:
        return
    yield HTML(f"<p>The rate above:</p><pre>amps rate {escape(target)}{escape(settings)}</pre>")


def _unit(process: Process) -> str:
    if isinstance(process, LoopProcess):
        return process.result_unit
    return "GeV" if process.quantity == "width" else "pb"


def _number(value: Any) -> str:
    return f"{value:.8g}" if isinstance(value, float) else str(value)
