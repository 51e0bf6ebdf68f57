"""Averages over the loop momentum and the Laurent series of the momentum integrals."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from amps.algebra.ring import Ring
from amps.loops.feynman_parameters import average, gamma_pole, momentum_integrals

RING = Ring(("D", "L", "lp1", "lp2", "p", "q", "pq"))
GRAM = [[RING["p"], RING["pq"]], [RING["pq"], RING["q"]]]


def value(poly, **at):
    total = Fraction(0)
    for exponents, c in RING.terms(poly).items():
        for name, power in zip(RING.names, exponents, strict=True):
            c *= Fraction(at.get(name, 0)) ** power if power else 1
        total += c
    return total


@pytest.mark.parametrize(("i", "j"), [(2, 0), (1, 1), (2, 2), (3, 1), (4, 2), (1, 5)])
def test_average_against_quadrature_over_the_sphere(i, j):
    """D = 3, Euclidean: <(l.p1)^i (l.p2)^j> over the unit sphere by Gauss-Legendre times a uniform azimuth."""
    p1, p2 = np.array([1.0, 2.0, -1.0]), np.array([0.0, 1.0, 3.0])
    z, w = np.polynomial.legendre.leggauss(12)
    phi = 2 * np.pi * np.arange(24) / 24
    x = np.sqrt(1 - z[:, None] ** 2)
    n = np.stack([x * np.cos(phi), x * np.sin(phi), z[:, None] + 0 * phi], axis=-1)
    numeric = np.sum(w[:, None] / 2 / 24 * (n @ p1) ** i * (n @ p2) ** j)
    found = average(RING, RING["lp1"] ** i * RING["lp2"] ** j, "L", ("lp1", "lp2"), GRAM)
    pairs = (i + j) // 2
    rising = np.prod([1.5 + k for k in range(pairs)])
    exact = value(found[pairs], D=3, p=6, q=10, pq=-1) / Fraction(rising)
    assert float(exact) == pytest.approx(numeric, rel=1e-12)
    assert all(not part for part in found[:pairs])


def test_odd_powers_average_to_nothing():
    assert not any(average(RING, RING["lp1"] * RING["L"], "L", ("lp1", "lp2"), GRAM))


@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_poles_of_gamma(k):
    with mpmath.workdps(40):
        eps = mpmath.mpf(10) ** -12
        laurent = gamma_pole(k)
        residue = mpmath.mpf(laurent.residue.numerator) / laurent.residue.denominator
        finite = mpmath.mpf(laurent.finite.numerator) / laurent.finite.denominator
        assert abs(mpmath.gamma(-k + eps) - residue * (1 / eps + finite - mpmath.euler)) < 1e-10
    with pytest.raises(ValueError, match="no pole"):
        gamma_pole(-1)


def test_dimension_times_pole_leaves_a_rational_term():
    """D l^2 [D/2]: D (D/2) Gamma(eps) = 8/eps - 8 log Delta - 8 + O(eps) with D = 4 - 2 eps: 8 - 8 eps."""
    integrand = momentum_integrals(RING, average(RING, RING["D"] * RING["L"], "L", ("lp1", "lp2"), GRAM), 3)
    (unit,) = integrand.logs[0]
    assert (integrand.poles[0][unit], integrand.logs[0][unit], integrand.plain[0][unit]) == (8, -8, -8)
