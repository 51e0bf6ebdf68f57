"""Events: four-momenta distributed as the differential rate, weighted or unweighted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from processes.core.estimate import Estimate
    from processes.core.integrand import Integrand
    from processes.core.options import Arguments
    from processes.core.process import Process

PILOT_RTOL = 1e-2
PILOT_POINTS = 20_000
OVERWEIGHT_SHARE = 1e-3
"""Share of the rate that may lie above the largest weight of accept-reject."""
BATCH, MOST_BATCHES = 20_000, 5_000
"""Points per draw; after so many draws without enough events the sampling is given up."""
FIRST_PRIVATE = 81
"""PDG leaves the numbers 81 to 100 to generators: particles without a number of their own get these."""


@dataclass(frozen=True, eq=False)
class Events:
    """Momenta (n, legs, 4), E px py pz in GeV, legs in reaction order, with weights (n,) that sum to the rate.

    Unweighted events have equal weights but for the `overweight` ones, whose |M|^2 exceeded the maximum of
    accept-reject: they keep the excess as a weight above the others, so that no distribution is biased. A decay is at
    rest and randomly oriented; a collision is in the frame of its observables, with a random azimuth. `recomputed`
    counts the points drawn whose weight took more than double precision; of those behind `total` its warnings tell.
    """

    momenta: Any
    weights: Any
    legs: tuple[str, ...]
    pdg: tuple[int, ...]
    masses: tuple[float, ...]
    incoming: int
    total: Estimate
    overweight: int
    efficiency: float
    seed: int
    recomputed: int = 0

    def __len__(self) -> int:
        return len(self.weights)


def generate_events(process: Process, n: int, weighted: bool, arguments: Arguments) -> Events:
    """`n` events; see Process.events. Raises ValueError for n < 1 and whatever the rate raises."""
    import numpy as np

    from processes.core.differential import require_numbers
    from processes.core.integrand import Integrand, Repeats
    from processes.core.rate import estimate_of, prepare
    from processes.core.regions import check_finite
    from processes.numerics.integrate import integrate

    if isinstance(n, bool) or not isinstance(n, (int, np.integer)) or n < 1:
        raise ValueError(f"the number of events must be a whole number of at least 1, not {n!r}")
    if len(process.parsed.final) < 2:
        raise ValueError(
            f"{process.id or process.reaction} has one final particle: its momentum is that of the initial"
        )
    require_numbers(process, arguments, "events take")
    settings = arguments.settings
    parameters = prepare(process, {name: arguments.parameters[name] for name in process.arguments})
    integrand = Integrand.of(process, settings.cuts)
    check_finite(process, integrand.cut, parameters)
    repeats, drawn = Repeats(), Repeats()
    if integrand.dimension:
        run = integrate(
            integrand.bind(parameters, repeats),
            integrand.dimension,
            rtol=max(settings.rtol, PILOT_RTOL),
            neval=settings.neval,
            seed=settings.seed,
            workers=settings.workers,
            has_edges=settings.cuts is not None,
        )
        grids, seed = run.maps, run.seed
        total = estimate_of(process, parameters, settings, run, repeats)
    else:
        from processes.numerics.integrate import DEFAULT_SEED

        grids, seed = ((),), DEFAULT_SEED if settings.seed is None else settings.seed
        total = process.rate(**{**parameters, "cuts": settings.cuts})
    generator = np.random.default_rng(seed)
    sampler = _Sampler(integrand.bind(parameters, drawn), grids, generator)
    largest = sampler.largest
    kept: list[Any] = []
    sizes: list[Any] = []
    tried = found = overweight = 0
    for _ in range(MOST_BATCHES):
        if found >= n:
            break
        x, channel, weight = sampler.draw(BATCH)
        if weighted:
            chosen = weight > 0
            size = weight
        else:
            chosen = weight > largest * generator.random(len(weight))
            size = np.maximum(weight / largest, 1.0)
        places = np.flatnonzero(chosen)[: n - found]
        last = int(places[-1]) + 1 if found + len(places) >= n else len(weight)
        tried += last
        found += len(places)
        overweight += 0 if weighted else int((size[places] > 1).sum())
        sizes.append(size[places])
        kept.append(_momenta(process, integrand, parameters, x[places], channel[places]))
    if found < n:
        raise ValueError(
            f"only {found} of {n} events were found among {tried} points; ask for fewer or loosen the cuts"
        )
    momenta = _reoriented(np.concatenate(kept), len(process.parsed.initial), generator)
    relative = np.concatenate(sizes)
    return Events(
        momenta=momenta,
        weights=relative * (total.value / relative.sum()),
        legs=process.legs,
        pdg=_numbers(process),
        masses=tuple(process.masses(parameters)),
        incoming=len(process.parsed.initial),
        total=total,
        overweight=overweight,
        efficiency=found / tried,
        seed=seed,
        recomputed=drawn.count,
    )


class _Sampler:
    """Points of the unit cube drawn through the adapted maps, each with one channel and its weight.

    A channel is drawn as often as its largest weight is large, so that the weights of all channels end at `largest`.
    """

    def __init__(self, weights: Sequence[Callable[[Any], Any]], grids: Sequence[Sequence[Any]], generator: Any) -> None:
        import numpy as np

        self._weights, self._grids, self._generator = weights, grids, generator
        tops = np.array([_top(self._through(channel, PILOT_POINTS)[1]) for channel in range(len(weights))])
        self.largest = float(tops.sum())
        self._shares = tops / self.largest if self.largest else np.full(len(tops), 1 / len(tops))

    def draw(self, n: int) -> tuple[Any, Any, Any]:
        """Points (n, dimension), channels (n,) and weights (n,) whose mean is the integral."""
        import numpy as np

        channel = self._generator.choice(len(self._shares), size=n, p=self._shares)
        x, weight = np.empty((n, len(self._grids[0]))), np.empty(n)
        for k, share in enumerate(self._shares):
            mine = np.flatnonzero(channel == k)
            if len(mine):
                x[mine], found = self._through(k, len(mine))
                weight[mine] = found / share
        return x, channel, weight

    def _through(self, channel: int, n: int) -> tuple[Any, Any]:
        """Points and weights of one channel."""
        import numpy as np

        grid = self._grids[channel]
        x, jacobian = np.empty((n, len(grid))), np.ones(n)
        for axis, edges in enumerate(grid):
            place = self._generator.random(n) * (len(edges) - 1)
            cell = place.astype(int)
            width = np.diff(edges)[cell]
            x[:, axis] = edges[cell] + (place - cell) * width
            jacobian *= width * (len(edges) - 1)
        return x, jacobian * np.nan_to_num(self._weights[channel](x), posinf=0.0, neginf=0.0)


def _top(weights: Any) -> float:
    """The weight above which only a small share of their sum lies."""
    import numpy as np

    falling = np.sort(weights)[::-1]
    excess = np.cumsum(falling) - falling * np.arange(1, len(falling) + 1)
    place = np.searchsorted(excess, OVERWEIGHT_SHARE * falling.sum())
    return float(falling[min(place, len(falling) - 1)])


def _momenta(process: Process, integrand: Integrand, parameters: Any, x: Any, channel: Any) -> Any:
    """Momenta (n, legs, 4) of points in the map of each one's channel."""
    import numpy as np

    from amps.phase_space import ArrayArithmetic

    spaces = getattr(integrand.space, "channels", (integrand.space,))
    values = integrand.values(parameters)
    masses = process.masses(parameters)
    energy = None if len(process.parsed.initial) == 1 else parameters["sqrt_s"]
    momenta = np.empty((len(x), len(masses), 4))
    for k, space in enumerate(spaces):
        mine = channel == k
        if not mine.any():
            continue
        point = space.evaluate(ArrayArithmetic(np), list(x[mine].T), masses, energy, values)
        for leg, components in enumerate(point.momenta(2 if process.beam else None)):
            for axis, component in enumerate(components):
                momenta[mine, leg, axis] = component
    return momenta


def _reoriented(momenta: Any, incoming: int, generator: Any) -> Any:
    """A random rotation of every event: any for a decay, about the beam for a collision."""
    import numpy as np

    n = len(momenta)
    turn = np.zeros((n, 4))
    if incoming == 1:
        turn = generator.normal(size=(n, 4))
        turn /= np.linalg.norm(turn, axis=1)[:, None]
    else:
        half = np.pi * generator.random(n)
        turn[:, 0], turn[:, 3] = np.cos(half), np.sin(half)
    # rotation by the unit quaternion (w, v): p + 2 w v x p + 2 v x (v x p)
    axis, vectors = turn[:, None, 1:], momenta[..., 1:]
    cross = np.cross(axis, vectors)
    turned = vectors + 2 * turn[:, None, :1] * cross + 2 * np.cross(axis, cross)
    return np.concatenate([momenta[..., :1], turned], axis=-1)


def _numbers(process: Process) -> tuple[int, ...]:
    """PDG numbers of the legs; particles without one get a generator's own, antiparticles its negative."""
    private: dict[str, int] = {}
    found = []
    for particle in process.parsed.legs:
        if particle.pdg is not None:
            found.append(particle.pdg)
            continue
        name = min(particle.name, particle.antiname)
        number = private.setdefault(name, FIRST_PRIVATE + len(private))
        found.append(number if particle.name == name else -number)
    return tuple(found)
