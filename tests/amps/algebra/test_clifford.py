"""Elements with open indices against matrices at every value of the indices."""

from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest

from amps.algebra.clifford import scalar_part, total, vector_part
from amps.algebra.traces import Chiral, Slash, Vertex

from .dirac import GAMMA, GAMMA5, METRIC, wedge
from .words import Frame


def element(frame, letters, start=None):
    """The product of letters in the algebra; a label is the bit position of its index."""
    x = frame.algebra.unit() if start is None else start
    for letter in letters:
        match letter:
            case Vertex(position):
                x = frame.algebra.times_index(x, position)
            case Slash(momentum, mass):
                x = frame.algebra.times_slash(x, momentum, mass)
            case Chiral(a, b):
                x = frame.algebra.times_chiral(x, a, b)
    return x


def matrix(frame, x, values):
    """An element as a matrix, its open indices having the given values."""

    def gamma(position):
        if position > frame.n:
            return GAMMA[values[position]]
        return np.einsum("m,mij->ij", METRIC @ frame.momenta[position - 1], GAMMA)

    def pair(a, b):
        if a > frame.n:
            return METRIC[values[a], values[b]]
        return frame.momenta[a - 1][values[b]]

    out = np.zeros((4, 4), dtype=complex)
    for (blade, pairs), coefficient in x.items():
        part = wedge([gamma(k) for k in range(1, blade.bit_length()) if blade >> k & 1])
        if blade & 1:
            part = part @ GAMMA5
        out += float(coefficient) * np.prod([pair(a, b) for a, b in pairs]) * part
    return out


def product_matrix(frame, letters, values):
    out = np.eye(4, dtype=complex)
    for letter in letters:
        out = out @ frame.matrix(letter, values)
    return out


def assignments(positions):
    for values in product(range(4), repeat=len(positions)):
        yield dict(zip(positions, values, strict=True))


@pytest.mark.parametrize("n", [2, 4, 5])
@pytest.mark.parametrize("seed", range(4))
def test_products_with_two_open_indices(n, seed):
    frame = Frame(n, Random(seed))
    positions = (n + 1, n + 2)
    letters = frame.word(3, positions, 1)
    x = element(frame, letters)
    for values in assignments(positions):
        assert np.allclose(matrix(frame, x, values), product_matrix(frame, letters, values))


@pytest.mark.parametrize("seed", range(4))
def test_a_repeated_index_is_contracted(seed):
    frame = Frame(3, Random(seed))
    kept, summed = 4, 5
    letters = frame.word(3, (kept, summed, summed), 1)
    x = element(frame, letters)
    for value in range(4):
        expected = sum(METRIC[k, k] * product_matrix(frame, letters, {kept: value, summed: k}) for k in range(4))
        assert np.allclose(matrix(frame, x, {kept: value}), expected)


@pytest.mark.parametrize("shared", [(), (4,), (4, 5)])
@pytest.mark.parametrize("seed", range(2))
def test_product_of_two_elements_contracts_shared_indices(shared, seed):
    frame = Frame(3, Random(seed))
    left, right = frame.word(2, (4, 5), 1), frame.word(2, (*shared, 6), 1)
    x = frame.algebra.times_element(element(frame, left), element(frame, right))
    open_ = tuple(sorted({4, 5, 6} - set(shared)))
    for values in assignments(open_):
        expected = np.zeros((4, 4), dtype=complex)
        for summed in assignments(shared):
            sign = np.prod([METRIC[v, v] for v in summed.values()])
            every = {**values, **summed}
            expected += sign * product_matrix(frame, left, every) @ product_matrix(frame, right, every)
        assert np.allclose(matrix(frame, x, values), expected)


def test_high_grades_vanish_in_four_dimensions():
    frame = Frame(5, Random(2))
    letters = [Slash(tuple(int(k == j) for k in range(5))) for j in range(5)]
    x = element(frame, letters)
    assert max((blade >> 1).bit_count() for blade, _ in x) <= 4
    assert np.allclose(matrix(frame, x, {}), product_matrix(frame, letters, {}))


@pytest.mark.parametrize("seed", range(4))
def test_scalar_and_vector_part(seed):
    frame = Frame(4, Random(seed))
    letters = frame.word(4, (), 1)
    x = element(frame, letters)
    whole = product_matrix(frame, letters, {})
    assert float(scalar_part(x).get((), 0)) == pytest.approx((np.trace(whole)).real / 4)
    # Chisholm: Tr[g^a S] g_a = 4 V(S)
    expected = sum(METRIC[a, a] * np.trace(GAMMA[a] @ whole) * GAMMA[a] for a in range(4))
    assert np.allclose(4 * matrix(frame, vector_part(x), {}), expected)


def test_dot_and_total():
    frame = Frame(3, Random(0))
    p, q = (1, -2, 0), (0, 1, 3)
    vector = {name: np.array(v) @ frame.momenta for name, v in (("p", p), ("q", q))}
    assert frame.algebra.dot(p, q) == vector["p"] @ METRIC @ vector["q"]
    x = {(0, ()): Fraction(1), (2, ()): Fraction(2)}
    minus = {key: -c for key, c in x.items()}
    assert total([x, minus]) == {}
    assert total([x, x]) == {key: 2 * c for key, c in x.items()}
