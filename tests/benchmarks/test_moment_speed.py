"""Speed of the compiled anomalous moment, and of the same number from SymPy's closed form."""

import time

import numpy as np
import pytest

import processes

N = 1_000_000


@pytest.mark.benchmark
@pytest.mark.parametrize("mediator", ["vector", "axial", "scalar", "pseudoscalar"])
def test_moments_per_second(mediator):
    process = processes.get("anomalous_magnetic_moment").with_options(mediator=mediator)
    mass, coupling = ("m_V", "g_V") if mediator in ("vector", "axial") else ("m_phi", "y")
    kernel = process.compile()
    at = {mass: 0.1056583755 * np.logspace(-6, 6, N), coupling: 1.0, "m_mu": 0.1056583755}
    kernel(**at)
    start = time.perf_counter()
    kernel(**at)
    compiled = N / (time.perf_counter() - start)
    start = time.perf_counter()
    process.rate(**{mass: 0.1, coupling: 1.0})
    closed = 1 / (time.perf_counter() - start)
    print(f"{mediator:13s} {kernel.target}: {compiled / 1e6:6.1f} M/s, {compiled / closed:.1e} times the closed form")
