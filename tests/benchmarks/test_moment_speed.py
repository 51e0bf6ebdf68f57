"""Speed of the compiled anomalous moment, and of the same number from SymPy's closed form."""

import time

import numpy as np
import pytest

import processes

N = 1_000_000
MOMENT = processes.get("anomalous_magnetic_moment")


@pytest.mark.benchmark
@pytest.mark.parametrize("mediator", MOMENT.options["mediator"])
def test_moments_per_second(mediator):
    process = MOMENT.with_options(mediator=mediator)
    mass, coupling = ("m_V", "g_V") if "m_V" in process.arguments else ("m_phi", "y")
    kernel = process.compile()
    # beside a charged mediator a neutral fermion keeps the muon stable
    at = {mass: 0.1056583755 * np.logspace(-6, 6, N), coupling: 1.0, "m_mu": 0.1056583755}
    at |= {"m_N": 0.11} if "m_N" in process.arguments else {}
    kernel(**at)
    start = time.perf_counter()
    kernel(**at)
    compiled = N / (time.perf_counter() - start)
    start = time.perf_counter()
    process.rate(**{mass: 0.2, coupling: 1.0})
    closed = 1 / (time.perf_counter() - start)
    print(f"{mediator:13s} {kernel.target}: {compiled / 1e6:6.1f} M/s, {compiled / closed:.1e} times the closed form")
