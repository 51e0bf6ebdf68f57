"""amps rate: one number with its error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from processes.cli.arguments import (
    AsJson,
    Assignments,
    Cut,
    Method,
    ModelName,
    Neval,
    Params,
    ProcessName,
    Rtol,
    Seed,
    find_process,
    print_json,
    read_given,
    read_workers,
    watched,
)

if TYPE_CHECKING:
    from processes.core.estimate import Estimate


Workers = Annotated[str | None, typer.Option("--workers", help="threads, or mpi under mpirun")]
Unit = Annotated[str | None, typer.Option("--unit", help="unit of the result; s or m for a width's lifetime, c tau")]
SpectrumFile = Annotated[
    Path | None,
    typer.Option("--spectrum", metavar="FILE", help="average over a beam: energy in GeV and flux on each line"),
]
Compare = Annotated[str | None, typer.Option("--compare", help="approximations beside the rate, with ratios: ww, epa")]


def rate(
    process: ProcessName,
    assignments: Assignments = None,
    params: Params = None,
    cut: Cut = None,
    rtol: Rtol = None,
    neval: Neval = None,
    seed: Seed = None,
    method: Method = None,
    workers: Workers = None,
    unit: Unit = None,
    compare: Compare = None,
    spectrum: SpectrumFile = None,
    model: ModelName = None,
    as_json: AsJson = False,
) -> None:
    """Compute a width, cross section or other rate, with its error.

    A closed form is used where there is one, else quadrature in one dimension, else VEGAS.

    Example: `amps rate k_to_mu_nu_v --set m_V=0.1 --set g_V=1e-3`
    """
    from processes.core import approximations
    from processes.core.beam_spectrum import average_over_spectrum, read_spectrum
    from processes.core.units import unit_value
    from processes.numerics.ranks import Ranks

    if unit is not None:
        unit_value(unit)
    if spectrum is not None and compare is not None:
        raise ValueError("--spectrum and --compare do not go together; leave one out")
    given = read_given(assignments, params, rtol=rtol, neval=neval, seed=seed, method=method, cuts=cut)
    given |= watched() | ({} if workers is None else {"workers": read_workers(workers)})
    found = find_process(process, model)
    comparison = None if compare is None else approximations.compare(found, compare, given)
    if spectrum is not None:
        estimate = average_over_spectrum(found, read_spectrum(spectrum), **given)
    else:
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
