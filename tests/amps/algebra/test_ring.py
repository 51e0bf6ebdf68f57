from fractions import Fraction

import pytest

from amps.algebra.ring import Ring


def test_terms_round_trip():
    ring = Ring(("x", "y", "(2)^(1/2)"))
    terms = {(2, 0, 1): Fraction(3, 7), (0, 5, 0): Fraction(-11), (0, 0, 0): Fraction(1, 2)}
    assert ring.terms(ring.from_terms(terms)) == terms
    assert ring.from_terms(ring.terms(ring.from_terms(terms))) == ring.from_terms(terms)


def test_arithmetic_is_exact():
    ring = Ring(("x", "y"))
    x, y = ring["x"], ring["y"]
    third = ring.constant(Fraction(1, 3))
    assert ring.terms((x + third * y) ** 2) == {(2, 0): 1, (1, 1): Fraction(2, 3), (0, 2): Fraction(1, 9)}
    assert (x - y) * (x + y) - x**2 + y**2 == ring.zero
    assert not ring.zero and ring.one
    assert ring.terms(ring.zero) == {} and ring.terms(ring.one) == {(0, 0): 1}


def test_a_large_integer_survives():
    ring = Ring(("x",))
    big = 10**40 + 1
    assert ring.terms(ring.constant(big)) == {(0,): Fraction(big)}


def test_unknown_generator():
    with pytest.raises(KeyError):
        Ring(("x",))["z"]
