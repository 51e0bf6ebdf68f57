"""Differential rates: one VEGAS run whose outputs are the total and the rate in every bin."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from processes.core.histogram import Axis, Histogram
from processes.core.observables import Observable, find_observable

if TYPE_CHECKING:
    from processes.core.integrand import Integrand
    from processes.core.options import Arguments
    from processes.core.process import Process

DEFAULT_BINS = 40
LARGEST = 10_000
"""More bins than this are a mistake: each one is an output of every integrand call."""
POINTS_PER_BIN, MOST_POINTS = 5_000, 500_000
"""Points for errors of one or two per cent in every bin, and where their number stops growing with that of the bins."""
FIXED = 1e-9
"""Relative spread below which an observable counts as fixed, up to rounding."""
RANGE_POINTS = 20_000
"""Points whose extremes give the range where the edges are not given."""


def differential(
    process: Process, names: str | Sequence[str], bins: Any, limits: Any, arguments: Arguments
) -> Histogram:
    """The rate differential in one observable or two.

    `bins` is a number or an array of edges (for two observables a pair of these), `limits` a pair (low, high) per
    observable where `bins` is a number; without it the range is that of sampled points, widened so that none falls
    outside. Raises ValueError for unknown observables, fewer than one bin, edges that do not rise, and rates that are
    zero or diverge.
    """
    import numpy as np

    from processes.core.integrand import Integrand, Repeats
    from processes.core.rate import estimate_of, flux_factor, prepare
    from processes.core.regions import check_finite
    from processes.numerics.integrate import integrate

    start = time.perf_counter()
    wanted = (names,) if isinstance(names, str) else tuple(names)
    if len(wanted) not in (1, 2) or len(set(wanted)) != len(wanted):
        raise ValueError(f"a distribution is in one observable or in two different ones, not in {wanted}")
    chosen = tuple(find_observable(process, name) for name in wanted)
    given = _pairs(bins, limits, len(chosen))
    settings = arguments.settings
    scale = _unit_scale(process, settings.unit)
    require_numbers(process, arguments, "a distribution takes")
    parameters = prepare(process, {n: arguments.parameters[n] for n in process.arguments})
    if len(process.parsed.final) < 2:
        raise ValueError(f"{process.id or process.reaction} has one final particle and nothing to distribute")
    integrand = Integrand.of(process, settings.cuts, chosen)
    check_finite(process, integrand.cut, parameters)
    outputs = integrand.bind_outputs(parameters)
    axes = [
        Axis(n, o.unit, _edges(o, b, r, integrand, outputs, k, settings.cuts), o.latex)
        for k, (o, n, (b, r)) in enumerate(zip(chosen, wanted, given, strict=True))
    ]
    if integrand.dimension == 0:
        raise ValueError(f"every observable of {process.reaction} is fixed by its masses: nothing is distributed")
    bins_in_all = math.prod(len(axis) for axis in axes)
    repeats = Repeats()
    run = integrate(
        [_binned(channel, [axis.edges for axis in axes]) for channel in integrand.bind_outputs(parameters, repeats)],
        integrand.dimension,
        rtol=settings.rtol,
        neval=settings.neval,
        seed=settings.seed,
        workers=settings.workers,
        has_edges=settings.cuts is not None,
        progress=settings.progress,
        at_least=min(POINTS_PER_BIN * bins_in_all, MOST_POINTS),
        bins=1 + bins_in_all,
    )
    total = estimate_of(process, parameters, settings, run, repeats)
    factor = flux_factor(process, parameters) * scale
    shape = tuple(len(axis) for axis in axes)
    widths = np.diff(axes[0].edges) if len(axes) == 1 else np.outer(*(np.diff(axis.edges) for axis in axes))
    return Histogram(
        axes=tuple(axes),
        density=run.outputs[2:].reshape(shape) * factor / widths,
        errors=run.output_errors[2:].reshape(shape) * factor / widths,
        unit=_per(total.unit, [axis.unit for axis in axes]),
        outside=float(run.outputs[1] * factor),
        outside_error=float(run.output_errors[1] * factor),
        total=replace(total, seconds=time.perf_counter() - start),
        reaction_latex=process.parsed._repr_latex_(),
    )


def _unit_scale(process: Process, unit: str | None) -> float:
    """A rate of 1 in powers of GeV, in the wanted unit; raises ValueError for a unit that is none of the rate."""
    from processes.core.units import convert

    is_width = process.quantity == "width"
    try:
        return float(convert(1.0, "GeV" if is_width else "GeV^-2", unit or ("GeV" if is_width else "pb")))
    except ValueError as error:
        examples = "'GeV' or 's^-1'" if is_width else "'pb' or 'cm^2'"
        raise ValueError(
            f"a distribution of the {process.quantity.replace('_', ' ')} cannot be in {unit!r}: {error}; "
            f"ask for a unit such as {examples}"
        ) from error


def require_numbers(process: Process, arguments: Arguments, what: str) -> None:
    """Raises ValueError for an array or gvar among the parameters; `what` begins the sentence."""
    import numpy as np

    for name in process.arguments:
        value = arguments.parameters[name]
        if np.ndim(value) or hasattr(value, "sdev"):
            raise ValueError(f"{what} one value of {name}, not {value!r}")


def _pairs(bins: Any, limits: Any, count: int) -> list[tuple[Any, Any]]:
    """Bins and limits of every observable."""
    if count == 1:
        return [(bins, limits)]
    several = [bins] * count if isinstance(bins, int) else list(bins)
    ranges = [None] * count if limits is None else list(limits)
    if len(several) != count or len(ranges) != count:
        raise ValueError(f"two observables take two bins and two limits, not {bins!r} and {limits!r}")
    return list(zip(several, ranges, strict=True))


def _edges(
    observable: Observable,
    bins: Any,
    limits: Any,
    integrand: Integrand,
    outputs: Sequence[Callable[[Any], Any]],
    index: int,
    cuts: str | None,
) -> Any:
    """Rising bin edges."""
    import numpy as np

    if np.ndim(bins):
        edges = np.asarray(bins, dtype=float)
        if edges.ndim != 1 or len(edges) < 2 or not np.isfinite(edges).all() or (np.diff(edges) <= 0).any():
            raise ValueError(f"the edges of {observable.name} must be finite and rise, not {bins!r}")
    else:
        if not isinstance(bins, (int, np.integer)) or isinstance(bins, bool) or not 1 <= bins <= LARGEST:
            raise ValueError(f"bins must be a whole number from 1 to {LARGEST}, or edges, not {bins!r}")
        low, high = _range(observable, integrand, outputs, index, cuts) if limits is None else map(float, limits)
        if not low < high:
            raise ValueError(f"the limits of {observable.name} must rise, not {limits or (low, high)!r}")
        edges = np.linspace(low, high, int(bins) + 1)
    if len(edges) - 1 > LARGEST:
        raise ValueError(f"{observable.name} has {len(edges) - 1} bins; at most {LARGEST} are supported")
    return edges


def _range(
    observable: Observable,
    integrand: Integrand,
    outputs: Sequence[Callable[[Any], Any]],
    index: int,
    cuts: str | None,
) -> tuple[float, float]:
    """Extremes of sampled points that contribute, corners of the cube included, rounded outwards."""
    import numpy as np

    from processes.core.cuts import EMPTY

    if integrand.dimension == 0:
        return 0.0, 1.0
    generator = np.random.default_rng(0)
    x = generator.random((RANGE_POINTS, integrand.dimension))
    # extremes lie at the edges of the cube: half of the points have coordinates pushed there, every second time
    # by a random number of decades, since cuts often forbid the very corner and maps crowd what lies before it
    pushed = generator.random(x.shape) < 0.4
    pushed[: RANGE_POINTS // 2] = False
    gap = np.where(generator.random(x.shape) < 0.5, 1e-9, 10 ** generator.uniform(-9, -1, x.shape))
    x = np.where(pushed, np.where(x < 0.5, gap, 1 - gap), x)
    values = [channel(x) for channel in outputs]
    found = np.concatenate([row[1 + index][(row[0] > 0) & np.isfinite(row[1 + index])] for row in values])
    if not len(found):
        raise ValueError(f'{EMPTY} "{cuts}": no point passes' if cuts else "the rate vanishes: nothing to distribute")
    low, high = float(found.min()), float(found.max())
    if high - low <= FIXED * max(abs(low), abs(high)):
        raise ValueError(
            f"{observable.name} is {low:.6g} at every point: nothing is distributed; choose another observable or edges"
        )
    return _outwards(low, high)


def _outwards(low: float, high: float) -> tuple[float, float]:
    """Limits rounded outwards by a thousandth of the range; exact zeros and ones stay."""
    import numpy as np

    margin = 1e-3 * (high - low)
    step = 10.0 ** np.floor(np.log10(margin))
    return float(np.floor(low / step) * step), float(np.ceil(high / step) * step)


def _binned(outputs: Callable[[Any], Any], edges: list[Any]) -> Callable[[Any], Any]:
    """Weights and bins: 0 outside, then from 1 with the last observable running fastest."""
    import numpy as np

    shape = [len(e) - 1 for e in edges]

    def function(x: Any) -> Any:
        weight, *observed = outputs(x)
        bins, inside = np.zeros(len(x), dtype=np.int64), np.ones(len(x), dtype=bool)
        for values, ends, size in zip(observed, edges, shape, strict=True):
            place = np.searchsorted(ends, values, side="right") - 1
            place[values == ends[-1]] = size - 1
            inside &= (place >= 0) & (place < size)
            bins = bins * size + np.clip(place, 0, size - 1)
        return np.column_stack([weight, np.where(inside, 1 + bins, 0)])

    return function


def _per(unit: str, others: Sequence[str]) -> str:
    """Unit of a density, powers of GeV collected: GeV and GeV give pb/GeV^2."""
    powers = [int(other.partition("^")[2] or 1) for other in others if other.startswith("GeV")]
    if not powers:
        return unit
    return f"{unit}/GeV" if sum(powers) == 1 else f"{unit}/GeV^{sum(powers)}"
