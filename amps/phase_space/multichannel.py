"""Several maps of one reaction, each good at some peaks, combined into one exact integral.

With g_k = 1/weight_k the density of map k and fractions alpha_k,

    Int dLIPS f = Sum_k Int dx_k  alpha_k f / Sum_j alpha_j g_j

every term of which is as smooth as the sum of all maps allows (R. Kleiss and R. Pittau,
Comput. Phys. Commun. 83 (1994) 141, arXiv:hep-ph/9405257).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from amps.phase_space.arithmetic import TINY, Arithmetic, Number
from amps.phase_space.point import Point
from amps.phase_space.space import PhaseSpace


@dataclass(frozen=True)
class MultiChannel:
    """A sum of maps; integrate every channel over its own unit cube and add.

    Attributes:
        channels: maps of the same legs.
        fractions: positive shares alpha of the channels, of sum one; equal if left out.

    Raises:
        ValueError: no channel, channels of different legs, or fractions that do not fit.
    """

    channels: tuple[PhaseSpace, ...]
    fractions: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Check channels and fractions; equal fractions by default."""
        if not self.channels or len({(space.n_in, space.n_out) for space in self.channels}) != 1:
            raise ValueError("expected at least one channel, all of the same legs")
        count = len(self.channels)
        fractions = self.fractions or (1 / count,) * count
        if len(fractions) != count or min(fractions) <= 0 or abs(sum(fractions) - 1) > 1e-12:
            raise ValueError(f"expected {count} positive fractions of sum 1, found {fractions}")
        object.__setattr__(self, "fractions", fractions)

    @property
    def dimension(self) -> int:
        """Number of unit-cube variables of every channel."""
        return self.channels[0].dimension

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the masses, widths and cuts needed by any channel."""
        return tuple(sorted({name for space in self.channels for name in space.tree.parameters}))

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
        density: Number = 0.0
        for index, (space, fraction) in enumerate(zip(self.channels, self.fractions, strict=True)):
            weight = point.weight if index == channel else space.weight_at(point)
            density = density + fraction / (weight + TINY)
        share = self.fractions[channel] / density
        return replace(point, weight=lib.select_lt(0.0, point.weight, share, 0.0 * share))
