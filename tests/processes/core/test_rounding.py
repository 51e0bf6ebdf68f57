"""Weights that double precision does not give are computed again, and the estimate says how many."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

import processes
from codegen.precise import quadruple
from codegen.schedule import schedule
from processes.core.integrand import ROUNDING, Integrand, Repeats


@pytest.fixture(scope="module")
def radiative():
    """Muon pairs with a photon far above all masses: the polynomial |M|^2 loses all digits near collinear emission."""
    return processes.reaction("e- e+ > mu- mu+ gamma", model="qed")


def test_weights_are_those_of_quadruple_precision(radiative):
    integrand = Integrand.of(radiative, "E_gamma > 0.1")
    parameters = {n: p.default for n, p in radiative.arguments.items()} | {"sqrt_s": 1e4}
    x = np.random.default_rng(1).uniform(size=(2000, integrand.dimension))
    repeats = Repeats()
    (weight,) = integrand.bind(parameters, repeats)
    (kernel,), values = integrand.kernels, integrand.values(parameters)
    columns = [np.ascontiguousarray(x[:, int(name[1:]) - 1]) for name in kernel.program.points]
    uniform = [values[name] for name in kernel.arguments if name in kernel.program.uniform]
    exact = np.empty((len(kernel.outputs), len(x)))
    run = quadruple(schedule(kernel.program))
    if run is None:
        pytest.skip("no quadruple precision here")
    run(columns, uniform, exact)
    plain = kernel.batch(columns, uniform)[0]
    inside = exact[0] > 0
    assert np.mean(np.abs(plain - exact[0])[inside] > ROUNDING * exact[0][inside]) > 0.05
    error = np.abs(weight(x) - exact[0])[inside] / exact[0][inside]
    # the spread of three evaluations is an estimate: it may by chance be too small
    assert np.mean(error > ROUNDING) < 0.005 and np.max(error) < 1e-3
    assert repeats.count > 100


def test_the_estimate_says_so(radiative):
    far = radiative.rate(sqrt_s=1e4, cuts="E_gamma > 0.1", neval=20_000, seed=1)
    assert any("points were computed again in higher precision" in warning for warning in far.warnings)
    near = radiative.rate(sqrt_s=1.0, cuts="E_gamma > 0.1", neval=5_000, seed=1)
    assert not any("higher precision" in warning for warning in near.warnings)


def test_the_rate_far_above_all_masses_falls_like_one_over_s(radiative):
    """Up to logarithms; without the repetition noise makes it thousands of times larger."""
    low, high = (radiative.rate(sqrt_s=e, cuts=f"E_gamma > {1e-3 * e}", neval=30_000, seed=1) for e in (1e2, 1e4))
    assert 0.5 < high.value * 1e4 / low.value < 3


@pytest.fixture(scope="module")
def exchange():
    """Photon emission by two scattering leptons: several channels over compiled helicity amplitudes."""
    return processes.reaction("e- mu- > e- mu- gamma", model="qed")


FAR = {"sqrt_s": 1e4, "cuts": "E_gamma > 100", "seed": 1}


def test_products_of_phase_space_and_helicity_amplitudes_keep_their_digits(exchange):
    """The gauge cancellation takes all digits of photon exchange at 10 TeV, in weights of every channel."""
    integrand = Integrand.of(exchange, FAR["cuts"])
    parameters = {n: p.default for n, p in exchange.arguments.items()} | {"sqrt_s": FAR["sqrt_s"]}
    values, spoiled = integrand.values(parameters), 0
    x = np.random.default_rng(2).uniform(size=(300, integrand.dimension)) ** 2
    for weights, product in zip(integrand.bind(parameters), integrand.products, strict=True):
        columns = [np.ascontiguousarray(x[:, int(name[1:]) - 1]) for name in product.points]
        uniform = [values[name] for name in product.uniform]
        exact = np.empty((product.outputs, len(x)))
        run = quadruple(schedule(product.program))
        if run is None:
            pytest.skip("no quadruple precision here")
        run(columns, uniform, exact)
        plain = np.empty_like(exact)
        product.run(columns, uniform, plain)
        inside = exact[0] > 0
        spoiled += np.sum(np.abs(plain[0] - exact[0])[inside] > 1e-3 * exact[0][inside])
        error = np.abs(weights(x) - exact[0])[inside] / exact[0][inside]
        assert inside.sum() > 50 and np.max(error) < 1e-2
        # a spread that rests on one difference is by chance zero for a quarter of the points
        assert np.mean(error > ROUNDING) < 0.05 and np.mean(error > 100 * ROUNDING) < 0.01
    assert spoiled > 50


def test_the_rate_of_exchange_far_above_all_masses(exchange):
    """Without the repetition ten orders of magnitude too large."""
    found = exchange.rate(**FAR, neval=20_000)
    assert any("points were computed again in higher precision" in warning for warning in found.warnings)
    near = exchange.rate(sqrt_s=10.0, cuts="E_gamma > 0.1", seed=1, neval=20_000)
    # in units of the energy the photon's spectrum and its logarithms change slowly
    assert 0.3 < found.value / near.value < 30


def test_distributions_and_events_say_so_too(exchange, radiative):
    spectrum = exchange.differential("E_gamma", bins=3, **FAR, neval=4_000)
    (said,) = [w for w in spectrum.as_dict()["total"]["warnings"] if "computed again in higher precision" in w]
    assert 0 < int(said.split()[0]) <= spectrum.total.n_evaluations
    events = radiative.events(20, sqrt_s=1e4, cuts="E_gamma > 0.1", seed=1, neval=4_000)
    assert events.recomputed > 0
    assert any("computed again in higher precision" in warning for warning in events.total.warnings)
    assert radiative.events(5, sqrt_s=1.0, cuts="E_gamma > 0.1", seed=1, neval=5_000).recomputed == 0


SHARED = """
import sys
import processes
process = processes.reaction("e- e+ > mu- mu+ gamma", model="qed")
workers = sys.argv[1] if sys.argv[1] == "mpi" else int(sys.argv[1])
given = {"sqrt_s": 1e4, "cuts": "E_gamma > 0.1", "neval": 3_000, "seed": 1, "workers": workers}
found = [process.rate(**given), process.differential("E_gamma", bins=2, **given).total]
again = [w.split()[0] for e in found for w in e.warnings if "higher precision" in w]
sys.stdout.write(" ".join(again) + "\\n")
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("mpirun") is None, reason="needs mpirun")
def test_the_ranks_of_an_mpi_run_count_together():
    pytest.importorskip("mpi4py")
    one, two = (
        subprocess.run([*before, sys.executable, "-c", SHARED, n], capture_output=True, text=True, check=True).stdout
        for before, n in (([], "1"), (["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "2"], "mpi"))
    )
    assert len(one.split()) == 2
    assert sorted(two.splitlines()) == [one.strip()] * 2
