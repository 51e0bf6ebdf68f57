"""What cuts leave of phase space: bounds that maps build in, and regions where a rate without cuts diverges."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from processes.core.kinematic_limits import check_reachable
from processes.core.propagators import InternalLine, internal_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amps.phase_space import Cuts, PhaseSpace
    from processes.core.cuts import Cut
    from processes.core.observables import Observable
    from processes.core.process import Process

PROBES = 4096
"""Points at which a cut is tried near a singularity."""
ENOUGH = 64
"""Of them, those that must pass for the smallest virtuality among them to be about the smallest there is."""
NEAR = 1e-6
"""Closer to a pole than this, relative to the energy squared, counts as reaching it."""
ALL_COVERED = 1e-5
"""Share of the energy below which a cutoff in a map is of no use."""
FEWEST_FINAL = 3
"""Final particles from which on the energy of one of them can vanish."""


def cutoff_name(signs: tuple[int, ...]) -> str:
    """Argument that holds the smallest sqrt(|t|) of an exchange."""
    return "cutoff_" + "".join("n0p"[sign + 1] for sign in signs)


def map_bounds(process: Process, cut: Cut) -> Cuts:
    """The bounds of a cut that phase-space maps know, as argument names."""
    from amps.phase_space import Cuts

    kinds = ("least E", "most E", "least mass", "most mass", "least cos", "most cos")
    names: dict[str, dict[Any, str]] = {kind: {} for kind in kinds}
    for bound in _bounds(process, cut):
        names[bound.kind][bound.key] = bound.name
    legs = {*names["least cos"], *names["most cos"]}
    cosines = {leg: (names["least cos"].get(leg), names["most cos"].get(leg)) for leg in legs}
    return Cuts(names["least mass"], names["most mass"], names["least E"], names["most E"], cosines)


def map_arguments(
    process: Process, cut: Cut | None, names: tuple[str, ...], parameters: Mapping[str, float]
) -> dict[str, float]:
    """Values of the arguments `names` of the maps of a process with a cut."""
    if cut is None:
        return {}
    values = {bound.name: bound.value for bound in _bounds(process, cut) if bound.name in names}
    for line in internal_lines(process):
        signs = line.signs(len(process.parsed.legs))
        if line.is_exchange and cutoff_name(signs) in names:
            mass = 0.0 if line.mass is None else _mass(process, line, parameters)
            values[cutoff_name(signs)] = _cutoff(process, cut, signs, mass, parameters)
    return values


class _Bound(NamedTuple):
    """A bound on an energy, mass or cosine of a leg or legs: argument name and value."""

    kind: str
    key: int | tuple[int, ...]
    name: str
    value: float


def _bounds(process: Process, cut: Cut) -> Iterator[_Bound]:
    """The bounds that maps can build in, in the rest frame of the reaction, at most one of each kind for a leg."""
    energies: dict[int, float] = {}
    for observable, (low, high) in cut.bounds().items():
        leg = observable.leg
        if observable.kind in ("mass", "square") and set(observable.signs) <= {0, 1}:
            legs = tuple(k + 1 for k, sign in enumerate(observable.signs) if sign)
            for word, value in (("least", low), ("most", high)):
                if 0 < value < math.inf:
                    mass = value if observable.kind == "mass" else math.sqrt(value)
                    yield _Bound(f"{word} mass", legs, f"{word}_{observable.kind}_" + "_".join(map(str, legs)), mass)
        elif _bounds_energy(observable):
            if 0 < low < math.inf:
                energies[leg] = max(low, energies.get(leg, 0.0))
            if observable.kind == "E" and 0 < high < math.inf:
                yield _Bound("most E", leg, f"most_energy_{leg}", high)
        elif observable.at_rest is None and _fixes_cosine(process, observable):
            to_cosine = (lambda c: c) if observable.kind == "cos" else math.tanh
            if to_cosine(low) > -1:
                yield _Bound("least cos", leg, f"least_{observable.kind}_{leg}", min(to_cosine(low), 1.0))
            if to_cosine(high) < 1:
                yield _Bound("most cos", leg, f"most_{observable.kind}_{leg}", max(to_cosine(high), -1.0))
    for leg, energy in energies.items():
        yield _Bound("least E", leg, f"least_energy_{leg}", energy)


def _bounds_energy(observable: Observable) -> bool:
    """True for an energy and what cannot exceed it: a momentum, a transverse momentum in any frame along the beam."""
    return observable.kind == "pT" or (observable.kind in ("E", "p") and observable.at_rest is None)


def _fixes_cosine(process: Process, observable: Observable) -> bool:
    """True for a cosine and what is a function of it: a pseudorapidity, the rapidity of a massless leg."""
    is_massless = observable.kind == "y" and process.parsed.legs[observable.leg - 1].mass is None
    return observable.kind in ("cos", "eta") or is_massless


def _mass(process: Process, line: InternalLine, parameters: Mapping[str, float]) -> float:
    return process.mass(line.mass, parameters)


def _cutoff(process: Process, cut: Cut, signs: tuple[int, ...], mass: float, parameters: Mapping[str, float]) -> float:
    """sqrt of the mass squared plus the smallest |t| that passes; the mass itself where the cut does not bound |t|."""
    import numpy as np

    passed, values, energy = _probe(process, cut, signs, parameters)
    smallest = float(np.min(values[passed])) if np.count_nonzero(passed) >= ENOUGH else 0.0
    return math.sqrt(mass**2 + smallest) if smallest > (ALL_COVERED * energy) ** 2 else mass


def check_finite(process: Process, cut: Cut | None, parameters: Mapping[str, float]) -> None:
    """Raises ValueError naming the observable whose cut is out of reach, or where the rate diverges within the cuts."""
    check_reachable(process, cut, parameters)
    if len(process.parsed.final) < 2:
        return
    for line in internal_lines(process):
        reason = _singular(process, line, parameters)
        if reason is None:
            continue
        signs = line.signs(len(process.parsed.legs))
        passed, values, energy = _probe(process, cut, signs, parameters)
        if (passed & (values < NEAR * energy**2)).any():
            raise ValueError(
                f"{process.id or process.reaction}: the rate diverges{' within the cuts' if cut else ''}: {reason}"
            )
    for leg in _soft_photons(process):
        if _reaches_soft(process, cut, leg, parameters):
            name = _label(process, leg)
            energy = 0.01 * _total(process, parameters)
            raise ValueError(
                f"{process.id or process.reaction}: the rate diverges{' within the cuts' if cut else ''} where "
                f"{name}, radiated by a charged leg, is soft; a cut such as 'E_{name} > {energy:.2g}' makes it finite"
            )


def _singular(process: Process, line: InternalLine, parameters: Mapping[str, float]) -> str | None:
    """Why the line is on shell on the edge of phase space, with the cut that would help, or None."""
    masses, incoming = process.masses(parameters), len(process.parsed.initial)
    if line.mass is not None and parameters.get(line.mass, 1.0) != 0:
        return None
    if line.is_exchange and len(line.final) == 1:
        (leg,), (emitted,) = line.initial, line.final
        equal = masses[leg] == masses[emitted]
        if incoming == 2 and len(masses) == 4:
            other, recoil = 1 - leg, ({2, 3} - {emitted}).pop()
            equal = equal and masses[other] == masses[recoil]
        else:
            equal = equal and masses[leg] == 0
        if not equal or not _has_forward_peak(process, line):
            return None
        name = _label(process, emitted + 1)
        return (
            f"the exchanged massless {line.particle} reaches t = 0 where {name} goes forward; "
            f"a cut such as 'abs(cos_{name}) < 0.9' or 'pT_{name} > 0.1' makes it finite"
        )
    if not line.initial and len(line.final) == 2 < len(process.parsed.final):
        if any(masses[k] for k in line.final):
            return None
        pair = "_".join(_label(process, k + 1) for k in line.final)
        return (
            f"the massless {line.particle} splits into a collinear pair; a cut such as 'm_{pair} > 0.1' makes it finite"
        )
    return None


def _has_forward_peak(process: Process, line: InternalLine) -> bool:
    """Vectors and fermions do; the exchange of a massless scalar between equal fermions vanishes there as t."""
    return process.lagrangian.species[line.particle].spin != "0"


def _soft_photons(process: Process) -> Iterator[int]:
    """Final legs (from 1) that are massless vectors radiated by a charged leg, where their energy is not fixed."""
    incoming, final = len(process.parsed.initial), process.parsed.final
    if len(final) < FEWEST_FINAL:
        return
    lines = internal_lines(process)
    for k, particle in enumerate(final, start=incoming):
        if particle.spin != "1" or particle.mass is not None:
            continue
        for leg, other in enumerate(process.parsed.legs):
            if leg == k or (other.charge == 0 and other.colour == 1):
                continue
            initial, emitted = ((leg,), (k,)) if leg < incoming else ((), tuple(sorted((k, leg))))
            names = {other.name, other.antiname}
            if any(line.particle in names and _same(line, initial, emitted, process) for line in lines):
                yield k + 1
                break


def _same(line: InternalLine, initial: tuple[int, ...], final: tuple[int, ...], process: Process) -> bool:
    from amps.phase_space.tree import canonical

    legs, incoming = len(process.parsed.legs), len(process.parsed.initial)
    wanted = tuple(-1 if k in initial else 1 if k in final else 0 for k in range(legs))
    return canonical(line.signs(legs), incoming) == canonical(wanted, incoming)


def _reaches_soft(process: Process, cut: Cut | None, leg: int, parameters: Mapping[str, float]) -> bool:
    """Whether the cut lets points through at which this leg has a millionth of the energy or less."""
    import numpy as np

    from amps.phase_space import ArrayArithmetic, Cluster, PhaseSpace

    incoming, legs = len(process.parsed.initial), len(process.parsed.legs)
    others = [k for k in range(incoming + 1, legs + 1) if k != leg]
    rest: int | Cluster = others[-1]
    for k in reversed(others[:-1]):
        rest = Cluster(k, rest)
    space = PhaseSpace(incoming, Cluster(leg, rest, exchange=1 if incoming == 2 else None))
    generator = np.random.default_rng(0)
    x = generator.random((space.dimension, PROBES))
    x[0] = 1 - 10 ** generator.uniform(-11, -7, PROBES)
    point = _point(process, space, x, parameters)
    return bool(_passes(cut, point, ArrayArithmetic(np)).any())


def any_passes(process: Process, cut: Cut, parameters: Mapping[str, float]) -> bool:
    """Whether some of many points spread evenly over phase space pass the cut."""
    import numpy as np

    from amps.phase_space import ArrayArithmetic, phase_space

    space = phase_space(len(process.parsed.initial), len(process.parsed.final), ())
    x = np.random.default_rng(0).random((space.dimension, PROBES))
    return bool(_passes(cut, _point(process, space, x, parameters), ArrayArithmetic(np)).any())


def _probe(
    process: Process, cut: Cut | None, signs: tuple[int, ...], parameters: Mapping[str, float]
) -> tuple[Any, Any, float]:
    """Points spread over the logarithm of a virtuality: which pass, its absolute value, and the energy."""
    import numpy as np

    from amps.phase_space import ArrayArithmetic

    space = _spread_over(signs, len(process.parsed.initial))
    x = np.random.default_rng(0).random((space.dimension, PROBES))
    point = _point(process, space, x, parameters)
    values = np.abs(np.broadcast_to(point.virtuality(signs), PROBES))
    return _passes(cut, point, ArrayArithmetic(np)), values, _total(process, parameters)


@lru_cache(maxsize=256)
def _spread_over(signs: tuple[int, ...], incoming: int) -> PhaseSpace:
    from amps.phase_space import Denominator, phase_space

    return phase_space(incoming, len(signs) - incoming, [Denominator(signs)])


def _point(process: Process, space: PhaseSpace, x: Any, parameters: Mapping[str, float]) -> Any:
    import numpy as np

    from amps.phase_space import ArrayArithmetic

    sqrt_s = None if len(process.parsed.initial) == 1 else parameters["sqrt_s"]
    return space.evaluate(ArrayArithmetic(np), list(x), process.masses(parameters), sqrt_s)


def _passes(cut: Cut | None, point: Any, lib: Any) -> Any:
    import numpy as np

    if cut is None:
        return np.ones(PROBES, dtype=bool)
    with np.errstate(all="ignore"):
        passed = cut.at(lambda observable: observable.at(point, lib), lib)
    return np.broadcast_to(np.asarray(passed) > 0.5, PROBES)


def _total(process: Process, parameters: Mapping[str, float]) -> float:
    return float(process.masses(parameters)[0] if len(process.parsed.initial) == 1 else parameters["sqrt_s"])


def _label(process: Process, leg: int) -> str:
    from processes.core.observables import leg_labels

    return leg_labels(process)[leg]
