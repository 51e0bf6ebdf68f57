"""The algebra in D dimensions against textbook identities and, at D = 4, against explicit matrices."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest

from amps.algebra.clifford import ANY_GRADE, Clifford, scalar_part
from amps.algebra.ring import Ring
from amps.loops.open_line import (
    Gamma5Letter,
    GammaLetter,
    LineAlgebra,
    LineTerm,
    MetricTensor,
    SlashLetter,
    VectorTensor,
)

METRIC = np.diag([1, -1, -1, -1])
PAULI = [np.array(s) for s in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])]
GAMMA = [np.kron(PAULI[2], np.eye(2)), *(np.kron(1j * PAULI[1], s) for s in PAULI)]

RING = Ring(("D", "a", "b", "c", "ab", "ac", "bc"))
GRAM = [[RING[n] for n in row] for row in (("a", "ab", "ac"), ("ab", "b", "bc"), ("ac", "bc", "c"))]
A, B, C = ((RING.one, RING.zero, RING.zero), (RING.zero, RING.one, RING.zero), (RING.zero, RING.zero, RING.one))
LINE = LineAlgebra(GRAM, RING.one, RING["D"])
MU = GammaLetter("mu")


def slash(*vectors):
    return tuple(SlashLetter(v) for v in vectors)


def trace(*letters, tensors=()):
    return LINE.trace([LineTerm(RING.one, letters, tensors)])


def test_contractions_across_one_two_and_three_vectors():
    D = RING["D"]
    assert trace(MU, MU) == 4 * D
    assert trace(MU, *slash(A), MU, *slash(B)) == (2 - D) * trace(*slash(A, B))
    assert trace(MU, *slash(A, B), MU) == D * trace(*slash(A, B))
    inside = trace(MU, *slash(A, B, C), MU, *slash(B))
    assert inside == (4 - D) * trace(*slash(A, B, C, B)) - 2 * trace(*slash(C, B, A, B))


def test_nested_contractions_keep_high_grades():
    """gamma_a gamma_b gamma_c ... gamma^c gamma^b gamma^a = D^3; six indices exceed what four dimensions hold."""
    labels = [GammaLetter(k) for k in range(6)]
    assert trace(*labels, *reversed(labels)) == 4 * RING["D"] ** 6
    a, b = GammaLetter("a"), GammaLetter("b")
    assert trace(a, b, a, b) == 4 * RING["D"] * (2 - RING["D"])


def test_totally_antisymmetric_product_vanishes_only_in_low_integer_dimension():
    """gamma^[a b c d e] contracted with itself is D(D-1)...(D-4): zero at D = 4, not for general D."""
    algebra = Clifford([], RING.one, RING["D"])
    total = RING.zero
    for order in permutations(range(5)):
        sign = np.linalg.det(np.eye(5)[list(order)])
        x = algebra.unit()
        for k in (*range(5), *order):
            x = algebra.times_index(x, k + 1, ANY_GRADE)
        total = total + scalar_part(x).get((), RING.zero) * RING.constant(round(sign))
    D = RING["D"]
    # 5! orders; reversing five matrices costs (-1)^(5*4/2) = +1
    assert total == 120 * D * (D - 1) * (D - 2) * (D - 3) * (D - 4)


def test_tensors_are_contracted_into_the_line():
    metric = (MetricTensor("mu", "nu"), VectorTensor(A, "nu"))
    assert trace(MU, *slash(B), tensors=metric) == trace(*slash(A, B))
    both = (VectorTensor(A, "mu"), MetricTensor("mu", "nu"), VectorTensor(B, "nu"))
    assert trace(tensors=both) == 4 * RING["ab"]
    loop = (MetricTensor("mu", "nu"), MetricTensor("nu", "mu"))
    assert trace(tensors=loop) == 4 * RING["D"]


def test_gamma5_anticommutes_and_a_single_one_is_refused():
    five = Gamma5Letter()
    assert trace(five, *slash(A), five, *slash(B)) == -trace(*slash(A, B))
    with pytest.raises(ValueError, match="odd number of gamma5"):
        trace(five, *slash(A, B, C, A))


def test_four_dimensions_against_matrices():
    rng = np.random.default_rng(3)
    vectors = rng.integers(-3, 4, (3, 4))
    gram = [[Fraction(int(u @ METRIC @ v)) for v in vectors] for u in vectors]
    line = LineAlgebra(gram, Fraction(1), Fraction(4))
    unit = [tuple(Fraction(int(i == j)) for j in range(3)) for i in range(3)]
    word = [unit[0], "mu", unit[1], "nu", unit[2], "mu", unit[0], "nu"]
    letters = tuple(GammaLetter(x) if isinstance(x, str) else SlashLetter(x, Fraction(2)) for x in word)
    exact = line.trace([LineTerm(Fraction(1), letters)])
    slashes = [np.einsum("m,mij->ij", METRIC @ v, GAMMA) + 2 * np.eye(4) for v in vectors]
    total = 0
    for mu in range(4):
        for nu in range(4):
            g = METRIC[mu, mu] * METRIC[nu, nu]
            m = slashes[0] @ GAMMA[mu] @ slashes[1] @ GAMMA[nu] @ slashes[2] @ GAMMA[mu] @ slashes[0] @ GAMMA[nu]
            total += g * np.trace(m)
    assert complex(total) == pytest.approx(float(exact))
