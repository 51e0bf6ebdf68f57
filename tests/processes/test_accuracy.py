"""|M|^2 of every library process in double precision against 50 digits at the same invariants, edges included."""

from functools import lru_cache

import mpmath
import numpy as np
import pytest
import sympy

import processes
from amps.phase_space import ArrayArithmetic
from processes.core.beam import with_beam
from processes.core.loop_process import LoopProcess
from processes.core.lowering import on_point
from processes.core.parton_fusion import PartonFusion
from processes.core.propagators import default_phase_space
from processes.core.sampling import generic_parameters

ACCURACY = 1e-10
EDGE = 1e-9
SMALLEST = 1e-250
"""Below this doubles underflow, as a Helm form factor does at a momentum transfer of many GeV."""
DERIVED_OTHERWISE = LoopProcess | PartonFusion
TREE = [name for name in processes.names() if not isinstance(processes.get(name), DERIVED_OTHERWISE)]


def energies(process, parameters):
    """Parameters at a generic energy, 1e-6 in velocity above threshold, and far above all masses.

    Of a decay the mass of the parent takes the place of the energy, where it is a parameter.
    """
    masses, incoming = process.masses(parameters), len(process.parsed.initial)
    threshold = max(sum(masses[incoming:]), sum(masses[:incoming]) if incoming > 1 else 0)
    name = "sqrt_s" if incoming > 1 else process.parsed.initial[0].mass
    if name not in parameters or threshold == 0:
        return [parameters]
    light = min(m for m in masses[incoming if incoming == 1 else 0 :] if m > 0)
    return [
        parameters | {name: e} for e in (parameters[name], threshold * (1 + 0.5e-12), max(1e6 * light, 2 * threshold))
    ]


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
    outer = sympy.lambdify(arguments, squared.expr, "mpmath", cse=True)

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


def parameters_of(process):
    parameters = {k: v for k, v in generic_parameters(process).items() if not isinstance(v, str)}
    parameters |= {k: 0.01 for k in process.arguments if k.startswith("Gamma_") and k not in parameters}
    return with_beam(process, parameters)


def errors_at(process, at, n, rng, target):
    """Relative errors at n points of phase space; of a decay to two at n values of couplings and final masses."""
    kernel = process.compile(target=target)
    if len(process.parsed.legs) > 3:
        arguments = sampled_invariants(process, at, n, rng)
        if not len(next(iter(arguments.values()))):
            return []
    else:
        parent, *final = (p.mass for p in process.parsed.legs)
        shrink = {name: 0.5 if name in final else 1.5 for name in kernel.arguments if name != parent}
        arguments = {name: at[name] * rng.uniform(min(1, s), max(1, s), n) for name, s in shrink.items() if name in at}
    uniform = {k: at[k] for k in kernel.arguments if k not in arguments}
    values, _ = kernel.guarded(**arguments, **uniform)
    exact = fifty_digits(process, arguments, at)
    pairs = zip(np.atleast_1d(values), exact, strict=True)
    return [abs(float((mpmath.mpf(float(v)) - e) / e)) for v, e in pairs if abs(e) > SMALLEST]


def worst_error(name, n, seed, target):
    """The largest of the errors at about n points."""
    process = processes.get(name)
    rng = np.random.default_rng(seed)
    kinds = energies(process, parameters_of(process))
    errors = [error for at in kinds for error in errors_at(process, at, n // len(kinds) + 1, rng, target)]
    assert len(errors) > n / 2
    return max(errors)


@pytest.mark.parametrize("name", TREE)
def test_accuracy(name):
    assert worst_error(name, 100, seed=1, target="numpy") < ACCURACY


@pytest.mark.slow
@pytest.mark.parametrize("name", TREE)
def test_accuracy_at_many_points(name):
    worst = worst_error(name, 10_000, seed=2, target="auto")
    print(f"{name}: largest relative error at 10000 points {worst:.1e}")
    assert worst < ACCURACY
