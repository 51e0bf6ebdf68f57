"""A product of two kernels in quadruple precision: each compiled by itself, values passed on as pairs of doubles.

Compiling the second one, usually the longer, once serves all products with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from codegen.backend import FloatArray, Run
from codegen.double_double import doubled
from codegen.precise import arbitrary, quadruple
from codegen.program import Program, ProgramBuilder, Ref
from codegen.schedule import schedule

if TYPE_CHECKING:
    from codegen.product import Product

WORTH_COMPILING = 50
"""Points from which on compiling takes less time than mpmath."""
SPLITTER = 2**60 + 1
"""Leaves 53 of the 113 bits of quadruple precision: T. J. Dekker, Numer. Math. 18 (1971) 224."""


class SharedFactor:
    """A program in quadruple precision whose point arguments are pairs; counts what all its users ask of it."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._points = 0
        self._run: tuple[Run | None] | None = None

    def quad(self, n: int) -> Run | None:
        """Code that takes every point argument as high and low part, if it is worth compiling for `n` points more."""
        self._points += n
        if self._points <= WORTH_COMPILING:
            return None
        if self._run is None:
            self._run = (quadruple(schedule(of_pairs(self._program))),)
        return self._run[0]


class StagedPrecision:
    """A Product beyond double precision, as HigherPrecision is for one program; the pairs hold 106 bits."""

    gain = 2.0**-53

    def __init__(self, product: Product, factor: SharedFactor) -> None:
        self._product, self._factor = product, factor
        self._weight: tuple[Run | None] | None = None
        self._exact: Callable[[Sequence[FloatArray], Sequence[float], FloatArray, int], None] | None = None

    def exact(self, points: Sequence[FloatArray], uniform: Sequence[float], out: FloatArray, digits: int) -> None:
        """With mpmath."""
        if self._exact is None:
            self._exact = arbitrary(self._product.program)
        self._exact(points, uniform, out, digits)

    @cached_property
    def pairs(self) -> Run | None:
        """Both stages as one program over arrays of pairs of doubles."""
        return doubled(self._product.program)

    def quad(self, n: int) -> Run | None:
        """Both stages in quadruple precision, if it is worth compiling and the machine has the type."""
        factor = self._factor.quad(n)
        if factor is None:
            return None
        if self._weight is None:
            self._weight = (quadruple(schedule(in_pairs(self._product.weight.linked))),)
        weight = self._weight[0]
        return None if weight is None else self._product.chained(weight, factor, 2)


def in_pairs(program: Program) -> Program:
    """The program with two outputs for each of its own, the nearest double and the rest."""
    builder, values = _with_arguments(program, frozenset())
    for public, name in program.outputs:
        scaled = values[name] * SPLITTER
        high = scaled - (scaled - values[name])
        builder.output(public, high)
        builder.output(f"{public}_low", values[name] - high)
    return builder.build()


def of_pairs(program: Program) -> Program:
    """The program with two arguments, to be added, for each one that varies from point to point."""
    builder, values = _with_arguments(program, frozenset(program.points))
    for public, name in program.outputs:
        builder.output(public, values[name])
    return builder.build()


def _with_arguments(program: Program, doubled: frozenset[str]) -> tuple[ProgramBuilder, dict[str, Ref]]:
    builder = ProgramBuilder(program.name)
    given = {}
    for name in program.arguments:
        given[name] = builder.argument(name, name in program.uniform)
        if name in doubled:
            given[name] = given[name] + builder.argument(f"{name}_low")
    return builder, builder.inline(program.assignments, given)
