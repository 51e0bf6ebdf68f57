"""Heavy- and light-mediator expansions of moments, for Delta = light^2 u^2 + heavy^2 (1 - u).

All follow from the moments U_k = Int_0^1 du u^k light^2/Delta. With z = 1 - u and t + 1/t = heavy^2/light^2 - 2,
Delta/light^2 = (z + t)(z + 1/t); t is the generating function of the Catalan numbers in light^2/heavy^2, less one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sympy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amps.loops.moment_integral import MomentIntegral

RATIO, ROOT = sympy.symbols("ratio root", positive=True)
LOG = sympy.Symbol("LOG", real=True)


def heavy_expansion(
    integrals: Sequence[MomentIntegral], light: sympy.Symbol, heavy: sympy.Symbol, order: int
) -> sympy.Expr:
    """The sum of the integrals for heavy >> light, through (light/heavy)^(2 order)."""
    numerators = _numerators(integrals, light, heavy)
    moments = heavy_moments(max(map(len, numerators)) - 1, order + 2)
    series = sympy.expand(sum(c * moments[k] for coefficients in numerators for k, c in enumerate(coefficients)))
    kept = sum(sympy.factor(series.coeff(RATIO, n)) * RATIO**n for n in range(-1, order + 1))
    return kept.subs(LOG, sympy.log(RATIO)).subs(RATIO, light**2 / heavy**2)


def light_expansion(
    integrals: Sequence[MomentIntegral], light: sympy.Symbol, heavy: sympy.Symbol, order: int
) -> sympy.Expr:
    """The sum of the integrals for heavy << light (the mediator is `heavy`), through (heavy/light)^order."""
    numerators = _numerators(integrals, light, heavy)
    moments = light_moments(max(map(len, numerators)) - 1, order + 3)
    terms = (c.subs(RATIO, ROOT**-2) * moments[k] for coefficients in numerators for k, c in enumerate(coefficients))
    series = sympy.expand(sum(terms))
    kept = sum(sympy.factor(series.coeff(ROOT, n)) * ROOT**n for n in range(-4, order + 1))
    return kept.subs(LOG, sympy.log(ROOT)).subs(ROOT, heavy / light)


def heavy_moments(highest: int, depth: int) -> list[sympy.Expr]:
    """U_0 .. U_highest as series in RATIO = light^2/heavy^2 through RATIO^depth; LOG stands for log RATIO."""
    from sympy.polys.ring_series import rs_mul, rs_trunc
    from sympy.polys.rings import ring

    q, x, logarithm = ring("x,l", sympy.QQ)
    cut = depth + 1

    def rational(p: int, over: int = 1) -> Any:
        return q(sympy.QQ(p, over))

    t = sum(rational(int(sympy.catalan(n))) * x**n for n in range(1, cut))
    log_t = logarithm + sum(rational(int(sympy.binomial(2 * n, n)), n) * x**n for n in range(1, cut))
    powers = [q.one]
    for _ in range(2 * depth + 2):
        powers.append(rs_mul(powers[-1], t, x, cut))
    weight = sum(powers[1 : 2 * depth + 2 : 2])
    # z-moments of 1/(z + t) by A_k = 1/k - t A_(k-1), of 1/(z + 1/t) as a series
    first = -log_t + sum(rational((-1) ** (n + 1), n) * powers[n] for n in range(1, depth + 1))
    z_moments = []
    for k in range(highest + 1):
        if k:
            first = rs_trunc(rational(1, k) - rs_mul(t, first, x, cut), x, cut)
        second = sum(rational((-1) ** n, k + n + 1) * powers[n + 1] for n in range(depth + 1))
        z_moments.append(rs_mul(weight, first - second, x, cut))
    found = []
    for k in range(highest + 1):
        moment = sum(rational((-1) ** j * int(sympy.binomial(k, j))) * z_moments[j] for j in range(k + 1))
        found.append(moment.as_expr(RATIO, LOG))
    return found


def light_moments(highest: int, depth: int) -> list[sympy.Expr]:
    """U_0 .. U_highest as series in ROOT = heavy/light through ROOT^depth; LOG stands for log ROOT."""
    angle = (sympy.pi / 2 - sympy.asin(ROOT / 2)) * 2 / sympy.sqrt(4 - ROOT**2)
    zeroth = sympy.expand(sympy.series(angle, ROOT, 0, depth + 2).removeO() / ROOT)
    found = [zeroth, sympy.expand(-LOG + ROOT**2 * zeroth / 2)]
    for k in range(1, highest):
        found.append(sympy.expand(sympy.Rational(1, k) - ROOT**2 * (found[k - 1] - found[k])))
    return found


def _numerators(
    integrals: Sequence[MomentIntegral], light: sympy.Symbol, heavy: sympy.Symbol
) -> list[list[sympy.Expr]]:
    """Coefficients of u^k of numerator/light^2 with heavy^2 = light^2/RATIO. Raises ValueError for another Delta."""
    found = []
    for integral in integrals:
        wanted = (heavy**2, -(heavy**2), light**2)
        if integral.constant != 0 or any(sympy.expand(c - d) for c, d in zip(integral.delta, wanted, strict=True)):
            raise ValueError(
                "the expansions are for a neutral mediator and the external fermion in the loop, "
                f"not for Delta with coefficients {integral.delta}"
            )
        scaled = (sympy.expand(c.subs(heavy, light / sympy.sqrt(RATIO)) / light**2) for c in integral.numerator)
        found.append([sympy.expand(sympy.simplify(c)) for c in scaled])
    return found
