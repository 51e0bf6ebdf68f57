"""Weights that double precision does not give are computed again, and the estimate says how many."""

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
