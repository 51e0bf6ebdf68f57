"""Three-point functions C0, C1 ... C22 and C00 in arbitrary precision, at any real kinematics.

Denominators k^2 - m0^2, (k + p1)^2 - m1^2, (k + p2)^2 - m2^2 and arguments p1^2, (p2 - p1)^2, p2^2 as in A. Denner,
arXiv:0709.1075. With u = x + y and w = x/u,

    C0 = -Int_0^1 dw Int_0^1 du u/(c0 + c1(w) u + c2(w) u^2 - i0),

with powers of x and y in the numerator for the tensor coefficients: k^mu gives p1^mu C1 + p2^mu C2, k^mu k^nu gives
g^{mu nu} C00 + Sum p_i^mu p_j^nu C_ij. The inner integral is elementary and keeps its i0 exactly; the outer one is cut
where the inner one has a branch point and done by the tanh-sinh rule. Nothing is divided by the Gram determinant, so
g-2 kinematics (q^2 = 0) is as good a point as any, and 0 < q^2 < 4 m^2, where the momenta span no real plane, needs no
continuation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mpmath

from amps.loops.closed_forms import SingularKinematics
from amps.numeric.loop_functions import DIGITS, LoopValue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FAR = 1000
"""Size of a root of Delta from which on its logarithm is expanded."""


def C0(p1: Any, p12: Any, p2: Any, m0: Any, m1: Any, m2: Any, digits: int = DIGITS) -> Any:
    """C0(p1^2, (p2-p1)^2, p2^2; m0^2, m1^2, m2^2), all arguments squared.

    Raises SingularKinematics for the infrared pole of a massless line between two on-shell ones, and for the collinear
    pole of two massless lines that meet at a light-like momentum.
    """
    return _coefficient((p1, p12, p2), (m0, m1, m2), 0, 0, digits)


def C1(p1: Any, p12: Any, p2: Any, m0: Any, m1: Any, m2: Any, digits: int = DIGITS) -> Any:
    """Coefficient of p1^mu in the integral of k^mu; arguments and errors as for C0."""
    return _coefficient((p1, p12, p2), (m0, m1, m2), 1, 0, digits)


def C2(p1: Any, p12: Any, p2: Any, m0: Any, m1: Any, m2: Any, digits: int = DIGITS) -> Any:
    """Coefficient of p2^mu."""
    return _coefficient((p1, p12, p2), (m0, m1, m2), 0, 1, digits)


def C11(p1: Any, p12: Any, p2: Any, m0: Any, m1: Any, m2: Any, digits: int = DIGITS) -> Any:
    """Coefficient of p1^mu p1^nu in the integral of k^mu k^nu."""
    return _coefficient((p1, p12, p2), (m0, m1, m2), 2, 0, digits)


def C12(p1: Any, p12: Any, p2: Any, m0: Any, m1: Any, m2: Any, digits: int = DIGITS) -> Any:
    """Coefficient of p1^mu p2^nu + p2^mu p1^nu."""
    return _coefficient((p1, p12, p2), (m0, m1, m2), 1, 1, digits)


def C22(p1: Any, p12: Any, p2: Any, m0: Any, m1: Any, m2: Any, digits: int = DIGITS) -> Any:
    """Coefficient of p2^mu p2^nu."""
    return _coefficient((p1, p12, p2), (m0, m1, m2), 0, 2, digits)


def C00(p1: Any, p12: Any, p2: Any, m0: Any, m1: Any, m2: Any, mu2: Any = 1, digits: int = DIGITS) -> LoopValue:
    """Coefficient of g^{mu nu}, (Delta_eps - 2 Int log(Delta/mu^2))/4 over the triangle of x and y."""
    with mpmath.workdps(2 * digits):
        line = _Line((p1, p12, p2), (m0, m1, m2))
        scale = mpmath.mpf(mu2)
        # by parts: 2 Int u log(Delta) = log(Delta(1)) - Int u^2 (c1 + 2 c2 u)/Delta

        def inner(w: Any) -> Any:
            c0, c1, c2 = line.shape(w)
            edge = c0 + c1 + c2
            logarithm = mpmath.log(abs(edge) / scale) - (mpmath.pi * 1j if edge < 0 else 0)
            return logarithm - c1 * _inner(c0, c1, c2, 2) - 2 * c2 * _inner(c0, c1, c2, 3)

        return LoopValue(-line.integral(inner) / 4, mpmath.mpf(1) / 4)


def _coefficient(momenta: Sequence[Any], masses: Sequence[Any], a: int, b: int, digits: int) -> Any:
    """-(-1)^(a+b) Int dx dy x^a y^b/Delta."""
    # Nodes next to an inverse square root lose half of the digits.
    with mpmath.workdps(2 * digits):
        line = _Line(momenta, masses)
        found = line.integral(lambda w: w**a * (1 - w) ** b * _inner(*line.shape(w), 1 + a + b))
        return found if (a + b) % 2 else -found


class _Line:
    """Delta at x + y = u as a quadratic in u, with coefficients that depend on w."""

    def __init__(self, momenta: Sequence[Any], masses: Sequence[Any]) -> None:
        p1, p12, p2 = self.momenta = [mpmath.mpf(x) for x in momenta]
        m0, m1, m2 = self.masses = [mpmath.mpf(x) for x in masses]
        _refuse_infrared_pole(self.momenta, self.masses)
        # c1(w) = a0 + a1 w and c2(w) = b0 + b1 w + b2 w^2
        self.linear = m2 - m0 - p2, m1 - m2 - p1 + p2
        self.quadratic = p2, p1 - p2 - p12, p12

    def shape(self, w: Any) -> tuple[Any, Any, Any]:
        """c0, c1, c2."""
        (a0, a1), (b0, b1, b2) = self.linear, self.quadratic
        return self.masses[0], a0 + a1 * w, b0 + w * (b1 + w * b2)

    def integral(self, inner: Callable[[Any], Any]) -> Any:
        """Int_0^1 dw, cut where the inner integral has a branch point or comes near one."""
        m0, (a0, a1), (b0, b1, b2) = self.masses[0], self.linear, self.quadratic
        discriminant = (a0**2 - 4 * m0 * b0, 2 * a0 * a1 - 4 * m0 * b1, a1**2 - 4 * m0 * b2)
        at_end = (m0 + a0 + b0, a1 + b1, b2)
        cuts = {mpmath.mpf(0), mpmath.mpf(1), mpmath.mpf(1) / 2}
        for quadratic in (discriminant, at_end, (b0, b1, b2), (a0, a1, mpmath.mpf(0))):
            cuts |= {w for w in _real_roots(*quadratic) if 0 < w < 1}
        return mpmath.quad(inner, sorted(cuts))


def _refuse_infrared_pole(momenta: list[Any], masses: list[Any]) -> None:
    """A massless line i with both neighbours on shell, p_ij^2 = m_j^2 and p_ik^2 = m_k^2, or two with p_ij^2 = 0."""
    (p1, p12, p2), (m0, m1, m2) = momenta, masses
    for line, (near, a), (far, b) in ((m0, (p1, m1), (p2, m2)), (m1, (p1, m0), (p12, m2)), (m2, (p2, m0), (p12, m1))):
        if not line and near == a and far == b:
            raise SingularKinematics(
                "C0 has an infrared pole: a massless line is exchanged between on-shell lines of squared masses "
                f"{mpmath.nstr(a, 8)} and {mpmath.nstr(b, 8)}; give it a small mass"
            )
    for p, one, two in ((p1, m0, m1), (p12, m1, m2), (p2, m0, m2)):
        if not p and not one and not two:
            raise SingularKinematics(
                "C0 has a collinear pole: two massless lines meet at a light-like momentum; give one a small mass"
            )


def _real_roots(c0: Any, c1: Any, c2: Any) -> list[Any]:
    if not c2:
        return [-c0 / c1] if c1 else []
    square = c1**2 - 4 * c0 * c2
    if square < 0:
        # A near miss is a sharp feature, too: cut at the closest approach.
        return [-c1 / (2 * c2)]
    root = mpmath.sqrt(square)
    return [(-c1 + root) / (2 * c2), (-c1 - root) / (2 * c2)]


def _inner(c0: Any, c1: Any, c2: Any, n: int) -> Any:
    """Int_0^1 du u^n/(c0 + c1 u + c2 u^2 - i0), n >= 1."""
    if not c0:
        if not c2:
            return 1 / (n * c1)
        # one root is u = 0: Int du u^(n-1)/(c1 + c2 u - i0)
        return _weighted_pole(-c1 / c2, 1 if c2 > 0 else -1, n - 1) / c2
    if not c2:
        if not c1:
            return 1 / ((n + 1) * c0)
        return _weighted_pole(-c0 / c1, 1 if c1 > 0 else -1, n) / c1
    root = mpmath.sqrt(c1**2 - 4 * c0 * c2)
    if not root:
        return _double_pole(-c1 / (2 * c2), n) / c2
    big = -(c1 + root if c1 >= 0 else c1 - root) / 2
    r, s = big / c2, c0 / big
    sides = [0, 0] if mpmath.im(root) else [1 if c1 + 2 * c2 * x >= 0 else -1 for x in (r, s)]
    return (_weighted_pole(r, sides[0], n) - _weighted_pole(s, sides[1], n)) / (c2 * (r - s))


def _weighted_pole(r: Any, side: int, n: int) -> Any:
    """Int_0^1 du u^n/(u - r), upward from n = 0, or for large r, where that cancels, -Sum_k r^-k/(k+n)."""
    if abs(r) < FAR or n == 0:
        value = _pole(r, side)
        for k in range(1, n + 1):
            value = mpmath.mpf(1) / k + r * value
        return value
    total, power, k = mpmath.mpf(0), 1 / r, 1
    while abs(power) > mpmath.eps * abs(total):
        total -= power / (k + n)
        power /= r
        k += 1
    return total


def _double_pole(r: Any, n: int) -> Any:
    """Int_0^1 du u^n/(u - r)^2, by parts. Raises SingularKinematics for r between the limits."""
    if 0 <= r <= 1:
        raise SingularKinematics("C0 sits exactly on a branch point at an integration node; shift a mass or momentum")
    return 1 / (r - 1) + n * _weighted_pole(r, 0, n - 1)


def _pole(r: Any, side: int) -> Any:
    """Int_0^1 du/(u - r), r with the infinitesimal imaginary part `side` where it is real."""
    # Where a node rounds to an end point, the logarithm is integrable and its size there does not matter.
    ratio = (r - 1) / r or mpmath.eps
    if side == 0 or ratio > 0:
        return mpmath.log(ratio) if mpmath.im(r) or ratio > 0 else mpmath.log(-ratio)
    return mpmath.log(-ratio) + side * mpmath.pi * 1j
