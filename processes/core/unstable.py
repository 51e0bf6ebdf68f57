"""Unstable particles of a model: partial widths of their two-body decays, total width, branching fractions, c tau."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from processes.core.bound_states import with_wave_functions
from processes.core.estimate import Estimate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from amps.model import Model
    from amps.particle import Particle
    from processes.core.process import Process


@dataclass(frozen=True, eq=False)
class Unstable:
    """A particle and the two-body decays that its model's vertices allow.

    Of particles that the model lists as alternatives only `chosen` ones count, the first of each list by default.
    """

    particle: Particle
    model: Model
    chosen: frozenset[str] = frozenset()

    @cached_property
    def channels(self) -> Mapping[str, Process]:
        """Decays by their final state, e.g. "e- e+"."""
        from processes.core.registry import reaction

        absent: set[str] = set()
        for group in self.model.all_alternatives:
            present = [name for name in group if name not in absent]
            kept = [name for name in present if name in self.chosen] or present
            absent |= set(group) - set(kept[:1])
        found = {}
        for vertex in self.model.vertices:
            names = list(vertex.legs)
            if len(names) != 3 or self.particle.name not in names:
                continue
            names.remove(self.particle.name)
            final = [self.model.species[n].conjugate() for n in names]
            if absent & {n for p in final for n in (p.name, p.antiname)}:
                continue
            text = " ".join(p.name for p in sorted(final, key=lambda p: p.charge))
            found[text] = reaction(f"{self.particle.name} > {text}", model=self.model)
        return found

    def partial_widths(self, **parameters: Any) -> dict[str, Estimate]:
        """Width of every channel, GeV; closed ones are exactly 0. Parameters of other channels may be given too."""
        known = {name for process in self.channels.values() for name in process.arguments}
        unknown = sorted(set(parameters) - known - _constants())
        if unknown:
            raise ValueError(
                f"{self.particle.name} has no parameter {unknown[0]!r}; its own are {', '.join(sorted(known))}"
            )
        widths = {}
        for final, process in self.channels.items():
            own = {
                name: value for name, value in parameters.items() if name in process.arguments or name in _constants()
            }
            widths[final] = process.width(**own)
        return widths

    def total_width(self, **parameters: Any) -> Estimate:
        """Sum over the open channels, GeV. Parameters may be arrays and gvars."""
        import numpy as np

        widths = self.partial_widths(**parameters)
        if not widths:
            raise ValueError(f"model {self.model.name!r} has no two-body decay of {self.particle.name}")
        total = sum(e.value for e in widths.values())
        first = next(iter(widths.values()))
        is_uncertain = any(e.parametric is not None for e in widths.values())
        warnings = ("stable: no open channel",) if np.any(total == 0) else ()
        merged: dict[str, Any] = {}
        for e in widths.values():
            merged |= dict(e.parameters)
        return replace(
            first,
            value=total,
            error=sum(e.error**2 for e in widths.values()) ** 0.5,
            parametric=sum(map(_with_parametric, widths.values())) if is_uncertain else None,
            quantity="total_width",
            warnings=warnings,
            parameters=merged,
            reaction=f"{self.particle.name} > anything",
        )

    def branching_fractions(self, **parameters: Any) -> dict[str, Any]:
        """Share of every channel in the total width: floats, arrays or gvars as the parameters are.

        Raises ValueError for a particle that is stable, be it at one point of an array.
        """
        import numpy as np

        widths = self.partial_widths(**parameters)
        if np.any(sum(e.value for e in widths.values()) == 0):
            raise ValueError(f"{self.particle.name} is stable at these parameters: no channel is open")
        total = sum(map(_with_parametric, widths.values()))
        return {final: _with_parametric(e) / total for final, e in widths.items()}

    def ctau(self, **parameters: Any) -> Estimate:
        """Proper decay length, m."""
        return self.total_width(**parameters).to("m")


def _with_parametric(width: Estimate) -> Any:
    """The value, with the errors of gvar parameters where there are any."""
    return width.value if width.parametric is None else width.parametric


def _constants() -> set[str]:
    from processes.core.constants import CONSTANTS

    return set(CONSTANTS)


def particle(name: str, model: str | Path | Model, **alternatives: str) -> Unstable:
    """A particle of a model, e.g. particle("Ap", model="dark_photon", dm="scalar").

    `dm` "dirac", "scalar" or "majorana" picks between the model's alternatives. Raises KeyError for an unknown name.
    """
    from processes.core.models import resolve_model

    found = resolve_model(model)
    unknown = set(alternatives) - {"dm"}
    if unknown:
        raise TypeError(f"particle() takes name, model and dm, not {', '.join(sorted(unknown))}")
    kinds = {"dirac": ("1/2", False), "scalar": ("0", False), "majorana": ("1/2", True)}
    wanted = alternatives.get("dm", "dirac")
    if wanted not in kinds:
        raise ValueError(f"dm must be one of {', '.join(kinds)}, not {wanted!r}")
    alike = {p.name for p in found.all_particles if (p.spin, p.name == p.antiname) == kinds[wanted]}
    chosen = {n for group in found.all_alternatives for n in group if n in alike}
    return Unstable(found.particle(name), found, frozenset(chosen))


def with_widths(process: Process, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with every width resolved that was left to be computed.

    A width not given is the sum of the open channels if the pole lies inside phase space, else 0.
    Raises ValueError for an explicit 0 with the pole inside, for a pole inside of a particle that has no width in the
    model, or where the channels need parameters that are not known.
    """
    from processes.core.propagators import has_pole_inside, has_pole_without_width, internal_lines

    resolved = with_wave_functions(process, parameters)
    for line in internal_lines(process):
        if has_pole_without_width(line, process, resolved):
            raise ValueError(
                f"the pole of {line.particle} at {line.mass} = {process.mass(line.mass, resolved):g} GeV lies inside "
                f"phase space, where the rate would be infinite, and {line.particle} has no width; give it one in "
                f"model {process.lagrangian.name!r}, as in width='Gamma_{line.particle.rstrip('+-~')}'"
            )
    lines = [line for line in internal_lines(process) if line.width in process.arguments]
    for width in {line.width for line in lines}:
        inside = [line for line in lines if line.width == width and has_pole_inside(line, process, resolved)]
        given = resolved.get(str(width), AUTOMATIC)
        if given == AUTOMATIC:
            resolved[str(width)] = channel_sum(process, inside[0].particle, resolved) if inside else 0.0
        elif given == 0 and inside:
            line = inside[0]
            raise ValueError(
                f"{width} = 0, but the pole of {line.particle} at {line.mass} = {process.mass(line.mass, resolved):g} "
                f"GeV lies inside phase space, where the rate would be infinite; leave {width} out to use the sum of "
                "the open channels"
            )
    return resolved


AUTOMATIC = "automatic"


@lru_cache(maxsize=64)
def _decaying(model: Model, name: str, legs: frozenset[str]) -> Unstable:
    """The particle with its channels, compiled once for all points of a scan."""
    return Unstable(model.species[name], model, legs)


def channel_sum(process: Process, name: str, parameters: Mapping[str, Any]) -> float:
    """Total width, GeV, of a particle of the process's model: the sum of its open two-body channels.

    Raises ValueError naming the parameters that a channel needs beyond those given.
    """
    model = process.lagrangian
    legs = frozenset(n for p in process.parsed.legs for n in (p.name, p.antiname))
    total = 0.0
    for final, channel in _decaying(model, name, legs).channels.items():
        needed = {n: parameters[n] for n in channel.arguments if n in parameters and parameters[n] != AUTOMATIC}
        missing = [n for n, p in channel.arguments.items() if p.is_required and n not in needed]
        if missing:
            raise ValueError(
                f"the width of {name} includes {name} > {final}, which needs {', '.join(missing)}; give "
                f"{model.species[name].width} explicitly"
            )
        total += float(channel.width(**needed))
    return total
