"""Run the pages of this folder: every code block, formula and figure is what the code gives.

A page is Markdown. A fenced block with `>>>` is a doctest. A display that follows a comment holds what the expression
in the comment prints, and a picture that follows one is what the expression draws (SVG text, or a matplotlib figure):

    <!-- squared.latex() -->                          <!-- draw_all(decay.diagrams) -->
    $$                                                ![diagrams](figures/k_to_mu_nu_v.svg)
    ...
    $$

Text must agree to the letter, numbers with an error, 4208.2(4.0), within 5 errors and plotted points within 10 %: what
Monte Carlo integration gives depends on its sampling. `python derivations/execute.py PAGE...` reports what differs;
with `--write` it puts what came out into the page.
"""

from __future__ import annotations

import argparse
import doctest
import io
import re
import sys
import textwrap
from math import hypot, isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent
WIDTH = 118
DISPLAY = re.compile(r"^<!-- (?P<expression>[^\n]+) -->\n\$\$\n(?P<body>.*?)^\$\$$", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"^<!-- (?P<expression>[^\n]+) -->\n!\[.*\]\((?P<path>.+)\)$", re.MULTILINE)
ESTIMATE = re.compile(r"(-?\d+(?:\.(\d+))?)\((\d+(?:\.\d+)?)\)(e[+-]?\d+)?")
POINTS = re.compile(r"<dc:description>(.*?)</dc:description>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>")
LOOK: dict[str, Any] = {
    "figure.figsize": (6.0, 3.8),
    "figure.constrained_layout.use": True,
    "font.family": "DejaVu Serif",
    "mathtext.fontset": "dejavuserif",
    "font.size": 10,
    "axes.grid": True,
    "grid.color": "0.9",
    "legend.frameon": False,
    "svg.hashsalt": "derivations",
}


class Picture:
    """Compares what a page draws with the file it shows, or writes the file."""

    def __init__(self, folder: Path, write: bool) -> None:
        self.folder, self.write = folder, write

    def __call__(self, drawn: Any, name: str) -> None:
        """Raises AssertionError if the file shows other diagrams or other numbers than `drawn`."""
        path = self.folder / name
        if self.write:
            path.parent.mkdir(exist_ok=True)
            path.write_text(_on_white(drawn) if isinstance(drawn, str) else _plot(drawn), encoding="utf-8")
        shown = path.read_text(encoding="utf-8")
        same = TITLE.findall(shown) == TITLE.findall(drawn) if isinstance(drawn, str) else _shows(shown, _points(drawn))
        assert same, f"{name} is not what the page draws; run {Path(__file__).name} --write"


def _on_white(drawing: str) -> str:
    """Black strokes need a light ground where the page around them is dark."""
    return drawing.replace("<svg ", '<svg style="background: white" ', 1)


def _plot(figure: Any) -> str:
    text = io.StringIO()
    metadata = {"Date": None, "Creator": None, "Description": " ".join(f"{value:.3g}" for value in _points(figure))}
    figure.savefig(text, format="svg", metadata=metadata)
    without_comments = re.sub(r"<!--.*?-->", "", text.getvalue(), flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", without_comments).strip() + "\n"


def _points(figure: Any) -> list[float]:
    """The plotted numbers, which do not depend on fonts and versions."""
    numbers: list[float] = []
    for axes in figure.axes:
        for line in axes.lines:
            numbers += [float(value) for row in line.get_xydata() for value in row]
        for collection in axes.collections:
            numbers += [float(value) for path in collection.get_paths() for row in path.vertices for value in row]
    return numbers


def _shows(file: str, points: list[float]) -> bool:
    found = POINTS.search(file)
    shown = [float(word) for word in found[1].split()] if found else []
    if len(shown) != len(points):
        return False
    for column in (slice(0, None, 2), slice(1, None, 2)):  # x, y
        scale = max(map(abs, points[column]), default=0.0)
        pairs = zip(shown[column], points[column], strict=True)
        if not all(isclose(a, b, rel_tol=0.1, abs_tol=1e-6 * scale) for a, b in pairs):
            return False
    return True


def as_doctest(page: str) -> str:
    """The page with its displays and pictures turned into doctest examples, line by line in the same places."""
    page = DISPLAY.sub(lambda m: f"\n>>> print({m['expression']})\n{m['body']}", page)
    return PICTURE.sub(lambda m: f"\n>>> shown({m['expression']}, {m['path']!r})", page)


class Checker(doctest.OutputChecker):
    """Compares numbers with errors as such."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        if super().check_output(want, got, optionflags):
            return True
        if not super().check_output(ESTIMATE.sub("#", want), ESTIMATE.sub("#", got), optionflags):
            return False
        pairs = zip(ESTIMATE.finditer(want), ESTIMATE.finditer(got), strict=True)
        numbers = ((_value_and_error(a), _value_and_error(b)) for a, b in pairs)
        return all(abs(a - b) <= 5 * hypot(da, db) for (a, da), (b, db) in numbers)


def _value_and_error(found: re.Match[str]) -> tuple[float, float]:
    """Of 62.146(57)e-3: an error without a point counts in units of the last digit."""
    scale = float("1" + (found[4] or ""))
    unit = 1.0 if "." in found[3] else 10.0 ** -len(found[2] or "")
    return float(found[1]) * scale, float(found[3]) * unit * scale


class _Collector(doctest.DocTestRunner):
    """Keeps what came out of every example that failed."""

    def __init__(self) -> None:
        super().__init__(Checker(), verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
        self.found: list[tuple[doctest.Example, str]] = []

    def report_failure(
        self, out: Callable[[str], Any], test: doctest.DocTest, example: doctest.Example, got: str
    ) -> None:
        self.found.append((example, got))
        super().report_failure(out, test, example, got)


def run(path: Path, *, write: bool = False) -> str:
    """Run a page and return the report of what differs; empty if nothing does."""
    import matplotlib as mpl

    page = path.read_text(encoding="utf-8")
    names = {"shown": Picture(path.parent, write)}
    test = doctest.DocTestParser().get_doctest(as_doctest(page), names, path.stem, str(path), 0)
    runner, report = _Collector(), []
    with mpl.rc_context(LOOK):
        runner.run(test, out=report.append)
    if write and runner.found:
        path.write_text(_corrected(page, runner.found), encoding="utf-8")
    return "".join(report)


def _corrected(page: str, found: list[tuple[doctest.Example, str]]) -> str:
    """The page with the output of these examples in the place of what stood there."""
    lines = page.splitlines()
    for example, got in reversed(found):
        start = example.lineno + example.source.count("\n")
        stop = start + example.want.count("\n")
        is_display = lines[start - 1] == "$$"
        lines[start:stop] = _wrapped(got) if is_display else got.rstrip("\n").splitlines()
    return "\n".join(lines) + "\n"


def _wrapped(formula: str) -> list[str]:
    """Lines of a display; none begins with a sign that Markdown would take for a list or a heading."""
    glued = re.sub(r" (?=[-+=*>#])", "\0", formula)
    lines = textwrap.wrap(glued, WIDTH, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\0", " ") for line in lines]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", type=Path, default=sorted(FOLDER.glob("*.md")))
    parser.add_argument("--write", action="store_true", help="put what came out into the pages and figures")
    arguments = parser.parse_args()
    reports = [run(path, write=arguments.write) for path in arguments.pages]
    print("".join(reports), end="")
    return int(any(reports))


if __name__ == "__main__":
    sys.exit(main())
