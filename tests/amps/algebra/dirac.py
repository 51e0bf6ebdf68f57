"""Gamma matrices written out, as the independent side of every test of the Clifford algebra.

Chiral representation, metric (+,-,-,-), gamma5 = i g0 g1 g2 g3, epsilon^{0123} = +1.
"""

from itertools import permutations, product
from math import factorial

import numpy as np

METRIC = np.diag([1.0, -1.0, -1.0, -1.0])
IDENTITY = np.eye(4, dtype=complex)
_PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])


def _gammas():
    zero, one = np.zeros((2, 2)), np.eye(2)
    first = np.block([[zero, one], [one, zero]])
    return np.array([first, *(np.block([[zero, s], [-s, zero]]) for s in _PAULI)])


GAMMA = _gammas()
GAMMA5 = 1j * GAMMA[0] @ GAMMA[1] @ GAMMA[2] @ GAMMA[3]


def parity(order):
    """The sign of a permutation."""
    return (-1) ** sum(a > b for i, a in enumerate(order) for b in order[i + 1 :])


def levi_civita_tensor():
    """epsilon with upper indices."""
    tensor = np.zeros((4, 4, 4, 4))
    for order in permutations(range(4)):
        tensor[order] = parity(order)
    return tensor


LEVI_CIVITA = levi_civita_tensor()


def dot(p, q):
    """Minkowski product."""
    return p @ METRIC @ q


def slash(p):
    """p_mu gamma^mu of a vector given by its upper components."""
    return np.einsum("m,mij->ij", METRIC @ p, GAMMA)


def epsilon(*vectors):
    """epsilon^{abcd} p_a q_b r_c s_d of vectors given by their upper components."""
    return np.linalg.det(np.array([METRIC @ v for v in vectors], dtype=float))


def wedge(matrices):
    """The antisymmetrised product."""
    total = np.zeros((4, 4), dtype=complex)
    for order in permutations(range(len(matrices))):
        part = IDENTITY
        for k in order:
            part = part @ matrices[k]
        total += parity(order) * part
    return total / factorial(len(matrices))


def sum_over(labels):
    """All values of contracted indices, with the sign of lowering one of each pair."""
    for values in product(range(4), repeat=len(labels)):
        yield dict(zip(labels, values, strict=True)), np.prod([METRIC[v, v] for v in values])
