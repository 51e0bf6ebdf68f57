import mpmath
import numpy as np
import pytest

from amps.models import qed
from amps.numeric.denominators import Denominators, OnShellPropagator, scalar_product
from amps.numeric.spinors import squared_amplitude
from amps.reaction import parse_reaction

MASS = {"m_e": 0.000511, "m_mu": 0.10566}


def precise(p) -> list:
    return [mpmath.mpf(float(x)) for x in p]


def minkowski(p, q):
    return p[0] * q[0] - sum(a * b for a, b in zip(p[1:], q[1:], strict=True))


def on_shell(p, m) -> list:
    """Exact energy of the rounded three-momentum."""
    space = precise(p)[1:]
    return [mpmath.sqrt(mpmath.mpf(m) ** 2 + sum(x * x for x in space)), *space]


@pytest.mark.parametrize("angle", [0.0, 1e-9, 1e-4, 1.0, np.pi])
def test_scalar_product_keeps_its_digits_at_small_angles(angle):
    m = MASS["m_e"]
    size = 50.0
    p = np.array([[np.hypot(m, size), 0.0, 0.0, size]])
    k = np.array([[7.0, 7.0 * np.sin(angle), 0.0, 7.0 * np.cos(angle)]])
    k[:, 0] = np.linalg.norm(k[0, 1:])
    with mpmath.workdps(50):
        expected = minkowski(on_shell(p[0], m), on_shell(k[0], 0))
        excess, value = scalar_product(p, k, m, 0.0)
        assert abs(value[0] / expected - 1) < 1e-14
        assert abs(excess[0] / expected - 1) < 1e-14


def test_momentum_transfer_of_equal_masses_keeps_its_digits():
    m = MASS["m_mu"]
    reaction = parse_reaction("mu- e- > mu- e-", qed.MODEL)
    momenta = np.zeros((1, 4, 4))
    momenta[0, 0] = [np.hypot(m, 10.0), 0, 0, 10.0]
    momenta[0, 2] = [0, 10.0 * np.sin(1e-6), 0, 10.0 * np.cos(1e-6)]
    momenta[0, 2, 0] = np.sqrt(m**2 + np.sum(momenta[0, 2, 1:] ** 2))
    momenta[0, 1] = momenta[0, 3] = [MASS["m_e"], 0, 0, 0]
    photon = qed.MODEL.particle("gamma")
    with mpmath.workdps(50):
        p, k = (on_shell(momenta[0, leg], m) for leg in (0, 2))
        q = [a - b for a, b in zip(p, k, strict=True)]
        value = Denominators(reaction, momenta, MASS)(0b0101, photon)[0]
        assert abs(value / minkowski(q, q) - 1) < 1e-9


def test_forward_compton_scattering_of_a_soft_photon_has_the_thomson_value():
    reaction = parse_reaction("e- gamma > e- gamma", qed.MODEL)
    electron, photon = [np.hypot(0.1, 1.0), 0, 0, 1.0], [1e-3, 0, 0, 1e-3]
    momenta = np.array([[electron, photon, electron, photon]])
    value = squared_amplitude(reaction, qed.MODEL, momenta, {"m_e": 0.1, "e": 0.3})
    assert value[0] == pytest.approx(4 * 0.3**4, rel=1e-10)


def test_a_pole_without_width_names_the_propagator():
    reaction = parse_reaction("e- mu- > e- mu-", qed.MODEL)
    electron, muon = [np.hypot(0.1, 1.0), 0, 0, 1.0], [np.hypot(0.2, 1.0), 0, 0, -1.0]
    momenta = np.array([[electron, muon, electron, muon]])
    with pytest.raises(OnShellPropagator, match=r"gamma with momentum p1 \+ -p3"):
        squared_amplitude(reaction, qed.MODEL, momenta, {"m_e": 0.1, "e": 0.3, "m_mu": 0.2})
