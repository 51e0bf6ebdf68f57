"""One look for all plots: sizes, colours, labels with LaTeX symbols and units."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from processes.output.tables import atomically, check_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from processes.core.constants import Parameter

FORMATS = (".png", ".svg", ".pdf")
QUANTITIES = {
    "width": r"\Gamma",
    "cross_section": r"\sigma",
    "lifetime": r"\tau",
    "ctau": r"c\tau",
    "a_e": "a_e",
    "a_mu": r"a_\mu",
    "a_tau": r"a_\tau",
}
NAMES = {
    "ctau": "proper decay length",
    **{f"a_{lepton}": "anomalous magnetic moment" for lepton in ("e", "mu", "tau")},
    "eps": "kinetic mixing",
}
"""What quantities are called whose name in the code is an abbreviation."""
# Okabe and Ito's palette, which colour-blind readers can tell apart; without its yellow, too pale on white
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
LINES = ("-", "--", "-.", ":")
SHORT = 5.0
"""Ratio of the ends of a logarithmic axis below which it is labelled like a linear one."""
_SETTINGS: Any = {
    "figure.figsize": (6.4, 4.4),
    "figure.dpi": 150,
    "font.size": 13,
    "font.family": "STIXGeneral",
    "mathtext.fontset": "stix",
    "axes.formatter.use_mathtext": True,
    "axes.titlesize": 15,
    "axes.labelsize": 15,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "0.9",
    "legend.frameon": False,
    "xtick.direction": "in",
    "ytick.direction": "in",
    # the two labels of a corner do not touch
    "xtick.major.pad": 7,
    "ytick.major.pad": 5,
    "xtick.top": True,
    "ytick.right": True,
    "lines.linewidth": 1.8,
    "svg.hashsalt": "dark-amps",
}


def check_plot_path(path: str | Path) -> Path:
    """The path, if a plot can be written there. Raises ValueError for an unknown suffix or a missing folder."""
    path = Path(path)
    if path.suffix not in FORMATS:
        raise ValueError(f"cannot plot to {path}: the name must end in {', '.join(FORMATS)}")
    check_folder(path)
    return path


@contextmanager
def figure(path: str | Path, title: str = "") -> Iterator[tuple[Any, Any]]:
    """A figure and its axes, written to `path` on leaving; needs no display and leaves pyplot's state alone."""
    import matplotlib as mpl
    from cycler import cycler
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    path = check_plot_path(path)
    settings: Any = {**_SETTINGS, "axes.prop_cycle": cycler(color=COLOURS)}
    with mpl.rc_context(settings):
        drawn = Figure(layout="constrained")
        FigureCanvasAgg(drawn)
        axes = drawn.add_subplot()
        if title:
            axes.set_title(title)
        yield drawn, axes
        for each in drawn.axes:
            _spare_labels(each)
        # without a date, equal plots are equal files
        metadata = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix)
        atomically(path, lambda draft: drawn.savefig(draft, metadata=metadata))


def _spare_labels(axes: Any) -> None:
    """A few plain numbers on logarithmic axes over less than a decade, whose powers of ten would overlap."""
    from matplotlib.ticker import MaxNLocator, NullLocator, ScalarFormatter

    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        if axis.get_scale() == "log" and 0 < low < high < SHORT * low:
            axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
            axis.set_minor_locator(NullLocator())
            axis.set_major_formatter(ScalarFormatter())


def axis_label(symbol: str, unit: str = "", latex: str = "") -> str:
    """Label such as "$m_V$ [GeV]"; a name without LaTeX is set as it stands."""
    text = f"${latex}$" if latex else symbol
    return f"{text} [{unit_label(unit)}]" if unit not in ("", "1") else text


def parameter_label(name: str, parameter: Parameter) -> str:
    """The label of an axis over a parameter."""
    return axis_label(name, parameter.unit, parameter.latex)


def unit_label(text: str) -> str:
    """A unit with its powers raised: "GeV^-2" becomes "GeV$^{-2}$"."""
    return re.sub(r"\^(-?\d+)", r"$^{\1}$", text)


def typeset(text: str) -> str:
    """A plain label with names and powers set: "dE_mu- [GeV^-1]" becomes "d$E_{\\mu^-}$ [GeV$^{-1}$]".

    What stands between dollar signs is left alone.
    """
    parts = text.split("$")
    parts[::2] = (re.sub(_OBSERVABLE, _observable, unit_label(part)) for part in parts[::2])
    return "$".join(parts)


_OBSERVABLE = re.compile(r"(E|pT|p|cos|y|eta|m)_([A-Za-z]\w*(?:[+-](?!\w))?)")


def _observable(match: re.Match[str]) -> str:
    kind = {"pT": "p_T", "cos": r"\cos\theta", "eta": r"\eta"}.get(match[1], match[1])
    body = match[2].rstrip("+-")
    if body.endswith("2"):
        kind, body = f"{kind}^2", body[:-1]
    words = [_GREEK.get(word, word) for word in body.split("_")]
    charge = match[2][-1] if match[2][-1] in "+-" else ""
    subscript = r"\,".join(rf"\mathrm{{{word}}}" if len(word) > 2 and word[0] != "\\" else word for word in words)
    subscript = subscript.replace(r"\nu\,", r"\nu_")
    if kind == "p_T":
        kind, subscript = "p", rf"T,\,{subscript}"
    return f"${kind}_{{{subscript}{f'^{charge}' if charge else ''}}}$"


_GREEK = {name: f"\\{name}" for name in ("mu", "tau", "nu", "gamma", "chi", "phi", "pi", "eta", "rho", "omega")}
