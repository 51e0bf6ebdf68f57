"""|M|^2 of emission and tridents on targets in double precision against 50 digits, at the edges that matter there.

The table printed with -s holds the worst relative error of 60 points: with the guard that re-evaluates points, and of
the plain double-precision code.
"""

import mpmath
import numpy as np
import pytest
import sympy

import processes
from amps.phase_space import ArrayArithmetic
from processes.core.lowering import on_point
from processes.core.propagators import default_phase_space
from processes.core.sampling import generic_parameters

ACCURACY, POINTS, EDGE = 1e-10, 60, 1e-12
SMALLEST = 1e-250
"""Below this doubles underflow, as a form factor does at a momentum transfer of many GeV."""
CASES = {
    "l_a_to_l_a_aprime": [{"mediator": m} for m in ("vector", "axial", "scalar", "pseudoscalar")]
    + [{"lepton": "mu"}, {"target_emission": True}],
    "chi_a_to_chi_a_aprime": [{"dm": m} for m in ("dirac", "scalar", "majorana")] + [{"target_spin": 0.5}],
    "nu_a_to_nu_mu_mu_a": [{"contribution": c} for c in ("coherent", "incoherent")],
}
BEAM_OVER_MASS = {"generic": None, "t_min": None, "collinear": None, "E/m = 1e6": 1e6}


def invariants_at(process, parameters, region, rng):
    """Invariants in a region of phase space: coordinates that sample t of the target, or all angles, at their ends."""
    space = default_phase_space(process)
    space = getattr(space, "channels", (space,))[0]
    x = rng.uniform(size=(space.dimension, POINTS))
    for k, name in enumerate(space.variables):
        of_target = name.startswith("t(2")
        if (region == "t_min" and of_target) or (region == "collinear" and not of_target and name[0] in "tc"):
            x[k] = np.where(rng.uniform(size=POINTS) < 0.5, EDGE, 1 - EDGE)
    masses = [np.full(POINTS, m) for m in process.masses(parameters)]
    given = {name: np.full(POINTS, float(parameters.get(name, 0.0))) for name in space.tree.parameters}
    point = space.evaluate(ArrayArithmetic(np), list(x), masses, np.full(POINTS, parameters["sqrt_s"]), given)
    invariants = process.squared_amplitude().invariants
    found = {name: np.broadcast_to(on_point(point, v), (POINTS,)) for name, v in invariants.items()}
    usable = np.all([np.isfinite(v) for v in found.values()], axis=0) & (point.weight > 0)
    return {name: np.ascontiguousarray(v[usable]) for name, v in found.items()}


def fifty_digits(process, invariants, parameters):
    """|M|^2 at every point, summed term by term over the polynomials with 50 digits."""
    squared = process.squared_amplitude()
    definitions = {symbol.name: expression for symbol, expression in squared.definitions.items()}
    compiled = {}

    def function(key, expression):
        if key not in compiled:
            symbols = sorted(expression.free_symbols, key=str)
            compiled[key] = [s.name for s in symbols], sympy.lambdify(symbols, expression, "mpmath")
        return compiled[key]

    def at_point(k):
        values = {name: mpmath.mpf(float(column[k])) for name, column in invariants.items()}

        def value(name):
            if name not in values:
                known = name in parameters and name not in definitions
                values[name] = mpmath.mpf(float(parameters[name])) if known else of(name, definitions[name])
            return values[name]

        def of(key, expression):
            names, compiled_function = function(key, expression)
            return compiled_function(*map(value, names))

        inverse = {name: 1 / of(f"denominator {name}", d) for name, d in squared.denominators.items()}
        total = mpmath.mpf(0)
        for powers, polynomial in squared.polynomials.items():
            used = [any(e[i] for e in polynomial) for i in range(len(squared.variables))]
            variables = [value(n) if is_used else 1 for n, is_used in zip(squared.variables, used, strict=True)]
            part = mpmath.mpf(0)
            for exponents, c in polynomial.items():
                term = mpmath.mpf(int(c.numerator)) / int(c.denominator)
                for variable, e in zip(variables, exponents, strict=True):
                    if e:
                        term *= variable**e
                part += term
            for name, power in powers:
                part *= inverse[name] ** power
            total += part
        average = mpmath.mpf(squared.average.numerator) / squared.average.denominator
        return total * of("prefactor", squared.prefactor) * average

    with mpmath.workdps(50):
        return [at_point(k) for k in range(len(next(iter(invariants.values()))))]


def worst_errors(process, region, rng):
    """Largest relative error with the guard and without it."""
    from processes.core.beam import with_beam

    parameters = {k: v for k, v in generic_parameters(process).items() if not isinstance(v, str)}
    ratio = BEAM_OVER_MASS[region]
    if ratio:
        light = process.masses(parameters)[0] or parameters["m_mu"]
        parameters[process.beam] = ratio * light
    parameters = with_beam(process, parameters)
    invariants = invariants_at(process, parameters, region, rng)
    kernel = process.compile()
    uniform = {k: parameters[k] for k in kernel.arguments if k not in invariants}
    exact = fifty_digits(process, invariants, parameters)
    runs = (kernel.guarded(**invariants, **uniform)[0], kernel(**invariants, **uniform))
    assert len(exact) > POINTS // 2
    return [
        max(abs(float((mpmath.mpf(float(v)) - e) / e)) for v, e in zip(run, exact, strict=True) if abs(e) > SMALLEST)
        for run in runs
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "options"), [(name, o) for name, variants in CASES.items() for o in variants])
def test_accuracy_at_the_edges(name, options):
    process, rng = processes.get(name).with_options(**options), np.random.default_rng(5)
    shown = ", ".join(f"{k} {v}" for k, v in options.items())
    for region in BEAM_OVER_MASS:
        guarded, plain = worst_errors(process, region, rng)
        print(f"{name:22} {shown:24} {region:10} guarded {guarded:.1e}  plain {plain:.1e}")
        assert guarded < ACCURACY
