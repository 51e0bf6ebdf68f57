"""Rates over a grid of parameters: one row per point, in parallel, resumable, the same digits either way."""

from __future__ import annotations

import itertools
import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from processes.output.journal import MARK, SUFFIX, Journal
from processes.output.pilots import SIDE, compute_rows, lends_maps
from processes.output.points import FAILED, RESULTS, place
from processes.output.tables import Column, Table, check_output, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from processes.core.constants import Parameter
    from processes.core.process import Process
    from processes.output.grid import Grid

MOST_VARIED = 3
MOST_POINTS = 1_000_000
_MEANINGS = {
    "error": "standard error of the integration, 0 for a closed form",
    "converged": "whether the relative accuracy rtol was reached",
    "chi2_dof": "agreement of the Monte Carlo iterations",
    "Q": "probability of a larger chi2",
    "n_evaluations": "evaluations of the integrand, adaptation included",
    "n_bad": "points of the integral left out as NaN, infinite or negative",
}


@dataclass(frozen=True, eq=False)
class Scan:
    """A finished scan: its table, the file it was written to and how many points came from an interrupted run.

    `varied` holds the parameters on the axes, `reaction_latex` the reaction for a title, `logarithmic` the names of
    the axes with equal ratios.
    """

    table: Table
    path: Path
    resumed: int
    quantity: str
    varied: Mapping[str, Parameter]
    logarithmic: frozenset[str]
    reaction_latex: str

    @property
    def points(self) -> int:
        """Number of rows."""
        return len(self.table.columns["value"].values)

    def column(self, name: str) -> Any:
        """A column as an array of the shape of the grid."""
        import numpy as np

        return np.array(self.table.columns[name].values).reshape([len(v) for v in self.table.axes.values()])

    def _repr_html_(self) -> str:
        return self.table._repr_html_()


def scan(
    process: Process,
    vary: Mapping[str, Grid],
    *,
    out: str | Path,
    workers: int = 1,
    dask: str | None = None,
    resume: bool = True,
    progress: bool | None = None,
    **given: Any,
) -> Scan:
    """The rate of `process` at every point of the product of one to three grids, written to `out`.

    `given` are the other parameters, options and settings of `Process.rate`. The suffix of `out` chooses CSV, Parquet
    or NetCDF. `workers` are processes; `dask` is the address of a Dask scheduler to use instead. Every point uses the
    same seed, whatever the workers; errors of neighbouring points are therefore not independent. A row is what `rate`
    gives there, except that integrals of three and more dimensions by VEGAS start from the map of the middle point of
    a block of neighbours, which saves up to a third of the evaluations: the file says so. Finished points stand
    in a journal beside `out`, from which a repeated call with `resume` goes on.
    `progress` None shows a bar if standard error is a terminal.

    A point at which there is no rate (a divergence, a pole without a width) is a row of NaN with the method "failed"
    and the reason under "warnings"; below threshold the rate is exactly 0.

    Raises ValueError for bad parameters, grids or outputs (before anything is computed) and where there is no rate at
    any point, UnusableJournal for a journal of another scan.
    """
    from processes.core.cuts import EMPTY

    process, fixed, varied = _read(process, vary, given)
    path = check_output(out, MARK)
    _check_workers(workers)
    axes = {name: grid.values() for name, grid in vary.items()}
    grid_points = [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]
    provenance = _provenance(process, vary, fixed, varied)
    with ExitStack() as stack:
        journal = stack.enter_context(
            Journal(path.with_name(path.name + SUFFIX), _inputs(process, provenance), resume=resume)
        )
        rows = {k: row for k, row in journal.finished.items() if k < len(grid_points)}
        resumed = len(rows)
        report = stack.enter_context(_bar(progress, len(grid_points)))
        shape = [len(values) for values in axes.values()]
        for number, row in compute_rows(process, fixed, grid_points, shape, dict(rows), workers=workers, dask=dask):
            journal.write(number, row)
            rows[number] = row
            report(len(rows))
        if all(row["warnings"] == EMPTY for row in rows.values()):
            journal.remove()
            raise ValueError(f'{EMPTY} "{given["cuts"]}" at any point of the scan')
        if all(row["method"] == FAILED for row in rows.values()):
            journal.remove()
            raise ValueError(rows[0]["warnings"] + place(grid_points[0]))
        table = _table(process, axes, varied, [grid_points[k] | rows[k] for k in range(len(grid_points))], provenance)
        write_table(table, path)
        journal.remove()
    return Scan(
        table=table,
        path=path,
        resumed=resumed,
        quantity=table.columns["value"].meaning,
        varied=varied,
        logarithmic=frozenset(name for name, grid in vary.items() if grid.log),
        reaction_latex=process.parsed._repr_latex_(),
    )


def _read(
    process: Process, vary: Mapping[str, Grid], given: Mapping[str, Any]
) -> tuple[Process, dict[str, Any], dict[str, Parameter]]:
    """The process with its options, what is fixed, and the parameters to vary, checked like those of a rate."""
    from processes.core.constants import CONSTANTS
    from processes.core.options import RESERVED

    if not 1 <= len(vary) <= MOST_VARIED:
        raise ValueError(f"a scan varies one to {MOST_VARIED} parameters, not {len(vary)}")
    size = 1
    for grid in vary.values():
        size *= grid.n
    if size > MOST_POINTS:
        raise ValueError(f"a scan has at most {MOST_POINTS} points, not {size}")
    for name in vary:
        if name in given:
            raise ValueError(f"{name} is both varied and set to {given[name]}; leave one out")
        if name in process.options or name in RESERVED:
            raise ValueError(
                f"{name} is {'an option' if name in process.options else 'a setting'}, which cannot be varied"
            )
    ends = [{name: getattr(grid, end) for name, grid in vary.items()} for end in ("lo", "hi")]
    chosen, _ = process.read({**given, **ends[0]})
    chosen.read({name: value for name, value in {**given, **ends[1]}.items() if name not in process.options})
    fixed = {name: value for name, value in given.items() if name not in process.options}
    for name, value in fixed.items():
        if hasattr(value, "sdev") or (hasattr(value, "__len__") and not isinstance(value, str)):
            raise ValueError(f"{name} must be one number in a scan, not {value!r}; vary it with a Grid")
    return chosen, fixed, {name: chosen.arguments.get(name) or CONSTANTS[name] for name in vary}


def _check_workers(workers: int) -> None:
    if isinstance(workers, bool) or workers != int(workers) or workers < 1:
        raise ValueError(f"workers must be a whole number of at least 1, not {workers!r}")


def _provenance(
    process: Process, vary: Mapping[str, Grid], fixed: Mapping[str, Any], varied: Mapping[str, Parameter]
) -> dict[str, Any]:
    """All that the rows depend on; no date and no machine, so that equal inputs give equal files."""
    from importlib.metadata import version

    from processes.numerics.integrate import DEFAULT_BUDGET, DEFAULT_SEED

    inputs = dict.fromkeys(vary, 0.0) | {name: grid.lo for name, grid in vary.items()}
    _, arguments = process.read({**fixed, **inputs})
    settings = arguments.settings
    constant = {n: p for n, p in process.arguments.items() if n not in varied}
    side, axes = SIDE[len(vary)], len(vary)
    shared = {"maps": f"of the middle of blocks of {side}{f'^{axes}' if axes > 1 else ''} points"}
    return {
        MARK: "1",
        "version": version("dark-amps"),
        "id": process.id,
        "reaction": process.reaction,
        "model": process.lagrangian.name,
        "quantity": process.quantity,
        "options": {name: str(value) for name, value in process.chosen.items()},
        "vary": {name: str(grid) for name, grid in vary.items()},
        "fixed": {name: _with_unit(arguments.parameters[name], p.unit) for name, p in constant.items()},
        "seed": DEFAULT_SEED if settings.seed is None else settings.seed,
        "rtol": settings.rtol,
        "neval": DEFAULT_BUDGET if settings.neval is None else settings.neval,
        "method": settings.method,
        "cuts": "none" if settings.cuts is None else str(settings.cuts),
        "unit": settings.unit or "default",
        **(shared if lends_maps(process, fixed) else {}),
        "references": list(process.sources),
    }


def _with_unit(value: Any, unit: str) -> str:
    number = repr(float(value)) if isinstance(value, (int, float)) else str(value)
    return number if unit == "1" else f"{number} {unit}"


def _inputs(process: Process, provenance: Mapping[str, Any]) -> str:
    """Hash of everything a row depends on, the Feynman rules included: a model's file may have changed."""
    import hashlib

    model = process.lagrangian
    content = [repr(model.vertices), str(dict(model.all_definitions)), str(process.closed_form(process.quantity))]
    return hashlib.sha256(json.dumps([provenance, content]).encode()).hexdigest()


def _table(
    process: Process,
    axes: Mapping[str, tuple[float, ...]],
    varied: Mapping[str, Parameter],
    rows: list[dict[str, Any]],
    provenance: Mapping[str, Any],
) -> Table:
    unit = str(rows[0]["unit"])
    meanings = {"value": _quantity(process, unit)} | _MEANINGS
    columns = {
        name: Column([row[name] for row in rows], "" if p.unit == "1" else p.unit, p.meaning)
        for name, p in varied.items()
    }
    for name in RESULTS:
        columns[name] = Column(
            [row[name] for row in rows], unit if name in ("value", "error") else "", meanings.get(name, "")
        )
    return Table(provenance, columns, axes)


def _quantity(process: Process, unit: str) -> str:
    """The quantity in that unit: a width in "s" is a lifetime, in "m" a c tau."""
    from processes.core.units import is_lifetime_inversion

    if is_lifetime_inversion("GeV", unit, process.quantity):
        return "lifetime" if unit.endswith("s") else "ctau"
    return process.quantity


def _bar(progress: bool | None, total: int) -> Any:
    from contextlib import nullcontext

    from processes.numerics.progress import progress_bar

    shown = sys.stderr.isatty() if progress is None else progress
    return progress_bar("scanning", total) if shown else nullcontext(lambda done: None)
