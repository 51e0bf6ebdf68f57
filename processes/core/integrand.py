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
    from processes.core.cuts import Cut
    from processes.core.observables import Observable
    from processes.core.process import Process


@dataclass(frozen=True, eq=False)
class Integrand:
    """Kernel with output "weight", or weights and observables of every channel, and the phase space it maps."""

    process: Process
    kernel: Kernel
    dimension: int
    channels: int = 1
    cut: Cut | None = None
    space: PhaseSpace | MultiChannel | None = None
    helicities: Kernel | None = None

    @classmethod
    def of(cls, process: Process, cuts: str | None = None, observables: tuple[Observable, ...] = ()) -> Integrand:
        """The integrand of a process, compiled once per process object, cut and observables."""
        return _compiled(process, cuts, observables)

    def bind(self, parameters: Mapping[str, float]) -> Callable[[Any], Any]:
        """The weight as a function of points (n, dimension) at fixed parameters."""
        outputs = self.bind_outputs(parameters)
        return lambda x: outputs(x)[0]

    def bind_outputs(self, parameters: Mapping[str, float]) -> Callable[[Any], Any]:
        """All outputs, shape (outputs, n), as a function of points (n, dimension) at fixed parameters."""
        import numpy as np

        from processes.core.regions import map_arguments

        names = self.kernel.arguments
        values = {**parameters, **map_arguments(self.process, self.cut, names, parameters)}
        uniform = [values[name] for name in names if name in self.kernel.program.uniform]
        columns = [int(name[1:]) - 1 for name in names if name not in self.kernel.program.uniform]

        def evaluate(x: Any) -> Any:
            if not columns:
                return np.repeat(self.kernel.batch([], uniform), len(x), axis=1)
            points = np.ascontiguousarray(x.T)
            return self.kernel.batch([points[k] for k in columns], uniform)

        return evaluate if self.helicities is None else self._with_helicities(evaluate, self.helicities, values)

    def _with_helicities(
        self, sample: Callable[[Any], Any], kernel: Kernel, values: Mapping[str, float]
    ) -> Callable[[Any], Any]:
        """Outputs with |M|^2 of the sampled momenta put into the weights of phase space."""
        import numpy as np

        momenta = len(self.process.parsed.legs) * 4
        names = [f"p{leg + 1}_{axis}" for leg in range(momenta // 4) for axis in "Exyz"]
        row = {name: 1 + k for k, name in enumerate(names)}
        varying = [row[name] for name in kernel.arguments if name in row]
        uniform = [values[name] for name in kernel.arguments if name not in row]

        def evaluate(x: Any) -> Any:
            blocks = np.split(sample(x), self.channels)
            found = []
            for block in blocks:
                inside = block[0] > 0
                weight = np.zeros(len(x))
                chosen = [np.ascontiguousarray(block[k][inside]) for k in varying]
                weight[inside] = block[0][inside] * kernel.batch(chosen, uniform)[0]
                found.append(np.vstack([weight[None], block[1 + momenta :]]))
            has_observables = len(blocks[0]) > 1 + momenta
            return np.vstack(found) if has_observables else np.sum(found, axis=0)

        return evaluate


def channels_of(space: PhaseSpace | MultiChannel) -> int:
    """How many maps are summed, and so how often |M|^2 is computed per point."""
    return len(getattr(space, "channels", (space,)))


@lru_cache(maxsize=64)
def _compiled(process: Process, cuts: str | None, observables: tuple[Observable, ...]) -> Integrand:
    import codegen
    from amps.phase_space import phase_space
    from processes.core.cuts import parse_cuts
    from processes.core.evaluation import helicity_kernel
    from processes.core.lowering import rate_program, two_body_program
    from processes.core.matrix_element import Polynomial, Unit, components, uses_helicities
    from processes.core.propagators import default_phase_space

    masses, name = [p.mass for p in process.parsed.legs], process.id or "rate"
    cut = None if cuts is None else parse_cuts(process, cuts)
    is_two_body = len(process.parsed.initial) == 1 and len(masses) == 3
    if is_two_body and cut is None and not observables:
        return Integrand(process, codegen.compile(two_body_program(name, process.squared_amplitude(), masses)), 0)
    space = phase_space(1, 2) if is_two_body else process.phase_space or default_phase_space(process, cut)
    helicities = helicity_kernel(process) if uses_helicities(process) else None
    element: Polynomial | Unit
    if helicities is None:
        element = Polynomial(process.squared_amplitude())
        program = rate_program(name, element, space, masses, cut, observables)
    else:
        element = Unit(process.lagrangian.all_definitions)
        program = rate_program(name, element, space, masses, cut, (*components(process), *observables))
    kernel = codegen.compile(program)
    return Integrand(process, kernel, space.dimension, channels_of(space), cut, space, helicities)
