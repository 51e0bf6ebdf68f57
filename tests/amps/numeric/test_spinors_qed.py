"""Textbook results: M. Peskin and D. Schroeder, An Introduction to Quantum Field Theory (1995), chapter 5."""

import numpy as np
import pytest

from amps.models import fermi, qed
from amps.numeric.spinors import squared_amplitude, ward

from .kinematics import dot, legs, sample

E4 = (4 * np.pi * 0.01) ** 2
PARAMETERS = {"alpha": 0.01, "m_e": 0.3, "m_mu": 0.7}
MASSLESS = {"alpha": 0.01, "m_e": 0.0, "m_mu": 0.0}


def test_pair_production_with_both_masses():
    """Trace of the two massive lines, eq. (5.10) with the electron mass restored."""
    reaction, k = sample("e- e+ > mu- mu+", qed.MODEL, PARAMETERS)
    p1, p2, k1, k2 = legs(k)
    e, m = PARAMETERS["m_e"] ** 2, PARAMETERS["m_mu"] ** 2
    traces = dot(p1, k1) * dot(p2, k2) + dot(p1, k2) * dot(p2, k1) + m * dot(p1, p2) + e * dot(k1, k2) + 2 * e * m
    expected = 8 * E4 / dot(p1 + p2, p1 + p2) ** 2 * traces
    np.testing.assert_allclose(squared_amplitude(reaction, qed.MODEL, k, PARAMETERS), expected, rtol=1e-12)


def test_bhabha_scattering_has_the_relative_sign_of_its_two_diagrams():
    reaction, k = sample("e- e+ > e- e+", qed.MODEL, MASSLESS)
    p1, p2, k1, k2 = legs(k)
    s, t, u = 2 * dot(p1, p2), -2 * dot(p1, k1), -2 * dot(p1, k2)
    expected = 2 * E4 * ((s**2 + u**2) / t**2 + 2 * u**2 / (s * t) + (u**2 + t**2) / s**2)
    np.testing.assert_allclose(squared_amplitude(reaction, qed.MODEL, k, MASSLESS), expected, rtol=1e-12)


def test_moller_scattering_has_the_relative_sign_of_its_two_diagrams():
    reaction, k = sample("e- e- > e- e-", qed.MODEL, MASSLESS)
    p1, p2, k1, k2 = legs(k)
    s, t, u = 2 * dot(p1, p2), -2 * dot(p1, k1), -2 * dot(p1, k2)
    expected = 2 * E4 * ((s**2 + u**2) / t**2 + 2 * s**2 / (t * u) + (s**2 + t**2) / u**2)
    np.testing.assert_allclose(squared_amplitude(reaction, qed.MODEL, k, MASSLESS), expected, rtol=1e-12)


def test_compton_scattering():
    """Klein-Nishina, eq. (5.87)."""
    reaction, k = sample("e- gamma > e- gamma", qed.MODEL, PARAMETERS)
    p, k1, _, k2 = legs(k)
    a, b, m2 = dot(p, k1), dot(p, k2), PARAMETERS["m_e"] ** 2
    expected = 2 * E4 * (b / a + a / b + 2 * m2 * (1 / a - 1 / b) + m2**2 * (1 / a - 1 / b) ** 2)
    np.testing.assert_allclose(squared_amplitude(reaction, qed.MODEL, k, PARAMETERS), expected, rtol=1e-12)


def test_annihilation_to_photons():
    """Eq. (5.105)."""
    reaction, k = sample("e- e+ > gamma gamma", qed.MODEL, PARAMETERS)
    p, _, k1, k2 = legs(k)
    a, b, m2 = dot(p, k1), dot(p, k2), PARAMETERS["m_e"] ** 2
    expected = 2 * E4 * (b / a + a / b + 2 * m2 * (1 / a + 1 / b) - m2**2 * (1 / a + 1 / b) ** 2)
    np.testing.assert_allclose(squared_amplitude(reaction, qed.MODEL, k, PARAMETERS), expected, rtol=1e-12)


def test_muon_decay_with_massive_electron():
    """64 G_F^2 (p_mu.p_nubar_e)(p_e.p_nu_mu) averaged over the muon's spin (128 summed, over 2)."""
    parameters = PARAMETERS | {"G_F": 1.1}
    reaction, k = sample("mu- > e- nu_e~ nu_mu", fermi.MODEL, parameters)
    muon, electron, anti, neutrino = legs(k)
    found = squared_amplitude(
        reaction, fermi.MODEL, k, parameters, exclude=tuple(p.name for p in fermi.MESONS.values())
    )
    np.testing.assert_allclose(found, 64 * 1.1**2 * dot(muon, anti) * dot(electron, neutrino), rtol=1e-12)


def test_kaon_decay():
    """2 G_F^2 f^2 V^2 m_mu^2 (m_K^2 - m_mu^2), in the normalisation of the model."""
    parameters = PARAMETERS | {"G_F": 1.1, "f_K": 0.2, "V_us": 0.3, "m_K": 1.9}
    reaction, k = sample("K+ > mu+ nu_mu", fermi.MODEL, parameters)
    expected = 2 * (1.1 * 0.2 * 0.3 * 0.7) ** 2 * (1.9**2 - 0.7**2)
    np.testing.assert_allclose(squared_amplitude(reaction, fermi.MODEL, k, parameters), expected, rtol=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "e- gamma > e- gamma",
        "e- e+ > gamma gamma",
        "e- e+ > mu- mu+ gamma",
        "e- e- > e- e- gamma",
        "e- e+ > gamma gamma gamma",
    ],
)
def test_ward_identity_of_every_photon(text):
    reaction, k = sample(text, qed.MODEL, PARAMETERS)
    for leg, particle in enumerate(reaction.legs, start=1):
        if particle.name == "gamma":
            assert np.max(ward(reaction, qed.MODEL, k, PARAMETERS, leg)) < 1e-13
