"""Monte Carlo integration over the unit cube with VEGAS.

G. P. Lepage, J. Comput. Phys. 27 (1978) 192; VEGAS+: J. Comput. Phys. 439 (2021) 110386, arXiv:2009.05112.

An integral is computed in two parts. The adaptation finds the map and the stratification and says how many points the
wanted accuracy takes; its estimates are thrown away. The measurement then uses that many points, fixed in advance, and
all iterations are averaged with weights that do not depend on their outcome: stopping as soon as the error happens to
look small, or trusting the iterations that happen to report small errors, would bias the result. To count the last
iterations of the adaptation, which ends when its errors are small, saves a tenth of the points and costs a bias of a
tenth of the error.
"""

from __future__ import annotations

import itertools
import time
from contextlib import ExitStack
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from processes.numerics.errors import NotConverged
from processes.numerics.iterations import Iteration, agreement, average
from processes.numerics.progress import progress_bar
from processes.numerics.sampler import LEAST_POINTS, Channels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from processes.numerics.batches import Array, Integrand
    from processes.numerics.sampler import Grid

DEFAULT_SEED = 1729
DEFAULT_BUDGET = 2_000_000
SMALLEST_BUDGET = 200
EMPTY = "no phase space within the cuts: the integrand vanished at every point"

_ADAPTATIONS, _ADAPTATIONS_WITH_MAP, _SHARE = 4, 2, 0.25
_FEW_ITERATIONS = 3
_MANY_ITERATIONS = 4
_PLANE = 2
_ITERATIONS_IN_PLANE, _MANY_IN_PLANE, _SHARE_IN_PLANE, _FIRST_IN_PLANE = 2, 6, 0.2, 200
"""In up to two dimensions the variance of n points falls as n^(-3/2) or faster: few large iterations do best."""
_CLOSE = 0.7
"""Share of what is left of the budget from which on all of it is measured: iterations added later are worth less."""
_LONG = 50_000
_MARGIN, _MARGIN_IN_PLANE = 1.05, 1.2
_ROUNDS, _LEAST_FURTHER = 8, 0.1
"""Steps of solving for the points that are still missing, and the least share of all points."""
_POOR_Q = 0.01
_FLOOR = 0.0005


@dataclass(frozen=True, eq=False)
class Integral:
    """Result of `integrate`: value ± error of the first output, and how it was obtained.

    `outputs` and `output_errors`, shape (k,), hold all outputs, the first included; correlations are not kept.
    `n_evaluations` includes the adaptation, `n_bad` counts the points left out as NaN, infinite or negative. `chi2_dof`
    and `Q` judge the agreement of the iterations (None for a single one). `maps`, one for each channel, start a similar
    integral.
    """

    value: float
    error: float
    outputs: Array
    output_errors: Array
    chi2_dof: float | None
    Q: float | None
    n_evaluations: int
    n_bad: int
    converged: bool
    warnings: tuple[str, ...]
    seconds: float
    seed: int
    maps: tuple[Grid, ...]


def integrate(
    function: Integrand | Sequence[Integrand],
    dimension: int,
    *,
    rtol: float = 1e-3,
    neval: int | None = None,
    seed: int | None = None,
    workers: int | Literal["mpi"] = 1,
    progress: bool = False,
    maps: Sequence[Sequence[Sequence[float] | Array]] | None = None,
    signed: bool = False,
    has_edges: bool = False,
    at_least: int = 0,
    bins: int = 0,
) -> Integral:
    """Integrate `function` over the unit cube of `dimension` to the relative accuracy `rtol` or within `neval` points.

    `function` takes points of shape (n, dimension) and returns (n,) or (n, k) values, point by point; the sampling
    follows the first of k outputs. Of several functions the sum is integrated: each is a channel with a map of its own
    and as many points as its error deserves. `seed` None is DEFAULT_SEED, `neval` None is DEFAULT_BUDGET evaluations in
    all. `workers` threads, or with "mpi" the ranks of an MPI run that all make this call, share the work; the digits do
    not depend on their number. Values must not be negative unless `signed`. `maps` are those of an earlier, similar
    `Integral`. `has_edges` says that the integrand vanishes abruptly in part of the cube: the map then keeps a share of
    its bins there. About `at_least` points are measured, within the budget, however few reach `rtol`: other outputs may
    need them. With `bins` the function returns (n, 2), values and bins from 0 to `bins` - 1; the outputs are then the
    total and the part in every bin.

    Raises ValueError for impossible arguments and NotConverged if no point gave a usable value.
    """
    budget = DEFAULT_BUDGET if neval is None else neval
    seed = DEFAULT_SEED if seed is None else seed
    functions = (function,) if callable(function) else tuple(function)
    _check_arguments(len(functions), dimension, rtol, budget, workers, maps)
    start = time.perf_counter()
    with ExitStack() as stack:
        report = stack.enter_context(progress_bar("integrating", budget)) if progress else _silent
        executor: Any = None
        if workers == "mpi":
            from processes.numerics.ranks import Ranks

            executor = Ranks()
        elif workers > 1:
            from concurrent.futures import ThreadPoolExecutor

            executor = stack.enter_context(ThreadPoolExecutor(workers))
        sampler = Channels(
            functions,
            dimension,
            seed=seed,
            grids=maps,
            floor=_FLOOR if has_edges else 0.0,
            executor=executor,
            signed=signed,
            bins=bins,
        )
        adapted = _adapt(sampler, rtol, budget, report, has_map=maps is not None)
        iterations = _measure(sampler, adapted, rtol, budget, report, at_least)
    return _result(iterations, sampler, rtol=rtol, budget=budget, seed=seed, start=start)


def _adapt(sampler: Channels, rtol: float, budget: int, report: Callable[[int], None], *, has_map: bool) -> Iteration:
    """Adapt until the adaptation has cost a fixed share of the points that `rtol` takes, or of the budget."""
    share, few = (_SHARE_IN_PLANE if sampler.dimension <= _PLANE else _SHARE), _few_iterations(sampler)
    least = _ADAPTATIONS_WITH_MAP if has_map and sampler.dimension > _PLANE else _ADAPTATIONS
    n = max(LEAST_POINTS * len(sampler), min(_first_size(sampler), budget // 25))
    for done in itertools.count(1):
        last = sampler.iterate(n, adapt_map=True)
        used = sampler.n_evaluations
        report(used)
        if sampler.n_bad == used:
            raise NotConverged(f"the integrand was NaN, infinite or negative at all of the first {used} points")
        needed = min(_points(last, rtol, few, sampler.dimension), budget)
        if done >= least and used >= share * needed:
            break
        if done >= least - 1:
            n = min(2 * n, budget // 20)
        if used + n > share * budget:
            break
    return last


def _measure(
    sampler: Channels, adapted: Iteration, rtol: float, budget: int, report: Callable[[int], None], at_least: int
) -> list[Iteration]:
    """Iterations of a size and number fixed beforehand; more of them only if they miss `rtol` all the same."""
    if adapted.variance[0] == 0 and adapted.mean[0] == 0:
        return [adapted]
    least, left = min(adapted.n, _first_size(sampler)), budget - sampler.n_evaluations
    number, is_plane = _few_iterations(sampler), sampler.dimension <= _PLANE
    if max(_points(adapted, rtol, number, sampler.dimension), at_least) > _LONG:
        number = _MANY_IN_PLANE if is_plane else _MANY_ITERATIONS
    wanted = max(_points(adapted, rtol, number, sampler.dimension), at_least)
    close = _CLOSE if is_plane else 1.0
    size = int(max(least, wanted / number) if max(number * least, wanted) < close * left else left / number)
    iterations: list[Iteration] = []
    while True:
        for _ in range(number):
            iterations.append(sampler.iterate(size, adapt_map=False))
            report(sampler.n_evaluations)
        total, left = average(iterations), budget - sampler.n_evaluations
        if total.relative_error <= rtol or left < least:
            return iterations
        missing = min(_MARGIN * _further(total, iterations[0], rtol, sampler.dimension), left)
        number = ceil(missing / iterations[0].n)
        size = min(max(least, int(missing / number)), left // number)


def _points(last: Iteration, rtol: float, iterations: int, dimension: int) -> float:
    """Points of `iterations` that reach `rtol` together, seen from the `last` one.

    Stratification makes the relative variance of n points fall as n^(-1-1/dimension) even where the integrand jumps.
    """
    fall = 1 + 1 / dimension
    growth: float = (last.relative_error / (rtol * iterations**0.5)) ** (2 / fall)
    return (_MARGIN_IN_PLANE if dimension <= _PLANE else _MARGIN) * iterations * last.n * growth


def _further(total: Iteration, first: Iteration, rtol: float, dimension: int) -> float:
    """Points of one more iteration that reaches `rtol` together with the `total`; it samples as the `first` one did.

    With A points of relative variance a, and M further ones of v each, the result has (A^2 a + M v)/(A + M)^2. A small
    iteration has a coarse stratification, hence a large v.
    """
    missing = float(first.n)
    for _ in range(_ROUNDS):
        each = first.n * (first.relative_error / rtol) ** 2 * (first.n / missing) ** (1 / dimension)
        extra = max(total.n * ((total.relative_error / rtol) ** 2 * total.n - each), 0.0)
        wanted = (each + (each**2 + 4 * extra) ** 0.5) / 2
        missing = (missing * max(wanted - total.n, _LEAST_FURTHER * wanted)) ** 0.5
    return missing


def _result(
    iterations: list[Iteration],
    sampler: Channels,
    *,
    rtol: float,
    budget: int,
    seed: int,
    start: float,
) -> Integral:
    total = average(iterations)
    value, errors = float(total.mean[0]), np.sqrt(total.variance)
    chi2_dof, q = agreement(iterations)
    converged = total.relative_error <= rtol
    warnings = []
    if value == 0 and errors[0] == 0:
        warnings.append(EMPTY)
    elif not converged:
        reached = total.relative_error
        warnings.append(
            f"stopped at the budget of {budget} evaluations with relative error {reached:.2g} > rtol {rtol:g}"
        )
    if sampler.n_bad:
        warnings.append(
            f"{sampler.n_bad} of {sampler.n_evaluations} points were NaN, infinite or negative and left out"
        )
    if q is not None and q < _POOR_Q:
        warnings.append(f"the iterations disagree (chi2/dof = {chi2_dof:.2g}, Q = {q:.1g}): the error may be too small")
    return Integral(
        value=value,
        error=float(errors[0]),
        outputs=total.mean,
        output_errors=errors,
        chi2_dof=chi2_dof,
        Q=q,
        n_evaluations=sampler.n_evaluations,
        n_bad=sampler.n_bad,
        converged=converged,
        warnings=tuple(warnings),
        seconds=time.perf_counter() - start,
        seed=seed,
        maps=sampler.grids,
    )


def _first_size(sampler: Channels) -> int:
    """Points of the first iterations: enough for about ten bins of the map per axis and two points per stratum."""
    dimension = sampler.dimension
    points = _FIRST_IN_PLANE if dimension <= _PLANE else 250 * (1 + dimension // 3)
    return max(300, points * dimension) * (1 + len(sampler)) // 2


def _few_iterations(sampler: Channels) -> int:
    return _ITERATIONS_IN_PLANE if sampler.dimension <= _PLANE else _FEW_ITERATIONS


def _silent(evaluations: int) -> None:
    """Report no progress."""


def _check_arguments(
    channels: int,
    dimension: int,
    rtol: float,
    budget: int,
    workers: int | Literal["mpi"],
    grids: Sequence[Sequence[Sequence[float] | Array]] | None,
) -> None:
    if dimension < 1:
        raise ValueError(f"dimension must be at least 1, not {dimension}; a rate without an integral needs no VEGAS")
    if not 0 < rtol < 1:
        raise ValueError(f"rtol must be between 0 and 1, not {rtol}")
    if budget < SMALLEST_BUDGET * channels:
        raise ValueError(f"neval must be at least {SMALLEST_BUDGET * channels} evaluations, not {budget}")
    if workers != "mpi" and (isinstance(workers, str) or workers < 1):
        raise ValueError(f"workers must be at least 1, or 'mpi', not {workers!r}")
    if grids is None:
        return
    if len(grids) != channels:
        raise ValueError(f"there are {len(grids)} maps for {channels} channels")
    for grid in grids:
        if len(grid) != dimension:
            raise ValueError(f"the map has {len(grid)} axes, but the integral has {dimension}")
