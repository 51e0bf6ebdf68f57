"""Generated code to take away: a folder that needs nothing of this package, with its own test.

The exported text carries no licence condition (0BSD).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from codegen.linking import link
from codegen.precise import arbitrary
from codegen.program import Program
from codegen.schedule import safe_names
from codegen.stability import ROUNDING, SAFETY, with_cancellation

NOTICE = """\
SPDX-License-Identifier: 0BSD
Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.
THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE."""
DIGITS = 60


@dataclass(frozen=True)
class Reference:
    """A point, the values there to full double precision, and the relative error rounding may cause in them."""

    arguments: Mapping[str, float]
    values: Mapping[str, float]
    tolerance: float


@dataclass(frozen=True)
class Exported:
    """What the writers of all targets need: the program, words about it, reference points.

    With an `integrand` the program is the interface alone, and its value the mean of the integrand. `measured` is the
    program with its measure of cancellation, where the sizes of terms say something.
    """

    program: Program
    metadata: Mapping[str, Any]
    references: Sequence[Reference]
    integrand: Exported | None = None
    measured: Program | None = None

    @property
    def symbol(self) -> str:
        """The function's name, free in C and Python."""
        return safe_names([self.program.name])[self.program.name]

    @property
    def parameters(self) -> dict[str, str]:
        """Argument names as they stand in the generated text."""
        return safe_names(self.program.arguments)

    @property
    def test_words(self) -> str:
        """What the item's own test does."""
        how = "computed to 60 digits" if self.integrand is None else "integrated independently"
        return f"Compares with values {how}."

    def description(self) -> list[str]:
        """Lines for a comment or docstring: what it is, every argument with meaning and unit, every output."""
        lines = str(self.metadata.get("description", self.program.name)).splitlines()
        for heading, names in (
            ("arguments", self.program.arguments),
            ("outputs", [p for p, _ in self.program.outputs]),
        ):
            lines += ["", f"{heading.capitalize()}:"]
            for name in names:
                about = self.metadata.get(heading, {}).get(name, {})
                text = f"  {name}: {about.get('meaning', 'no description')} [{about.get('unit', '1')}]"
                lines.append(text + (f", usually {about['usual']!r}" if about.get("usual") is not None else ""))
        rest = {k: v for k, v in self.metadata.items() if k not in {"description", "arguments", "outputs"} and v}
        return lines + (["", *(f"{key}: {_words(value)}" for key, value in rest.items())] if rest else [])


def _words(value: Any) -> str:
    """A value of the metadata as it stands in a comment."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {content}" for name, content in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def export(
    program: Program,
    directory: str | Path,
    target: str = "c",
    metadata: Mapping[str, Any] | None = None,
    reference_points: Sequence[Mapping[str, float]] = (),
    functions: Mapping[str, Program] | None = None,
) -> tuple[Path, ...]:
    """Write a self-contained folder for "c", "numpy" or "jax" and return its files; the folder is created.

    `metadata` may hold `description`, `arguments` and `outputs` ({name: {"meaning": .., "unit": ..}}) and anything
    else that JSON can hold. Values at the `reference_points` ({argument: number}, at least one) are computed with 60
    digits and become the folder's own test. Raises ValueError for an unknown target or incomplete reference points.
    """
    return export_folder([exportable(program, metadata, reference_points, functions)], directory, target)


def exportable(
    program: Program,
    metadata: Mapping[str, Any] | None = None,
    reference_points: Sequence[Mapping[str, float]] = (),
    functions: Mapping[str, Program] | None = None,
    tolerance: float | None = None,
) -> Exported:
    """A program made ready for export_folder; arguments as for export.

    `tolerance` is the relative error that double precision may have at the reference points, where it is known.
    Otherwise it is bounded by the sizes of all terms, which says nothing for programs that carry their rounding errors
    along: there the terms cancel on purpose.
    """
    linked = link(program, dict(functions or {}))
    measured = with_cancellation(linked)
    references = _references(linked, measured, reference_points, tolerance)
    return Exported(linked, dict(metadata or {}), references, measured=measured if tolerance is None else None)


def export_folder(
    items: Sequence[Exported], directory: str | Path, target: str = "c", library: str | None = None
) -> tuple[Path, ...]:
    """Several programs in one folder with one build file and one test run, |M|^2 and the rate for example.

    A C library of them is called lib<library>.a, after the first program unless given. Raises ValueError for an
    unknown target, or if two programs have the same name.
    """
    from codegen.export_c import c_files
    from codegen.export_python import jax_files, numpy_files
    from codegen.export_readme import readme

    writers = {"numpy": numpy_files, "jax": jax_files}
    if target not in ("c", *writers):
        raise ValueError(f"cannot export to {target!r}; possible are c, {', '.join(writers)}")
    names = [item.symbol for item in items]
    if len(set(names)) != len(names):
        raise ValueError(f"the programs of a folder need different names, found {names}")
    summaries = [_summary(item, target) for item in items]
    name = library or names[0]
    files = c_files(items, name) if target == "c" else writers[target](items)
    files["README.md"] = readme(items, target, name)
    files["metadata.json"] = json.dumps(summaries[0] if len(items) == 1 else summaries, indent=2) + "\n"
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return tuple(folder / name for name in sorted(files))


def _references(
    program: Program, measured: Program, points: Sequence[Mapping[str, float]], tolerance: float | None
) -> list[Reference]:
    if not points:
        raise ValueError(
            "give at least one reference point {argument: number}: it becomes the exported code's own test"
        )
    evaluate = arbitrary(measured)
    names = [public for public, _ in program.outputs]
    references = []
    for point in points:
        if set(point) != set(program.arguments):
            raise ValueError(f"a reference point needs exactly {program.arguments}, found {tuple(point)}")
        arguments = {name: float(point[name]) for name in program.arguments}
        out = np.empty((len(names) + 1, 1))
        fixed = [arguments[name] for name in program.arguments if name in program.uniform]
        evaluate([np.array([arguments[name]]) for name in program.points], fixed, out, DIGITS)
        if not np.isfinite(out if tolerance is None else out[:-1]).all():
            raise ValueError(f"the values at the reference point {arguments} are not finite")
        values = dict(zip(names, out[:-1, 0].tolist(), strict=True))
        bound = max(1e-13, SAFETY * ROUNDING * float(out[-1, 0])) if tolerance is None else tolerance
        references.append(Reference(arguments, values, bound))
    return references


def _summary(exported: Exported, target: str) -> dict[str, Any]:
    program = exported.program
    about = {heading: exported.metadata.get(heading, {}) for heading in ("arguments", "outputs")}
    return {
        **exported.metadata,
        "name": program.name,
        "target": target,
        "license": "0BSD",
        "content": program.key,
        "arguments": [
            {"name": name, **about["arguments"].get(name, {}), "uniform": name in program.uniform}
            for name in program.arguments
        ],
        "outputs": [{"name": name, **about["outputs"].get(name, {})} for name, _ in program.outputs],
        "operations": program.operations,
        "reference_points": [
            {"arguments": dict(r.arguments), "values": dict(r.values), "tolerance": r.tolerance}
            for r in exported.references
        ],
    }
