"""|M|^2 of library processes on every target: the same numbers to 1e-12 wherever no digits cancel."""

import importlib.util

import numpy as np
import pytest

import codegen
import processes
from amps.numeric.invariants import evaluate_invariant
from codegen.stability import MEASURE, with_cancellation
from processes.core.beam import with_beam
from processes.core.sampling import generic_parameters, random_points
from processes.core.unstable import with_widths

NAMES = ("k_to_mu_nu_v", "e_e_to_gamma_aprime", "e_e_to_e_e", "mu_to_e_nu_nu", "e_e_to_gamma_chi_chi", "nu_e_to_nu_e")
TARGETS = [
    *("c", "numba", "numpy"),
    pytest.param("jax", marks=pytest.mark.skipif(importlib.util.find_spec("jax") is None, reason="needs jax")),
]
POINTS = 200
WELL_CONDITIONED = 2000
"""Sum of the sizes of all terms over the size of their sum."""


@pytest.fixture(scope="module")
def sample():
    """Arguments of |M|^2 of a process at random momenta where it is well conditioned, and its values, by process."""
    known = {}

    def at(name):
        if name not in known:
            process = processes.get(name)
            parameters = with_widths(process, with_beam(process, generic_parameters(process)))
            momenta = random_points(process, parameters, POINTS, seed=3)
            masses, squared = process.masses(parameters), process.squared_amplitude()
            kernel = process.compile(target="numpy")
            uniform = {n: parameters[n] for n in kernel.arguments if n in parameters}
            points = {n: evaluate_invariant(v, momenta, masses) for n, v in squared.invariants.items()}
            measure = codegen.compile(with_cancellation(kernel.program), "numpy")(**points, **uniform)[MEASURE]
            points = {n: v[measure < WELL_CONDITIONED] for n, v in points.items()}
            known[name] = points | uniform, kernel.guarded(accuracy=1e-14, **points, **uniform)[0]
        return known[name]

    return at


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", NAMES)
def test_targets_agree(name, target, sample):
    arguments, expected = sample(name)
    assert len(expected) > POINTS / 4
    np.testing.assert_allclose(processes.get(name).compile(target=target)(**arguments), expected, rtol=1e-12)
