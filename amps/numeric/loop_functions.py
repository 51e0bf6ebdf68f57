"""One-loop integrals in arbitrary precision (mpmath): direct integration, and Passarino-Veltman functions.

With Delta_eps = 1/eps - gamma_E + log 4 pi and denominators k^2 - m0^2, (k + p)^2 - m1^2 (A. Denner, arXiv:0709.1075),

    A0(m) = (2 pi mu)^(4-D)/(i pi^2) Int d^Dk 1/(k^2 - m^2),   B0, p^mu B1, g^{mu nu} B00 + p^mu p^nu B11 likewise,

every one is pole * Delta_eps + finite. Above threshold masses carry -i0, so that Im B0 > 0. Real momenta and masses of
any size are fine, p^2 = 0, equal masses and thresholds included: nothing is divided by a Gram determinant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import mpmath

from amps.loops.closed_forms import SingularKinematics

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import sympy

DIGITS = 25
DECADES = 14
MOST_DIGITS = 2000


class LoopValue(NamedTuple):
    """pole * (1/eps - gamma_E + log 4 pi) + finite."""

    finite: Any
    pole: Any


def integrate_parameter(
    integrand: sympy.Expr, variable: sympy.Symbol, values: Mapping[str, float], digits: int = DIGITS
) -> Any:
    """Int_0^1 of a SymPy integrand over a Feynman parameter, by mpmath's tanh-sinh rule decade by decade.

    `values` gives every other symbol by name. The decades towards both ends resolve peaks as narrow as 1e-14.
    """
    import sympy

    names = sorted((s for s in integrand.free_symbols if s != variable), key=str)
    function = sympy.lambdify([variable, *names], integrand, "mpmath")
    with mpmath.workdps(digits + DECADES):
        numbers = [mpmath.mpf(values[s.name]) for s in names]
        small = [mpmath.mpf(10) ** -k for k in range(DECADES, 0, -1)]
        nodes = [0, *small, mpmath.mpf(1) / 2, *(1 - x for x in reversed(small)), 1]
        return mpmath.quad(lambda u: function(u, *numbers), nodes)


def settled(compute: Callable[[], Any], digits: int) -> Any:
    """`compute()` with working precision raised until `digits` digits do not change: cancellations cost time only."""
    work = digits + 15
    with mpmath.workdps(work):
        last = compute()
    while work < MOST_DIGITS:
        work *= 2
        with mpmath.workdps(work):
            found = compute()
            tiny = mpmath.mpf(10) ** -digits
            if abs(found - last) <= tiny * max(abs(found), tiny):
                return found
        last = found
    raise SingularKinematics(f"{MOST_DIGITS} working digits do not settle the integral: it is singular here")


def A0(m2: Any, mu2: Any = 1, digits: int = DIGITS) -> LoopValue:
    """m^2 (Delta_eps + 1 - log(m^2/mu^2))."""
    with mpmath.workdps(digits + 15):
        m2 = mpmath.mpf(m2)
        return LoopValue(m2 * (1 - mpmath.log(m2 / mu2)) if m2 else m2, m2)


def B0(p2: Any, m0: Any, m1: Any, mu2: Any = 1, digits: int = DIGITS) -> LoopValue:
    """Two-point function; arguments are p^2 and the squared masses m0^2, m1^2."""
    return LoopValue(-log_moment(0, p2, m0, m1, mu2, digits), mpmath.mpf(1))


def B1(p2: Any, m0: Any, m1: Any, mu2: Any = 1, digits: int = DIGITS) -> LoopValue:
    """Coefficient of p^mu."""
    return LoopValue(log_moment(1, p2, m0, m1, mu2, digits), mpmath.mpf(-1) / 2)


def B11(p2: Any, m0: Any, m1: Any, mu2: Any = 1, digits: int = DIGITS) -> LoopValue:
    """Coefficient of p^mu p^nu."""
    with mpmath.workdps(digits + 15):
        return LoopValue(-log_moment(2, p2, m0, m1, mu2, digits), mpmath.mpf(1) / 3)


def B00(p2: Any, m0: Any, m1: Any, mu2: Any = 1, digits: int = DIGITS) -> LoopValue:
    """Coefficient of g^{mu nu}: Int dx Delta/2 (Delta_eps + 1 - log(Delta/mu^2)), Delta as in B0."""

    def compute() -> Any:
        c0, c1, c2 = _shape(p2, m0, m1)
        moments = [_log_moment(n, p2, m0, m1, mu2) for n in range(3)]
        return (c0 + c1 / 2 + c2 / 3 - c0 * moments[0] - c1 * moments[1] - c2 * moments[2]) / 2

    with mpmath.workdps(digits + 15):
        pole = (mpmath.mpf(m0) + m1) / 4 - mpmath.mpf(p2) / 12
    return LoopValue(settled(compute, digits), pole)


def dB0(p2: Any, m0: Any, m1: Any, digits: int = DIGITS) -> LoopValue:
    """d B0/d p^2 = Int dx x (1 - x)/Delta. Raises SingularKinematics on threshold and for an on-shell massless line."""
    with mpmath.workdps(digits + 15):
        p2, m0, m1 = (mpmath.mpf(x) for x in (p2, m0, m1))
        if p2 and p2 >= m0 + m1 and (p2 - m0 - m1) ** 2 == 4 * m0 * m1:
            kind = "infrared pole (massless line on shell)" if not m0 or not m1 else "threshold"
            raise SingularKinematics(f"dB0 diverges at p^2 = {p2}, masses^2 {m0}, {m1}: {kind}; give the line a mass")
        if not p2 and not m0 and not m1:
            raise SingularKinematics("dB0 diverges at p^2 = 0 with massless lines; keep a mass or p^2 nonzero")
    return LoopValue(settled(lambda: _rational_moment(p2, m0, m1), digits), mpmath.mpf(0))


def log_moment(n: int, p2: Any, m0: Any, m1: Any, mu2: Any = 1, digits: int = DIGITS) -> Any:
    """Int_0^1 dx x^n log((Delta - i0)/mu^2), Delta = (1-x) m0^2 + x m1^2 - x (1-x) p^2."""
    return settled(lambda: _log_moment(n, p2, m0, m1, mu2), digits)


def _shape(p2: Any, m0: Any, m1: Any) -> tuple[Any, Any, Any]:
    p2, m0, m1 = (mpmath.mpf(x) for x in (p2, m0, m1))
    return m0, m1 - m0 - p2, p2


def _log_moment(n: int, p2: Any, m0: Any, m1: Any, mu2: Any) -> Any:
    c0, c1, c2 = _shape(p2, m0, m1)
    mu2 = mpmath.mpf(mu2)
    if not m1 and not m0:
        if not c2:
            raise SingularKinematics("B0 of massless lines at p^2 = 0 has an infrared pole; keep a mass or p^2 nonzero")
        # log(-p^2 - i0) + log x + log(1 - x)
        harmonic = mpmath.harmonic(n + 1)
        edges = -1 / mpmath.mpf(n + 1) ** 2 - harmonic / (n + 1)
        return _log(-c2 / mu2, 1) / (n + 1) + edges
    if m1:
        # by parts with the primitive x^(n+1)/(n+1)
        return (mpmath.log(mpmath.mpf(m1) / mu2) - sum(_pole_moment(n + 1, *r) for r in _roots(c0, c1, c2))) / (n + 1)
    # by parts with (x^(n+1) - 1)/(n+1), which vanishes where Delta does
    # of the root x = 1: Int (1 - x^(n+1))/(x - 1) = -H_(n+1); the other one may be 1, too
    harmonic = mpmath.harmonic(n + 1)
    rest = sum(
        -harmonic if r == 1 else _pole_moment(0, r, side) - _pole_moment(n + 1, r, side)
        for r, side in _roots(c0, c1, c2, without_one=True)
    )
    return (mpmath.log(c0 / mu2) + rest - harmonic) / (n + 1)


def _roots(c0: Any, c1: Any, c2: Any, without_one: bool = False) -> list[tuple[Any, int]]:
    """Roots of c0 + c1 x + c2 x^2 - i0 with the sign of their infinitesimal imaginary part (0 for complex ones)."""
    if not c2:
        found = [] if not c1 else [(-c0 / c1, 1 if c1 > 0 else -1)]
    else:
        root = mpmath.sqrt(c1**2 - 4 * c0 * c2)
        big = -(c1 + root if mpmath.re(c1) >= 0 else c1 - root) / 2
        pair = [big / c2, c0 / big if big else big / c2]
        found = []
        for x in pair:
            slope = mpmath.re(c1 + 2 * c2 * x)
            found.append((x, 0 if mpmath.im(x) else 1 if slope >= 0 else -1))
        if not root:
            found = [(pair[0], 1), (pair[0], -1)]
    if without_one:
        found.remove(min(found, key=lambda item: abs(item[0] - 1)))
    return found


def _log(x: Any, side: int) -> Any:
    """log(x - i0 side) for real x."""
    if mpmath.im(x) or x > 0:
        return mpmath.log(x)
    return mpmath.log(-x) - side * mpmath.pi * 1j


def _pole_moment(k: int, r: Any, side: int) -> Any:
    """Int_0^1 dx x^k/(x - r), r having the infinitesimal imaginary part `side`."""
    logarithm = mpmath.mpf(0)
    power = r**k if k else mpmath.mpf(1)
    if r == 1 or (r == 0 and not k):
        raise SingularKinematics("a massless line on shell: the integral has an end-point divergence")
    if r != 0:
        ratio = (r - 1) / r
        logarithm = mpmath.log(ratio) if mpmath.im(r) else _log(ratio, -side)
    return power * logarithm + sum(r ** (k - 1 - j) / mpmath.mpf(j + 1) for j in range(k))


def _rational_moment(p2: Any, m0: Any, m1: Any) -> Any:
    """Int dx x (1 - x)/(Delta - i0)."""
    c0, c1, c2 = _shape(p2, m0, m1)
    if not c2 and not c1:
        return 1 / (6 * c0)
    if not c2:
        ((r, side),) = _roots(c0, c1, c2)
        if r in (0, 1):
            return 1 / (2 * abs(c1))
        return (_pole_moment(1, r, side) - _pole_moment(2, r, side)) / c1
    (r, a), (s, b) = _roots(c0, c1, c2)
    if r == s:
        # Int x(1-x)/(x-r)^2, r outside the integration range
        return (_double(1, r) - _double(2, r)) / c2

    def part(x: Any, side: int) -> Any:
        return -mpmath.mpf(1) / 2 + (1 - x) * _safe(x, side)

    return (part(r, a) - part(s, b)) / (c2 * (r - s))


def _safe(x: Any, side: int) -> Any:
    """Int dx x0-weighted pole, x0 Int 1/(x - x0) + 1 = Int x/(x - x0), finite at x0 = 0."""
    return _pole_moment(1, x, side) if x != 1 else mpmath.mpf(0)


def _double(k: int, r: Any) -> Any:
    """Int_0^1 x^k/(x - r)^2 for real r outside [0, 1]."""
    return -1 / (1 - r) + k * _pole_moment(k - 1, r, 1)
