"""The annihilation of a pair of dark-matter particles: its exact cross section as a function of energy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from processes.core.constants import CONSTANTS
from processes.core.unstable import AUTOMATIC, channel_sum
from processes.core.velocity import FROM_ENERGY, FROM_V, pair_energy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from processes.core.process import Process


@dataclass(frozen=True, eq=False)
class PairAnnihilation:
    """Annihilation of particle and antiparticle (or two of the same, if self-conjugate) in one or more channels.

    Cross sections are per pair, averaged over spins, GeV^-2; the relative velocity is v = 2 beta in the centre of mass.
    """

    channels: tuple[Process, ...]
    parameters: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, processes: str | Process | Iterable[str | Process], **given: Any) -> PairAnnihilation:
        """From ids or processes of one initial state, with parameters and options as for their rates.

        A width left out is the sum of the open channels where the pole can be reached, else 0. Raises ValueError for
        initial states that differ or parameters that are missing.
        """
        from processes.core.process import Process
        from processes.core.registry import get

        listed = (processes,) if isinstance(processes, (str, Process)) else tuple(processes)
        chosen, values = [], []
        for item in listed:
            process = get(item) if isinstance(item, str) else item
            own = {n: v for n, v in given.items() if n in process.options or n in process.arguments}
            process, arguments = process.read({**own, **({} if "v" in process.parameters else {"sqrt_s": 1.0})})
            chosen.append(process)
            values.append(_with_widths(process, dict(arguments.parameters)))
        known = {n for p in chosen for n in (*p.options, *p.arguments)}
        if unknown := sorted(set(given) - known - set(CONSTANTS)):
            raise ValueError(f"no channel has a parameter {unknown[0]!r}; they have {', '.join(sorted(known))}")
        if len({p.legs[:2] for p in chosen}) != 1:
            raise ValueError(f"channels of different pairs: {', '.join(str(p.parsed) for p in chosen)}")
        return cls(tuple(chosen), tuple(values))

    @property
    def mass(self) -> float:
        """Mass of one annihilating particle, GeV."""
        return self.channels[0].masses(self.parameters[0])[0]

    @property
    def spin_states(self) -> int:
        """Spin states of one particle."""
        return self.channels[0].parsed.initial[0].states

    @property
    def is_self_conjugate(self) -> bool:
        """True if the particle is its own antiparticle."""
        particle = self.channels[0].parsed.initial[0]
        return particle.name == particle.antiname

    def cross_section(self, sqrt_s: Any) -> Any:
        """Sum over the channels at centre-of-mass energies sqrt_s, GeV (number or array), in GeV^-2."""
        import numpy as np

        energies = np.atleast_1d(np.asarray(sqrt_s, dtype=float))
        total = sum((f(energies) for f in self._functions), np.zeros_like(energies))
        return total if np.ndim(sqrt_s) else float(total[0])

    def sigma_v(self, v: Any) -> Any:
        """Cross section times relative velocity v = 2 beta (number or array, below 2), in GeV^-2."""
        import numpy as np

        energies = np.vectorize(lambda one: pair_energy(self.mass, one))(v)
        return self.cross_section(energies) * v if np.ndim(v) else self.cross_section(float(energies)) * v

    @property
    def special_energies(self) -> tuple[float, ...]:
        """Thresholds and resonances above 2 m, GeV: places where the cross section is not smooth."""
        thresholds = {sum(p.masses(v)[2:]) for p, v in zip(self.channels, self.parameters, strict=True)}
        return tuple(sorted(energy for energy in thresholds | set(self.resonances) if energy > 2 * self.mass))

    @property
    def resonances(self) -> Mapping[float, float]:
        """Masses and widths, GeV, of the particles that the pair can turn into."""
        pairs = zip(self.channels, self.parameters, strict=True)
        return {v[mass]: v[width] for p, v in pairs for mass, width in _resonances(p)}

    @cached_property
    def _functions(self) -> tuple[Callable[[Any], Any], ...]:
        return tuple(_above_threshold(p, v) for p, v in zip(self.channels, self.parameters, strict=True))


def _above_threshold(process: Process, values: Mapping[str, Any]) -> Callable[[Any], Any]:
    """Sigma(sqrt_s) from the closed form where there is one, else by integration point after point."""
    import numpy as np
    import sympy

    threshold = max(sum(process.masses(values)[:2]), sum(process.masses(values)[2:]))
    closed = process.closed_form("cross_section")
    if closed is None:
        rest = {n: v for n, v in values.items() if n in process.arguments and n not in ("sqrt_s", "v")}

        def above(energies: Any) -> Any:
            return process.rate(**rest, sqrt_s=energies, unit="GeV^-2").value
    else:
        energy = sympy.Symbol("sqrt_s", real=True)
        at = {x: values[x.name] for x in closed.free_symbols - {energy}}
        compiled = sympy.lambdify(energy, closed.subs(at), "numpy")

        def above(energies: Any) -> Any:
            return compiled(energies)

    def function(energies: Any) -> Any:
        result = np.zeros_like(energies)
        is_open = energies > threshold * (1 + 1e-15)
        if is_open.any():
            result[is_open] = above(energies[is_open])
        return result

    return function


def _resonances(process: Process) -> set[tuple[str, str]]:
    """Mass and width names of the particles that the pair can annihilate into one of."""
    found = set()
    for diagram in process.diagrams:
        for branch in diagram.propagators():
            particle = process.lagrangian.species[branch.name]
            if branch.mask in (0b0011, 0b1100) and particle.mass and particle.width:
                found.add((particle.mass, particle.width))
    return found


def _with_widths(process: Process, values: dict[str, Any]) -> dict[str, Any]:
    values = {n: v for n, v in values.items() if v not in (FROM_V, FROM_ENERGY)}
    pair = sum(process.masses(values)[:2])
    for mass, width in _resonances(process):
        if values.get(width) == AUTOMATIC:
            name = next(p.name for p in process.lagrangian.all_particles if p.width == width)
            values[width] = channel_sum(process, name, values) if values[mass] > pair else 0.0
        elif values.get(width) == 0 and values[mass] > pair:
            raise ValueError(f"{width} = 0, but thermal energies reach the pole at {mass}; leave {width} out")
    return values | {width: 0.0 for width, value in values.items() if value == AUTOMATIC}
