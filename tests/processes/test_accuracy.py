"""|M|^2 of every library process in double precision against 50 digits at the same invariants, edges included."""

from functools import lru_cache

import mpmath
import numpy as np
import pytest
import sympy

import processes
from amps.phase_space import ArrayArithmetic
from processes.core.beam import with_beam
from processes.core.lowering import on_point
from processes.core.process import Process
from processes.core.propagators import default_phase_space
from processes.core.sampling import generic_parameters

ACCURACY = 1e-10
EDGE = 1e-9
SMALLEST = 1e-250
"""Below this doubles underflow, as a Helm form factor does at a momentum transfer of many GeV."""
TREE = [name for name in processes.names() if isinstance(processes.get(name), Process)]
WITH_INVARIANTS = [name for name in TREE if len(processes.get(name).parsed.legs) > 3]


def energies(process, parameters):
    """Generic, 1e-6 in velocity above threshold, and far above all masses."""
    masses = process.masses(parameters)
    incoming = len(process.parsed.initial)
    threshold = max(sum(masses[:incoming]), sum(masses[incoming:]))
    light = min((m for m in masses if m > 0), default=1.0)
    return parameters["sqrt_s"], threshold * (1 + 0.5e-12) or 1.0, max(1e6 * light, 2 * threshold)


def sampled_invariants(process, parameters, n, rng):
    """Invariants at random points of the unit cube, on its faces and in its corners."""
    space = default_phase_space(process)
    space = getattr(space, "channels", (space,))[0]
    x = rng.uniform(size=(space.dimension, n))
    edge = rng.uniform(size=x.shape)
    x = np.where(edge < 0.2, EDGE, np.where(edge > 0.8, 1 - EDGE, x))
    masses = [np.full(n, m) for m in process.masses(parameters)]
    given = {name: np.full(n, float(parameters.get(name, 0.0))) for name in space.tree.parameters}
    total = np.full(n, parameters["sqrt_s"]) if "sqrt_s" in parameters and space.n_in == 2 else None
    point = space.evaluate(ArrayArithmetic(np), list(x), masses, total, given)
    invariants = process.squared_amplitude().invariants
    found = {name: np.broadcast_to(on_point(point, v), (n,)) for name, v in invariants.items()}
    usable = np.all([np.isfinite(v) for v in found.values()], axis=0) & (np.broadcast_to(point.weight, (n,)) > 0)
    return {name: np.ascontiguousarray(v[usable]) for name, v in found.items()}


@lru_cache(maxsize=2)
def formula(process):
    """|M|^2 as a function of mpmath numbers, and the names of its arguments."""
    squared = process.squared_amplitude()
    definitions = {s: e for s, e in squared.definitions.items() if s.is_Symbol}
    inner, symbols = {}, set(squared.expr.free_symbols)
    while wanted := [s for s in symbols if s in definitions and s not in inner]:
        inner |= {s: definitions[s] for s in wanted}
        symbols |= {s for each in wanted for s in definitions[each].free_symbols}
    free = sorted(symbols - set(inner), key=str)
    given = {s: sympy.lambdify(free, _resolved(e, definitions), "mpmath") for s, e in inner.items()}
    arguments = [*free, *inner]
    outer = sympy.lambdify(arguments, squared.expr, "mpmath")

    def value(*numbers):
        return outer(*numbers, *(function(*numbers) for function in given.values()))

    return value, [s.name for s in free]


def _resolved(expression, definitions):
    """A short expression in symbols that nothing defines."""
    while known := {s: definitions[s] for s in expression.free_symbols if s in definitions}:
        expression = expression.subs(known)
    return expression


def fifty_digits(process, invariants, parameters):
    function, names = formula(process)
    count = len(next(iter(invariants.values())))
    with mpmath.workdps(50):
        fixed = {n: mpmath.mpf(float(parameters[n])) for n in names if n not in invariants}
        return [
            function(*(mpmath.mpf(float(invariants[n][k])) if n in invariants else fixed[n] for n in names))
            for k in range(count)
        ]


def worst_error(name, n, seed):
    process = processes.get(name)
    rng = np.random.default_rng(seed)
    parameters = {k: v for k, v in generic_parameters(process).items() if not isinstance(v, str)}
    parameters |= {k: 0.01 for k in process.arguments if k.startswith("Gamma_") and k not in parameters}
    parameters = with_beam(process, parameters)
    kernel = process.compile()
    worst = 0.0
    for energy in energies(process, parameters) if process.quantity == "cross_section" else (None,):
        at = parameters | ({} if energy is None else {"sqrt_s": energy})
        invariants = sampled_invariants(process, at, n, rng)
        if not invariants or not len(next(iter(invariants.values()))):
            continue
        uniform = {k: at[k] for k in kernel.arguments if k not in invariants}
        values, _ = kernel.guarded(**invariants, **uniform)
        exact = fifty_digits(process, invariants, at)
        errors = [
            abs(float((mpmath.mpf(float(v)) - e) / e)) for v, e in zip(values, exact, strict=True) if abs(e) > SMALLEST
        ]
        worst = max(worst, *errors)
    return worst


@pytest.mark.parametrize("name", WITH_INVARIANTS)
def test_accuracy(name):
    assert worst_error(name, 35, seed=1) < ACCURACY


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_INVARIANTS)
def test_accuracy_at_many_points(name):
    assert worst_error(name, 3400, seed=2) < ACCURACY
