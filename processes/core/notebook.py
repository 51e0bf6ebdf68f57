"""Processes, histograms and reports of checks as notebooks show them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from amps.html import html_table

if TYPE_CHECKING:
    from processes.core.checks import Report
    from processes.core.histogram import Histogram
    from processes.core.process import Process

WIDTH, HEIGHT = 480.0, 200.0
"""Size of a drawn histogram, px."""


def process_html(process: Process) -> str:
    """Reaction and id, the parameters of the process, its options."""
    from processes.core.parameter_table import ParameterTable

    own = {n: p for n, p in process.arguments.items() if n in process.parameters or p.is_required}
    title = f"<p>{process.parsed._repr_latex_()} <code>{escape(process.id)}</code> {escape(process.summary)}</p>"
    options = [
        (name, " | ".join(map(str, values)), str(process.chosen[name])) for name, values in process.options.items()
    ]
    chosen = html_table(("option", "values", "chosen"), options) if options else ""
    return title + ParameterTable(own)._repr_html_() + chosen


def report_html(report: Report) -> str:
    """The checks, one row each."""
    rows = (("✓" if line.passed else "✗", line.name, line.detail) for line in report.lines)
    return html_table(("", "check", "seen"), rows, f"{report.id}: {'passed' if report.passed else 'FAILED'}")


def histogram_html(histogram: Histogram) -> str:
    """A drawing of a distribution in one observable; of two their ranges."""
    total = histogram.total
    caption = f"{total.reaction}: {total.quantity.replace('_', ' ')} = {total}"
    if len(histogram.axes) != 1:
        rows = [(a.name, a.unit, str(len(a)), f"{a.edges[0]:.5g} to {a.edges[-1]:.5g}") for a in histogram.axes]
        return html_table(("observable", "unit", "bins", "range"), rows, caption)
    (axis,) = histogram.axes
    top = max(float(histogram.density.max()), 0.0) or 1.0
    low, span = float(axis.edges[0]), float(axis.edges[-1] - axis.edges[0])
    x = [(float(edge) - low) / span * WIDTH for edge in axis.edges]
    y = [HEIGHT * (1 - max(float(value), 0.0) / top) for value in histogram.density]
    outline = f"M0 {HEIGHT:g}" + "".join(f"V{h:.1f}H{right:.1f}" for h, right in zip(y, x[1:], strict=True))
    unit = f" {axis.unit}" if axis.unit != "1" else ""
    named = f"{axis.name} from {low:.4g} to {low + span:.4g}{unit}, at most {top:.4g} {histogram.unit}"
    return (
        f'<figure><svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}" height="{HEIGHT:g}" role="img">'
        f"<title>{escape(named)}</title>"
        f'<path d="{outline}V{HEIGHT:g}Z" fill="currentColor" fill-opacity="0.15" stroke="currentColor"/></svg>'
        f"<figcaption>{escape(caption)}<br>{escape(named)}</figcaption></figure>"
    )
