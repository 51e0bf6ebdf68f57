r"""The scalar four-point function D0 in arbitrary precision, below all thresholds.

Denominators k^2 - m0^2, (k + p_i)^2 - m_i^2 for i = 1, 2, 3, as in A. Denner, arXiv:0709.1075. With Feynman parameters
z (1-x, x) for the first two and (1-z) (1-y, y) for the last two, and r = z/(1-z),

    D0 = Int_0^1 dx Int_0^1 dy Int_0^inf dr r/(A r^2 + C r + B)^2,   Y_ij = m_i^2 + m_j^2 - p_ij^2,

A(x), B(y) being those of the pairs and C(x, y) the sum of w_i w_j Y_ij across. The innermost integral is
(2 - C L)/Q with Q = 4 A B - C^2 and L = Int_0^inf dr/(A r^2 + C r + B); the others are done by Gauss-Legendre rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mpmath

from amps.loops.closed_forms import SingularKinematics

if TYPE_CHECKING:
    from collections.abc import Sequence

DIGITS = 15
PAIRS = ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))
"""Order of the momenta: p_ij = p_j - p_i with p_0 = 0."""


def D0(momenta: Sequence[Any], masses: Sequence[Any], digits: int = DIGITS) -> Any:
    """D0 of the six p_ij^2, in the order of PAIRS, and four m_i^2; all momenta Euclidean or below their thresholds.

    Raises SingularKinematics where a line can be on shell together with another (a cut), ValueError for a wrong number
    of arguments.
    """
    if len(momenta) != 6 or len(masses) != 4:
        raise ValueError(f"D0 takes 6 squared momenta and 4 squared masses, not {len(momenta)} and {len(masses)}")
    squares = [mpmath.mpf(m) for m in masses]
    y = {(i, j): squares[i] + squares[j] - mpmath.mpf(p) for (i, j), p in zip(PAIRS, momenta, strict=True)}

    def pair(i: int, w: Any) -> Any:
        return (1 - w) ** 2 * squares[i] + w * w * squares[i + 1] + w * (1 - w) * y[i, i + 1]

    def integrand(x: Any, z: Any) -> Any:
        # Where Q is small, half of the digits cancel.
        with mpmath.workdps(2 * digits + 10):
            across = (1 - x) * ((1 - z) * y[0, 2] + z * y[0, 3]) + x * ((1 - z) * y[1, 2] + z * y[1, 3])
            return _inner(pair(0, x), across, pair(2, z))

    with mpmath.workdps(digits + 5):
        return mpmath.quad(integrand, [0, 1], [0, 1], method="gauss-legendre")


def _inner(a: Any, c: Any, b: Any) -> Any:
    """Int_0^inf dr r/(a r^2 + c r + b)^2."""
    if not (a > 0 and b > 0 and c > -2 * mpmath.sqrt(a * b)):
        raise SingularKinematics(
            "D0 has a cut here: two lines of the loop can be on shell together; take momenta below the thresholds "
            "p_ij^2 = (m_i + m_j)^2, or give a massless line a mass"
        )
    q = 4 * a * b - c * c
    if abs(q) < mpmath.mpf(10) ** (-mpmath.mp.dps // 2) * c * c:
        return 1 / (6 * a * b)
    root = mpmath.sqrt(abs(q))
    whole = 2 * mpmath.atan2(root, c) / root if q > 0 else mpmath.log((c + root) / (c - root)) / root
    return (2 - c * whole) / q
