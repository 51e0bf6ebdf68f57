"""Passarino-Veltman functions as exact expressions, and the reduction of tensor integrals to A0, B0, C0.

Conventions of A. Denner, arXiv:0709.1075, as in `amps.numeric.loop_functions`; finite parts at scale mu, the pole
Delta_eps kept as a symbol so that its cancellation can be seen. Masses are given squared.
"""

from __future__ import annotations

import sympy

from amps.loops.closed_forms import SingularKinematics, reciprocal_integral
from amps.loops.moment_integral import U

POLE = sympy.Symbol("Delta_eps", real=True)
"""1/eps - gamma_E + log 4 pi."""


def A0(m2: sympy.Expr, mu2: sympy.Expr) -> sympy.Expr:
    """m^2 (Delta_eps + 1 - log(m^2/mu^2))."""
    return m2 * (POLE + 1 - sympy.log(m2 / mu2)) if m2 != 0 else sympy.S.Zero


def B0(p2: sympy.Expr, m0: sympy.Expr, m1: sympy.Expr, mu2: sympy.Expr) -> sympy.Expr:
    """Below threshold, p^2 < (m0 + m1)^2, and for massive lines: Delta_eps - Int log(Delta/mu^2), by parts.

    Raises SingularKinematics for a massless line; amps.numeric.loop_functions has those, and the region above.
    """
    if m0 == 0 or m1 == 0:
        raise SingularKinematics("this form needs massive lines; amps.numeric.loop_functions.B0 takes massless ones")
    if p2 == 0:
        return _zero_momentum_b0(m0, m1, mu2)
    c0, c1, c2 = m0, m1 - m0 - p2, p2
    # Int log D = log D(1) - Int x D'/D; x D' = 2 D - c1 x - 2 c0
    j0 = reciprocal_integral(c0, c1, c2)
    j1 = (sympy.log(m1 / m0) - c1 * j0) / (2 * c2)
    return POLE - sympy.log(m1 / mu2) + 2 - c1 * j1 - 2 * c0 * j0


def _zero_momentum_b0(m0: sympy.Expr, m1: sympy.Expr, mu2: sympy.Expr) -> sympy.Expr:
    if sympy.expand(m0 - m1) == 0:
        return POLE - sympy.log(m0 / mu2)
    return (A0(m0, mu2) - A0(m1, mu2)) / (m0 - m1)


def B1(p2: sympy.Expr, m0: sympy.Expr, m1: sympy.Expr, mu2: sympy.Expr) -> sympy.Expr:
    """(A0(m0) - A0(m1) - (p^2 - m1^2 + m0^2) B0)/(2 p^2), and its limit at p^2 = 0, where this is 0/0."""
    if p2 != 0:
        tadpoles = A0(m0, mu2) - A0(m1, mu2)
        return (tadpoles - (p2 - m1 + m0) * B0(p2, m0, m1, mu2)) / (2 * p2)
    moment = _log_moment(1, m0, m1, mu2)
    return -POLE / 2 + moment


def B00(p2: sympy.Expr, m0: sympy.Expr, m1: sympy.Expr, mu2: sympy.Expr) -> sympy.Expr:
    """(A0(m1) + 2 m0^2 B0 + (p^2 - m1^2 + m0^2) B1 + m0^2 + m1^2 - p^2/3)/6, regular at p^2 = 0."""
    b0, b1 = B0(p2, m0, m1, mu2), B1(p2, m0, m1, mu2)
    return (A0(m1, mu2) + 2 * m0 * b0 + (p2 - m1 + m0) * b1 + m0 + m1 - p2 / 3) / 6


def _log_moment(n: int, m0: sympy.Expr, m1: sympy.Expr, mu2: sympy.Expr) -> sympy.Expr:
    """Int x^n log(((1-x) m0^2 + x m1^2)/mu^2)."""
    if sympy.expand(m0 - m1) == 0:
        return sympy.log(m0 / mu2) / (n + 1)
    slope = m1 - m0
    rest = sympy.div(sympy.Poly(U ** (n + 1) * slope, U), sympy.Poly(m0 + slope * U, U))
    integral = sympy.integrate(rest[0].as_expr(), (U, 0, 1)) + rest[1].as_expr() / slope * sympy.log(m1 / m0)
    return (sympy.log(m1 / mu2) - integral) / (n + 1)


def C0_dipole(m2: sympy.Expr, emitter: sympy.Expr, spectator: sympy.Expr) -> sympy.Expr:
    """C0(m^2, 0, m^2; spectator, emitter, emitter), the kinematics of a dipole moment: -Int u/Delta."""
    c0, c1, c2 = spectator, emitter - spectator - m2, m2
    return -(sympy.log(emitter / spectator) - c1 * reciprocal_integral(c0, c1, c2)) / (2 * c2)


def C0_two_photons(s: sympy.Expr, m2: sympy.Expr) -> sympy.Expr:
    """C0(0, s, 0; m, m, m): -(2/s) arcsin^2(sqrt(s)/2m) below threshold, (1/2s) (log((1+b)/(1-b)) - i pi)^2 above."""
    tau = s / (4 * m2)
    beta = sympy.sqrt(1 - 1 / tau)
    above = (sympy.log((1 + beta) / (1 - beta)) - sympy.I * sympy.pi) ** 2 / (2 * s)
    return sympy.Piecewise((-2 * sympy.asin(sympy.sqrt(tau)) ** 2 / s, tau <= 1), (above, True))
