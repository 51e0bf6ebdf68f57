"""Widths of decays to three bodies in symbols: the Dalitz integral of the derived |M|^2, half of it done exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

from processes.claims.derived import mass, squared

if TYPE_CHECKING:
    from processes.core.process import Process

x = sympy.Symbol("m34_squared", positive=True)
y = sympy.Symbol("m24_squared", positive=True)


def width(process: Process) -> sympy.Expr:
    """Gamma = symmetry factor/(256 pi^3 M^3) Int |M|^2 dm34^2 dm24^2 (PDG, kinematics), exchanged widths zero.

    Raises ValueError where |M|^2 is no rational function of the invariants, as with form factors.
    """
    total, *finals = (mass(process, leg) for leg in range(4))
    two, three, four = (m**2 for m in finals)
    rest = total**2 + two + three + four - x - y
    pairs = {"s_34": x, "s_24": y, "s_23": rest, "t_12": x, "t_13": y, "t_14": rest}
    found = squared(process)
    names = {particle.width for particle in process.lagrangian.all_particles}
    widths = {z: 0 for z in found.free_symbols if z.name in names}
    found = found.subs({**widths, **{z: pairs[z.name] for z in found.free_symbols if z.name in pairs}})
    # Energies and momenta of legs 2 and 4 in the rest frame of legs 3 and 4.
    energies = (total**2 - x - two, x + four - three)
    momenta = _roots(total, finals[0], sympy.sqrt(x)) * _roots(sympy.sqrt(x), finals[1], finals[2])
    centre, half = two + four + energies[0] * energies[1] / (2 * x), momenta / (2 * x)
    low, high = (finals[1] + finals[2]) ** 2, (total - finals[0]) ** 2
    inner = sum(_integrated(term, centre, half) for term in sympy.Add.make_args(sympy.expand(found)))
    symmetry = sympy.Rational(str(process.parsed.symmetry_factor))
    return symmetry / (256 * sympy.pi**3 * total**3) * sympy.Integral(inner, (x, low, high))


def _roots(total: sympy.Expr, one: sympy.Expr, two: sympy.Expr) -> sympy.Expr:
    """Square root of the Kaellen function of squared masses; below m34^2's upper end both factors are positive."""
    return sympy.sqrt(total**2 - (one + two) ** 2) * sympy.sqrt(total**2 - (one - two) ** 2)


def _integrated(term: sympy.Expr, centre: sympy.Expr, half: sympy.Expr) -> sympy.Expr:
    """Int dy over centre -+ half of one term: a power of y over powers of linear functions of y."""
    numerator, denominator = sympy.fraction(sympy.together(term))
    if not (numerator.is_polynomial(y) and denominator.is_polynomial(y)):
        raise ValueError("|M|^2 is no rational function of the invariants: its width has no exact inner integral")
    result = sympy.S.Zero
    for part in sympy.Add.make_args(sympy.apart(numerator / denominator, y)):
        above, below = sympy.fraction(sympy.together(part))
        if below.is_polynomial(y) and sympy.degree(below, y) > 0:
            result += _pole(above, below, centre, half)
        else:
            result += _power(sympy.Poly(above, y), centre, half) / below
    return result


def _power(polynomial: sympy.Poly, centre: sympy.Expr, half: sympy.Expr) -> sympy.Expr:
    return sum(
        c * ((centre + half) ** (k + 1) - (centre - half) ** (k + 1)) / (k + 1) for (k,), c in polynomial.terms()
    )


def _pole(above: sympy.Expr, below: sympy.Expr, centre: sympy.Expr, half: sympy.Expr) -> sympy.Expr:
    """A constant over (slope y + offset)^k times a constant."""
    content, factors = sympy.factor_list(below, y)
    result = above / content
    for factor, k in factors:
        slope, offset = sympy.Poly(factor, y).all_coeffs()
        upper, lower = ((slope * end + offset) for end in (centre + half, centre - half))
        if k == 1:
            result *= sympy.log(upper / lower) / slope
        else:
            result *= (lower ** (1 - k) - upper ** (1 - k)) / ((k - 1) * slope)
    return result
