"""amps rate: one number with its error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from processes.cli.arguments import (
    AsJson,
    Assignments,
    ModelName,
    ProcessName,
    find_process,
    print_json,
    read_assignments,
    read_workers,
)

if TYPE_CHECKING:
    from processes.core.estimate import Estimate


def rate(
    process: ProcessName,
    assignments: Assignments = None,
    params: Annotated[Path | None, typer.Option("--params", help="JSON or TOML file of parameters")] = None,
    cut: Annotated[str | None, typer.Option("--cut", help="a condition on observables: 'E_gamma > 0.5'")] = None,
    rtol: Annotated[float | None, typer.Option("--rtol", help="relative accuracy")] = None,
    neval: Annotated[int | None, typer.Option("--neval", help="evaluations allowed in all")] = None,
    seed: Annotated[int | None, typer.Option("--seed", help="seed of the random numbers")] = None,
    method: Annotated[str | None, typer.Option("--method", help="auto, closed form, quadrature or vegas")] = None,
    workers: Annotated[str | None, typer.Option("--workers", help="threads, or mpi under mpirun")] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", help="unit of the result; s or m for a width's lifetime, c tau")
    ] = None,
    compare: Annotated[
        str | None, typer.Option("--compare", help="approximations beside the rate, with ratios: ww, epa")
    ] = None,
    model: ModelName = None,
    as_json: AsJson = False,
) -> None:
    """Compute a width, cross section or other rate."""
    from processes.core import approximations
    from processes.core.units import unit_value
    from processes.numerics.ranks import Ranks

    if unit is not None:
        unit_value(unit)
    settings = {"rtol": rtol, "neval": neval, "seed": seed, "method": method, "cuts": cut}
    settings["workers"] = read_workers(workers)
    given = read_assignments(assignments, params=params) | {k: v for k, v in settings.items() if v is not None}
    found = find_process(process, model)
    comparison = None if compare is None else approximations.compare(found, compare, given)
    estimate = found.rate(**given) if comparison is None else comparison.exact
    if unit is not None:
        estimate = estimate.to(unit)
        comparison = comparison and comparison.to(unit)
    if workers == "mpi" and not Ranks().is_first:
        return
    if as_json:
        print_json(estimate.as_dict() | ({"compare": comparison.as_dict()} if comparison else {}))
    else:
        typer.echo("\n".join(_lines(estimate) + (comparison.lines() if comparison else [])))


def _lines(estimate: Estimate) -> list[str]:
    how: list[str] = [estimate.method]
    if estimate.n_evaluations:
        how.append(f"{estimate.n_evaluations} evaluations")
    if estimate.Q is not None:
        how.append(f"chi2/dof {estimate.chi2_dof:.2f}, Q {estimate.Q:.2f}")
    if estimate.seed is not None:
        how.append(f"seed {estimate.seed}")
    lines = [estimate.reaction, f"{estimate.quantity} = {estimate}", f"({', '.join(how)}, {estimate.seconds:.2g} s)"]
    return lines + [f"warning: {w}" for w in estimate.warnings]
