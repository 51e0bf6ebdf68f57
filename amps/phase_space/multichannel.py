"""Several maps of one reaction, each following the propagators of one diagram, combined into one exact integral.

Every map k integrates its own share of the integrand,

    Int dLIPS f = Sum_k Int dx_k  weight_k f D_k/Sum_j D_j,        D_k = product of the peaks of diagram k,

which is about as smooth as the map, because f has the other peaks only where their D_j takes the share away
(F. Maltoni and T. Stelzer, JHEP 02 (2003) 027, arXiv:hep-ph/0208156).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from amps.phase_space.arithmetic import Arithmetic, Number
from amps.phase_space.chooser import mapped, phase_space
from amps.phase_space.hints import Cuts, Denominator
from amps.phase_space.point import Point
from amps.phase_space.space import PhaseSpace
from amps.phase_space.tree import Signs, canonical

MOST_CHANNELS = 16
"""More maps cost more to compile than they save in points."""


@dataclass(frozen=True)
class MultiChannel:
    """A sum of maps; integrate every channel over its own unit cube and add.

    Attributes:
        channels: maps of the same legs.
        peaks: the denominators that each channel follows.

    Raises:
        ValueError: no channel, channels of different legs, or peaks of another number.
    """

    channels: tuple[PhaseSpace, ...]
    peaks: tuple[tuple[Denominator, ...], ...]

    def __post_init__(self) -> None:
        """Check that the channels fit together."""
        if not self.channels or len({(space.n_in, space.n_out) for space in self.channels}) != 1:
            raise ValueError("expected at least one channel, all of the same legs")
        if len(self.peaks) != len(self.channels):
            raise ValueError(f"expected the peaks of {len(self.channels)} channels, found {len(self.peaks)}")

    @property
    def dimension(self) -> int:
        """Number of unit-cube variables of every channel."""
        return self.channels[0].dimension

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the masses, widths and cuts needed by any channel."""
        named = {name for space in self.channels for name in space.tree.parameters}
        for denominator in (d for followed in self.peaks for d in followed):
            named |= {name for name in (denominator.pole, denominator.width) if isinstance(name, str)}
        return tuple(sorted(named))

    def evaluate(
        self,
        channel: int,
        lib: Arithmetic,
        x: Sequence[Number],
        masses: Sequence[Number],
        sqrt_s: Number = None,
        parameters: Mapping[str, Number] | None = None,
    ) -> Point:
        """Point sampled by one channel, weighted so that the sum over channels is the whole integral.

        Arguments are those of :meth:`PhaseSpace.evaluate`.
        """
        point = self.channels[channel].evaluate(lib, x, masses, sqrt_s, parameters)
        if len(self.channels) == 1:
            return point
        given = parameters or {}
        known = replace(point, resolve=lambda name: given[name] if isinstance(name, str) else point.resolve(name))
        weight = point.weight * self._share(channel, known)
        return replace(point, weight=lib.select_lt(0.0, point.weight, weight, 0.0 * point.weight))

    def _share(self, channel: int, point: Point) -> Number:
        heights: dict[Denominator, Number] = {}
        every: list[Number] = []
        for followed in self.peaks:
            height: Number = 1.0
            for denominator in followed:
                if denominator not in heights:
                    heights[denominator] = denominator.peak(point)
                height = height * heights[denominator]
            every.append(height)
        return every[channel] / sum(every[1:], every[0])


def channels(
    n_in: int, n_out: int, diagrams: Sequence[Sequence[Denominator]], cuts: Cuts | None = None
) -> MultiChannel:
    """Maps for a reaction: one if it follows all propagators, else one for every diagram with peaks of its own.

    Args:
        n_in: 1 or 2.
        n_out: 2 to 5 (4 for scattering).
        diagrams: the denominators of every diagram, lines that no map can follow left out.
        cuts: bounds that the maps build in.

    Raises:
        ValueError: as :func:`phase_space`.
    """
    lines: dict[Signs, list[Denominator]] = {}
    for denominator in (d for diagram in diagrams for d in diagram):
        found = lines.setdefault(canonical(denominator.signs, n_in), [])
        if denominator not in found:
            found.append(denominator)
    whole = phase_space(n_in, n_out, [d for found in lines.values() for d in found], cuts)
    if mapped(whole) >= set(lines):
        # One map has room for all lines, but not for two particles in one of them.
        shared = [found for found in lines.values() if len(found) > 1]
        alone = [found[0] for found in lines.values() if len(found) == 1]
        choices = list(product(*shared))
        return MultiChannel(
            tuple(phase_space(n_in, n_out, [*alone, *choice], cuts) for choice in choices), tuple(choices)
        )
    sets = list(dict.fromkeys(frozenset(diagram) for diagram in diagrams))
    kept = [tuple(sorted(found, key=repr)) for found in sets if not any(found < other for other in sets)]
    kept = _covering(kept, MOST_CHANNELS)
    return MultiChannel(tuple(phase_space(n_in, n_out, found, cuts) for found in kept), tuple(kept))


def _covering(diagrams: list[tuple[Denominator, ...]], most: int) -> list[tuple[Denominator, ...]]:
    """As many of the diagrams, first those that together have the most denominators."""
    left, chosen, covered = list(diagrams), list[tuple[Denominator, ...]](), set[Denominator]()
    while left and len(chosen) < most:
        best = max(left, key=lambda diagram: len(set(diagram) - covered))
        left.remove(best)
        chosen.append(best)
        covered |= set(best)
    return sorted(chosen, key=diagrams.index)
