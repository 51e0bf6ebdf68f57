"""Two kernels in a row: the outputs of one are the arguments of the other, which multiplies its first output.

The second is called only where the first output is not zero. Both together are one formula to the guard against
rounding: what the first one rounds, the second may blow up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from codegen.backend import FloatArray, Run
from codegen.kernel import Kernel
from codegen.program import Program, ProgramBuilder
from codegen.quad_stages import SharedFactor, StagedPrecision
from codegen.recheck import Recheck, directed


@dataclass(frozen=True, eq=False)
class Product:
    """The first output of `weight` times the only one of `factor`, then the outputs of `weight` that remain.

    `inputs` names the outputs of `weight` after its first one as arguments of `factor`, as many as there are. Uniform
    arguments are those of both, without repetition.
    """

    weight: Kernel
    factor: Kernel
    inputs: tuple[str, ...]
    shared: SharedFactor

    @classmethod
    def of(cls, weights: Sequence[Kernel], factor: Kernel, inputs: Sequence[str]) -> tuple[Product, ...]:
        """Products of several kernels with the same second one, which is compiled once in any precision."""
        shared = SharedFactor(factor.linked)
        return tuple(cls(weight, factor, tuple(inputs), shared) for weight in weights)

    @cached_property
    def points(self) -> tuple[str, ...]:
        """Arguments that vary from point to point."""
        return self.weight.program.points

    @cached_property
    def uniform(self) -> tuple[str, ...]:
        """Arguments that are the same at all points."""
        every = [a for kernel in (self.weight, self.factor) for a in kernel.arguments if a in kernel.program.uniform]
        return tuple(dict.fromkeys(every))

    @cached_property
    def outputs(self) -> int:
        """How many rows come out."""
        return len(self.weight.outputs) - len(self.inputs)

    @cached_property
    def run(self) -> Run:
        """Unchecked, as Kernel.batch: fills out (outputs, n)."""
        return self.chained(self.weight.batch, self.factor.batch)

    def chained(self, weight: Run, factor: Run, parts: int = 1) -> Run:
        """Both stages one after the other; they hand over every value as a sum of that many doubles."""
        first, second = (
            [self.uniform.index(a) for a in kernel.arguments if a in kernel.program.uniform]
            for kernel in (self.weight, self.factor)
        )
        places = [1 + self.inputs.index(name) for name in self.factor.program.points]
        rows = [parts * place + part for place in places for part in range(parts)]

        def run(points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray) -> None:
            block = np.empty((parts * len(self.weight.outputs), out.shape[1]))
            weight(points, [uniform[k] for k in first], block)
            inside = np.flatnonzero(block[0])
            out[0] = 0.0
            out[1:] = block[parts * (1 + len(self.inputs)) :: parts]
            if len(inside):
                found = np.empty((1, len(inside)))
                factor([np.ascontiguousarray(block[k][inside]) for k in rows], [uniform[k] for k in second], found)
                out[0, inside] = block[0, inside] * found[0]

        return run

    def rechecked_batch(
        self, points: Sequence[FloatArray], uniform: Sequence[float], accuracy: float
    ) -> tuple[FloatArray, int]:
        """`batch` with points done again more precisely where other rounding would change the product.

        Returns the values (outputs, n) and the number of such points; see Kernel.rechecked_batch.
        """
        out = np.empty((self.outputs, len(points[0]) if points else 1))
        if self._recheck is None:
            self.run(points, uniform, out)
            return out, 0
        return out, self._recheck.batch(points, uniform, out, accuracy, (0,))

    @cached_property
    def program(self) -> Program:
        """The same as one program."""
        builder = ProgramBuilder(f"{self.weight.program.name}_product")
        names = dict.fromkeys(self.points, False) | dict.fromkeys(self.uniform, True)
        values = {name: builder.argument(name, is_uniform) for name, is_uniform in names.items()}
        weight, factor = self.weight.linked, self.factor.linked
        found = builder.inline(weight.assignments, {a: values[a] for a in weight.arguments})
        first, *rest = (found[name] for _, name in weight.outputs)
        given = dict(zip(self.inputs, rest, strict=False))
        arguments = {a: values[a] if a in factor.uniform else given[a] for a in factor.arguments}
        ((_, product),) = factor.outputs
        builder.output("product", first * builder.inline(factor.assignments, arguments)[product])
        for (public, _), value in zip(weight.outputs[1 + len(self.inputs) :], rest[len(self.inputs) :], strict=True):
            builder.output(public, value)
        return builder.build()

    @cached_property
    def _recheck(self) -> Recheck | None:
        modes = None if "jax" in (self.weight.target, self.factor.target) else directed(self.run)
        return None if modes is None else Recheck(self.run, *modes, StagedPrecision(self, self.shared))
