"""Compiled programs: checked calls with named arguments, and an unchecked fast path for integrators."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from codegen.backend import Compiled
from codegen.program import Program

if TYPE_CHECKING:
    from codegen.recheck import Recheck
    from codegen.stability import Guard

FloatArray = NDArray[np.float64]
CHUNK = 16384


class Kernel:
    """A program compiled for one target.

    Call it with every argument by name, scalars or arrays that broadcast; use `batch` where speed matters and the
    points are contiguous float64 arrays already. The results do not depend on the number of threads.
    """

    def __init__(self, program: Program, compiled: Compiled, again: partial[Kernel]) -> None:
        self.program = program
        self.target = compiled.target
        self.notices = compiled.notices
        self.threads: int = again.keywords["threads"]
        self._run = compiled.run
        self._compiled = compiled
        self._again = again

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of all arguments."""
        return self.program.arguments

    @property
    def outputs(self) -> tuple[str, ...]:
        """Names of the outputs."""
        return tuple(name for name, _ in self.program.outputs)

    @property
    def source(self) -> str:
        """The generated text."""
        return self._compiled.written.source

    @property
    def operations(self) -> dict[str, int]:
        """Operations per point: mul, add (with sub), div, other; the work per call is not in it."""
        return dict(self._compiled.written.operations)

    def __repr__(self) -> str:
        return f"Kernel({self.program.name!r}, target={self.target!r}, arguments={self.arguments})"

    def __reduce__(self) -> tuple[Any, ...]:
        return self._again, (self.program,)

    def __call__(self, **arguments: ArrayLike) -> Any:
        """Values at broadcast arguments: a float for scalars, else an array; a dict of them for several outputs.

        Raises ValueError for missing or unknown names, shapes that do not broadcast, NaN or infinity; TypeError for
        anything that is not real numbers.
        """
        values = self._checked(arguments)
        if any(values[name].ndim for name in self.program.uniform):
            return self._all_point(**values)
        points, uniform, shape = self._prepared(values)
        return self._shaped(self.batch(points, uniform, np.empty((len(self.outputs), math.prod(shape)))), shape)

    def guarded(self, accuracy: float = 1e-10, **arguments: ArrayLike) -> tuple[Any, int]:
        """The same with a guard against cancellation: values and how many points needed higher precision.

        The relative accuracy holds for the exact result at the given doubles. Costs two to three times a plain call.
        Raises InvalidProgram if a function of the program is a Python callable.
        """
        if not 1e-14 <= accuracy < 1:
            raise ValueError(f"accuracy must lie between 1e-14 and 1, found {accuracy}")
        values = self._checked(arguments)
        if any(values[name].ndim for name in self.program.uniform):
            return self._all_point.guarded(accuracy, **values)
        points, uniform, shape = self._prepared(values)
        out = np.empty((len(self.outputs) + 1, math.prod(shape)))
        again = self._guard.batch(points, uniform, out, accuracy)
        return self._shaped(out[:-1], shape), again

    def guarded_batch(
        self, points: Sequence[FloatArray], uniform: Sequence[float] = (), accuracy: float = 1e-10
    ) -> tuple[FloatArray, int]:
        """`batch` with the guard: values (n_outputs, n) and the number of points done again in higher precision."""
        out = np.empty((len(self.outputs) + 1, len(points[0]) if points else 1))
        again = self._guard.batch(points, uniform, out, accuracy)
        return out[:-1], again

    def rechecked_batch(
        self,
        points: Sequence[FloatArray],
        uniform: Sequence[float] = (),
        accuracy: float = 1e-6,
        outputs: Sequence[str] | None = None,
    ) -> tuple[FloatArray, int]:
        """`batch`, with points done again more precisely where other rounding would change them.

        Values (n_outputs, n) and the number of points where one of `outputs` (all of them unless given) spreads by
        more than the relative accuracy. One point in 16 and the largest are tried, all of them where one is bad;
        nothing more is compiled until there are many. Without effect for target "jax" and where the rounding mode
        cannot be set.
        """
        out = np.empty((len(self.outputs), len(points[0]) if points else 1))
        rows = [self.outputs.index(name) for name in outputs or self.outputs]
        if self._recheck is None:
            return self.batch(points, uniform, out), 0
        return out, self._recheck.batch(points, uniform, out, accuracy, rows)

    def batch(
        self, points: Sequence[FloatArray], uniform: Sequence[float] = (), out: FloatArray | None = None
    ) -> FloatArray:
        """Unchecked: contiguous 1-D float64 arrays of one length, in the order of the arguments that are not uniform.

        `uniform` holds the uniform arguments in order. Returns (n_outputs, n), in `out` if given. Releases the GIL
        (not for target numpy or jax, where the libraries do so by themselves).
        """
        if out is None:
            out = np.empty((len(self.outputs), len(points[0]) if points else 1))
        n = out.shape[1]
        if self.threads == 1 or n <= CHUNK:
            self._run(points, uniform, out)
            return out
        starts = range(0, n, CHUNK)
        list(self._pool.map(lambda start: self._run_part(points, uniform, out, start), starts))
        return out

    def _prepared(self, values: Mapping[str, FloatArray]) -> tuple[list[FloatArray], list[float], tuple[int, ...]]:
        try:
            shape = np.broadcast_shapes(*(array.shape for array in values.values()))
        except ValueError as error:
            shapes = {name: array.shape for name, array in values.items() if array.ndim}
            raise ValueError(f"the shapes of the arguments do not broadcast together: {shapes}") from error
        points = [np.ascontiguousarray(np.broadcast_to(values[name], shape)).ravel() for name in self.program.points]
        return points, [float(values[name]) for name in self.arguments if name in self.program.uniform], shape

    def _shaped(self, out: FloatArray, shape: tuple[int, ...]) -> Any:
        rows = [float(row[0]) if shape == () else row.reshape(shape) for row in out]
        return dict(zip(self.outputs, rows, strict=True)) if len(rows) > 1 else rows[0]

    def _run_part(self, points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray, start: int) -> None:
        part = np.empty((out.shape[0], min(CHUNK, out.shape[1] - start)))
        self._run([array[start : start + CHUNK] for array in points], uniform, part)
        out[:, start : start + CHUNK] = part

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.threads, thread_name_prefix="codegen")

    @cached_property
    def _all_point(self) -> Kernel:
        return self._again(self.program.all_point())

    @cached_property
    def linked(self) -> Program:
        """The program with the programs of its functions in their places."""
        from codegen.linking import link

        return link(self.program, self._again.keywords["functions"])

    @cached_property
    def _guard(self) -> Guard:
        from codegen.precise import HigherPrecision
        from codegen.stability import Guard, with_cancellation

        measured = with_cancellation(self.linked)
        return Guard(self._again(measured).batch, HigherPrecision(measured))

    @cached_property
    def _recheck(self) -> Recheck | None:
        from codegen.precise import HigherPrecision
        from codegen.recheck import Recheck, directed

        modes = None if self.target == "jax" else directed(self._run)
        if modes is None:
            return None
        return Recheck(self._run, *modes, HigherPrecision(self.linked))

    def _checked(self, arguments: Mapping[str, ArrayLike]) -> dict[str, FloatArray]:
        known = self.arguments
        if unknown := [name for name in arguments if name not in known]:
            close = difflib.get_close_matches(unknown[0], known, n=3)
            hint = f"did you mean {' or '.join(close)}?" if close else f"the arguments are {', '.join(known)}"
            raise ValueError(f"{self.program.name} has no argument {unknown[0]!r}; {hint}")
        if missing := [name for name in known if name not in arguments]:
            raise ValueError(f"{self.program.name} needs values for {', '.join(missing)} as well")
        return {name: _real_array(name, arguments[name]) for name in known}


def _real_array(name: str, value: ArrayLike) -> FloatArray:
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"argument {name!r} is not a regular array: {error}") from error
    if array.dtype.kind not in "iuf":
        found = f", the value {value!r}" if array.ndim == 0 else ""
        raise TypeError(f"argument {name!r} must hold real numbers, found dtype {array.dtype}{found}")
    array = array.astype(np.float64, copy=False)
    if not np.isfinite(array).all():
        bad = array.ravel()[~np.isfinite(array).ravel()]
        raise ValueError(f"argument {name!r} holds {bad.size} values that are not finite, the first is {bad[0]}")
    return array
