"""Monte Carlo integration over the unit cube with VEGAS; nothing else in the project calls vegas.

G. P. Lepage, J. Comput. Phys. 27 (1978) 192; VEGAS+: J. Comput. Phys. 439 (2021) 110386, arXiv:2009.05112.

An integral is computed in two parts. The adaptation finds the map and the stratification and says how many points the
wanted accuracy takes; its estimates are thrown away. The measurement then uses that many points, fixed in advance, and
its iterations are averaged with weights that do not depend on their outcome: stopping as soon as the error happens to
look small, or trusting the iterations that happen to report small errors, would bias the result.
"""

from __future__ import annotations

import itertools
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import vegas

from processes.numerics.batches import Batches
from processes.numerics.errors import NotConverged
from processes.numerics.iterations import Iteration, agreement, average, stratum_sums
from processes.numerics.progress import progress_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from processes.numerics.batches import Array, Integrand

DEFAULT_SEED = 1729
DEFAULT_BUDGET = 2_000_000
SMALLEST_BUDGET = 200
EMPTY = "no phase space within the cuts: the integrand vanished at every point"

_ADAPTATIONS, _SHARE = 4, 0.25
_ADAPTATIONS_WITH_MAP, _SHARE_WITH_MAP = 2, 0.05
_FEW_ITERATIONS = 3
_MANY_ITERATIONS = 6
_LONG = 50_000
_MARGIN = 1.05
_POOR_Q = 0.01
_MAP_DAMPING = 0.5
_STRATA_DAMPING = 0.75
_BATCH = 65536
_FLOOR = 0.0005


@dataclass(frozen=True, eq=False)
class Integral:
    """Result of `integrate`: value ± error of the first output, and how it was obtained.

    `outputs` and `output_errors`, shape (k,), hold all outputs, the first included; correlations are not kept.
    `n_evaluations` includes the adaptation, `n_bad` counts the points left out as NaN, infinite or negative. `chi2_dof`
    and `Q` judge the agreement of the iterations (None for a single one). `map` starts a similar integral.
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
    map: tuple[Array, ...]


def integrate(
    function: Integrand,
    dimension: int,
    *,
    rtol: float = 1e-3,
    neval: int | None = None,
    seed: int | None = None,
    workers: int | Literal["mpi"] = 1,
    progress: bool = False,
    map: Sequence[Array] | None = None,
    signed: bool = False,
    has_edges: bool = False,
) -> Integral:
    """Integrate `function` over the unit cube of `dimension` to the relative accuracy `rtol` or within `neval` points.

    `function` takes points of shape (n, dimension) and returns (n,) or (n, k) values, point by point; the sampling
    follows the first of k outputs. `seed` None is DEFAULT_SEED, `neval` None is DEFAULT_BUDGET evaluations in all.
    `workers` threads, or with "mpi" the ranks of an MPI run that all make this call, share the work; the digits do not
    depend on their number. Values must not be negative unless `signed`. `map` is that of an earlier, similar
    `Integral`. `has_edges` says that the integrand vanishes abruptly in part of the cube: the map then
    keeps a share of its bins there.

    Raises ValueError for impossible arguments and NotConverged if no point gave a usable value.
    """
    budget = DEFAULT_BUDGET if neval is None else neval
    seed = DEFAULT_SEED if seed is None else seed
    _check_arguments(dimension, rtol, budget, workers, map)
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
        batches = Batches(function, executor=executor, signed=signed)
        sampler = _Sampler(batches, dimension, seed=seed, grid=map, floor=_FLOOR if has_edges else 0.0)
        adapted = _adapt(sampler, batches, rtol, budget, has_map=map is not None, report=report)
        iterations = _measure(sampler, batches, adapted, rtol, budget, report)
    return _result(iterations, batches, sampler.grid, rtol=rtol, budget=budget, seed=seed, start=start)


def _adapt(
    sampler: _Sampler, batches: Batches, rtol: float, budget: int, *, has_map: bool, report: Callable[[int], None]
) -> Iteration:
    """Adapt until the adaptation has cost a fixed share of the points that `rtol` takes, or of the budget."""
    least, share = (_ADAPTATIONS_WITH_MAP, _SHARE_WITH_MAP) if has_map else (_ADAPTATIONS, _SHARE)
    n = max(16, min(_first_size(sampler.dimension), budget // 25))
    for done in itertools.count(1):
        last = sampler.iterate(n, adapt_map=True)
        used = batches.n_evaluations
        report(used)
        if batches.n_bad == used:
            raise NotConverged(f"the integrand was NaN, infinite or negative at all of the first {used} points")
        needed = min(_FEW_ITERATIONS * _size(last, rtol, _FEW_ITERATIONS, sampler.dimension), budget)
        if done >= least and used >= share * needed:
            break
        if done >= least - 1:
            n = min(2 * n, budget // 20)
        if used + n > _SHARE * budget:
            break
    return last


def _measure(
    sampler: _Sampler, batches: Batches, adapted: Iteration, rtol: float, budget: int, report: Callable[[int], None]
) -> list[Iteration]:
    """Iterations of a size and number fixed beforehand; more of them only if they miss `rtol` all the same."""
    if adapted.variance[0] == 0 and adapted.mean[0] == 0:
        return [adapted]
    least, left = min(adapted.n, _first_size(sampler.dimension)), budget - batches.n_evaluations
    number = _FEW_ITERATIONS
    if number * _size(adapted, rtol, number, sampler.dimension) > _LONG:
        number = _MANY_ITERATIONS
    size = int(min(max(least, _size(adapted, rtol, number, sampler.dimension)), left / number))
    iterations: list[Iteration] = []
    while number >= 1:
        for _ in range(number):
            iterations.append(sampler.iterate(size, adapt_map=False))
            report(batches.n_evaluations)
        total = average(iterations)
        if total.relative_error <= rtol:
            break
        missing = total.n * ((total.relative_error / rtol) ** 2 - 1)
        number = int(min(missing / size + 1, (budget - batches.n_evaluations) // size))
    return iterations


def _size(last: Iteration, rtol: float, iterations: int, dimension: int) -> float:
    """Points for each of `iterations` to reach `rtol` together, seen from the `last` one.

    Stratification makes the relative variance of n points fall as n^(-1-1/dimension) even where the integrand jumps.
    """
    fall = 1 + 1 / dimension
    growth: float = (last.relative_error / (rtol * iterations**0.5)) ** (2 / fall)
    return _MARGIN * last.n * growth


def _result(
    iterations: list[Iteration],
    batches: Batches,
    grid: tuple[Array, ...],
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
    if batches.n_bad:
        warnings.append(
            f"{batches.n_bad} of {batches.n_evaluations} points were NaN, infinite or negative and left out"
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
        n_evaluations=batches.n_evaluations,
        n_bad=batches.n_bad,
        converged=converged,
        warnings=tuple(warnings),
        seconds=time.perf_counter() - start,
        seed=seed,
        map=grid,
    )


class _Sampler:
    """Draws points for the integrand `batches` in the unit cube of `dimension`; `grid` is the map to start from."""

    def __init__(
        self, batches: Batches, dimension: int, *, seed: int, grid: Sequence[Array] | None = None, floor: float = 0.0
    ) -> None:
        edges = [[0.0, 1.0]] * dimension if grid is None else [list(axis) for axis in grid]
        self._batches = batches
        self._floor = floor
        self.dimension = dimension
        self._vegas = vegas.Integrator(
            vegas.AdaptiveMap(edges),
            beta=_STRATA_DAMPING,
            alpha=_MAP_DAMPING,
            min_neval_batch=_BATCH,
            ran_array_generator=np.random.default_rng(seed).random,
        )

    @property
    def grid(self) -> tuple[Array, ...]:
        """Edges of the map's bins along each axis."""
        return tuple(np.array(axis) for axis in self._vegas.map.extract_grid())

    def iterate(self, n: int, *, adapt_map: bool) -> Iteration:
        """One estimate from about `n` points (never more); later ones sample better for it.

        The stratification always learns, the map only if `adapt_map`.
        """
        self._resize(n)
        spread = np.zeros(self._vegas.nhcube)
        mean = variance = np.zeros(1)
        points, trained = 0, 0.0
        for x, y, weight, stratum in self._vegas.random_batch(yield_y=True, yield_hcube=True):
            weighted = weight[:, None] * self._batches(x)
            sums, variances, strata = stratum_sums(weighted, stratum)
            mean, variance = mean + sums.sum(axis=0), variance + variances.sum(axis=0)
            spread[strata] = variances[:, 0]
            points += len(x)
            if adapt_map:
                counts = np.bincount(stratum - strata[0])[stratum - strata[0]]
                squares = (weighted[:, 0] * counts) ** 2
                trained += float(squares.sum())
                self._vegas.map.add_training_data(y, squares)
        if adapt_map:
            if self._floor:
                self._keep_everywhere(self._floor * trained / points)
            self._vegas.map.adapt(alpha=_MAP_DAMPING)
        self._distribute(spread ** (_STRATA_DAMPING / 2))
        return Iteration(mean, variance, points)

    def _keep_everywhere(self, square: float) -> None:
        """Count every bin of the map as if its integrand had at least this square.

        A bin that the map stretches over an empty region and beyond its edge would hold rare, huge weights.
        """
        count = max(len(axis) for axis in self.grid) - 1
        centres = np.repeat(((np.arange(count) + 0.5) / count)[:, None], self.dimension, axis=1)
        self._vegas.map.add_training_data(np.ascontiguousarray(centres), np.full(count, square))

    def _resize(self, n: int) -> None:
        """Prepare for `n` points, carrying what is known about the strata over to a finer or coarser division."""
        old = np.array(self._vegas.nstrat)
        spread = np.array(self._vegas.sigf)
        self._vegas.set(neval=n)
        new = np.array(self._vegas.nstrat)
        if len(spread) == old.prod() and not np.array_equal(old, new):
            nearest = [((np.arange(b) + 0.5) * a / b).astype(int) for a, b in zip(old, new, strict=True)]
            self._distribute(spread.reshape(old, order="F")[np.ix_(*nearest)].ravel(order="F"))

    def _distribute(self, spread: NDArray[np.float64]) -> None:
        if len(spread) > 1:
            self._vegas.set(sigf=spread if spread.any() else np.ones(len(spread)))


def _first_size(dimension: int) -> int:
    """Points of the first iterations: enough for about ten bins of the map per axis and two points per stratum."""
    return max(300, 250 * dimension * (1 + dimension // 3))


def _silent(evaluations: int) -> None:
    """Report no progress."""


def _check_arguments(
    dimension: int, rtol: float, budget: int, workers: int | Literal["mpi"], grid: Sequence[Array] | None
) -> None:
    if dimension < 1:
        raise ValueError(f"dimension must be at least 1, not {dimension}; a rate without an integral needs no VEGAS")
    if not 0 < rtol < 1:
        raise ValueError(f"rtol must be between 0 and 1, not {rtol}")
    if budget < SMALLEST_BUDGET:
        raise ValueError(f"neval must be at least {SMALLEST_BUDGET} evaluations, not {budget}")
    if workers != "mpi" and (isinstance(workers, str) or workers < 1):
        raise ValueError(f"workers must be at least 1, or 'mpi', not {workers!r}")
    if grid is not None and len(grid) != dimension:
        raise ValueError(f"the map has {len(grid)} axes, but the integral has {dimension}")
