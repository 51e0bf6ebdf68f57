"""Exact traces against explicit spinors, at random points."""

from math import prod

import numpy as np
import sympy

from amps.numeric.invariants import evaluate_invariant
from amps.numeric.momenta import random_momenta
from amps.numeric.spinors import squared_amplitude as spinor_route
from amps.reaction import parse_reaction
from amps.squared import squared_amplitude as trace_route


def values_of(result, momenta, parameters):
    """|M|^2 of an exact result at momenta of shape (n, legs, 4)."""
    masses = [0.0 if p.mass is None else parameters[p.mass] for p in result.reaction.legs]
    names = {name: evaluate_invariant(v, momenta, masses) for name, v in result.invariants.items()}
    numbers = parameters_of(result, parameters)
    names |= {str(x): complex(v) for x, v in numbers.items() if v.is_number}
    inverse = {}
    for name, expression in result.denominators.items():
        symbols = sorted(expression.free_symbols, key=str)
        inverse[name] = 1 / sympy.lambdify(symbols, expression, "numpy")(*(names[x.name] for x in symbols))
    total = np.zeros(len(momenta), dtype=complex)
    for key, polynomial in result.polynomials.items():
        factor = prod(inverse[name] ** power for name, power in key)
        for exponents, c in polynomial.items():
            powers = [names[name] ** k for name, k in zip(result.variables, exponents, strict=True) if k]
            total = total + float(c) * factor * prod(powers)
    whole = float(result.average) * complex(result.prefactor.subs(numbers)) * total
    assert np.allclose(whole.imag, 0, atol=1e-12 * np.max(np.abs(whole)))
    return whole.real


def parameters_of(result, parameters):
    """Given parameters, and those that the model derives from them."""
    numbers = {
        sympy.Symbol(name, real=None if isinstance(value, complex) else True): sympy.sympify(value)
        for name, value in parameters.items()
    }
    return {x: expression.subs(numbers) for x, expression in result.definitions.items()} | numbers


def disagreement(text, model, parameters, sqrt_s=3.0, n=5, **filters):
    """Largest difference of the routes over the largest |M|^2."""
    reaction = parse_reaction(text, model)
    masses = [0.0 if p.mass is None else parameters[p.mass] for p in reaction.legs]
    momenta = random_momenta(reaction, masses, sqrt_s, n, seed=7)
    exact = values_of(trace_route(reaction, model, **filters), momenta, parameters)
    spinors = spinor_route(reaction, model, momenta, parameters, **filters)
    assert np.max(spinors) > 0
    return np.max(np.abs(exact - spinors)) / np.max(spinors)
