"""Loop momentum integrals over Feynman parameters, in D = 4 - 2 eps dimensions and the MSbar scheme.

With denominators D_i = (k - r_i)^2 - m_i^2 and weights x_i of sum 1,

    1/(D_1 ... D_n) = (n-1)! Int dx / (l^2 - Delta)^n,   k = l + sum x_i r_i,

and the momentum integrals that remain are (Peskin and Schroeder, appendix A.4)

    Int d^Dl/(2 pi)^D (l^2)^j / (l^2 - Delta)^n
      = (-1)^(n+j) i/(4 pi)^(D/2) [D/2]_j Gamma(n-j-D/2)/Gamma(n) Delta^(D/2+j-n),   [a]_j = a(a+1)...(a+j-1).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amps.algebra.ring import Ring


def average(ring: Ring, numerator: Any, square: str, dots: tuple[str, str], gram: Sequence[Sequence[Any]]) -> list[Any]:
    """A polynomial in l^2, l.p1, l.p2 averaged over the directions of l: coefficients of (l^2)^j times [D/2]_j.

    `square` and `dots` are the generators that stand for l^2 and l.p_i, `gram` the scalar products p_i.p_j. The factor
    [D/2]_j of the momentum integral cancels the 1/(D(D+2)...) of the average, so that the result is polynomial in D.
    """
    where = [ring.names.index(name) for name in (square, *dots)]
    by_powers: dict[tuple[int, int, int], dict[tuple[int, ...], Fraction]] = {}
    for exponents, c in ring.terms(numerator).items():
        powers = (exponents[where[0]], exponents[where[1]], exponents[where[2]])
        rest = tuple(0 if k in where else e for k, e in enumerate(exponents))
        by_powers.setdefault(powers, {})[rest] = c
    found: list[Any] = []
    for (squares, first, second), terms in by_powers.items():
        if (first + second) % 2:
            continue
        pairs = (first + second) // 2
        j = squares + pairs
        factor = _directions(ring, first, second, gram)
        for k in range(pairs, j):
            factor = factor * (ring["D"] + ring.constant(2 * k)) * ring.constant(Fraction(1, 2))
        while len(found) <= j:
            found.append(ring.zero)
        found[j] = found[j] + ring.from_terms(terms) * factor * ring.constant(Fraction(1, 2**pairs))
    return found


def _directions(ring: Ring, first: int, second: int, gram: Sequence[Sequence[Any]]) -> Any:
    """[s^first t^second] of (2n-1)!! ((s p1 + t p2)^2)^n first! second!/(2n)!, 2n = first + second."""
    n = (first + second) // 2
    value = ring.zero
    for cross in range(min(first, second) + 1):
        if (first - cross) % 2:
            continue
        one, two = (first - cross) // 2, (second - cross) // 2
        ways = Fraction(factorial(n), factorial(one) * factorial(two) * factorial(cross)) * 2**cross
        value = value + gram[0][0] ** one * gram[1][1] ** two * gram[0][1] ** cross * ring.constant(ways)
    double_factorial = Fraction(factorial(2 * n), 2**n * factorial(n))
    return value * ring.constant(double_factorial * factorial(first) * factorial(second) / factorial(2 * n))


@dataclass(frozen=True)
class Laurent:
    """Gamma(-k + eps) = residue (1/eps + finite - gamma_E + O(eps)); k < 0 has residue 0 and is plain (k-1)!."""

    residue: Fraction
    finite: Fraction


def gamma_pole(k: int) -> Laurent:
    """Laurent coefficients of Gamma(-k + eps) for k >= 0."""
    if k < 0:
        raise ValueError(f"Gamma({-k} + eps) has no pole")
    return Laurent(Fraction((-1) ** k, factorial(k)), sum((Fraction(1, i) for i in range(1, k + 1)), Fraction(0)))


@dataclass(frozen=True)
class ParameterIntegrand:
    """What n denominators leave, apart from i/(16 pi^2): the integrand over the simplex of Feynman parameters.

    over: polynomial standing over Delta (n = 3); logs[j], plain[j]: coefficients of Delta^j log(Delta/mu^2) and
    of Delta^j; poles[j]: of Delta^j/eps. Polynomials are {exponents: Fraction} over `names`.
    """

    names: tuple[str, ...]
    over: Mapping[tuple[int, ...], Fraction]
    logs: tuple[Mapping[tuple[int, ...], Fraction], ...]
    plain: tuple[Mapping[tuple[int, ...], Fraction], ...]
    poles: tuple[Mapping[tuple[int, ...], Fraction], ...]


def momentum_integrals(ring: Ring, averaged: Sequence[Any], denominators: int) -> ParameterIntegrand:
    """The momentum integrals of two or three denominators to eps^0; `averaged` is what `average` returns."""
    if denominators not in (2, 3):
        raise ValueError(f"two or three denominators are supported, not {denominators}")
    dimension = ring.names.index("D")
    over: dict[tuple[int, ...], Fraction] = {}
    logs, plain, poles = [], [], []
    for j, poly in enumerate(averaged):
        at_four: dict[tuple[int, ...], Fraction] = {}
        slope: dict[tuple[int, ...], Fraction] = {}
        for exponents, c in ring.terms(poly).items():
            power = exponents[dimension]
            rest = (*exponents[:dimension], 0, *exponents[dimension + 1 :])
            at_four[rest] = at_four.get(rest, Fraction(0)) + c * 4**power
            slope[rest] = slope.get(rest, Fraction(0)) - 2 * c * power * Fraction(4) ** (power - 1)
        sign, order = (-1) ** (j + denominators), j + 2 - denominators
        if order < 0:
            over = {e: sign * c for e, c in at_four.items() if c}
            continue
        laurent = gamma_pole(order)
        factor = sign * laurent.residue
        logs.append({e: -factor * c for e, c in at_four.items() if c})
        poles.append({e: factor * c for e, c in at_four.items() if c})
        finite = {e: factor * (c * laurent.finite + slope[e]) for e, c in at_four.items()}
        plain.append({e: c for e, c in finite.items() if c})
    return ParameterIntegrand(ring.names, over, tuple(logs), tuple(plain), tuple(poles))
