"""The compiled integrand of a process: unit cube in, phase-space weight times |M|^2 out, channel by channel."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amps.phase_space import PhaseSpace
    from amps.phase_space.multichannel import MultiChannel
    from codegen.kernel import Kernel
    from codegen.product import Product
    from codegen.program import Program
    from processes.core.cuts import Cut
    from processes.core.observables import Observable
    from processes.core.process import Process


ROUNDING = 1e-6
"""Relative rounding error of a weight from which on its point is computed again."""


class Repeats:
    """How many points had to be computed again in higher precision; threads may add to it."""

    def __init__(self) -> None:
        self.count = 0
        self._lock = Lock()

    def add(self, points: int) -> None:
        """Count further points."""
        if points:
            with self._lock:
                self.count += points

    def notes(self, n_evaluations: int, workers: int | Literal["mpi"] = 1) -> tuple[str, ...]:
        """What an estimate should say of them; with "mpi" of those of all ranks, which must all ask."""
        count = self.count
        if workers == "mpi":
            from processes.numerics.ranks import Ranks

            count = Ranks().total(count)
        if not count:
            return ()
        points = f"{count} of {n_evaluations} points were computed again in higher precision"
        return (f"{points}: in double their rounding errors exceed {ROUNDING:g}",)


@dataclass(frozen=True, eq=False)
class Integrand:
    """A kernel for every channel, each over its own unit cube; the rate is the sum of their integrals.

    A kernel's outputs are the weight and the observables. Where `element` is given, |M|^2 is not in the weights: the
    kernels also yield, after the weight, the `inputs` of that kernel.
    """

    process: Process
    kernels: tuple[Kernel, ...]
    dimension: int
    cut: Cut | None = None
    space: PhaseSpace | MultiChannel | None = None
    element: Kernel | None = None
    inputs: tuple[str, ...] = ()

    @classmethod
    def of(cls, process: Process, cuts: str | None = None, observables: tuple[Observable, ...] = ()) -> Integrand:
        """The integrand of a process, compiled once per process object, cut and observables."""
        return _compiled(process, cuts, observables)

    def bind(self, parameters: Mapping[str, float], repeats: Repeats | None = None) -> tuple[Callable[[Any], Any], ...]:
        """For every channel, the weight as a function of points (n, dimension) at fixed parameters.

        Points whose weight double precision does not give are computed again in a higher one, and counted in `repeats`.
        """
        return tuple(map(_first_output, self.bind_outputs(parameters, repeats)))

    def bind_outputs(
        self, parameters: Mapping[str, float], repeats: Repeats | None = None
    ) -> tuple[Callable[[Any], Any], ...]:
        """For every channel, weight and observables, shape (1 + observables, n), at points (n, dimension)."""
        values = self.values(parameters)
        counted = Repeats() if repeats is None else repeats
        if self.element is None:
            return tuple(_bound(kernel, values, counted) for kernel in self.kernels)
        return tuple(_bound_product(product, values, counted) for product in self.products)

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """Every channel's kernel together with |M|^2."""
        from codegen.product import Product

        return () if self.element is None else Product.of(self.kernels, self.element, self.inputs)

    def values(self, parameters: Mapping[str, float]) -> dict[str, float]:
        """Parameters together with the arguments that the maps need to respect a cut."""
        from processes.core.regions import map_arguments

        names = tuple({name for kernel in self.kernels for name in kernel.arguments})
        return {**parameters, **map_arguments(self.process, self.cut, names, parameters)}


def fused_program(process: Process, observables: tuple[Observable, ...] = ()) -> tuple[Program, int, int]:
    """All of a rate without cuts in one program, every channel at the same point, with its dimension and channels.

    Outputs as :func:`processes.core.lowering.rate_program`.
    """
    from processes.core.lowering import rate_program
    from processes.core.matrix_element import Polynomial
    from processes.core.propagators import default_phase_space

    space = process.phase_space or default_phase_space(process)
    masses = [p.mass for p in process.parsed.legs]
    program = rate_program(
        process.id or "rate", Polynomial(process.squared_amplitude()), space, masses, None, observables
    )
    return program, space.dimension, channels_of(space)


def channels_of(space: PhaseSpace | MultiChannel) -> int:
    """How many maps are summed."""
    return len(getattr(space, "channels", (space,)))


def _first_output(outputs: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda x: outputs(x)[0]


def _bound(kernel: Kernel, values: Mapping[str, float], repeats: Repeats) -> Callable[[Any], Any]:
    """A kernel at fixed parameters, as a function of points."""
    import numpy as np

    uniform = [values[name] for name in kernel.arguments if name in kernel.program.uniform]
    columns = [int(name[1:]) - 1 for name in kernel.program.points]

    def evaluate(x: Any) -> Any:
        if not columns:
            return np.repeat(kernel.batch([], uniform), len(x), axis=1)
        points = np.ascontiguousarray(x.T)
        found, again = kernel.rechecked_batch([points[k] for k in columns], uniform, ROUNDING, kernel.outputs[:1])
        repeats.add(again)
        return found

    return evaluate


def _bound_product(product: Product, values: Mapping[str, float], repeats: Repeats) -> Callable[[Any], Any]:
    """Weights times |M|^2 at fixed parameters, as a function of points."""
    import numpy as np

    uniform = [values[name] for name in product.uniform]
    columns = [int(name[1:]) - 1 for name in product.points]

    def evaluate(x: Any) -> Any:
        points = np.ascontiguousarray(x.T)
        found, again = product.rechecked_batch([points[k] for k in columns], uniform, ROUNDING)
        repeats.add(again)
        return found

    return evaluate


@lru_cache(maxsize=64)
def _compiled(process: Process, cuts: str | None, observables: tuple[Observable, ...]) -> Integrand:
    import codegen
    from amps.phase_space import phase_space
    from processes.core.cuts import parse_cuts
    from processes.core.evaluation import is_large
    from processes.core.lowering import rate_program, two_body_program
    from processes.core.matrix_element import Polynomial, Unit, element_and_inputs, has_helicities
    from processes.core.propagators import default_phase_space

    masses, name = [p.mass for p in process.parsed.legs], process.id or "rate"
    cut = None if cuts is None else parse_cuts(process, cuts)
    is_two_body = len(process.parsed.initial) == 1 and len(masses) == 3
    if is_two_body and cut is None and not observables:
        program = two_body_program(name, process.squared_amplitude(), masses)
        return Integrand(process, (codegen.compile(program),), 0, space=phase_space(1, 2))
    space = phase_space(1, 2) if is_two_body else process.phase_space or default_phase_space(process, cut)
    channels = channels_of(space)
    if channels == 1 and not (is_large(process) and has_helicities(process)):
        program = rate_program(name, Polynomial(process.squared_amplitude()), space, masses, cut, observables)
        return Integrand(process, (codegen.compile(program),), space.dimension, cut, space)
    element, inputs = element_and_inputs(process)
    unit, outputs = Unit(process.lagrangian.all_definitions), (*inputs.values(), *observables)
    programs = [rate_program(name, unit, space, masses, cut, outputs, channel=k) for k in range(channels)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        kernels = tuple(pool.map(codegen.compile, programs))
    return Integrand(process, kernels, space.dimension, cut, space, element, tuple(inputs))
