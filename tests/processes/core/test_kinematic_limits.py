"""Kinematic limits enclose phase space tightly, and cuts beyond them are refused at once."""

import numpy as np
import pytest

import processes
from amps.phase_space import ArrayArithmetic, phase_space
from processes.core.kinematic_limits import kinematic_limits
from processes.core.observables import find_observable, observables

LIB = ArrayArithmetic(np)


def points(process, parameters, n):
    """Points of phase space, half of them at its edges."""
    incoming = len(process.parsed.initial)
    space = phase_space(incoming, len(process.parsed.final), ())
    generator = np.random.default_rng(8)
    x = generator.random((space.dimension, n))
    at_edge = generator.random(x.shape) < 0.5
    at_edge[:, : n // 2] = False
    x = np.where(at_edge, np.where(x < 0.5, 1e-12, 1 - 1e-12), x)
    return space.evaluate(LIB, list(x), process.masses(parameters), parameters.get("sqrt_s"))


@pytest.mark.parametrize(
    ("process", "at"),
    [
        (processes.get("k_to_mu_nu_v"), {"m_V": 0.1, "m_K": 0.493677, "m_mu": 0.1056583755}),
        (
            processes.reaction("e- e+ > gamma mu- mu+", model="qed"),
            {"sqrt_s": 2.0, "m_e": 5e-4, "m_mu": 0.3},
        ),
    ],
)
def test_limits_enclose_phase_space_and_are_reached(process, at):
    point = points(process, at, 4000)
    checked = 0
    for observable in set(observables(process).values()):
        limits = kinematic_limits(process, observable, at)
        if limits is None or observable.signs[len(process.parsed.initial) :] == (1, 1, 1):
            continue
        low, high = limits
        found = np.broadcast_to(observable.at(point, LIB), 4000)
        found = found[np.isfinite(found)]
        span = high - low
        assert low - 1e-9 * span <= found.min() <= low + 0.02 * span, observable.name
        assert high - 0.02 * span <= found.max() <= high + 1e-9 * span, observable.name
        checked += 1
    assert checked >= 13


def test_no_limits_of_what_has_none():
    process = processes.get("chi_e_to_chi_e")
    at = {"sqrt_s": 0.1, "m_chi": 0.01, "m_e": 5e-4}
    for name in ("E_e-", "y_e-_cm", "t"):
        assert kinematic_limits(process, find_observable(process, name), at) is None
    assert kinematic_limits(process, find_observable(process, "E_e-_cm"), at) is not None


@pytest.mark.parametrize(
    ("cut", "message"),
    [
        ("m_chichi~ > 10.58", "m_chichi~ lies between 0.2 and 10.58 GeV"),
        ("m_chichi~2 > 120 and E_gamma > 0.1", "m_chichi~2 lies between 0.04 and 111.936 GeV"),
        ("m_chichi~ < 0.2", "m_chichi~ lies between 0.2 and 10.58 GeV"),
        ("E_gamma > 5.29", "E_gamma lies between 0 and 5.28811 GeV"),
        ("E_gamma > 1 and pT_chi > 5.3", "pT_chi lies between 0 and 5.2"),
        ("cos_gamma > 1", "cos_gamma lies between -1 and 1"),
    ],
)
def test_cuts_out_of_reach(cut, message):
    """A map built for a bound beyond phase space has no finite weight at all: it must not be tried."""
    process = processes.get("e_e_to_gamma_chi_chi")
    at = {"sqrt_s": 10.58, "m_Ap": 1.0, "eps": 1e-3, "alpha_D": 0.5, "m_chi": 0.1}
    for compute in (process.rate, lambda **given: process.differential("E_gamma", 4, **given)):
        with pytest.raises(ValueError, match=f"no phase space within the cuts .*{message}"):
            compute(cuts=cut, **at)
