import numpy as np
import pytest

from amps.numeric import dirac

CARTESIAN = np.eye(4)
METRIC = np.diag([1.0, -1.0, -1.0, -1.0])


def matrix(action) -> np.ndarray:
    columns = [[0.0 if x is None else x for x in action(tuple(map(float, unit)))] for unit in np.eye(4)]
    return np.array(columns, dtype=complex).T


def slash(vector) -> np.ndarray:
    return matrix(lambda psi: dirac.slash_column(dirac.light_cone(vector), psi))


GAMMA_LOWER = [slash(unit) for unit in CARTESIAN]
GAMMA = [METRIC[m, m] * GAMMA_LOWER[m] for m in range(4)]
GAMMA5 = 1j * GAMMA[0] @ GAMMA[1] @ GAMMA[2] @ GAMMA[3]


def test_clifford_algebra():
    for m in range(4):
        for n in range(4):
            anticommutator = GAMMA[m] @ GAMMA[n] + GAMMA[n] @ GAMMA[m]
            np.testing.assert_allclose(anticommutator, 2 * METRIC[m, n] * np.eye(4), atol=1e-15)


def test_gamma5_is_diagonal_and_its_trace_has_the_stated_sign():
    np.testing.assert_allclose(GAMMA5, np.diag([-1, -1, 1, 1]), atol=1e-15)
    trace = np.trace(GAMMA5 @ GAMMA[0] @ GAMMA[1] @ GAMMA[2] @ GAMMA[3])
    assert trace == pytest.approx(-4j)


def test_projectors_select_the_eigenvalues_of_gamma5():
    psi = (1.0, 2.0, 3.0, 4.0)
    for chirality in (-1, 1):
        kept = np.array([0.0 if x is None else x for x in dirac.projected(psi, chirality)])
        np.testing.assert_allclose(GAMMA5 @ kept, chirality * kept)


def test_rows_and_columns_agree():
    generator = np.random.default_rng(1)
    v, row, column = generator.normal(size=(3, 4))
    left = np.dot(dirac.row_slash(tuple(row), dirac.light_cone(v)), column)
    assert left == pytest.approx(row @ slash(v) @ column)


def test_charge_conjugation_turns_every_gamma_into_minus_its_transpose():
    c = matrix(dirac.column_of_row)
    np.testing.assert_allclose(c, 1j * GAMMA[2] @ GAMMA[0], atol=1e-15)
    for g in GAMMA:
        np.testing.assert_allclose(c @ g.T @ np.linalg.inv(c), -g, atol=1e-15)
    psi = (1.0, 2.0, 3.0, 4.0)
    assert dirac.column_of_row(dirac.row_of_column(psi)) == psi


def test_dot_raising_and_lowering():
    a, b = np.random.default_rng(2).normal(size=(2, 4))
    x, y = dirac.light_cone(a), dirac.light_cone(b)
    assert dirac.dot(x, y) == pytest.approx(a @ METRIC @ b)
    np.testing.assert_allclose(dirac.raised(dirac.lowered(x)), x)


def test_inverse_metric_sums_basis_vectors_to_a_dot_product():
    a, b = (dirac.light_cone(v) for v in np.random.default_rng(3).normal(size=(2, 4)))
    total = sum(w * dirac.dot(a, dirac.BASIS[m]) * dirac.dot(dirac.BASIS[n], b) for m, n, w in dirac.INVERSE_METRIC)
    assert total == pytest.approx(dirac.dot(a, b))


def test_levi_civita_is_minus_the_determinant_and_matches_the_trace():
    a, b, c, d = np.random.default_rng(4).normal(size=(4, 4))
    value = dirac.levi_civita(*(dirac.light_cone(v) for v in (a, b, c, d)))
    assert value == pytest.approx(-np.linalg.det([a, b, c, d]))
    trace = np.trace(GAMMA5 @ slash(a) @ slash(b) @ slash(c) @ slash(d))
    assert trace == pytest.approx(-4j * value)
