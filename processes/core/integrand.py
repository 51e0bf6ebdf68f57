"""The compiled integrand of a process: unit cube in, phase-space weight times |M|^2 out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amps.phase_space import PhaseSpace
    from codegen.kernel import Kernel
    from processes.core.process import Process


@dataclass(frozen=True, eq=False)
class Integrand:
    """Kernel with outputs "weight" (and observables), and the phase space it maps."""

    kernel: Kernel
    dimension: int

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


@lru_cache(maxsize=64)
def _compiled(process: Process) -> Integrand:
    import codegen
    from processes.core.lowering import rate_program

    space = process.phase_space or default_phase_space(process)
    masses = [p.mass for p in process.parsed.legs]
    program = rate_program(process.id or "rate", process.squared_amplitude(), space, masses)
    return Integrand(codegen.compile(program), space.dimension)


def default_phase_space(process: Process) -> PhaseSpace:
    """A map for the reaction's legs, sampled along its propagators where that is known to help."""
    from amps.phase_space.decay2 import decay2
    from amps.phase_space.decay3 import decay3
    from amps.phase_space.scatter2 import scatter2

    shape = (len(process.parsed.initial), len(process.parsed.final))
    known: dict[tuple[int, int], Callable[[], PhaseSpace]] = {(1, 2): decay2, (1, 3): decay3, (2, 2): scatter2}
    if shape not in known:
        raise ValueError(f"{process.reaction}: no phase-space map for {shape[0]} -> {shape[1]} particles yet")
    return known[shape]()
