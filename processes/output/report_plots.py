"""Plots of a report: the rate against one parameter, and the spectrum of a particle, as SVG within the page."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from processes.output.plots import LOG_RATIO
from processes.output.report_page import HTML, details, table
from processes.output.style import COLOURS, QUANTITIES, axis_label, figure, parameter_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from processes.core.process import Process

POINTS = {"closed form": 61, "quadrature": 31, "vegas": 13}
"""Points of a curve by the method that computes them."""
RTOL = 1e-2
"""Relative accuracy of the points, that of a picture."""
DECADES = 1.0
"""How far a parameter is varied to either side, in decades."""
NEAR_THRESHOLD = 0.98
MASSLESS = (1e-3, 1e2)
"""Range of a mass that is zero at the reference point, GeV."""
BINS = 30
MANY_TICKS = 8
"""From this ratio of its ends on, only the decades of an axis carry numbers."""


@dataclass(frozen=True)
class Curve:
    """The rate at values of one parameter."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    errors: Sequence[float]
    unit: str
    quantity: str
    method: str


def rate_curve(process: Process, given: Mapping[str, Any], vary: tuple[str, Sequence[float]] | None) -> Curve | None:
    """The rate against the parameter of `vary`, or one that is chosen; None if nothing can be varied."""
    at = process.rate(**given, rtol=RTOL)
    chosen = vary or _chosen(process, given, POINTS[at.method])
    if chosen is None or isinstance(at.value, complex):
        return None
    name, values = chosen
    found = [_point(process, {**given, name: value}) for value in values]
    y, errors = [value for value, _ in found], [error for _, error in found]
    return Curve(name, list(values), y, errors, at.unit, at.quantity, at.method)


def _point(process: Process, given: Mapping[str, Any]) -> tuple[float, float]:
    """The rate and its error; zero where the cuts leave no phase space."""
    from processes.core.cuts import EMPTY

    try:
        found = process.rate(**given, rtol=RTOL)
    except ValueError as error:
        if EMPTY not in str(error):
            raise
        return 0.0, 0.0
    return float(found.value), float(found.error)


def _chosen(process: Process, given: Mapping[str, Any], points: int) -> tuple[str, list[float]] | None:
    """The mass of a final particle, else another mass or the energy, over a decade to either side."""
    import numpy as np

    declared = process.parameters
    own = [n for n, p in process.arguments.items() if p.is_non_negative and (n in declared or p.is_required)]
    final = {p.mass for p in process.parsed.final}
    names = sorted((n for n in own if n not in ("A", "Z", "M_A")), key=lambda n: (n not in final, own.index(n)))
    for name in names:
        value = given.get(name, process.arguments[name].default)
        if value is None or isinstance(value, str):
            continue
        low, high = (value / 10**DECADES, value * 10**DECADES) if value > 0 else MASSLESS
        limit = _threshold(process, given, name) * NEAR_THRESHOLD
        high = limit if limit < float("inf") else high
        if low < high:
            return name, [float(x) for x in np.geomspace(low, high, points)]
    return None


def _threshold(process: Process, given: Mapping[str, Any], name: str) -> float:
    """The largest mass `name` of final particles that the energy allows; infinite where nothing limits it."""
    incoming = len(process.parsed.initial)
    legs = process.parsed.legs
    count = sum(p.mass == name for p in legs[incoming:])
    if not count or any(p.mass == name for p in legs[:incoming]):
        return float("inf")
    _, arguments = process.read(given)
    masses = process.masses(arguments.parameters)
    total = masses[0] if incoming == 1 else arguments.parameters.get("sqrt_s")
    if total is None or isinstance(total, str):
        return float("inf")
    others = sum(m for m, p in zip(masses[incoming:], legs[incoming:], strict=True) if p.mass != name)
    return (total - others) / count


def rate_figure(process: Process, curve: Curve) -> HTML:
    """The curve with a sentence and its numbers."""
    import numpy as np
    from matplotlib.ticker import NullFormatter

    parameter = process.arguments[curve.name]
    x, y, errors = (np.array(c) for c in (curve.x, curve.y, curve.errors))
    is_open = y > 0

    def draw(axes: Any) -> None:
        shown = np.where(is_open, y, np.nan)
        if (y < 0).any():
            shown = y
        axes.plot(x, shown, marker="o" if curve.method == "vegas" else "", ms=4)
        if errors.any():
            axes.fill_between(x, shown - errors, shown + errors, alpha=0.3, lw=0)
        axes.set_xscale("log")
        if x[-1] > MANY_TICKS * x[0]:
            axes.xaxis.set_minor_formatter(NullFormatter())
        if is_open.any() and not (y < 0).any():
            if y.max() > LOG_RATIO * y[is_open].min():
                axes.set_yscale("log")
            else:
                axes.set_ylim(bottom=0)
        axes.set_xlim(x[0], x[-1])
        axes.set_xlabel(parameter_label(curve.name, parameter))
        axes.set_ylabel(axis_label(curve.quantity, curve.unit, QUANTITIES.get(curve.quantity, "")))

    what = curve.quantity.replace("_", " ")
    alt = (
        f"{what} against {curve.name} from {x[0]:.3g} to {x[-1]:.3g} {parameter.unit}: it goes from {y[0]:.3g} to "
        f"{y[-1]:.3g} {curve.unit}, at most {y.max():.3g}"
    )
    rows = [
        (f"{a:.5g}", f"{b:.5g}", f"{c:.1g}" if c else "exact")
        for a, b, c in zip(curve.x, curve.y, curve.errors, strict=True)
    ]
    header = (f"{curve.name} [{parameter.unit}]", f"{what} [{curve.unit}]", "error")
    caption = f"The {what} against {parameter.meaning}, the other parameters as above."
    return _figure(_svg(draw, "rate"), alt, caption, table(header, rows, numbers=(1, 2)))


def spectrum_figure(process: Process, given: Mapping[str, Any]) -> HTML | None:
    """The energy spectrum of the first of three or more final particles; None for fewer, or below threshold."""
    if len(process.parsed.final) < 3 or process.quantity not in ("width", "cross_section"):
        return None
    particle = process.parsed.final[0]
    repeated = sum(p.name == particle.name for p in process.parsed.final) > 1
    observable = f"E_{particle.name}{'1' if repeated else ''}"
    if float(process.rate(**given, rtol=RTOL).value) == 0:
        return None
    found = process.differential(observable, BINS, **given, rtol=RTOL)
    (axis,) = found.axes
    symbol = QUANTITIES.get(found.total.quantity, found.total.quantity)
    latex = particle.latex or particle.name

    def draw(axes: Any) -> None:
        axes.stairs(found.density, axis.edges, lw=1.8)
        middle = (axis.edges[1:] + axis.edges[:-1]) / 2
        axes.errorbar(middle, found.density, found.errors, fmt="none", elinewidth=1, ecolor="C0")
        axes.set_xlim(axis.edges[0], axis.edges[-1])
        axes.set_ylim(bottom=0)
        axes.set_xlabel(rf"$E_{{{latex}}}$ [GeV]")
        axes.set_ylabel(axis_label("", found.unit, rf"d{symbol}/dE_{{{latex}}}"))

    top = int(found.density.argmax())
    alt = (
        f"energy spectrum of {particle.name} from {axis.edges[0]:.3g} to {axis.edges[-1]:.3g} GeV, highest between "
        f"{axis[top][0]:.3g} and {axis[top][1]:.3g} GeV"
    )
    rows = [
        (f"{axis[k][0]:.4g} to {axis[k][1]:.4g}", f"{value:.4g}", f"{error:.1g}")
        for k, (value, error) in enumerate(zip(found.density, found.errors, strict=True))
    ]
    header = (f"{observable} [GeV]", f"density [{found.unit}]", "error")
    caption = f"Energy of {particle.name} ({_frame(process)}), with integration errors."
    return _figure(_svg(draw, "spectrum"), alt, caption, table(header, rows, numbers=(1, 2)))


def _frame(process: Process) -> str:
    if process.beam:
        return "target at rest"
    return "rest frame of the decaying particle" if process.quantity == "width" else "centre-of-mass frame"


def _figure(svg: str, alt: str, caption: str, numbers: HTML) -> HTML:
    labelled = svg.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1)
    return HTML(
        f"<figure>{labelled}<figcaption>{escape(caption)}</figcaption>{details('The numbers', [numbers])}</figure>"
    )


def _svg(draw: Any, name: str) -> str:
    """A drawing as an SVG element whose ink is the colour of the text around it; its ids begin with `name`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plot.svg"
        with figure(path) as (drawn, axes):
            drawn.patch.set_alpha(0)
            axes.patch.set_alpha(0)
            draw(axes)
        text = path.read_text(encoding="utf-8")
    element = re.sub(r"<metadata>.*?</metadata>", "", text[text.index("<svg") :], flags=re.DOTALL)
    element = re.sub(r'((?:id="|href="#|url\(#))', rf"\1{name}-", element)
    element = re.sub(r"#(?:000000|262626)", "currentColor", element)
    element = element.replace(COLOURS[0].lower(), "var(--line)")
    return element.replace("stroke: #e6e6e6", "stroke: currentColor; stroke-opacity: 0.15")
