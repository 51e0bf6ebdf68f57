"""Arithmetic of pairs of doubles, some 31 digits, on arrays.

Sums and products with their rounding errors follow T. J. Dekker, Numer. Math. 18 (1971) 224.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

SPLITTER = 2.0**27 + 1

Pair = tuple[Any, Any]


def constant(value: Fraction) -> Pair:
    """An exact number."""
    high = float(value)
    return np.asarray(high), float(value - Fraction(high))


def two_sum(a: Any, b: Any) -> Pair:
    """a + b of two doubles."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def _quick_sum(a: Any, b: Any) -> Pair:
    """a + b for |a| >= |b|."""
    total = a + b
    return total, b - (total - a)


def _split(a: Any) -> Pair:
    scaled = SPLITTER * a
    high = scaled - (scaled - a)
    return high, a - high


def two_product(a: Any, b: Any) -> Pair:
    """a b of two doubles."""
    product = a * b
    (a1, a2), (b1, b2) = _split(a), _split(b)
    return product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2


def add(a: Pair, b: Pair) -> Pair:
    """a + b."""
    high, low = two_sum(a[0], b[0])
    middle, rest = two_sum(a[1], b[1])
    high, low = _quick_sum(high, low + middle)
    return _quick_sum(high, low + rest)


def negative(a: Pair) -> Pair:
    """-a."""
    return -a[0], -a[1]


def subtract(a: Pair, b: Pair) -> Pair:
    """a - b."""
    return add(a, negative(b))


def multiply(a: Pair, b: Pair) -> Pair:
    """a b."""
    high, low = two_product(a[0], b[0])
    return _quick_sum(high, low + (a[0] * b[1] + a[1] * b[0]))


def divide(a: Pair, b: Pair) -> Pair:
    """a / b."""
    first = a[0] / b[0]
    rest = subtract(a, multiply(b, (first, 0.0)))
    second = rest[0] / b[0]
    rest = subtract(rest, multiply(b, (second, 0.0)))
    return add(_quick_sum(first, second), (rest[0] / b[0], 0.0))


def root(a: Pair) -> Pair:
    """The square root."""
    guess = np.sqrt(a[0])
    rest = subtract(a, two_product(guess, guess))
    return _quick_sum(guess, np.where(guess == 0, 0.0, rest[0] / (2 * guess)))


def power(a: Pair, exponent: int) -> Pair:
    """a to a whole power."""
    result: Pair = (np.asarray(1.0), 0.0)
    for _ in range(abs(exponent)):
        result = multiply(result, a)
    return divide((np.asarray(1.0), 0.0), result) if exponent < 0 else result


def less(a: Pair, b: Pair) -> Any:
    """Whether a < b."""
    return (a[0] < b[0]) | ((a[0] == b[0]) & (a[1] < b[1]))


def where(chosen: Any, a: Pair, b: Pair) -> Pair:
    """a where chosen, else b."""
    return np.where(chosen, a[0], b[0]), np.where(chosen, a[1], b[1])
