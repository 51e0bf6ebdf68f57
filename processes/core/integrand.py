"""The compiled integrand of a process: unit cube in, phase-space weight times |M|^2 out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amps.phase_space import PhaseSpace
    from amps.phase_space.multichannel import MultiChannel
    from codegen.kernel import Kernel
    from processes.core.process import Process


@dataclass(frozen=True, eq=False)
class Integrand:
    """Kernel with outputs "weight" (and observables), and the phase space it maps."""

    kernel: Kernel
    dimension: int
    channels: int = 1

    @classmethod
    def of(cls, process: Process) -> Integrand:
        """The integrand of a process, compiled once per process object."""
        return _compiled(process)

    def bind(self, parameters: Mapping[str, float]) -> Callable[[Any], Any]:
        """The weight as a function of points (n, dimension) at fixed parameters."""
        import numpy as np

        uniform = [parameters[name] for name in self.kernel.arguments if name in self.kernel.program.uniform]
        varying = [name for name in self.kernel.arguments if name not in self.kernel.program.uniform]
        columns = [int(name[1:]) - 1 for name in varying]

        def weight(x: Any) -> Any:
            points = np.ascontiguousarray(x.T)
            if not columns:
                values = self.kernel(**dict(zip(self.kernel.arguments, uniform, strict=True)))
                return np.full(len(x), float(values))
            return self.kernel.batch([points[k] for k in columns], uniform)[0]

        return weight


def channels_of(space: PhaseSpace | MultiChannel) -> int:
    """How many maps are summed, and so how often |M|^2 is computed per point."""
    return len(getattr(space, "channels", (space,)))


@lru_cache(maxsize=64)
def _compiled(process: Process) -> Integrand:
    import codegen
    from processes.core.lowering import rate_program, two_body_program
    from processes.core.propagators import default_phase_space

    squared, masses = process.squared_amplitude(), [p.mass for p in process.parsed.legs]
    if len(masses) == 3:
        return Integrand(codegen.compile(two_body_program(process.id or "rate", squared, masses)), 0)
    space = process.phase_space or default_phase_space(process)
    program = rate_program(process.id or "rate", squared, space, masses)
    return Integrand(codegen.compile(program), space.dimension, channels_of(space))
