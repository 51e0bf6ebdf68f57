"""The expansion sigma v = a + b v^2 of an annihilation cross section, exactly from the squared amplitude.

v = 2 beta is the relative velocity in the centre of mass, and sigma v refers to one pair of particle and antiparticle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sympy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from processes.core.process import Process


@dataclass(frozen=True)
class PartialWaves:
    """The S-wave coefficient a and the v^2 coefficient b of sigma v, as SymPy expressions in GeV^-2."""

    a: sympy.Expr
    b: sympy.Expr

    def sigma_v(self, v: float, **parameters: float) -> float:
        """A + b v^2 at these parameters, GeV^-2."""
        return _number(self.a, parameters) + _number(self.b, parameters) * v**2

    def thermal_average(self, x: float, **parameters: float) -> float:
        """A + (6 b - 3 a/2)/x, the average to first order in 1/x = T/m; GeV^-2.

        The Maxwell average of v^2 is 6/x; 3/2 comes from the motion of the pair, Moeller's velocity being
        v s/(4 E_1 E_2), on average (1 - 3/(2 x)) v.
        """
        a, b = _number(self.a, parameters), _number(self.b, parameters)
        return a + (6 * b - 3 * a / 2) / x


def partial_waves(process: Process) -> PartialWaves:
    """The expansion for a pair of equal masses annihilating to two particles.

    Raises ValueError for other reactions. The final state must be open at threshold.
    """
    particles = process.parsed.legs
    if len(particles) != 4 or particles[0].mass is None or particles[0].mass != particles[1].mass:
        raise ValueError(f"{process.reaction} is not the annihilation of a pair of one mass to two particles")
    squared = process.squared_amplitude()
    amplitude = squared.in_variables("mandelstam")
    for _ in squared.definitions:
        amplitude = amplitude.subs(squared.definitions)
    names = {x.name: x for x in amplitude.free_symbols}
    m, m3, m4 = (_mass(process, leg) for leg in (0, 2, 3))
    v, cosine = sympy.symbols("v cos", real=True)

    s = 4 * m**2 / (1 - v**2 / 4)
    initial = m * v / 2 / sympy.sqrt(1 - v**2 / 4)
    final = sympy.sqrt((s - (m3 + m4) ** 2) * (s - (m3 - m4) ** 2) / (4 * s))
    t = m**2 + m3**2 - (s + m3**2 - m4**2) / 2 + 2 * initial * final * cosine
    u = 2 * m**2 + m3**2 + m4**2 - s - t
    there = amplitude.xreplace({names[n]: x for n, x in (("s", s), ("t", t), ("u", u)) if n in names})

    # flux 4 p sqrt(s) with p = m v/2 gamma: v/p is regular at threshold
    symmetry = sympy.Rational(str(process.parsed.symmetry_factor))
    outside = symmetry * final * 2 * sympy.sqrt(1 - v**2 / 4) / m / (32 * sympy.pi * s)
    return PartialWaves(*(_coefficient(outside, there, v, cosine, order) for order in (0, 2)))


def _coefficient(
    outside: sympy.Expr, amplitude: sympy.Expr, v: sympy.Symbol, cosine: sympy.Symbol, order: int
) -> sympy.Expr:
    """Of v^order in outside * (integral of the amplitude over the cosine)."""
    total = sympy.S.Zero
    for k in range(0, order + 1, 2):
        inner = sympy.expand(sympy.together(amplitude.diff(v, k).subs(v, 0) / sympy.factorial(k)))
        outer = outside.diff(v, order - k).subs(v, 0) / sympy.factorial(order - k)
        total += outer * sympy.integrate(inner, (cosine, -1, 1))
    return sympy.factor(sympy.simplify(total))


def _mass(process: Process, leg: int) -> sympy.Expr:
    name = process.parsed.legs[leg].mass
    return sympy.Symbol(name, real=True) if name else sympy.S.Zero


def _number(expression: sympy.Expr, parameters: Mapping[str, Any]) -> float:
    missing = sorted({x.name for x in expression.free_symbols} - set(parameters))
    if missing:
        raise ValueError(f"the expansion needs {', '.join(missing)}")
    return float(expression.evalf(17, subs={x: parameters[x.name] for x in expression.free_symbols}, maxn=200))
