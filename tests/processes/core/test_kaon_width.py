"""Gamma(K+ -> mu+ nu V) against explicit gamma matrices, explicit momenta and plain quadrature."""

import numpy as np
import pytest

import processes
from processes.core.constants import CONSTANTS

M_K, M_MU = CONSTANTS["m_K"].default, CONSTANTS["m_mu"].default
COUPLING = CONSTANTS["G_F"].default * CONSTANTS["f_K"].default * CONSTANTS["V_us"].default / np.sqrt(2)

ONE, ZERO = np.eye(2), np.zeros((2, 2))
PAULI = [np.array(m, dtype=complex) for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])]
GAMMA = [np.block([[ONE, ZERO], [ZERO, -ONE]]).astype(complex), *(np.block([[ZERO, s], [-s, ZERO]]) for s in PAULI)]
GAMMA5 = 1j * GAMMA[0] @ GAMMA[1] @ GAMMA[2] @ GAMMA[3]
METRIC = np.diag([1.0, -1.0, -1.0, -1.0])
LEFT = np.eye(4) - GAMMA5


def slash(p):
    return sum(METRIC[i, i] * p[i] * GAMMA[i] for i in range(4))


def square(p):
    return p @ METRIC @ p


def squared_amplitude(muon, neutrino, vector, m_V, q_nu):
    """|M|^2 for g_V = 1 and unit COUPLING, summed over spins."""
    kaon = slash(muon + neutrino + vector)
    off_muon, off_neutrino = muon + vector, neutrino + vector
    amplitudes = [
        kaon @ LEFT @ (M_MU * np.eye(4) - slash(off_muon)) @ GAMMA[m] / (square(off_muon) - M_MU**2)
        + q_nu * GAMMA[m] @ LEFT / 2 @ slash(off_neutrino) @ kaon @ LEFT / square(off_neutrino)
        for m in range(4)
    ]
    lowered = METRIC @ vector
    total = 0.0
    for m in range(4):
        for n in range(4):
            conjugate = GAMMA[0] @ amplitudes[n].conj().T @ GAMMA[0]
            polarisations = -METRIC[m, n] + lowered[m] * lowered[n] / m_V**2
            trace = np.trace(slash(neutrino) @ amplitudes[m] @ (slash(muon) - M_MU * np.eye(4)) @ conjugate)
            total += polarisations * trace.real
    return total


def boosted(p, mass, momentum):
    """p seen from a frame in which the particle of this mass at rest moves with `momentum` along z."""
    energy = np.hypot(mass, momentum)
    boosted_energy = (energy * p[0] + momentum * p[3]) / mass
    return np.array([boosted_energy, p[1], p[2], (energy * p[3] + momentum * p[0]) / mass])


def width(m_V, q_nu, order=16):
    nodes, weights = np.polynomial.legendre.leggauss(order)
    low, high = m_V, M_K - M_MU
    total = 0.0
    for x, wx in zip(nodes, weights, strict=True):
        mass = low + (high - low) * (x + 1) / 2
        recoil = np.sqrt((M_K**2 - (mass + M_MU) ** 2) * (M_K**2 - (mass - M_MU) ** 2)) / (2 * M_K)
        inner = (mass**2 - m_V**2) / (2 * mass)
        # d(mass^2)/(2 pi) and two two-body phase spaces p/(4 pi M), the inner one averaged over the angle.
        factor = (
            (high - low) / 2 * wx * 2 * mass / (2 * np.pi) * recoil / (4 * np.pi * M_K) * inner / (4 * np.pi * mass)
        )
        muon = np.array([np.hypot(M_MU, recoil), 0, 0, -recoil])
        for cosine, wc in zip(nodes, weights, strict=True):
            sine = np.sqrt(1 - cosine**2)
            neutrino = boosted(inner * np.array([1, sine, 0, cosine]), mass, recoil)
            vector = boosted(np.array([np.hypot(inner, m_V), -inner * sine, 0, -inner * cosine]), mass, recoil)
            total += factor * wc / 2 * squared_amplitude(muon, neutrino, vector, m_V, q_nu)
    return COUPLING**2 * total / (2 * M_K)


@pytest.mark.parametrize(("m_V", "q_nu"), [(0.1, 1.0), (0.1, 0.0), (0.3, 1.0)])
def test_width_of_the_kaon_to_a_vector(m_V, q_nu):
    expected = width(m_V, q_nu)
    process = processes.get("k_to_mu_nu_v")
    quadrature = process.width(m_V=m_V, g_V=1.0, q_nu=q_nu, method="quadrature")
    assert quadrature.value == pytest.approx(expected, rel=1e-4)
    vegas = process.width(m_V=m_V, g_V=1.0, q_nu=q_nu, method="vegas")
    assert abs(vegas.value - expected) < 4 * vegas.error
    assert vegas.error < 1e-3 * vegas.value
    assert vegas.n_evaluations <= 10_000


def test_the_width_has_the_same_digits_for_any_number_of_workers():
    process = processes.get("k_to_mu_nu_v")
    results = [process.width(m_V=0.01, g_V=1.0, rtol=5e-5, workers=workers) for workers in (1, 2, 4)]
    assert len({(r.value, r.error, r.n_evaluations) for r in results}) == 1
    assert results[0].n_evaluations > 20_000
