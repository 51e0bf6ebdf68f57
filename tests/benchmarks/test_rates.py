"""Where the time of an integral goes, and how many evaluations a permille takes: printed, never asserted."""

import time

import pytest

import processes
from processes.core.integrand import Integrand, Repeats
from processes.core.options import Settings
from processes.core.rate import estimate_of, prepare
from processes.numerics.integrate import integrate

CENTRAL = "E_gamma > 0.5 and abs(cos_gamma) < 0.9 and abs(cos_e-) < 0.9 and abs(cos_e+) < 0.9 and m_e-_e+ > 0.5"
CASES = {
    "e- e+ > gamma mu- mu+": "E_gamma > 0.5 and abs(y_gamma) < 2 and abs(y_mu-) < 2 and abs(y_mu+) < 2",
    "e- e+ > e- e+ gamma": CENTRAL,
    "e- mu- > e- mu- gamma": "E_gamma > 0.5",
    "e- e+ > e- e+ mu- mu+": None,
}


class Stopwatch:
    """Counts the seconds spent in a function."""

    def __init__(self, function):
        self.function, self.seconds = function, 0.0

    def __call__(self, x):
        start = time.perf_counter()
        found = self.function(x)
        self.seconds += time.perf_counter() - start
        return found


@pytest.mark.benchmark
@pytest.mark.parametrize("reaction", CASES)
def test_kernels_take_the_time(reaction):
    process, cuts = processes.reaction(reaction, model="qed"), CASES[reaction]
    start = time.perf_counter()
    parameters = prepare(process, {n: p.default for n, p in process.arguments.items()} | {"sqrt_s": 10.58})
    integrand = Integrand.of(process, cuts)
    ready = time.perf_counter()
    channels = [Stopwatch(function) for function in integrand.bind(parameters)]
    run = integrate(channels, integrand.dimension, rtol=1e-3, has_edges=cuts is not None)
    total, inside = time.perf_counter() - ready, sum(channel.seconds for channel in channels)
    found = estimate_of(process, parameters, Settings(cuts=cuts), run, Repeats())
    print(
        f"\n{reaction} [{cuts or 'no cuts'}]: {found} in {run.n_evaluations} evaluations, {len(channels)} channels; "
        f"{ready - start:.1f} s to derive and compile, {total:.2f} s to integrate, "
        f"{100 * inside / total:.0f} % of it in the kernels"
    )
    assert run.converged
