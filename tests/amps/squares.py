"""Squared amplitudes for the tests: in Mandelstam variables, and at exact points modulo a prime."""

import sympy

from amps.algebra.finite_field import PointRing, minkowski
from amps.reaction import parse_reaction
from amps.squared import squared_amplitude

s, t, u = sympy.symbols("s t u", real=True)


def square(text, model, **filters):
    return squared_amplitude(parse_reaction(text, model), model, **filters)


def mass(particle):
    return sympy.S.Zero if particle.mass is None else sympy.Symbol(particle.mass, real=True)


def in_mandelstam(result):
    """|M|^2 of a 2 > 2 reaction in s and t."""
    masses = [mass(p) for p in result.reaction.legs]
    values = {"s": s, "t": t, "u": sum(m**2 for m in masses) - s - t}
    replace = {}
    for name, invariant in result.invariants.items():
        value = values[name[0]] - sum(masses[k] ** 2 for k in invariant.offset)
        replace[result.symbols[name]] = value
    return result.expr.subs(replace, simultaneous=True)


def equal(first, second):
    """Identity of rational functions."""
    return sympy.expand(sympy.fraction(sympy.together(sympy.expand(first - second)))[0]) == 0


def residue(expression, values):
    """A polynomial with rational coefficients at residues."""
    symbols = sorted(expression.free_symbols, key=str)
    if not symbols:
        number = sympy.Rational(expression)
        return values.constant(int(number.p)) / int(number.q)
    total = values.zero
    for exponents, c in sympy.Poly(expression, *symbols).terms():
        term = values.constant(int(c.p)) / int(c.q)
        for symbol, power in zip(symbols, exponents, strict=True):
            term = term * values[symbol.name] ** power
        total = total + term
    return total


def at_point(result, momenta, values):
    """|M|^2 summed over all spins, prefactor left out, at residues: momenta are physical, leg by leg."""
    point = PointRing(0)
    point.values.update(values.values)
    for name, invariant in result.invariants.items():
        q = [sum((c * p[k] for c, p in zip(invariant.signs, momenta, strict=True)), values.zero) for k in range(4)]
        value = minkowski(q, q)
        for k in invariant.offset:
            value = value - minkowski(momenta[k], momenta[k])
        point[name] = value
    inverse = {name: 1 / residue(d, point) for name, d in result.denominators.items()}
    total = point.zero
    for key, polynomial in result.polynomials.items():
        value = point.zero
        for exponents, c in polynomial.items():
            term = point.constant(c)
            for name, power in zip(result.variables, exponents, strict=True):
                if power:
                    term = term * point[name] ** power
            value = value + term
        for name, power in key:
            value = value * inverse[name] ** power
        total = total + value
    return total
