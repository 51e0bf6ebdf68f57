from fractions import Fraction

import flint
import pytest

from amps.algebra.finite_field import PRIME, ConjugatePair, PointRing, minkowski, on_shell_momenta, square_root

REACTIONS = {
    "1 > 2": ((1, -1, -1), ("M", "a", None)),
    "1 > 3": ((1, -1, -1, -1), ("M", "a", None, "a")),
    "2 > 2": ((1, 1, -1, -1), ("a", "a", "b", "b")),
    "2 > 2 massless": ((1, 1, -1, -1), (None, None, None, None)),
    "2 > 3": ((1, 1, -1, -1, -1), ("a", None, "a", "b", None)),
    "1 > 4": ((1, -1, -1, -1, -1), ("M", "a", "a", None, None)),
    "2 > 4": ((1, 1, -1, -1, -1, -1), ("a", "M", "a", "M", "b", "b")),
}


def test_the_modulus_is_a_prime_with_a_root_of_minus_one():
    assert flint.fmpz(PRIME).is_prime()
    assert PRIME % 4 == 1


def test_square_roots():
    ring = PointRing(1)
    residues = 0
    for _ in range(200):
        value = ring.random()
        root = square_root(value)
        by_euler = value ** ((PRIME - 1) // 2) == 1
        assert (root is not None) == by_euler
        if root is not None:
            residues += 1
            assert root * root == value
    assert 60 < residues < 140


def test_square_root_of_zero_and_of_minus_one():
    ring = PointRing(0)
    assert square_root(ring.zero) == 0
    assert square_root(-ring.one) ** 2 == -1


def test_rational_constants():
    ring = PointRing(0)
    assert ring.constant(Fraction(3, 7)) * 7 == 3
    assert ring.constant(-2) + 2 == ring.zero


def test_names_keep_their_values_and_seeds_repeat():
    ring, again, other = PointRing(4), PointRing(4), PointRing(5)
    assert ring["m"] == ring["m"] == again["m"] != other["m"]
    ring["g"] = ring.constant(3)
    assert ring["g"] == 3


@pytest.mark.parametrize("name", REACTIONS)
@pytest.mark.parametrize("seed", range(5))
def test_momenta_are_on_shell_and_conserved(name, seed):
    signs, masses = REACTIONS[name]
    ring = PointRing(seed)
    momenta = on_shell_momenta(ring, signs, masses)
    for momentum, mass in zip(momenta, masses, strict=True):
        assert minkowski(momentum, momentum) == (ring.zero if mass is None else ring[mass] ** 2)
    for component in range(4):
        assert sum((s * p[component] for s, p in zip(signs, momenta, strict=True)), ring.zero) == ring.zero


def test_momenta_are_generic():
    ring = PointRing(3)
    p = on_shell_momenta(ring, *REACTIONS["2 > 3"])
    products = {int(minkowski(p[i], p[j])) for i in range(5) for j in range(i)}
    assert len(products) == 10 and 0 not in products


def test_conjugate_pairs_are_complex_numbers_modulo_the_prime():
    points = PointRing(2)
    ring = ConjugatePair.ring(points)
    i, x = ring["I"], ring["x"]
    assert i * i == -ring.one
    assert x.swapped() == x and i.swapped() == -i
    z = ring.constant(Fraction(2, 3)) + i * x
    w = x - i * 5
    assert (z * w).swapped() == z.swapped() * w.swapped()
    assert z * z.swapped() == ring.constant(Fraction(4, 9)) + x**2
    assert not (z - z) and bool(z)
    assert ring["x"] == points["x"]
