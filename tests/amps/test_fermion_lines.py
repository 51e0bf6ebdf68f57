from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from amps.couplings import Monomial
from amps.fermion_lines import _parity, _reversed
from amps.words import ChiralSum, Index

from .algebra.dirac import GAMMA, GAMMA5, IDENTITY

CONJUGATION = 1j * GAMMA[2] @ GAMMA[0]


def chiral(a, b):
    return ChiralSum((Monomial(Fraction(a), 0, ()),), (Monomial(Fraction(b), 0, ()),))


def matrix(symbols, values):
    out = IDENTITY
    for symbol in symbols:
        if isinstance(symbol, Index):
            out = out @ GAMMA[values[symbol.label]]
        else:
            scalar, pseudo = (float(sum(m.rational for m in part)) for part in (symbol.scalar, symbol.pseudo))
            out = out @ (scalar * IDENTITY + pseudo * GAMMA5)
    return out


def test_charge_conjugation_matrix():
    for gamma in GAMMA:
        assert np.allclose(CONJUGATION @ gamma.T @ np.linalg.inv(CONJUGATION), -gamma)


@pytest.mark.parametrize("labels", ["", "a", "ab", "abc"])
@pytest.mark.parametrize("right", [(), (chiral(2, 3),)])
def test_a_reversed_vertex_is_the_charge_conjugate_one(labels, right):
    symbols = [*map(Index, labels), *right]
    turned, sign = _reversed(symbols)
    for chosen in product(range(4), repeat=len(labels)):
        values = dict(zip(labels, chosen, strict=True))
        expected = CONJUGATION @ matrix(symbols, values).T @ np.linalg.inv(CONJUGATION)
        assert np.allclose(sign * matrix(turned, values), expected)


@pytest.mark.parametrize(
    ("order", "sign"), [([], 1), ([3], 1), ([0, 1, 2], 1), ([1, 0], -1), ([2, 0, 1], 1), ([3, 1, 2, 0], -1)]
)
def test_sign_of_a_permutation(order, sign):
    assert _parity(order) == sign
