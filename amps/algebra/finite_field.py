"""A ring look-alike whose elements are numbers modulo a large prime: exact random points for identities."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import flint

if TYPE_CHECKING:
    from collections.abc import Sequence

PRIME = 2**61 - 31  # = 1 mod 4, so that -1 has a square root


class PointRing:
    """Names bound to residues; supports what `Ring` offers to the trace engine."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self.values: dict[str, Any] = {}
        self.zero: Any = flint.nmod(0, PRIME)
        self.one: Any = flint.nmod(1, PRIME)

    def __getitem__(self, name: str) -> Any:
        if name not in self.values:
            self.values[name] = self.random()
        return self.values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self.values[name] = value

    def random(self) -> Any:
        """A residue that is not zero."""
        return flint.nmod(self._random.randrange(1, PRIME), PRIME)

    def constant(self, value: int | Fraction) -> Any:
        """A rational number modulo the prime."""
        fraction = Fraction(value)
        return flint.nmod(fraction.numerator, PRIME) / flint.nmod(fraction.denominator, PRIME)


def square_root(value: Any) -> Any | None:
    """A square root modulo the prime (Tonelli-Shanks), None for a non-residue."""
    a = int(value)
    if a == 0:
        return flint.nmod(0, PRIME)
    if pow(a, (PRIME - 1) // 2, PRIME) != 1:
        return None
    odd, twos = PRIME - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    witness = next(z for z in range(2, 1000) if pow(z, (PRIME - 1) // 2, PRIME) == PRIME - 1)
    m, c, t, root = twos, pow(witness, odd, PRIME), pow(a, odd, PRIME), pow(a, (odd + 1) // 2, PRIME)
    while t != 1:
        k, power = 0, t
        while power != 1:
            power, k = power * power % PRIME, k + 1
        b = pow(c, 1 << (m - k - 1), PRIME)
        m, c, t, root = k, b * b % PRIME, t * b * b % PRIME, root * b % PRIME
    return flint.nmod(root, PRIME)


def on_shell_momenta(
    ring: PointRing, signs: Sequence[int], masses: Sequence[str | None]
) -> list[tuple[Any, Any, Any, Any]]:
    """Random momenta (p+, p-, px, py), p^2 = p+ p- - px^2 - py^2, on shell and conserved, modulo the prime."""
    n = len(signs)
    squares = [ring.zero if m is None else ring[m] * ring[m] for m in masses]
    while True:
        momenta: list[Any] = [None] * n
        total = [ring.zero] * 4
        for i in range(2, n):
            px, py, plus = ring.random(), ring.random(), ring.random()
            momenta[i] = (plus, (squares[i] + px * px + py * py) / plus, px, py)
            total = [t - signs[i] * c for t, c in zip(total, momenta[i], strict=True)]
        # s1 p1 + s2 p2 = total, both on shell: a quadratic for p1's plus component
        px, py = ring.random(), ring.random()
        s1, s2 = signs[0], signs[1]
        tp, tm, tx, ty = total
        transverse = squares[0] + px * px + py * py
        # (total - s1 p1)^2 = m2^2
        constant = tp * tm - tx * tx - ty * ty + squares[0] - squares[1] + 2 * s1 * (tx * px + ty * py)
        # constant - s1 (tp transverse / x + tm x) = 0
        discriminant = constant * constant - 4 * tp * tm * transverse
        root = square_root(discriminant)
        if root is None or not tm:
            continue
        x = (s1 * constant + root) / (2 * tm)
        if not x:
            continue
        momenta[0] = (x, transverse / x, px, py)
        momenta[1] = tuple(s2 * (t - s1 * c) for t, c in zip(total, momenta[0], strict=True))
        return momenta


def minkowski(p: Sequence[Any], q: Sequence[Any]) -> Any:
    """Scalar product in the coordinates of `on_shell_momenta`."""
    return (p[0] * q[1] + p[1] * q[0]) / 2 - p[2] * q[2] - p[3] * q[3]


class ConjugatePair:
    """A residue for i and the one for -i in its place: complex conjugation swaps the two."""

    __slots__ = ("a", "b")

    def __init__(self, a: Any, b: Any) -> None:
        self.a, self.b = a, b

    @staticmethod
    def ring(points: PointRing) -> PairRing:
        """The given residues as pairs, with i among them."""
        return PairRing(points)

    def swapped(self) -> ConjugatePair:
        """The complex conjugate."""
        return ConjugatePair(self.b, self.a)

    def _of(self, other: Any) -> ConjugatePair:
        return other if isinstance(other, ConjugatePair) else ConjugatePair(other, other)

    def __add__(self, other: Any) -> ConjugatePair:
        o = self._of(other)
        return ConjugatePair(self.a + o.a, self.b + o.b)

    __radd__ = __add__

    def __sub__(self, other: Any) -> ConjugatePair:
        o = self._of(other)
        return ConjugatePair(self.a - o.a, self.b - o.b)

    def __mul__(self, other: Any) -> ConjugatePair:
        o = self._of(other)
        return ConjugatePair(self.a * o.a, self.b * o.b)

    __rmul__ = __mul__

    def __neg__(self) -> ConjugatePair:
        return ConjugatePair(-self.a, -self.b)

    def __pow__(self, power: int) -> ConjugatePair:
        return ConjugatePair(self.a**power, self.b**power)

    def __bool__(self) -> bool:
        return bool(self.a) or bool(self.b)

    def __eq__(self, other: object) -> bool:
        o = self._of(other)
        return bool(self.a == o.a and self.b == o.b)

    __hash__ = None  # type: ignore[assignment]


class PairRing:
    """`PointRing` with an imaginary unit."""

    def __init__(self, points: PointRing) -> None:
        self.points = points
        self.zero = ConjugatePair(points.zero, points.zero)
        self.one = ConjugatePair(points.one, points.one)
        root: Any = square_root(-points.one)
        self._imaginary = ConjugatePair(root, -root)

    def __getitem__(self, name: str) -> ConjugatePair:
        if name == "I":
            return self._imaginary
        value = self.points[name]
        return ConjugatePair(value, value)

    def constant(self, value: int | Fraction) -> ConjugatePair:
        """A rational number."""
        c = self.points.constant(value)
        return ConjugatePair(c, c)
