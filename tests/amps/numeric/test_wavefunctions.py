import numpy as np
import pytest

from amps.numeric import dirac
from amps.numeric import wavefunctions as w
from amps.particle import fermion, scalar, vector

DIRECTIONS = {
    "generic": (0.3, -0.5, 0.7),
    "backward": (0.2, 0.4, -0.9),
    "+z": (0, 0, 1),
    "-z": (0, 0, -1),
    "almost -z": (1e-9, -2e-9, -1),
    "x": (1, 0, 0),
    "rest": (0, 0, 0),
}


def momentum(direction, mass, size=2.0) -> np.ndarray:
    n = np.array(direction, dtype=float)
    p = size * n / max(np.linalg.norm(n), 1e-300)
    return np.array([[np.sqrt(mass**2 + p @ p), *p]])


def slash(p) -> np.ndarray:
    columns = [dirac.slash_column(dirac.light_cone(p), tuple(map(float, unit))) for unit in np.eye(4)]
    return np.array(columns, dtype=complex).T


def flat(components) -> np.ndarray:
    return np.array([c[0] for c in components])


CASES = [(d, m) for d in DIRECTIONS for m in (0.0, 1e-6, 0.5) if not (d == "rest" and m == 0)]


@pytest.mark.parametrize(("direction", "mass"), CASES)
def test_spinor_sums_are_pslash_plus_and_minus_m(direction, mass):
    p = momentum(DIRECTIONS[direction], mass)
    for spinor, barred, sign in ((w.u_spinor, w.ubar_spinor, 1), (w.v_spinor, w.vbar_spinor, -1)):
        total = sum(np.outer(flat(spinor(p, mass, h)), flat(barred(p, mass, h))) for h in (-0.5, 0.5))
        np.testing.assert_allclose(total, slash(p[0]) + sign * mass * np.eye(4), atol=1e-14 * p[0, 0])


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_norms_and_orthogonality(direction):
    p, mass = momentum(DIRECTIONS[direction], 0.5), 0.5
    for h in (-0.5, 0.5):
        for g in (-0.5, 0.5):
            norm = flat(w.ubar_spinor(p, mass, h)) @ flat(w.u_spinor(p, mass, g))
            assert norm == pytest.approx(2 * mass * (h == g), abs=1e-14)
            norm = flat(w.vbar_spinor(p, mass, h)) @ flat(w.v_spinor(p, mass, g))
            assert norm == pytest.approx(-2 * mass * (h == g), abs=1e-14)


@pytest.mark.parametrize("direction", ["generic", "backward", "-z", "almost -z"])
def test_u_has_the_helicity_of_its_label_and_v_the_opposite_spin(direction):
    mass = 0.5
    p = momentum(DIRECTIONS[direction], mass)
    n = p[0, 1:] / np.linalg.norm(p[0, 1:])
    sigma = np.array([[n[2], n[0] - 1j * n[1]], [n[0] + 1j * n[1], -n[2]]])
    spin = 0.5 * np.kron(np.eye(2), sigma)
    for h in (-0.5, 0.5):
        u, v = flat(w.u_spinor(p, mass, h)), flat(w.v_spinor(p, mass, h))
        np.testing.assert_allclose(spin @ u, h * u, atol=1e-14)
        np.testing.assert_allclose(spin @ v, -h * v, atol=1e-14)


def test_massless_helicity_is_chirality():
    p = momentum((0.3, 0.2, 0.5), 0.0)
    assert np.all(flat(w.u_spinor(p, 0.0, 0.5))[:2] == 0)
    assert np.all(flat(w.v_spinor(p, 0.0, 0.5))[2:] == 0)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_massive_polarisation_sum(direction):
    mass = 0.5
    k = momentum(DIRECTIONS[direction], mass)
    total = sum(np.outer(e := w.polarisation(k, mass, h)[0], e.conj()) for h in (-1, 0, 1))
    expected = -np.diag([1, -1, -1, -1]) + np.outer(k[0], k[0]) / mass**2
    np.testing.assert_allclose(total, expected, atol=1e-13 * np.max(np.abs(expected)))


@pytest.mark.parametrize("direction", ["generic", "backward", "-z", "almost -z", "x"])
def test_transverse_polarisation_is_an_eigenstate_of_helicity(direction):
    k = momentum(DIRECTIONS[direction], 0.0)
    n = k[0, 1:] / np.linalg.norm(k[0, 1:])
    for h in (-1, 1):
        e = w.polarisation(k, None, h)[0]
        assert e[0] == 0
        assert abs(e[1:] @ n) < 1e-15
        np.testing.assert_allclose(1j * np.cross(n, e[1:]), h * e[1:], atol=1e-14)


def test_a_massless_vector_has_no_longitudinal_state():
    with pytest.raises(ValueError, match="massless"):
        w.polarisation(momentum((0, 0, 1), 0.0), None, 0)


def test_helicities_by_spin_and_mass():
    assert w.helicities(scalar("h", "h", mass="m")) == (0.0,)
    assert w.helicities(fermion("nu", chiral=True)) == (-0.5, 0.5)
    assert w.helicities(vector("gamma")) == (-1.0, 1.0)
    assert w.helicities(vector("Z", mass="m_Z")) == (-1.0, 0.0, 1.0)
