"""Elementary functions in pairs of doubles: Taylor series of reduced arguments, logarithms by one step of Newton.

Relative errors stay below 2^-98. Arguments of sines and cosines beyond a million come out as NaN.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from codegen.pair_arithmetic import Pair, add, constant, multiply, negative, subtract, two_product, where

LN2 = (0.6931471805599453, 2.3190468138462996e-17)
HALF_PI = (1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33)
LARGEST_TURN = 1e6
_HALVINGS, _TERMS, _TRIGONOMETRIC_TERMS = 9, 9, 14
ONE: Pair = (np.asarray(1.0), 0.0)


def _inverse_factorials(last: int) -> list[Pair]:
    factorial = Fraction(1)
    found = [constant(factorial)]
    for n in range(1, last + 1):
        factorial /= n
        found.append(constant(factorial))
    return found


INVERSE_FACTORIALS = _inverse_factorials(2 * _TRIGONOMETRIC_TERMS + 1)


def _scaled(a: Pair, factor: Any) -> Pair:
    """Times a power of two."""
    return a[0] * factor, a[1] * factor


def _reduced_expm1(a: Pair) -> tuple[Pair, Any]:
    """e^r - 1 and 2^k with a = r + k ln 2."""
    k = np.rint(a[0] / LN2[0])
    r = _scaled(subtract(subtract(a, two_product(k, LN2[0])), two_product(k, LN2[1])), 2.0**-_HALVINGS)
    series = INVERSE_FACTORIALS[_TERMS]
    for n in range(_TERMS - 1, 0, -1):
        series = add(multiply(series, r), INVERSE_FACTORIALS[n])
    found = multiply(series, r)
    for _ in range(_HALVINGS):
        found = add(_scaled(found, 2.0), multiply(found, found))
    return found, np.exp2(k)


def exp(a: Pair) -> Pair:
    """e^a."""
    found, power = _reduced_expm1(a)
    return _scaled(add(found, ONE), power)


def expm1(a: Pair) -> Pair:
    """e^a - 1."""
    found, power = _reduced_expm1(a)
    return add(_scaled(found, power), (power - 1.0, 0.0))


def _near_one(a: Pair) -> Pair:
    """log(1 + a) of a small a, with its relative precision."""
    guess: Pair = (np.log1p(a[0]), 0.0)
    less = expm1(negative(guess))
    return add(guess, add(add(a, less), multiply(a, less)))


def _far_from_one(a: Pair) -> Pair:
    """log(a) that is not small."""
    guess: Pair = (np.log(a[0]), 0.0)
    return add(guess, subtract(multiply(a, exp(negative(guess))), ONE))


def log1p(a: Pair) -> Pair:
    """log(1 + a)."""
    return where(np.abs(a[0]) < 0.5, _near_one(a), _far_from_one(add(ONE, a)))


def log(a: Pair) -> Pair:
    """log(a)."""
    return where(np.abs(a[0] - 1) < 0.5, _near_one(subtract(a, ONE)), _far_from_one(a))


def _quarter(a: Pair) -> tuple[Any, Pair, Pair]:
    """k modulo 4, sin(r) and cos(r) with a = r + k pi/2."""
    k = np.rint(a[0] / HALF_PI[0])
    k = np.where(np.abs(k) < LARGEST_TURN, k, np.nan)
    r = a
    for part in HALF_PI:
        r = subtract(r, two_product(k, part))
    square = negative(multiply(r, r))
    sine, cosine = INVERSE_FACTORIALS[2 * _TRIGONOMETRIC_TERMS + 1], INVERSE_FACTORIALS[2 * _TRIGONOMETRIC_TERMS]
    for n in range(_TRIGONOMETRIC_TERMS - 1, -1, -1):
        sine = add(multiply(sine, square), INVERSE_FACTORIALS[2 * n + 1])
        cosine = add(multiply(cosine, square), INVERSE_FACTORIALS[2 * n])
    return k % 4, multiply(sine, r), cosine


def _turned(quarter: Any, sine: Pair, cosine: Pair) -> Pair:
    """sin(r + quarter pi/2)."""
    sign = np.where(quarter >= 2, -1.0, 1.0)
    is_odd = quarter % 2 == 1
    return sign * np.where(is_odd, cosine[0], sine[0]), sign * np.where(is_odd, cosine[1], sine[1])


def sin(a: Pair) -> Pair:
    """sin(a)."""
    return _turned(*_quarter(a))


def cos(a: Pair) -> Pair:
    """cos(a)."""
    quarter, sine, cosine = _quarter(a)
    return _turned((quarter + 1) % 4, sine, cosine)
