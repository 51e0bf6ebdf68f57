"""The elementary functions a phase-space map is written over.

Every map is one piece of Python over numbers that know ``+ - * /`` and an :class:`Arithmetic`
that supplies the rest. It therefore runs unchanged with arrays, with fifty-digit numbers, or with
the recorder that turns it into a straight-line program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

Number = Any
"""A float, an array, a multiprecision number or a recorded node."""

TINY = 1e-150
"""Added to denominators that vanish only on a boundary of phase space; its square is still a double."""


class Arithmetic(Protocol):
    """Functions of numbers; angles in radians, ``select_lt(a, b, x, y)`` is x where a < b and else y."""

    @property
    def pi(self) -> Number:
        """The number pi."""
        ...

    def sqrt(self, x: Number, /) -> Number:
        """Square root."""
        ...

    def exp(self, x: Number, /) -> Number:
        """Exponential."""
        ...

    def expm1(self, x: Number, /) -> Number:
        """exp(x) - 1."""
        ...

    def log(self, x: Number, /) -> Number:
        """Natural logarithm."""
        ...

    def log1p(self, x: Number, /) -> Number:
        """log(1 + x)."""
        ...

    def sin(self, x: Number, /) -> Number:
        """Sine."""
        ...

    def cos(self, x: Number, /) -> Number:
        """Cosine."""
        ...

    def atan2(self, y: Number, x: Number, /) -> Number:
        """Angle of the point (x, y)."""
        ...

    def absolute(self, x: Number, /) -> Number:
        """Absolute value."""
        ...

    def minimum(self, x: Number, y: Number, /) -> Number:
        """The smaller."""
        ...

    def maximum(self, x: Number, y: Number, /) -> Number:
        """The larger."""
        ...

    def select_lt(self, a: Number, b: Number, x: Number, y: Number, /) -> Number:
        """x where a < b, else y."""
        ...


@dataclass(frozen=True)
class _Elementary:
    """Functions shared by array and scalar libraries, looked up on ``module``."""

    module: Any

    @property
    def pi(self) -> Number:
        return +self.module.pi

    def sqrt(self, x: Number) -> Number:
        return self.module.sqrt(x)

    def exp(self, x: Number) -> Number:
        return self.module.exp(x)

    def expm1(self, x: Number) -> Number:
        return self.module.expm1(x)

    def log(self, x: Number) -> Number:
        return self.module.log(x)

    def log1p(self, x: Number) -> Number:
        return self.module.log1p(x)

    def sin(self, x: Number) -> Number:
        return self.module.sin(x)

    def cos(self, x: Number) -> Number:
        return self.module.cos(x)

    def absolute(self, x: Number) -> Number:
        return abs(x)


@dataclass(frozen=True)
class ScalarArithmetic(_Elementary):
    """One number at a time: ``ScalarArithmetic(math)`` or ``ScalarArithmetic(mpmath.mp)``."""

    def atan2(self, y: Number, x: Number) -> Number:
        """Angle of the point (x, y), in (-pi, pi]."""
        return self.module.atan2(y, x)

    def minimum(self, x: Number, y: Number) -> Number:
        """The smaller of x and y."""
        return min(x, y)

    def maximum(self, x: Number, y: Number) -> Number:
        """The larger of x and y."""
        return max(x, y)

    def select_lt(self, a: Number, b: Number, x: Number, y: Number) -> Number:
        """Return x where a < b, else y."""
        return x if a < b else y


@dataclass(frozen=True)
class ArrayArithmetic(_Elementary):
    """Arrays with broadcasting: ``ArrayArithmetic(numpy)`` or ``ArrayArithmetic(jax.numpy)``."""

    def atan2(self, y: Number, x: Number) -> Number:
        """Angle of the point (x, y), in (-pi, pi]."""
        return self.module.arctan2(y, x)

    def minimum(self, x: Number, y: Number) -> Number:
        """The smaller of x and y."""
        return self.module.minimum(x, y)

    def maximum(self, x: Number, y: Number) -> Number:
        """The larger of x and y."""
        return self.module.maximum(x, y)

    def select_lt(self, a: Number, b: Number, x: Number, y: Number) -> Number:
        """Return x where a < b, else y."""
        return self.module.where(a < b, x, y)


def exact_sum(terms: list[Number]) -> Number:
    """Sum with the rounding errors of every step added back, e.g. M - m1 - m2 just above threshold.

    In doubles the result is as good as if it were summed in twice the precision (Knuth's two-sum).
    """
    if not terms:
        return 0.0
    total, lost = terms[0], 0.0
    for term in terms[1:]:
        new = total + term
        back = new - total
        lost = lost + ((total - (new - back)) + (term - back))
        total = new
    return total + lost
